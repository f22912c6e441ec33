#include "server/openapi_routes.h"

#include <boost/json/serialize.hpp>

#include "model/crc32c.h"
#include "server/etags.h"
#include "server/openapi_document.h"

namespace postroom::server {

void add_openapi_routes(http::Router& router, const std::shared_ptr<Service>& service) {
  const auto text = std::make_shared<const std::string>(boost::json::serialize(openapi_document()));
  const std::string etag = '"' + std::to_string(crc32c(as_bytes(*text))) + '"';
  const auto show = [text, etag](Call& call) -> Answer {
    http::Response response;
    response.fields.add("ETag", etag);
    response.fields.add("Cache-Control", "no-cache");
    if (is_known(call.request.fields, etag)) {
      response.status = 304;
      return response;
    }
    response.fields.add("Content-Type", "application/json");
    response.body = text;
    return response;
  };
  add(router, service, {http::Method::get, "/api/v1/openapi.json", Needs::nothing, show, 0, show});
}

}  // namespace postroom::server
