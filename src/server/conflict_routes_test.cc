#include "server/conflict_routes.h"

#include <postroom/tags.h>

#include "server/testing/api_fixture.h"

namespace postroom::server::testing {
namespace {

using boost::json::object;

class ConflictRoutes : public ApiTest {
 protected:
  ConflictRoutes() : winner(add("one")) {
    EXPECT_EQ(patch(ben, message_path(winner), json("{'set': {'PR_SUBJECT': 'Ben'}}")).status, 200u);
    const Reply reply = patch(ana, message_path(winner), json("{'set': {'PR_SUBJECT': 'Ana'}}"),
                              fields({{"If-Match", "\"1\""}, {"Prefer", "conflict=elsewhere"}}));
    EXPECT_EQ(reply.status, 201u) << reply.text;
    copy = reply.number("/id");
  }
  Reply settle(const std::string& keep, const boost::json::value& seen = {}) {
    return settle(ana, keep, seen);
  }
  Reply settle(const Caller& caller, const std::string& keep, const boost::json::value& seen = {}) {
    return post(caller, "/stores/shop/conflicts/settle",
                object{{"winner", winner}, {"copy", copy}, {"keep", keep}, {"seen", seen}});
  }
  std::size_t pairs() { return get(ana, "/stores/shop/conflicts").at("/conflicts").as_array().size(); }
  std::string subject(std::int64_t id) { return get(ana, message_path(id)).string("/properties/PR_SUBJECT"); }
  std::int64_t winner, copy = 0;
};

TEST_F(ConflictRoutes, show_both_and_what_differs) {
  const Reply reply = get(cleo, "/stores/shop/conflicts");
  ASSERT_EQ(reply.at("/conflicts").as_array().size(), 1u) << reply.text;
  EXPECT_EQ(reply.number("/conflicts/0/winner/id"), winner);
  EXPECT_EQ(reply.string("/conflicts/0/winner/subject"), "Ben");
  EXPECT_EQ(reply.number("/conflicts/0/copy/id"), copy);
  EXPECT_EQ(reply.string("/conflicts/0/made"), "2024-01-17T21:20:00Z");
  EXPECT_EQ(reply.string("/conflicts/0/units/0/key"), "subject");
  EXPECT_EQ(reply.string("/conflicts/0/units/0/theirs/PR_SUBJECT"), "Ben");
  EXPECT_EQ(reply.string("/conflicts/0/units/0/mine/PR_SUBJECT"), "Ana");
}

TEST_F(ConflictRoutes, show_so_many_pairs_and_no_more) {
  for (std::size_t i = 1; i <= kMaxConflictPairs; ++i) {
    Message mine = must(shop().open_message(session("Ana Ruiz"), MessageId{winner}, Access::read_write));
    must(mine.save_elsewhere());
  }
  EXPECT_EQ(pairs(), kMaxConflictPairs);
  EXPECT_EQ(get(ana, "/stores/shop/conflicts").number("/total"),
            static_cast<std::int64_t>(kMaxConflictPairs) + 1);
  EXPECT_EQ(settle("both").status, 200u);
  EXPECT_EQ(pairs(), kMaxConflictPairs);
}

TEST_F(ConflictRoutes, show_no_more_pairs_once_they_are_very_long) {
  const std::string long_text(60'000, 'x');
  ASSERT_EQ(patch(ana, message_path(winner), object{{"set", object{{"PR_BODY", long_text + "theirs"}}}}).status, 200u);
  const std::size_t enough = kMaxConflictBytes / (2 * long_text.size()) + 2;
  for (std::size_t i = 0; i < enough; ++i) {
    Message mine = must(shop().open_message(session("Ana Ruiz"), MessageId{winner}, Access::read_write));
    must(mine.set(tag::body, long_text + std::to_string(i)));
    must(mine.save_elsewhere());
  }
  const Reply reply = get(ana, "/stores/shop/conflicts");
  EXPECT_GT(reply.text.size(), kMaxConflictBytes);
  EXPECT_LT(reply.text.size(), kMaxConflictBytes + 4 * long_text.size());
  EXPECT_LT(reply.at("/conflicts").as_array().size(), enough + 1);
  EXPECT_EQ(reply.number("/total"), static_cast<std::int64_t>(enough) + 1);
}

TEST_F(ConflictRoutes, keep_the_winner) {
  EXPECT_EQ(settle("winner").status, 200u);
  EXPECT_EQ(pairs(), 0u);
  EXPECT_EQ(subject(winner), "Ben");
  EXPECT_EQ(get(ana, message_path(copy)).problem(), "object_deleted");
}

TEST_F(ConflictRoutes, keep_the_copy_as_the_winners_newest_version) {
  const Reply reply = settle("copy");
  EXPECT_EQ(reply.status, 200u) << reply.text;
  EXPECT_EQ(reply.number("/version"), 3);
  EXPECT_EQ(pairs(), 0u);
  EXPECT_EQ(subject(winner), "Ana");
  EXPECT_EQ(get(ana, message_path(winner) + "/versions/2").string("/properties/PR_SUBJECT"), "Ben");
  EXPECT_EQ(get(ana, message_path(copy)).problem(), "object_deleted");
}

TEST_F(ConflictRoutes, keep_both) {
  EXPECT_EQ(settle("both").status, 200u);
  EXPECT_EQ(pairs(), 0u);
  EXPECT_EQ(subject(winner), "Ben");
  EXPECT_EQ(subject(copy), "Ana");
  EXPECT_EQ(settle("both").problem(), "not_found");
}

TEST_F(ConflictRoutes, spare_a_copy_that_has_changed_since_it_was_looked_at) {
  ASSERT_EQ(patch(ben, message_path(copy), json("{'set': {'PR_SUBJECT': 'later'}}")).status, 200u);
  for (const char* keep : {"winner", "copy"}) {
    const Reply refused = settle(keep, json("{'winner': 2, 'copy': 1}"));
    EXPECT_EQ(refused.problem(), "object_changed") << refused.text;
    EXPECT_EQ(refused.number("/message"), copy);
    EXPECT_EQ(refused.number("/current"), 2);
  }
  EXPECT_EQ(settle("winner", json("{'copy': 3}")).problem(), "etag");
  EXPECT_EQ(pairs(), 1u);
  EXPECT_EQ(subject(winner), "Ben");
  EXPECT_EQ(subject(copy), "later");
  EXPECT_EQ(settle("winner", json("{'copy': 2}")).status, 200u);
}

TEST_F(ConflictRoutes, replace_no_winner_that_has_changed_since_it_was_looked_at) {
  ASSERT_EQ(patch(ben, message_path(winner), json("{'set': {'PR_SUBJECT': 'later'}}")).status, 200u);
  const Reply refused = settle("copy", json("{'winner': 2, 'copy': 1}"));
  EXPECT_EQ(refused.problem(), "object_changed");
  EXPECT_EQ(refused.number("/message"), winner);
  EXPECT_EQ(pairs(), 1u);
  EXPECT_EQ(subject(winner), "later");
  EXPECT_EQ(settle("copy", json("{'winner': 3, 'copy': 1}")).status, 200u);
  EXPECT_EQ(subject(winner), "Ana");
}

TEST_F(ConflictRoutes, stay_as_they_are_where_the_copy_may_not_be_deleted) {
  must(shop().set_folder_rights(session("Ana Ruiz"), folder(SpecialFolder::conflicts),
                                AccessList{must(parse_rights("reviewer")), {}}));
  EXPECT_EQ(settle(ben, "winner").problem(), "no_access");
  EXPECT_EQ(pairs(), 1u);
  must(shop().set_folder_rights(session("Ana Ruiz"), folder(SpecialFolder::conflicts), std::nullopt));
  must(shop().set_folder_rights(session("Ana Ruiz"), folder(SpecialFolder::inbox),
                                AccessList{must(parse_rights("reviewer")), {}}));
  EXPECT_EQ(settle(ben, "winner").problem(), "no_access");
  EXPECT_EQ(pairs(), 1u);
  EXPECT_EQ(subject(copy), "Ana");
}

TEST_F(ConflictRoutes, refuse_what_makes_no_sense) {
  EXPECT_EQ(settle("neither").string("/where"), "/keep");
  EXPECT_EQ(settle("winner", json("{'copy': 0}")).string("/where"), "/seen/copy");
  EXPECT_EQ(settle("winner", json("{'original': 1}")).status, 400u);
  std::swap(winner, copy);
  EXPECT_EQ(settle("winner").problem(), "not_found");
  EXPECT_EQ(pairs(), 1u);
}

}  // namespace
}  // namespace postroom::server::testing
