#include "server/state_routes.h"

#include "server/testing/api_fixture.h"

namespace postroom::server::testing {
namespace {

using boost::json::object;

class StateRoutes : public ApiTest {
 protected:
  StateRoutes() : id(add("one")), path(message_path(id) + "/state") {}
  std::int64_t id;
  std::string path;
};

TEST_F(StateRoutes, tell_what_changes_without_a_version) {
  const Reply state = get(ben, path);
  EXPECT_EQ(state.number("/folder"), folder(SpecialFolder::inbox).value);
  EXPECT_EQ(state.at("/read"), true);
  EXPECT_EQ(state.number("/status"), 0);
  EXPECT_TRUE(state.at("/deleted").is_null());
  EXPECT_EQ(state.string("/creator"), "Ana Ruiz");
  EXPECT_EQ(state.string("/created"), "2024-01-17T21:20:00Z");
  EXPECT_EQ(state.at("/rights"), json("{'edit': true, 'remove': true}"));
  EXPECT_EQ(state.at("/conflicts"), boost::json::array());
  EXPECT_EQ(state.field("Cache-Control"), "no-store");
  EXPECT_EQ(get(cleo, path).at("/rights"), json("{'edit': false, 'remove': false}"));
}

TEST_F(StateRoutes, marking_changes_the_state_alone) {
  EXPECT_EQ(patch(ben, path, json("{'read': false}")).at("/read"), false);
  EXPECT_EQ(patch(ben, path, json("{'read': false}")).status, 200u);  // it was so already
  EXPECT_EQ(patch(ben, path, json("{'read': true}")).at("/read"), true);
  EXPECT_EQ(get(ben, message_path(id)).etag(), "\"1\"");
}

TEST_F(StateRoutes, the_status_changes_by_its_bits) {
  EXPECT_EQ(patch(ben, path, json("{'status': {'bits': 3, 'mask': 3}}")).number("/status"), 3);
  EXPECT_EQ(patch(ben, path, json("{'status': {'bits': 4, 'mask': 5}}")).number("/status"), 6);
  EXPECT_EQ(patch(ben, path, json("{'status': {'bits': 2048, 'mask': 2048}}")).problem(), "no_access");
}

TEST_F(StateRoutes, a_message_moves_to_another_folder) {
  const std::int64_t drafts = folder(SpecialFolder::drafts).value;
  EXPECT_EQ(patch(ben, path, object{{"folder", drafts}}).number("/folder"), drafts);
  const Reply wrong = patch(ben, path, object{{"folder", 999'999}});
  EXPECT_EQ(wrong.status, 404u);
  EXPECT_EQ(wrong.string("/where"), "/folder");
}

TEST_F(StateRoutes, a_message_that_moves_to_where_it_cannot_be_read_is_said_to_have_moved) {
  const FolderId drafts = folder(SpecialFolder::drafts);
  must(shop().set_folder_rights(session("Ana Ruiz"), drafts, AccessList{must(parse_rights("contributor")), {}}));
  EXPECT_EQ(patch(ben, path, object{{"folder", drafts.value}}).status, 204u);
  EXPECT_EQ(get(ana, path).number("/folder"), drafts.value);
  EXPECT_EQ(patch(ben, path, object{}).problem(), "no_access");
}

TEST_F(StateRoutes, of_a_deleted_message_can_be_read_and_not_changed) {
  ASSERT_EQ(del(ana, message_path(id)).status, 204u);
  EXPECT_EQ(get(ana, path).string("/deleted"), "2024-01-17T21:20:00Z");
  EXPECT_EQ(patch(ana, path, json("{'read': true}")).problem(), "object_deleted");
  EXPECT_EQ(patch(ana, path, json("{'status': {'bits': 1, 'mask': 1}}")).problem(), "object_deleted");
  EXPECT_EQ(patch(ana, path, object{{"folder", folder(SpecialFolder::drafts).value}}).problem(),
            "object_deleted");
}

TEST_F(StateRoutes, an_associated_message_is_neither_read_nor_unread) {
  const Reply made =
      post(ana, folder_path(SpecialFolder::inbox) + "/messages", json("{'kind': 'associated'}"));
  const Reply reply = patch(ana, message_path(made.number("/id")) + "/state", json("{'read': true}"));
  EXPECT_EQ(reply.status, 400u) << reply.text;
  EXPECT_EQ(reply.string("/where"), "/read");
}

TEST_F(StateRoutes, what_makes_no_sense_is_refused) {
  for (const char* sent :
       {"{'raed': true}", "{'read': 1}", "{'status': 1}", "{'status': {'bits': 1}}", "[]",
        "{'status': {'bits': 1, 'mask': 4294967296}}", "{'folder': 'x'}", "{'folder': 0}"}) {
    EXPECT_EQ(patch(ana, path, json(sent)).status, 400u) << sent;
  }
  EXPECT_EQ(patch(ana, path, object{}).status, 200u);
}

}  // namespace
}  // namespace postroom::server::testing
