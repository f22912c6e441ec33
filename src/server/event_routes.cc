#include "server/event_routes.h"

#include "base/try.h"
#include "server/caller.h"
#include "server/event_hub.h"
#include "server/json_place.h"
#include "server/presence_json.h"
#include "server/refusals.h"

namespace postroom::server {
namespace {

// Last-Event-ID goes before the parameter: a browser that comes again by itself has both.
Result<std::optional<LogPosition>> last_position(const Call& call) {
  const auto field = call.request.fields.find("Last-Event-ID");
  if (!field || field->empty()) {
    TRY_SET(const auto after, number_query(call, "after", 0, INT64_MAX));
    return after ? std::optional(LogPosition{*after}) : std::nullopt;
  }
  const auto position = parse_whole(*field);
  if (position && *position >= 0) return std::optional(LogPosition{*position});
  return invalid_at("Last-Event-ID", "Last-Event-ID has to be the id of an event of this stream.");
}

// Whether the credential that opened the stream would open it again, as the same person with the same rights.
// Accounts that cannot be read just now are no reason to end it.
std::function<bool()> still_allowed(const Call& call) {
  http::Request credential;
  for (const char* name : {"Authorization", "Cookie"}) {
    for (const auto value : call.request.fields.all(name)) credential.fields.add(name, std::string(value));
  }
  return [directory = call.service.directory, credential, store = call.store_name, before = call.identity] {
    const auto identity = identify(*directory, credential);
    if (!identity.ok()) return true;
    if (!*identity || (*identity)->session != before->session) return false;
    const accounts::Account& account = (*identity)->account;
    return account.stores.contains(store) && account.who == before->account.who;
  };
}

// A client that comes knows of nobody yet. There may be more than goes into a stream.
void tell_who_is_where(Call& call, http::EventStream& stream) {
  const Guid& store = call.store->guid();
  for (const MessageId message : call.service.presence->messages(store)) {
    if (!call.store->current_version(call.session, message).ok()) continue;
    if (!stream.offer(presence_event(message, call.service.presence->people(store, message)))) return;
  }
}

Answer stream_events(Call& call) {
  TRY_SET(const auto after, last_position(call));
  NewListener wanted{*call.store, call.session, call.identity->account.id, after, still_allowed(call)};
  auto stream = call.service.events->open(std::move(wanted));
  if (!stream.ok() && stream.error().code == Code::busy)
    return Refusal(problem("too_many", stream.error().message));
  if (!stream.ok()) return Refusal(stream.error());
  tell_who_is_where(call, **stream);
  http::Response response;
  response.fields.set("Content-Type", "text/event-stream");
  response.fields.set("X-Accel-Buffering", "no");  // a proxy is not to keep events back
  response.body = std::move(*stream);
  return response;
}

}  // namespace

// One change after the other, so that what is told last is what is so.
void make_events(Service& service) {
  service.presence = std::make_shared<Presence>(service.clock);
  service.events = std::make_shared<EventHub>(service.clock, service.random);
  const auto telling = std::make_shared<std::mutex>();
  service.presence->on_change([telling, events = std::weak_ptr(service.events),
                               presence = service.presence.get()](const Guid& store, MessageId message) {
    const auto hub = events.lock();
    if (!hub) return;
    const std::lock_guard lock(*telling);
    hub->tell_of_message(store, message, presence_event(message, presence->people(store, message)));
  });
}

void add_event_routes(http::Router& router, const std::shared_ptr<Service>& service) {
  add(router, service, {http::Method::get, "/api/v1/stores/{store}/events", Needs::reading, stream_events});
}

}  // namespace postroom::server
