#include "server/event_teller.h"

#include <postroom/tags.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <span>

#include "server/etags.h"

namespace postroom::server {
namespace {

namespace json = boost::json;

// Whether the messages have a version that clients do not know yet.
bool brings_version(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::message_created:
    case ChangeKind::message_modified:
    case ChangeKind::message_undeleted:
    case ChangeKind::message_copied:
      return true;
    default:
      return false;
  }
}

json::value id_or_null(FolderId id) { return id.value == 0 ? json::value() : json::value(id.value); }

Session reading(std::shared_ptr<const Clock> clock, std::shared_ptr<Random> random) {
  Session session;
  session.client = "postroomd";
  session.rights = Rights::read_only;
  session.clock = std::move(clock);
  session.random = std::move(random);
  session.acting = Acting::administrator;
  return session;
}

}  // namespace

std::string_view kind_name(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::message_created:
      return "message_created";
    case ChangeKind::message_modified:
      return "message_modified";
    case ChangeKind::message_deleted:
      return "message_deleted";
    case ChangeKind::message_undeleted:
      return "message_undeleted";
    case ChangeKind::message_removed:
      return "message_removed";
    case ChangeKind::message_moved:
      return "message_moved";
    case ChangeKind::message_copied:
      return "message_copied";
    case ChangeKind::read_state_changed:
      return "read_state_changed";
    case ChangeKind::status_changed:
      return "status_changed";
    case ChangeKind::links_changed:
      return "links_changed";
    case ChangeKind::folder_created:
      return "folder_created";
    case ChangeKind::folder_modified:
      return "folder_modified";
    case ChangeKind::folder_deleted:
      return "folder_deleted";
    case ChangeKind::folder_moved:
      return "folder_moved";
    case ChangeKind::search_completed:
      return "search_completed";
    case ChangeKind::folder_copied:
      return "folder_copied";
  }
  return "";
}

std::string whole_piece(const std::string& piece, bool mine) {
  return piece + (mine ? ",\"mine\":true}" : ",\"mine\":false}");
}

EventTeller::EventTeller(Store store, std::shared_ptr<const Clock> clock, std::shared_ptr<Random> random)
    : store_(std::move(store)), reader_(reading(std::move(clock), std::move(random))) {}

void EventTeller::know(std::uint64_t session, const std::string& who) {
  const std::lock_guard lock(mutex_);
  if (known_.size() >= kMaxKnown) known_.clear();
  known_[session] = who;
}

std::shared_ptr<const ToldEvent> EventTeller::find(LogPosition position) {
  const std::lock_guard lock(mutex_);
  const auto found =
      std::find_if(kept_.begin(), kept_.end(), [&](const auto& told) { return told->position == position; });
  return found == kept_.end() ? nullptr : *found;
}

std::shared_ptr<const ToldEvent> EventTeller::tell(const Event& event) {
  if (auto told = find(event.position)) return told;
  auto told = describe(event);
  const std::lock_guard lock(mutex_);
  kept_.push_back(told);
  if (kept_.size() > kKept) kept_.pop_front();
  return told;
}

// The log has the session, not the person. The newest version says who saved it last, which is nearly always
// who saved the one that the event is of.
std::string EventTeller::who_did(const Event& event) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = known_.find(event.session);
    if (found != known_.end()) return found->second;
  }
  const bool saved = event.kind == ChangeKind::message_created || event.kind == ChangeKind::message_modified;
  if (!saved || event.messages.empty()) return {};
  const auto message = store_.open_message(reader_, event.messages.front(), Access::read_only, true);
  if (!message.ok()) return {};
  const auto who = message->get(tag::last_modifier_name);
  const auto* text = who ? std::get_if<std::string>(&*who) : nullptr;
  return text ? *text : std::string();
}

std::shared_ptr<const ToldEvent> EventTeller::describe(const Event& event) {
  auto told = std::make_shared<ToldEvent>();
  told->position = event.position;
  told->session = event.session;
  const std::string who = who_did(event);
  std::span<const MessageId> rest(event.messages);
  do {
    const auto here = rest.first(std::min(rest.size(), kMessagesOfPiece));
    rest = rest.subspan(here.size());
    json::array messages;
    for (const MessageId id : here) {
      json::value etag;
      if (brings_version(event.kind)) {
        const auto now = store_.current_version(reader_, id);
        if (now.ok()) etag = etag_of(now->version);
      }
      messages.push_back(json::object{{"id", id.value}, {"etag", std::move(etag)}});
    }
    std::string piece = json::serialize(json::object{{"position", event.position.value},
                                                     {"kind", kind_name(event.kind)},
                                                     {"folder", id_or_null(event.folder)},
                                                     {"old_folder", id_or_null(event.old_folder)},
                                                     {"messages", std::move(messages)},
                                                     {"who", who}});
    piece.pop_back();
    told->pieces.push_back(std::move(piece));
  } while (!rest.empty());
  return told;
}

}  // namespace postroom::server
