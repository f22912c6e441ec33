#include "server/presence_text.h"

#include <postroom/text.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <charconv>

#include "server/json_place.h"

namespace postroom::server {
namespace {

namespace json = boost::json;

constexpr std::string_view kOpen = "open", kEditing = "editing", kLeft = "left";

std::string_view state_text(const PresenceChange& change) {
  if (change.left) return kLeft;
  return change.present.state == PresenceState::editing ? kEditing : kOpen;
}

// Sessions have all 64 bits, which JSON's numbers have not.
std::optional<std::uint64_t> parse_session(const std::string& text) {
  std::uint64_t session = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), session);
  if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size()) return std::nullopt;
  return session;
}

}  // namespace

std::string to_text(const PresenceChange& change) {
  return json::serialize(json::object{{"store", to_text(change.store)},
                                      {"message", change.message.value},
                                      {"session", std::to_string(change.present.session)},
                                      {"who", change.present.who},
                                      {"client", change.present.client},
                                      {"state", state_text(change)}});
}

std::optional<PresenceChange> parse_presence_change(const std::string& text) {
  json::error_code error;
  const json::value value = json::parse(text, error);
  if (error || !value.is_object()) return std::nullopt;
  const JsonPlace sent(value);
  const auto word = [&](std::string_view name) {
    const auto found = sent.find_text(name, kMaxSessionText);
    return found.ok() ? found->value_or("") : std::string();
  };
  const auto store = parse_guid(word("store"));
  const auto session = parse_session(word("session"));
  const auto message = sent.find_whole("message", 1, INT64_MAX);
  const std::string state = word("state");
  const bool is_known = state == kOpen || state == kEditing || state == kLeft;
  if (!store || !session || !message.ok() || !*message || !is_known) return std::nullopt;
  PresenceChange change{*store, {**message}, {*session, word("who"), word("client")}, state == kLeft};
  if (state == kEditing) change.present.state = PresenceState::editing;
  if (!is_valid_utf8(change.present.who) || !is_valid_utf8(change.present.client)) return std::nullopt;
  return change;
}

}  // namespace postroom::server
