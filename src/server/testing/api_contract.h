// The OpenAPI document as a contract that answers of the API are held to.
#pragma once

#include <boost/json/value.hpp>

#include <string>
#include <vector>

#include "http/router.h"
#include "server/testing/json_schema.h"

namespace postroom::server::testing {

class ApiContract {
 public:
  ApiContract();

  const boost::json::object& document() const { return document_.as_object(); }
  const JsonSchemas& schemas() const { return schemas_; }
  // What the document says of a route; null if nothing.
  const boost::json::object* operation(http::Method method, std::string_view pattern) const;

  // In what an answer of the route differs from what the document says. `route` is null where the request
  // found none: then a problem is what may come. `text` is the whole body.
  std::vector<std::string> faults(const http::Route* route, const http::Response& response,
                                  const std::string& text) const;

 private:
  const boost::json::value document_;
  const JsonSchemas schemas_;
};

}  // namespace postroom::server::testing
