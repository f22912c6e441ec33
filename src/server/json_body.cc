// The bodies of requests as JSON, and JSON as bodies of answers.
#include <boost/json/serialize.hpp>

#include "base/try.h"
#include "server/call.h"
#include "server/json_parsing.h"
#include "server/json_place.h"
#include "server/refusals.h"

namespace postroom::server {
namespace {

bool is_json(const std::string& content_type) {
  return content_type.empty() || content_type == "application/json" ||
         content_type == "application/merge-patch+json";
}

}  // namespace

Result<boost::json::value> json_body(const Call& call) {
  const std::string content_type = call.request.content_type();
  if (!is_json(content_type)) {
    return wrong_media_type("The body is said to be " + content_type + "; send it as application/json.");
  }
  TRY_SET(const std::string text, call.request.body_text(call.service.limits.json_body));
  return parse_json(text);
}

Result<boost::json::object> json_object(const Call& call, std::initializer_list<std::string_view> known) {
  TRY_SET(boost::json::value body, json_body(call));
  TRY(JsonPlace(body).only(known));
  return std::move(body.as_object());
}

http::Response json_answer(unsigned status, const boost::json::value& value) {
  return http::json_response(status, boost::json::serialize(value));
}

}  // namespace postroom::server
