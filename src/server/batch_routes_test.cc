#include "server/batch_routes.h"

#include <boost/json/array.hpp>

#include "server/testing/api_fixture.h"

namespace postroom::server::testing {
namespace {

using boost::json::array;
using boost::json::object;

class BatchRoutes : public ApiTest {
 protected:
  BatchRoutes() : path("messages/" + std::to_string(add("one"))) {}
  Reply batch(const Caller& caller, array requests) {
    return post(caller, "/stores/shop/batch", object{{"requests", std::move(requests)}});
  }
  object subject(const std::string& text, const std::string& etag = {}) {
    object request{
        {"method", "PATCH"}, {"path", path}, {"body", object{{"set", object{{"PR_SUBJECT", text}}}}}};
    if (!etag.empty()) request["headers"] = object{{"If-Match", etag}};
    return request;
  }
  std::string path;
};

TEST_F(BatchRoutes, carry_out_requests_in_order_each_by_itself) {
  const Reply reply =
      batch(ben, {subject("two", "\"1\""), subject("three", "\"1\""),
                  object{{"method", "GET"}, {"path", "/" + path}},
                  object{{"method", "DELETE"}, {"path", path}}, object{{"method", "GET"}, {"path", path}}});
  ASSERT_EQ(reply.status, 200u) << reply.text;
  EXPECT_EQ(reply.number("/answers/0/status"), 200);
  EXPECT_EQ(reply.string("/answers/0/headers/ETag"), "\"2\"");
  EXPECT_EQ(reply.number("/answers/1/status"), 412);
  EXPECT_EQ(reply.string("/answers/1/body/who"), "Ben Okafor");
  EXPECT_EQ(reply.string("/answers/2/body/properties/PR_SUBJECT"), "two");
  EXPECT_EQ(reply.number("/answers/3/status"), 204);
  EXPECT_TRUE(reply.at("/answers/3/body").is_null());
  EXPECT_EQ(reply.number("/answers/4/status"), 410);
}

TEST_F(BatchRoutes, give_nobody_more_rights_than_alone) {
  EXPECT_EQ(batch(cleo, {subject("two")}).number("/answers/0/status"), 403);
  EXPECT_EQ(batch(dan, {subject("two")}).status, 404u);
  EXPECT_EQ(batch(token_of("ben", Rights::read_write), {subject("two")}).number("/answers/0/status"), 200);
  Caller without = ben;
  without.csrf.clear();
  EXPECT_EQ(batch(without, {subject("three")}).problem(), "csrf");
}

TEST_F(BatchRoutes, refuse_what_cannot_stand_in_one) {
  const auto first = [&](object request) {
    return batch(ben, {std::move(request)}).number("/answers/0/status");
  };
  EXPECT_EQ(first({{"method", "GET"}, {"path", path + "/properties/PR_SUBJECT"}}), 400);  // no JSON
  EXPECT_EQ(first({{"method", "POST"}, {"path", "batch"}, {"body", object{{"requests", array()}}}}), 404);
  EXPECT_EQ(first({{"method", "GET"}, {"path", "../other/conflicts"}}), 400);
  EXPECT_EQ(first({{"method", "GET"}, {"path", "%zz"}}), 400);
  EXPECT_EQ(first({{"method", "BREW"}, {"path", path}}), 400);
  EXPECT_EQ(first({{"method", "GET"}}), 400);
  EXPECT_EQ(first({{"method", "GET"}, {"path", path}, {"headers", object{{"Cookie", "x"}}}}), 400);
  EXPECT_EQ(first({{"method", "GET"}, {"path", path}, {"headers", object{{"Authorization", "Bearer x"}}}}),
            400);
  EXPECT_EQ(batch(ben, {1}).number("/answers/0/status"), 400);
}

TEST_F(BatchRoutes, hold_so_many_requests_and_no_more) {
  const object request{{"method", "GET"}, {"path", path + "/state"}};
  EXPECT_EQ(batch(ben, array(1000, request)).at("/answers").as_array().size(), 1000u);
  EXPECT_EQ(batch(ben, array(1001, request)).string("/where"), "/requests");
  EXPECT_EQ(batch(ben, {}).at("/answers"), array());
}

TEST_F(BatchRoutes, carry_nothing_out_once_the_answers_are_too_long) {
  const std::size_t length = get(ben, "/stores/shop/" + path).text.size();
  const object read{{"method", "GET"}, {"path", path}};
  service->limits.batch_answer = 2 * length;
  EXPECT_EQ(batch(ben, {read, read, subject("two")}).number("/answers/2/status"), 200);
  service->limits.batch_answer = 2 * get(ben, "/stores/shop/" + path).text.size() - 1;
  EXPECT_EQ(batch(ben, {read, read, subject("three")}).number("/answers/2/status"), 413);
  EXPECT_EQ(get(ben, "/stores/shop/" + path).string("/properties/PR_SUBJECT"), "two");
}

}  // namespace
}  // namespace postroom::server::testing
