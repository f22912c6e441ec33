#include "server/presence_json.h"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "server/json_values.h"

namespace postroom::server {

namespace json = boost::json;

json::object presence_json(MessageId message, const std::vector<Presence::Person>& people) {
  json::array shown;
  for (const Presence::Person& person : people) {
    shown.push_back(json::object{{"who", person.who},
                                 {"client", person.client},
                                 {"state", person.state == PresenceState::editing ? "editing" : "open"},
                                 {"since", time_json(person.since)}});
  }
  return {{"message", message.value}, {"people", std::move(shown)}};
}

// Without an id: it has no place in the log, and one that is missed is no loss.
http::ServerEvent presence_event(MessageId message, const std::vector<Presence::Person>& people) {
  return {"", "presence", json::serialize(presence_json(message, people))};
}

}  // namespace postroom::server
