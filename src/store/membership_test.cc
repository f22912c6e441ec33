#include "store/membership.h"

#include <gtest/gtest.h>

namespace postroom::store {
namespace {

Member member(std::int64_t id, std::int64_t folder = 1, std::int64_t date = 0, bool unread = false) {
  return {MessageId{id}, FolderId{folder}, FileTime{date}, unread};
}

TEST(Membership, TakesWhatWasMetInPlaceOfWhatWasJudged) {
  Membership membership;
  membership.members = {member(2), member(4), member(6)};
  const std::vector<MessageId> judged{{1}, {4}, {6}, {9}};
  const std::vector<Member> met{member(1), member(6, 7), member(9)};
  membership.replace(judged, met);
  EXPECT_EQ(membership.members, (std::vector{member(1), member(2), member(6, 7), member(9)}));
  membership.replace(std::vector{MessageId{3}}, {});
  EXPECT_EQ(membership.members.size(), 4u);
  EXPECT_NE(membership.find(MessageId{2}), nullptr);
  EXPECT_EQ(membership.find(MessageId{4}), nullptr);
}

TEST(Membership, DropsWhatIsOutsideOfItsScope) {
  Membership membership;
  membership.scope = {FolderId{1}, FolderId{3}};
  membership.members = {member(1, 1), member(2, 2), member(3, 3)};
  membership.drop_outside();
  EXPECT_EQ(membership.members, (std::vector{member(1, 1), member(3, 3)}));
}

TEST(Membership, ListsTheNewestFirstAndOfOneDateTheGreaterId) {
  Membership membership;
  membership.members = {member(1, 1, 50), member(2, 1, 70), member(3, 1, 50)};
  const SharedMembership shared(membership);
  const auto order = shared.newest_first();
  EXPECT_EQ(std::vector<std::uint32_t>(order.begin(), order.end()), (std::vector<std::uint32_t>{1, 2, 0}));
}

TEST(Membership, CountsTheMembersOfEachFolder) {
  Membership membership;
  membership.members = {member(1, 5, 0, true), member(2, 4), member(3, 5)};
  EXPECT_EQ(count_members(membership), (std::vector<MemberCount>{{FolderId{4}, 1, 0}, {FolderId{5}, 2, 1}}));
}

}  // namespace
}  // namespace postroom::store
