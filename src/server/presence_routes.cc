#include "server/presence_routes.h"

#include "base/try.h"
#include "server/json_place.h"
#include "server/presence_json.h"
#include "server/refusals.h"

namespace postroom::server {
namespace {

constexpr std::uint64_t kMaxPresenceBody = 4 << 10;  // bytes of JSON

Result<PresenceState> read_state(const JsonPlace& place) {
  TRY_SET(const std::string text, place.text());
  if (text == "open") return PresenceState::open;
  if (text == "editing") return PresenceState::editing;
  return place.wrong("The state has to be \"open\" or \"editing\".");
}

// Of a message that the caller may read: else it is as one that is not there.
Result<MessageId> readable_message(Call& call) {
  TRY_SET(const MessageId id, message_parameter(call));
  TRY(call.store->current_version(call.session, id));
  return id;
}

Answer put_presence(Call& call) {
  TRY_SET(const MessageId id, readable_message(call));
  TRY_SET(const boost::json::value body, json_object(call, {"state"}));
  const JsonPlace sent(body);
  TRY_SET(const JsonPlace place, sent.need("state"));
  TRY_SET(const PresenceState state, read_state(place));
  const Session& session = call.session;
  const Status entered =
      call.service.presence->enter(call.store->guid(), id, {session.id, session.who, session.client, state});
  if (!entered.ok()) return Refusal(problem("too_many", entered.error().message));
  return http::no_content();
}

// Also of a message that is gone by now.
Answer delete_presence(Call& call) {
  TRY_SET(const MessageId id, message_parameter(call));
  call.service.presence->leave(call.store->guid(), id, call.session.id);
  return http::no_content();
}

Answer get_presence(Call& call) {
  TRY_SET(const MessageId id, readable_message(call));
  return json_answer(200, presence_json(id, call.service.presence->people(call.store->guid(), id)));
}

}  // namespace

void add_presence_routes(http::Router& router, const std::shared_ptr<Service>& service) {
  using http::Method;
  const std::string path = "/api/v1/stores/{store}/messages/{message}/presence";
  add(router, service, {Method::put, path, Needs::reading, put_presence, kMaxPresenceBody});
  add(router, service, {Method::delete_, path, Needs::reading, delete_presence});
  add(router, service, {Method::get, path, Needs::reading, get_presence});
}

}  // namespace postroom::server
