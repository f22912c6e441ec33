// A service with a store "shop" and people who use it through the API, for tests of its routes.
//   Ana   owns the store; reads and writes      Ben    reads and writes
//   Cleo  has a grant for reading only          Dan    has an account, and no grant
// Requests go through http::Router::handle, without a socket, and what is sent back has to be as the OpenAPI
// document has it, and what is answered at once has to be the same.
#pragma once

#include <gtest/gtest.h>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "http/router.h"
#include "server/service.h"
#include "support/must.h"
#include "support/people.h"
#include "support/temporary_folder.h"

namespace postroom::server::testing {

using postroom::testing::code_of;
using postroom::testing::must;

// What somebody is signed in with.
struct Caller {
  std::string name;
  std::string cookie, csrf;  // of a browser's session
  std::string token;         // of a program; instead of these
};

struct Reply {
  unsigned status = 0;
  http::Fields fields;
  std::string text;         // the body; empty for an event stream
  boost::json::value json;  // the body, if it is JSON

  // By JSON pointer: "/rows/0/id". Null for what is not there.
  const boost::json::value& at(std::string_view pointer) const;
  std::int64_t number(std::string_view pointer) const;  // 0 for what is none
  std::string string(std::string_view pointer) const;   // empty for what is none
  std::string field(std::string_view name) const;       // of the header; empty for none
  std::string etag() const { return field("ETag"); }
  std::string problem() const;  // "object_changed"; empty for an answer that is none
};

class ApiTest : public ::testing::Test {
 protected:
  ApiTest();

  // Paths are those behind /api/v1, with their queries.
  Reply get(const Caller& caller, const std::string& path, const http::Fields& fields = {});
  Reply post(const Caller& caller, const std::string& path, const boost::json::value& body,
             const http::Fields& fields = {});
  Reply patch(const Caller& caller, const std::string& path, const boost::json::value& body,
              const http::Fields& fields = {});
  Reply put(const Caller& caller, const std::string& path, const boost::json::value& body,
            const http::Fields& fields = {});
  Reply del(const Caller& caller, const std::string& path, const http::Fields& fields = {});
  // With any bytes as body.
  Reply send(const Caller& caller, http::Method method, const std::string& path, std::string body = {},
             const http::Fields& fields = {});
  // What the thread that has read the request answers by itself; nothing where a worker has to.
  std::optional<Reply> get_at_once(const Caller& caller, const std::string& path, const http::Fields& fields = {});
  // As the handler gives it, for bodies that are streams.
  http::Response respond(const Caller& caller, http::Method method, const std::string& path,
                         std::string body = {}, const http::Fields& fields = {});

  Caller sign_in(const std::string& name);
  Caller token_of(const std::string& name, Rights rights);

  Store shop() { return must(service->stores->open("shop")); }
  // Somebody who uses the store beside the API, as another program does.
  Session session(const std::string& who, std::uint64_t id = 900) const { return people.session(who, id); }
  FolderId folder(SpecialFolder which) { return shop().special(which); }
  std::string folder_path(SpecialFolder which) {
    return "/stores/shop/folders/" + std::to_string(folder(which).value);
  }
  static std::string message_path(std::int64_t id) { return "/stores/shop/messages/" + std::to_string(id); }
  // A message of Ana's in the Inbox, made beside the API. It has no body and no recipients.
  std::int64_t add(const std::string& subject);

  postroom::testing::TemporaryFolder ground{postroom::testing::Place::memory};
  postroom::testing::People people;
  std::shared_ptr<Service> service = std::make_shared<Service>();
  http::Router router;
  Caller ana, ben, cleo, dan;
  Caller nobody;

 private:
  void make_people();
  http::Request request(const Caller& caller, http::Method method, const std::string& path,
                        const http::Fields& fields);
  std::optional<http::Response> at_once(http::Request request);
  void expect_as_documented(http::Method method, const std::string& path, const http::Response& response,
                            const std::string& text);
};

const class ApiContract& contract();  // made once, since it takes a while

http::Fields fields(std::initializer_list<http::Field> list);
boost::json::value json(
    std::string_view text);  // "{'a': 1}": with ' for the quotation marks, as it stands in C++ then

inline const std::string kPassword = "correct horse";  // everybody's

}  // namespace postroom::server::testing
