// Every operation of the OpenAPI document, as it should be sent and in every wrong way, by everybody.
#include <postroom/tags.h>

#include <algorithm>

#include "http/spool.h"
#include "server/testing/api_fixture.h"
#include "server/testing/sent_requests.h"
#include "server/uploads.h"

namespace postroom::server::testing {
namespace {

using http::Method;
namespace json = boost::json;

class DocumentedRequests : public ApiTest {
 protected:
  FolderId new_folder() {
    return must(shop().create_folder(session("Ana Ruiz"), folder(SpecialFolder::ipm_subtree),
                                     "folder " + std::to_string(++made_)));
  }
  // With a message attached.
  MessageId new_message() {
    Message message = must(shop().create_message(session("Ana Ruiz"), folder(SpecialFolder::inbox)));
    must(message.set(tag::subject, std::string("one")));
    Attachment attachment;
    attachment.properties.set(tag::attach_method, attach_method::embedded_message);
    attachment.embedded = std::make_shared<const MessageContent>();
    must(message.add_attachment(attachment));
    return must(message.save()).message;
  }
  // Linked with the message as the copy of one who came too late.
  MessageId new_copy(MessageId message) {
    Message early = must(shop().open_message(session("Ben Okafor"), message, Access::read_write));
    Message late = must(shop().open_message(session("Cleo Martin", 901), message, Access::read_write));
    must(early.set(tag::subject, std::string("two")));
    must(late.set(tag::subject, std::string("three")));
    must(early.save());
    EXPECT_FALSE(late.save().ok());
    return must(late.save_elsewhere(std::nullopt));
  }
  std::string new_upload(std::int64_t account, bool is_whole) {
    const std::string bytes = "Subject: x\r\n\r\nbody\r\n";
    const auto begun = must(service->uploads->begin(account, bytes.size()));
    if (is_whole) must(service->uploads->append(account, begun.id, 0, *http::body_in_memory(bytes)));
    uploads_.push_back({account, begun.id});
    return begun.id;
  }

  // Everything that a request of this operation can name, new, and Ana signed in anew.
  KnownThings new_things(const json::object& operation, bool needs_copy) {
    accounts::Directory& directory = *service->directory;
    const std::int64_t account = must(directory.find("ana")).id;
    for (const auto& [owner, upload] : uploads_) service->uploads->remove(owner, upload);
    for (const auto& token : must(directory.tokens("ana"))) (void)directory.remove_token("ana", token.id);
    uploads_.clear();
    if (operation.at("x-needs") == "identity") sign_in_anew(ana);
    KnownThings things;
    const MessageId message = new_message();
    things.message = message.value;
    things.copy = needs_copy ? new_copy(message).value : message.value;
    things.folder = new_folder().value;
    things.upload = new_upload(account, true);
    things.path = {{"store", "shop"},
                   {"name", "busy"},
                   {"property", "PR_SUBJECT"},
                   {"version", "1"},
                   {"folder", std::to_string(new_folder().value)},
                   {"message", std::to_string(things.message)},
                   {"key", to_text(must(shop().open_message(session("Ana Ruiz"), message, Access::read_only))
                                       .content()
                                       .attachments.front()
                                       .record_key)},
                   {"upload", new_upload(account, false)},
                   {"token", std::to_string(must(directory.add_token("ana", "one", Rights::read_write)).id)}};
    return things;
  }
  void sign_in_anew(Caller& caller) {
    people.clock->advance(std::chrono::hours(1));  // so that no attempt has to wait
    must(service->directory->set_password(caller.name, kPassword));
    caller = sign_in(caller.name);
  }

  static std::string address(const http::Route& route, const SentRequest& request) {
    std::string path = route.pattern.substr(std::string("/api/v1").size());
    for (const auto& [name, value] : request.path) {
      const std::size_t at = path.find("{" + name + "}");
      path.replace(at, name.size() + 2, value);
    }
    char separator = '?';
    for (const auto& [name, value] : request.query) {
      path.append(1, separator).append(name).append("=").append(value);
      separator = '&';
    }
    return path;
  }
  Reply send_it(const Caller& caller, const http::Route& route, const SentRequest& request) {
    http::Fields sent;
    for (const auto& [name, value] : request.fields) sent.add(name, value);
    if (!request.content_type.empty()) sent.add("Content-Type", request.content_type);
    return send(caller, route.method, address(route, request), request.body, sent);
  }

  template <class Visit>
  void for_each_operation(const Visit& visit) {
    for (const http::Route& route : router.routes()) {
      const json::object* const operation = contract().operation(route.method, route.pattern);
      ASSERT_TRUE(operation) << route.pattern;
      visit(route, *operation);
    }
  }
  static bool needs_copy(const http::Route& route) { return route.pattern.ends_with("/settle"); }

