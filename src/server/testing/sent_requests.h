// Requests made from the OpenAPI document: one that is good, and from it every way of getting one thing
// wrong. Pure.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "server/testing/api_contract.h"

namespace postroom::server::testing {

// What a request of some operation is made of.
struct SentRequest {
  std::map<std::string, std::string> path;  // by the names of its parameters, as it stands in the address
  std::map<std::string, std::string> query, fields;  // the same
  std::string body;
  std::string content_type;  // empty for none

  std::string change;     // what was changed, for a person; empty: nothing
  bool is_wrong = false;  // the document says so, so it has to be refused
};

// With the example of the document as its body, and bytes where there is none. What it names are stand-ins.
SentRequest good_request(const ApiContract& contract, const boost::json::object& operation);

// `good` with one thing changed, in all the ways that there are. Most are wrong; those that are not may be
// answered in any way but by a failure of the server.
std::vector<SentRequest> changed_requests(const ApiContract& contract, const boost::json::object& operation,
                                          const SentRequest& good);

// What a store really has: for paths by the parameter's name, for the examples by what stands there (9: a
// folder, 57: a message, 58: its linked copy, "0": an upload).
struct KnownThings {
  std::map<std::string, std::string> path;
  std::int64_t folder = 0, message = 0, copy = 0;
  std::string upload;
};
// With these in the place of the stand-ins.
SentRequest about(SentRequest request, const KnownThings& things);

}  // namespace postroom::server::testing
