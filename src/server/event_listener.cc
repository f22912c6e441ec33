#include "server/event_listener.h"

#include "base/try.h"

namespace postroom::server {
namespace {

constexpr std::size_t kEventsAtOnce = 200;
constexpr std::size_t kMostOfMessage = 72;  // bytes: both numbers have nineteen digits at most
constexpr std::size_t kMostOfPiece = 2048;  // around its messages: names of people are kMaxSessionText long at most
static_assert(EventListener::kMaxMessages * kMostOfMessage +
                  (EventListener::kMaxMessages / EventTeller::kMessagesOfPiece + 1) * kMostOfPiece <=
              http::EventStream::kMaxWaitingBytes);

std::string position_json(LogPosition position) {
  return "{\"position\":" + std::to_string(position.value) + "}";
}

}  // namespace

EventListener::EventListener(Store store, Session session, std::shared_ptr<EventTeller> teller)
    : store_(std::move(store)), session_(std::move(session)), teller_(std::move(teller)) {}

// Subscribes first: what comes while the log is read is told behind it, unless the log had it.
Status EventListener::start(LogPosition after) {
  last_ = after;
  const auto receive = [weak = weak_from_this()](const Event& event) {
    if (const auto listener = weak.lock()) listener->hear(event);
  };
  TRY_SET(subscription_, store_.subscribe(session_, receive));
  TRY(catch_up());
  const std::lock_guard lock(mutex_);
  for (const Event& event : waiting_) tell(event);
  waiting_ = {};
  catching_up_ = false;
  return ok_status();
}

Status EventListener::catch_up() {
  TRY_SET(const LogPosition newest, store_.log_position(session_));
  if (newest < last_) {
    const std::lock_guard lock(mutex_);
    tell_reload(newest);
    return ok_status();
  }
  for (std::size_t told = 0;;) {
    TRY_SET(const std::vector<Event> events, store_.events_after(session_, last_, kEventsAtOnce));
    if (events.empty()) return ok_status();
    told += events.size();
    const std::lock_guard lock(mutex_);
    if (told > kMaxBehind)
      return tell_reload(newest < events.back().position ? events.back().position : newest), ok_status();
    for (const Event& event : events) tell(event);
  }
}

void EventListener::hear(const Event& event) {
  const std::lock_guard lock(mutex_);
  if (catching_up_) {
    waiting_.push_back(event);
  } else {
    tell(event);
  }
}

// Only the last piece has the id: a client that got some of them gets all of them again.
void EventListener::tell(const Event& event) {
  if (event.position <= last_ || stream_->is_closed()) return;
  if (event.reload || event.messages.size() > kMaxMessages) return tell_reload(event.position);
  const auto told = teller_->tell(event);
  const bool mine = session_.id == event.session;
  for (const std::string& piece : told->pieces) {
    const bool is_last = &piece == &told->pieces.back();
    stream_->push({is_last ? std::to_string(event.position.value) : "", "change", whole_piece(piece, mine)});
  }
  last_ = event.position;
}

void EventListener::tell_reload(LogPosition position) {
  stream_->push({std::to_string(position.value), "reload", position_json(position)});
  last_ = position;
}

void EventListener::tell_start(LogPosition position) {
  stream_->push({std::to_string(position.value), "start", position_json(position)});
}

void EventListener::tell_of_message(MessageId message, const http::ServerEvent& event) {
  if (!stream_->is_closed() && store_.current_version(session_, message).ok()) stream_->offer(event);
}

}  // namespace postroom::server
