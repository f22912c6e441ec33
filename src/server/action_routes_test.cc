#include "server/action_routes.h"

#include "server/testing/api_fixture.h"

namespace postroom::server::testing {
namespace {

using boost::json::array;
using boost::json::object;

class ActionRoutes : public ApiTest {
 protected:
  ActionRoutes() : one(add("one")), two(add("two")) {}
  Reply act(const std::string& action, array messages, std::int64_t to = 0) {
    object sent{{"action", action}, {"messages", std::move(messages)}};
    if (to) sent["folder"] = to;
    return post(ben, "/stores/shop/messages/actions", sent);
  }
  Reply state(std::int64_t id) { return get(ana, message_path(id) + "/state"); }
  std::int64_t one, two;
};

TEST_F(ActionRoutes, mark_many) {
  ASSERT_EQ(act("unread", {one}).at("/done"), (array{one}));
  const Reply reply = act("unread", {one, two, 999'999});
  EXPECT_EQ(reply.at("/done"), (array{one, two}));  // what was so already is done
  EXPECT_EQ(reply.at("/skipped"), (array{999'999}));
  EXPECT_EQ(state(two).at("/read"), false);
  EXPECT_EQ(act("read", {one, two}).at("/done"), (array{one, two}));
}

TEST_F(ActionRoutes, move_and_copy_to_a_folder) {
  const std::int64_t drafts = folder(SpecialFolder::drafts).value;
  EXPECT_EQ(act("move", {one, one, 999'999}, drafts).at("/done"), (array{one}));
  EXPECT_EQ(state(one).number("/folder"), drafts);
  const Reply copied = act("copy", {two, 999'999}, drafts);
  EXPECT_EQ(copied.at("/done"), (array{two})) << copied.text;
  EXPECT_EQ(copied.at("/skipped"), (array{999'999}));
  const std::int64_t copy = copied.number("/copies/" + std::to_string(two));
  EXPECT_EQ(state(copy).number("/folder"), drafts);
}

TEST_F(ActionRoutes, delete_and_undelete) {
  EXPECT_EQ(act("delete", {one, two}).at("/done"), (array{one, two}));
  EXPECT_EQ(act("undelete", {one}).at("/done"), (array{one}));
  EXPECT_EQ(act("undelete", {two}, folder(SpecialFolder::drafts).value).at("/done"), (array{two}));
  EXPECT_EQ(state(two).number("/folder"), folder(SpecialFolder::drafts).value);
  EXPECT_EQ(act("delete_permanently", {one}).at("/done"), (array{one}));
  EXPECT_EQ(state(one).status, 404u);
}

TEST_F(ActionRoutes, where_nothing_is_allowed_it_is_told) {
  must(shop().set_folder_rights(session("Ana Ruiz"), folder(SpecialFolder::inbox),
                                AccessList{must(parse_rights("reviewer")), {}}));
  EXPECT_EQ(act("delete", {one, two}).problem(), "no_access");
}

TEST_F(ActionRoutes, what_makes_no_sense_is_refused) {
  EXPECT_EQ(act("explode", {one}).string("/where"), "/action");
  EXPECT_EQ(act("move", {one}).string("/where"), "/folder");
  EXPECT_EQ(act("read", {one}, 1).string("/where"), "/folder");
  EXPECT_EQ(act("move", {one}, 999'999).status, 404u);
  EXPECT_EQ(act("read", {"x"}).string("/where"), "/messages/0");
  EXPECT_EQ(act("read", {0}).string("/where"), "/messages/0");
  EXPECT_EQ(act("read", {}).at("/done"), array());
  EXPECT_EQ(post(ben, "/stores/shop/messages/actions", json("{'messages': []}")).string("/where"), "/action");
}

}  // namespace
}  // namespace postroom::server::testing
