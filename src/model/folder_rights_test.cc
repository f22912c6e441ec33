#include <gtest/gtest.h>
#include <postroom/rights.h>

namespace postroom {
namespace {

using enum FolderRights;

std::optional<Code> code_of(AccessList list) {
  const auto result = normalized(std::move(list));
  return result.ok() ? std::nullopt : std::optional(result.error().code);
}

TEST(FolderRights, have_the_numbers_of_PR_MEMBER_RIGHTS) {
  EXPECT_EQ(static_cast<int>(all), 0x1 | 0x2 | 0x8 | 0x10 | 0x20 | 0x40 | 0x80 | 0x100 | 0x200 | 0x400);
  EXPECT_EQ(*parse_rights("owner"), static_cast<FolderRights>(0x7FB));
  EXPECT_EQ(*parse_rights("publishing-editor"), static_cast<FolderRights>(0x4FB));
  EXPECT_EQ(*parse_rights("editor"), static_cast<FolderRights>(0x47B));
  EXPECT_EQ(*parse_rights("publishing-author"), static_cast<FolderRights>(0x49B));
  EXPECT_EQ(*parse_rights("author"), static_cast<FolderRights>(0x41B));
  EXPECT_EQ(*parse_rights("nonediting-author"), static_cast<FolderRights>(0x413));
  EXPECT_EQ(*parse_rights("reviewer"), static_cast<FolderRights>(0x401));
  EXPECT_EQ(*parse_rights("contributor"), static_cast<FolderRights>(0x402));
  EXPECT_EQ(*parse_rights("none"), none);
}

TEST(FolderRights, every_combination_goes_to_text_and_back) {
  for (std::uint32_t bits = 0; bits <= 0x7FF; ++bits) {
    if (bits & ~static_cast<std::uint32_t>(all)) continue;
    AccessList list;
    list.others = static_cast<FolderRights>(bits);
    const FolderRights kept = normalized(list)->others;
    const auto parsed = parse_rights(to_text(kept));
    ASSERT_TRUE(parsed.ok()) << to_text(kept);
    EXPECT_EQ(*parsed, kept) << to_text(kept);
  }
}

TEST(FolderRights, roles_and_rights_can_be_mixed_in_any_case) {
  EXPECT_EQ(*parse_rights("Reviewer,CREATE"), read | visible | create);
  EXPECT_EQ(*parse_rights("edit-all"), edit_all | edit_own);
  EXPECT_EQ(to_text(read | visible | create), "read,create,visible");
}

TEST(FolderRights, a_word_that_is_none_is_named_with_those_that_there_are) {
  for (const char* text : {"", "reader", "read,", ",read", "read create"}) {
    const auto parsed = parse_rights(text);
    ASSERT_FALSE(parsed.ok()) << text;
    EXPECT_EQ(parsed.error().code, Code::invalid_argument);
    EXPECT_NE(parsed.error().message.find("reviewer"), std::string::npos);
  }
  EXPECT_NE(parse_rights("reader").error().message.find("“reader”"), std::string::npos);
}

TEST(FolderRights, a_message_of_ones_own_can_be_read_by_whoever_may_edit_it) {
  EXPECT_EQ(message_rights(edit_own, Creator::self), (MessageRights{true, true, false}));
  EXPECT_EQ(message_rights(edit_own, Creator::somebody_else), MessageRights{});
  EXPECT_EQ(message_rights(create, Creator::self), MessageRights{});
  EXPECT_EQ(message_rights(delete_own, Creator::self), (MessageRights{false, false, true}));
}

TEST(FolderRights, editing_the_messages_of_others_needs_reading_them) {
  EXPECT_EQ(message_rights(edit_all, Creator::somebody_else), MessageRights{});
  EXPECT_EQ(message_rights(edit_all | read, Creator::somebody_else), (MessageRights{true, true, false}));
  EXPECT_EQ(message_rights(read | edit_own | delete_own, Creator::somebody_else), (MessageRights{true, false, false}));
  EXPECT_EQ(message_rights(delete_all, Creator::somebody_else), (MessageRights{false, false, true}));
}

TEST(AccessList, who_is_not_named_is_one_of_the_others) {
  const AccessList list{read, {{"Ana", all}, {"Ben", none}}};
  EXPECT_EQ(rights_of(list, "Ana"), all);
  EXPECT_EQ(rights_of(list, "Ben"), none);
  EXPECT_EQ(rights_of(list, "ana"), read);
  EXPECT_EQ(rights_of(list, ""), read);
}

TEST(AccessList, is_kept_in_order_of_name_with_the_rights_that_others_imply) {
  const auto list = normalized({delete_all, {{"Cy", edit_all}, {"Ana", read}}});
  ASSERT_TRUE(list.ok());
  EXPECT_EQ(*list, (AccessList{delete_all | delete_own, {{"Ana", read}, {"Cy", edit_all | edit_own}}}));
}

TEST(AccessList, a_member_has_a_name_of_its_own_in_UTF_8) {
  EXPECT_EQ(code_of({none, {{"", read}}}), Code::invalid_argument);
  EXPECT_EQ(code_of({none, {{"\xFF", read}}}), Code::invalid_argument);
  EXPECT_EQ(code_of({none, {{"Ana", read}, {"Ben", read}, {"Ana", all}}}), Code::invalid_argument);
}

TEST(AccessList, bits_that_are_no_right_are_refused) {
  EXPECT_EQ(code_of({static_cast<FolderRights>(0x4), {}}), Code::invalid_argument);
  EXPECT_EQ(code_of({static_cast<FolderRights>(0x800), {}}), Code::invalid_argument);
  EXPECT_EQ(code_of({none, {{"Ana", static_cast<FolderRights>(0x80000001)}}}), Code::invalid_argument);
}

TEST(AccessList, has_at_most_500_members_with_names_of_at_most_255_bytes) {
  AccessList list;
  for (std::size_t i = 0; i < kMaxMembers; ++i) list.members.push_back({"member " + std::to_string(i), read});
  EXPECT_EQ(code_of(list), std::nullopt);
  list.members.push_back({"one more", read});
  EXPECT_EQ(code_of(list), Code::too_big);
  EXPECT_EQ(code_of({none, {{std::string(kMaxMemberName, 'x'), read}}}), std::nullopt);
  EXPECT_EQ(code_of({none, {{std::string(kMaxMemberName + 1, 'x'), read}}}), Code::too_big);
}

}  // namespace
}  // namespace postroom
