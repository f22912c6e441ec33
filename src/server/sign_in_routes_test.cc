#include "server/sign_in_routes.h"

#include "server/testing/api_fixture.h"

namespace postroom::server::testing {
namespace {

using http::Method;

class SignInRoutes : public ApiTest {
 protected:
  Reply enter(const std::string& name, const std::string& password, const http::Fields& sent = {}) {
    return post(nobody, "/sign-in", boost::json::object{{"name", name}, {"password", password}}, sent);
  }
};

TEST_F(SignInRoutes, a_browser_gets_a_cookie_that_no_script_and_no_other_site_can_use) {
  const Reply reply = enter("ben", kPassword);
  ASSERT_EQ(reply.status, 200u) << reply.text;
  const std::string cookie = reply.field("Set-Cookie");
  EXPECT_TRUE(cookie.starts_with("postroom_session=")) << cookie;
  EXPECT_NE(cookie.find("; Path=/; HttpOnly; SameSite=Strict"), cookie.npos) << cookie;
  EXPECT_EQ(cookie.find("Secure"), cookie.npos);
  EXPECT_EQ(reply.field("Cache-Control"), "no-store");
  EXPECT_EQ(reply.string("/who"), "Ben Okafor");
  const Caller caller{"ben", cookie.substr(0, cookie.find(';')), reply.string("/csrf"), {}};
  EXPECT_EQ(get(caller, "/session").string("/name"), "ben");
}

TEST_F(SignInRoutes, over_tls_the_cookie_never_goes_over_plain_connections) {
  service->secure_cookies = true;
  EXPECT_NE(enter("ben", kPassword).field("Set-Cookie").find("; Secure"), std::string::npos);
}

TEST_F(SignInRoutes, a_wrong_password_and_an_unknown_name_are_told_alike) {
  const Reply wrong = enter("ben", "something else"), unknown = enter("nobody", kPassword);
  EXPECT_EQ(wrong.status, 401u);
  EXPECT_EQ(wrong.problem(), "wrong_password");
  EXPECT_EQ(unknown.text, wrong.text);
  EXPECT_EQ(wrong.field("Set-Cookie"), "");
}

TEST_F(SignInRoutes, after_too_many_attempts_one_has_to_wait) {
  for (int i = 0; i < 6; ++i) (void)enter("ben", "something else");
  const Reply reply = enter("ben", kPassword);
  EXPECT_EQ(reply.status, 429u);
  EXPECT_EQ(reply.problem(), "too_many_attempts");
  EXPECT_GE(std::stoi(reply.field("Retry-After")), 1);
  people.clock->advance(std::chrono::seconds(std::stoi(reply.field("Retry-After"))));
  EXPECT_EQ(enter("ben", kPassword).status, 200u);
}

TEST_F(SignInRoutes, another_sites_page_cannot_sign_anybody_in) {
  EXPECT_EQ(enter("ben", kPassword, fields({{"Sec-Fetch-Site", "cross-site"}})).problem(), "csrf");
  EXPECT_EQ(enter("ben", kPassword, fields({{"Origin", "https://evil.example"}, {"Host", "mail.example"}}))
                .problem(),
            "csrf");
  EXPECT_EQ(enter("ben", kPassword, fields({{"Origin", "null"}, {"Host", "mail.example"}})).problem(),
            "csrf");
  EXPECT_EQ(
      enter("ben", kPassword, fields({{"Origin", "https://Mail.example:8"}, {"Host", "mail.example:8"}}))
          .status,
      200u);
  // A proxy may have changed Host; what the browser says of itself counts.
  EXPECT_EQ(enter("ben", kPassword,
                  fields({{"Origin", "https://mail.example"},
                          {"Host", "127.0.0.1:8080"},
                          {"Sec-Fetch-Site", "same-origin"}}))
                .status,
            200u);
}

TEST_F(SignInRoutes, signing_out_ends_the_session) {
  const Reply reply = post(ben, "/sign-out", boost::json::object{});
  EXPECT_EQ(reply.status, 204u);
  EXPECT_NE(reply.field("Set-Cookie").find("Max-Age=0"), std::string::npos);
  EXPECT_EQ(get(ben, "/session").problem(), "signed_out");
}

TEST_F(SignInRoutes, the_session_says_who_one_is_and_which_stores_one_has) {
  const Reply reply = get(ana, "/session");
  EXPECT_EQ(reply.string("/name"), "ana");
  EXPECT_EQ(reply.at("/administrator"), true);
  EXPECT_EQ(reply.string("/rights"), "read-write");
  EXPECT_EQ(reply.string("/csrf"), ana.csrf);
  EXPECT_EQ(reply.string("/version"), "1.0");
  EXPECT_EQ(reply.at("/stores"),
            json("[{'name': 'shop', 'title': 'The shop', 'rights': 'read-write', 'owner': true}]"));
  EXPECT_EQ(get(ben, "/session").at("/stores/0/owner"), false);
  EXPECT_EQ(get(cleo, "/session").string("/stores/0/rights"), "read-only");
  EXPECT_EQ(get(dan, "/session").at("/stores"), boost::json::array());
}

TEST_F(SignInRoutes, who_brings_nothing_or_something_else_is_signed_out) {
  const Reply reply = get(nobody, "/session");
  EXPECT_EQ(reply.status, 401u);
  EXPECT_EQ(reply.problem(), "signed_out");
  EXPECT_TRUE(reply.field("WWW-Authenticate").starts_with("Bearer"));
  for (const char* header : {"Basic YTpi", "Bearer", "Bearer ", "Bearer x", "Bearer \xFF", ""}) {
    EXPECT_EQ(get(nobody, "/session", fields({{"Authorization", header}})).status, 401u) << header;
  }
  for (const char* cookie :
       {"", "postroom_session", "postroom_session=", "postroom_session=x", ";;;=", "=postroom_session"}) {
    EXPECT_EQ(get(nobody, "/session", fields({{"Cookie", cookie}})).status, 401u) << cookie;
  }
  EXPECT_EQ(get(nobody, "/session", fields({{"Cookie", "a=b; " + ben.cookie + "; c=d"}})).status, 200u);
}

TEST_F(SignInRoutes, a_token_goes_before_the_cookie) {
  const Caller token = token_of("ana", Rights::read_only);
  const Reply reply = get({"", ben.cookie, ben.csrf, token.token}, "/session");
  EXPECT_EQ(reply.string("/name"), "ana");
  EXPECT_EQ(reply.string("/rights"), "read-only");
  EXPECT_FALSE(reply.json.as_object().contains("csrf"));
}

TEST_F(SignInRoutes, a_request_that_changes_something_needs_the_csrf_token) {
  Caller without = ben;
  without.csrf.clear();
  EXPECT_EQ(post(without, "/sign-out", boost::json::object{}).problem(), "csrf");
  EXPECT_EQ(post(without, "/sign-out", boost::json::object{}, fields({{"X-CSRF-Token", ana.csrf}})).problem(),
            "csrf");
  EXPECT_EQ(
      post(ben, "/sign-out", boost::json::object{}, fields({{"Sec-Fetch-Site", "same-site"}})).problem(),
      "csrf");
  EXPECT_EQ(get(without, "/session").status, 200u);
}

TEST_F(SignInRoutes, a_new_password_ends_the_other_sessions) {
  const Caller other = sign_in("ben");
  const Reply reply = post(ben, "/password", json("{'old': 'correct horse', 'new': 'battery staple'}"));
  EXPECT_EQ(reply.status, 204u) << reply.text;
  EXPECT_EQ(get(ben, "/session").status, 200u);
  EXPECT_EQ(get(other, "/session").status, 401u);
  EXPECT_EQ(enter("ben", "battery staple").status, 200u);
  EXPECT_EQ(enter("ben", kPassword).status, 401u);
}

TEST_F(SignInRoutes, a_password_is_changed_by_who_knows_the_old_one_and_to_one_that_will_do) {
  const Reply wrong = post(ben, "/password", json("{'old': 'something', 'new': 'battery staple'}"));
  EXPECT_EQ(wrong.status, 400u);
  EXPECT_EQ(wrong.string("/where"), "/old");
  const Reply weak = post(ben, "/password", json("{'old': 'correct horse', 'new': 'x'}"));
  EXPECT_EQ(weak.status, 400u);
  EXPECT_EQ(weak.string("/where"), "/new");
  EXPECT_EQ(post(token_of("ben", Rights::read_write), "/password",
                 json("{'old': 'correct horse', 'new': 'battery staple'}"))
                .problem(),
            "no_access");
}

TEST_F(SignInRoutes, tokens_are_made_listed_used_and_ended) {
  const Reply made = post(
      ben, "/tokens", json("{'label': 'backup', 'rights': 'read-only', 'expires': '2024-02-01T00:00:00Z'}"));
  ASSERT_EQ(made.status, 201u) << made.text;
  const Caller token{"ben", {}, {}, made.string("/secret")};
  EXPECT_EQ(get(token, "/session").string("/rights"), "read-only");
  const Reply list = get(ben, "/tokens");
  EXPECT_EQ(list.number("/tokens/0/id"), made.number("/id"));
  EXPECT_EQ(list.string("/tokens/0/label"), "backup");
  EXPECT_EQ(list.string("/tokens/0/rights"), "read-only");
  EXPECT_EQ(list.string("/tokens/0/expires"), "2024-02-01T00:00:00Z");
  EXPECT_EQ(list.text.find(made.string("/secret")), std::string::npos);
  const std::string path = "/tokens/" + std::to_string(made.number("/id"));
  EXPECT_EQ(del(ana, path).status, 404u);
  EXPECT_EQ(del(ben, path).status, 204u);
  EXPECT_EQ(get(token, "/session").status, 401u);
}

TEST_F(SignInRoutes, a_token_for_reading_cannot_make_one_for_writing) {
  const Caller reader = token_of("ben", Rights::read_only);
  EXPECT_EQ(post(reader, "/tokens", json("{'label': 'more'}")).problem(), "read_only");
  EXPECT_EQ(del(reader, "/tokens/1").problem(), "read_only");
  EXPECT_EQ(post(token_of("ben", Rights::read_write), "/tokens", json("{'label': 'more'}")).status, 201u);
}

TEST_F(SignInRoutes, tokens_make_none_that_outlive_them) {
  const Reply made = post(ben, "/tokens", json("{'label': 'for a while', 'expires': '2024-02-01T00:00:00Z'}"));
  ASSERT_EQ(made.status, 201u) << made.text;
  const Caller program{"ben", {}, {}, made.string("/secret")};
  EXPECT_EQ(post(program, "/tokens", json("{'label': 'for ever'}")).string("/where"), "/expires");
  EXPECT_EQ(
      post(program, "/tokens", json("{'label': 'later', 'expires': '2024-02-01T00:00:01Z'}")).string("/where"),
      "/expires");
  EXPECT_EQ(post(program, "/tokens", json("{'label': 'as long', 'expires': '2024-02-01T00:00:00Z'}")).status, 201u);
}

TEST_F(SignInRoutes, tokens_that_make_no_sense_are_refused) {
  EXPECT_EQ(post(ben, "/tokens", json("{'label': ''}")).status, 400u);
  EXPECT_EQ(post(ben, "/tokens", json("{'rights': 'read-only'}")).string("/where"), "/label");
  EXPECT_EQ(post(ben, "/tokens", json("{'label': 'a', 'rights': 'all'}")).string("/where"), "/rights");
  EXPECT_EQ(post(ben, "/tokens", json("{'label': 'a', 'expires': '2020-01-01T00:00:00Z'}")).string("/where"),
            "/expires");
  EXPECT_EQ(del(ben, "/tokens/x").status, 404u);
}

TEST_F(SignInRoutes, bodies_that_are_no_json_of_the_right_kind_are_refused) {
  for (const char* body :
       {"", "x", "{", "{\"name\": 1}", "[]", "null", "{\"name\": \"\\ud800\"}", "{\"name\": \"a\xFF\"}",
        "{\"name\":\"ben\",\"password\":\"p\",\"more\":1}", "{\"name\":\"ben\"} x"}) {
    const Reply reply = send(nobody, Method::post, "/sign-in", body);
    EXPECT_EQ(reply.status, 400u) << body;
    EXPECT_FALSE(reply.problem().empty()) << body;
  }
  EXPECT_EQ(send(nobody, Method::post, "/sign-in", "{}", fields({{"Content-Type", "text/plain"}})).problem(),
            "media_type");
  EXPECT_EQ(send(nobody, Method::post, "/sign-in", std::string(kMaxSignInBody, ' ')).status, 400u);
  EXPECT_EQ(send(nobody, Method::post, "/sign-in", std::string(kMaxSignInBody + 1, ' ')).problem(),
            "too_big");
}

TEST_F(SignInRoutes, json_may_be_nested_so_deep_and_no_deeper) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_EQ(send(nobody, Method::post, "/sign-in", nested(64)).problem(), "invalid");
  EXPECT_EQ(send(nobody, Method::post, "/sign-in", nested(65)).problem(), "malformed");
}

TEST_F(SignInRoutes, problems_are_explained) {
  const Reply page = get(nobody, "/problems/object_changed");
  EXPECT_EQ(page.status, 200u);
  EXPECT_NE(page.text.find("(412)"), std::string::npos);
  EXPECT_EQ(get(nobody, "/problems/nonsense").problem(), "not_found");
}

TEST_F(SignInRoutes, a_store_without_a_grant_looks_like_one_that_is_not_there) {
  const Reply there = get(dan, "/stores/shop/conflicts");
  EXPECT_EQ(there.status, 404u);
  std::string text = get(dan, "/stores/none/conflicts").text;
  text.replace(text.find("none"), 4, "shop");
  EXPECT_EQ(there.text, text);
}

TEST_F(SignInRoutes, who_only_reads_changes_nothing) {
  const std::string path = message_path(add("one"));
  EXPECT_EQ(get(cleo, path).status, 200u);
  for (const Caller& reader : {cleo, token_of("ben", Rights::read_only)}) {
    EXPECT_EQ(patch(reader, path, json("{'set': {'PR_SUBJECT': 'x'}}")).problem(), "read_only");
    EXPECT_EQ(del(reader, path).problem(), "read_only");
    EXPECT_EQ(patch(reader, path + "/state", json("{'read': true}")).problem(), "read_only");
    EXPECT_EQ(post(reader, "/stores/shop/messages/actions", json("{'action': 'delete', 'messages': [1]}"))
                  .problem(),
              "read_only");
  }
}

}  // namespace
}  // namespace postroom::server::testing
