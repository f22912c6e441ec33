#include "server/conflict_routes.h"

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
  Reply settle(const std::string& keep) {
    return post(ana, "/stores/shop/conflicts/settle",
                object{{"winner", winner}, {"copy", copy}, {"keep", keep}});
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

TEST_F(ConflictRoutes, refuse_what_makes_no_sense) {
  EXPECT_EQ(settle("neither").string("/where"), "/keep");
  std::swap(winner, copy);
  EXPECT_EQ(settle("winner").problem(), "not_found");
  EXPECT_EQ(pairs(), 1u);
}

}  // namespace
}  // namespace postroom::server::testing
