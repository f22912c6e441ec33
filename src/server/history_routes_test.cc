#include "server/history_routes.h"

#include "server/testing/api_fixture.h"

namespace postroom::server::testing {
namespace {

using boost::json::object;

class HistoryRoutes : public ApiTest {
 protected:
  HistoryRoutes() : path(message_path(add("one"))) {
    save(ana, "two");
    save(ben, "three");
  }
  void save(const Caller& caller, const std::string& text) {
    people.clock->advance(std::chrono::minutes(5));
    EXPECT_EQ(patch(caller, path, object{{"set", object{{"PR_SUBJECT", text}}}}).status, 200u);
  }
  std::string path;
};

TEST_F(HistoryRoutes, list_the_versions) {
  const Reply reply = get(cleo, path + "/history");
  ASSERT_EQ(reply.at("/versions").as_array().size(), 3u);
  EXPECT_EQ(reply.number("/versions/0/version"), 3);
  EXPECT_EQ(reply.string("/versions/0/etag"), "\"3\"");
  EXPECT_EQ(reply.string("/versions/0/who"), "Ben Okafor");
  EXPECT_EQ(reply.string("/versions/0/client"), "postroom-web");
  EXPECT_EQ(reply.string("/versions/0/saved"), "2024-01-17T21:30:00Z");
  EXPECT_EQ(reply.string("/versions/0/kind"), "plain");
  EXPECT_EQ(reply.at("/versions/0/current"), true);
  EXPECT_EQ(reply.string("/versions/2/kind"), "first");
}

TEST_F(HistoryRoutes, fold_saves_of_one_session_unless_every_one_is_wanted) {
  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ(patch(ben, path, object{{"set", object{{"PR_SUBJECT", "b" + std::to_string(i)}}}}).status,
              200u);
  }
  EXPECT_GT(get(ana, path + "/history").number("/versions/0/folded"), 0);
  EXPECT_EQ(get(ana, path + "/history?every=true").at("/versions").as_array().size(), 6u);
  EXPECT_EQ(get(ana, path + "/history?every=yes").status, 400u);
}

TEST_F(HistoryRoutes, show_a_version_as_it_was) {
  const Reply first = get(cleo, path + "/versions/1");
  EXPECT_EQ(first.string("/properties/PR_SUBJECT"), "one");
  EXPECT_EQ(first.string("/saved/who"), "Ana Ruiz");
  EXPECT_EQ(first.etag(), "\"1\"");
  EXPECT_EQ(get(ana, path + "/versions/4").status, 404u);
  EXPECT_EQ(get(ana, path + "/versions/x").status, 404u);
}

TEST_F(HistoryRoutes, say_what_differs_between_two_versions) {
  const Reply reply = get(cleo, path + "/compare?before=1&after=3");
  ASSERT_EQ(reply.at("/units").as_array().size(), 1u) << reply.text;
  EXPECT_EQ(reply.string("/units/0/base/PR_SUBJECT"), "one");
  EXPECT_EQ(reply.string("/units/0/mine/PR_SUBJECT"), "three");
  EXPECT_EQ(get(ana, path + "/compare?before=1").string("/where"), "after");
  EXPECT_EQ(get(ana, path + "/compare?before=1&after=9").status, 404u);
  EXPECT_EQ(get(ana, path + "/compare?before=-1&after=2").status, 400u);
}

TEST_F(HistoryRoutes, bring_a_version_back) {
  const Reply reply = post(ana, path + "/restore", json("{'version': 1}"), fields({{"If-Match", "\"3\""}}));
  EXPECT_EQ(reply.status, 200u) << reply.text;
  EXPECT_EQ(reply.etag(), "\"4\"");
  EXPECT_EQ(get(ana, path).string("/properties/PR_SUBJECT"), "one");
  EXPECT_EQ(get(ana, path + "/history").string("/versions/0/kind"), "restored");
}

TEST_F(HistoryRoutes, bring_nothing_back_over_what_was_not_seen) {
  const Reply reply = post(ana, path + "/restore", json("{'version': 1}"), fields({{"If-Match", "\"2\""}}));
  EXPECT_EQ(reply.problem(), "object_changed");
  EXPECT_EQ(reply.etag(), "\"3\"");
  EXPECT_EQ(get(ana, path).etag(), "\"3\"");
  EXPECT_EQ(post(ana, path + "/restore", json("{'version': 1}"), fields({{"If-Match", "\"4\""}})).problem(), "etag");
  EXPECT_EQ(get(ana, path).etag(), "\"3\"");
  EXPECT_EQ(post(ana, path + "/restore", json("{'version': 9}")).string("/where"), "/version");
  EXPECT_EQ(post(ana, path + "/restore", json("{'version': 0}")).status, 400u);
  EXPECT_EQ(post(cleo, path + "/restore", json("{'version': 1}")).problem(), "read_only");
}

}  // namespace
}  // namespace postroom::server::testing