  SentRequest good(const http::Route& route, const json::object& operation) {
    return about(good_request(contract(), operation), new_things(operation, needs_copy(route)));
  }
  void refuse_what_is_wrong(const http::Route& route, const json::object& operation) {
    KnownThings things = new_things(operation, needs_copy(route));
    for (const SentRequest& changed :
         changed_requests(contract(), operation, good_request(contract(), operation))) {
      const Reply reply = send_it(ana, route, about(changed, things));
      const std::string what = name(route) + " " + changed.change + "\n" + reply.text;
      EXPECT_LT(reply.status, 500u) << what;
      EXPECT_TRUE(reply.status >= 400 || !changed.is_wrong) << what;
      const bool has_changed_things = reply.status < 400 && route.method != Method::get;
      if (has_changed_things) things = new_things(operation, needs_copy(route));
      ++sent_;
    }
  }
  static std::string name(const http::Route& route) {
    return std::string(to_text(route.method)) + " " + route.pattern;
  }

  std::size_t made_ = 0, sent_ = 0;
  std::vector<std::pair<std::int64_t, std::string>> uploads_;
};

TEST_F(DocumentedRequests, do_what_they_say) {
  for_each_operation([&](const http::Route& route, const json::object& operation) {
    const Reply reply = send_it(ana, route, good(route, operation));
    EXPECT_LT(reply.status, 400u) << name(route) << "\n" << reply.text;
  });
}

TEST_F(DocumentedRequests, are_refused_with_any_one_thing_wrong) {
  for_each_operation([&](const http::Route& route, const json::object& operation) {
    refuse_what_is_wrong(route, operation);
  });
  EXPECT_GT(sent_, 2000u);
  EXPECT_EQ(must(shop().check(session("Ana Ruiz"))).size(), 0u);
}

TEST_F(DocumentedRequests, are_refused_past_the_size_that_their_route_takes) {
  for_each_operation([&](const http::Route& route, const json::object& operation) {
    if (route.max_body == 0 || route.max_body > http::kMaxBodyInMemory) return;
    SentRequest request = good(route, operation);
    request.body.resize(route.max_body + 1, ' ');
    EXPECT_EQ(send_it(ana, route, request).problem(), "too_big") << route.pattern;
  });
}

// What somebody gets of an operation that needs what the document says: a refusal for who they are, or not.
struct Expected {
  const char* needs;
  const char *nobody, *without_grant, *reader, *reading_token;
};
constexpr const char* kAllowed = "";
constexpr Expected kExpected[] = {
    {"nothing", kAllowed, kAllowed, kAllowed, kAllowed},
    {"identity", "signed_out", kAllowed, kAllowed, kAllowed},
    {"reading", "signed_out", "not_found", kAllowed, kAllowed},
    {"writing", "signed_out", "not_found", "read_only", "read_only"},
};

// What the reply says of who asked; `expected` may have another reason as well.
std::string refusal_of_caller(const Reply& reply, const std::string& expected) {
  const std::string problem = reply.problem();
  const bool is_of_caller = problem == "signed_out" || problem == "read_only" || problem == "csrf";
  return is_of_caller || (!expected.empty() && problem == expected) ? problem : "";
}

TEST_F(DocumentedRequests, are_for_those_whom_they_need) {
  const Caller reading_token = token_of("ben", Rights::read_only),
               token = token_of("ben", Rights::read_write);
  for_each_operation([&](const http::Route& route, const json::object& operation) {
    const auto needs = operation.at("x-needs").as_string();
    const Expected* const expected = std::find_if(std::begin(kExpected), std::end(kExpected),
                                                  [&](const Expected& each) { return needs == each.needs; });
    ASSERT_NE(expected, std::end(kExpected)) << needs;
    std::optional<SentRequest> request;
    const auto expect = [&](const Caller& caller, const std::string& who, const std::string& problem) {
      if (!request) request = good(route, operation);
      const Reply reply = send_it(caller, route, *request);
      if (reply.status < 400) request.reset();
      EXPECT_EQ(refusal_of_caller(reply, problem), problem) << who << " " << name(route);
    };
    if (needs == "identity") {
      for (Caller* caller : {&ben, &cleo, &dan}) sign_in_anew(*caller);
    }
    expect(nobody, "nobody", expected->nobody);
    expect(dan, "without a grant", expected->without_grant);
    expect(cleo, "a reader", expected->reader);
    expect(ben, "a writer", kAllowed);
    if (needs == "identity") return;  // they have rules of their own for tokens
    expect(reading_token, "a token for reading", expected->reading_token);
    expect(token, "a token", kAllowed);
  });
}

}  // namespace
}  // namespace postroom::server::testing
