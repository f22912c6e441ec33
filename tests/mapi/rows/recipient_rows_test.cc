// Rows 65 and 66: the recipients of a message.
#include <algorithm>

#include "mapi/host/table.h"
#include "mapi/rows/mapi_test.h"

namespace mapi_host {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;

const std::vector<ULONG> kColumns = {PR_DISPLAY_NAME_W, PR_EMAIL_ADDRESS_W, PR_RECIPIENT_TYPE, PR_ROWID};

Texts lines(IMAPITable& table) {
  const Rows rows = all_rows(table, kColumns);
  Texts all;
  for (ULONG row = 0; row < rows.size(); ++row) {
    std::string line;
    for (const ULONG tag : kColumns) line += text_in(rows[row], tag) + " ";
    all.push_back(line);
  }
  return all;
}

std::optional<LONG> row_of(IMessage& message, const std::string& name) {
  const Rows rows = all_rows(*recipient_table(message), {PR_DISPLAY_NAME_W, PR_ROWID});
  for (ULONG row = 0; row < rows.size(); ++row) {
    if (text_in(rows[row], PR_DISPLAY_NAME_W) == name) return number_of(rows[row].lpProps[1]);
  }
  return std::nullopt;
}

// With Cy, Di and Ed.
Ptr<IMessage> message_to_three(Session& session) {
  auto message = create_message(*session.inbox());
  EXPECT_HR(S_OK, modify_recipients(
                      *message, MODRECIP_ADD,
                      {{"Cy", "cy@x.org"}, {"Di", "di@x.org", MAPI_CC}, {"Ed", "ed@x.org", MAPI_BCC}}));
  return message;
}

TEST_F(RowTest, r065_added_recipients_come_behind_those_that_are_there) {
  const auto message = message_to_three(ana());
  ASSERT_HR(S_OK, modify_recipients(*message, MODRECIP_ADD, {{"Flo", "flo@x.org"}}));
  EXPECT_THAT(recipient_names(*message), ElementsAre("Cy", "Di", "Ed", "Flo"));
}

TEST_F(RowTest, r065_without_a_flag_the_list_replaces_what_is_there) {
  const auto message = message_to_three(ana());
  ASSERT_HR(S_OK, modify_recipients(*message, 0, {{"Flo", "flo@x.org"}}));
  EXPECT_THAT(recipient_names(*message), ElementsAre("Flo"));
  ASSERT_HR(S_OK, modify_recipients(*message, 0, {}));
  EXPECT_THAT(recipient_names(*message), IsEmpty());
}

TEST_F(RowTest, r065_a_modified_recipient_is_replaced_whole_and_keeps_its_row) {
  const auto message = message_to_three(ana());
  const auto row = row_of(*message, "Di"), first = row_of(*message, "Cy"), last = row_of(*message, "Ed");
  ASSERT_HR(S_OK, modify_recipients(*message, MODRECIP_MODIFY, {{"Dora", "dora@x.org", MAPI_TO, row}}));
  EXPECT_EQ(row_of(*message, "Dora"), row);
  EXPECT_EQ(row_of(*message, "Cy"), first);
  EXPECT_EQ(row_of(*message, "Ed"), last);
  EXPECT_EQ(row_of(*message, "Di"), std::nullopt);
  EXPECT_EQ(row_count(*recipient_table(*message)), 3u);
}

TEST_F(RowTest, r065_a_removed_recipient_leaves_the_rows_of_the_others) {
  const auto message = message_to_three(ana());
  const auto last = row_of(*message, "Ed");
  ASSERT_HR(S_OK, modify_recipients(*message, MODRECIP_REMOVE,
                                    {{"Cy", "cy@x.org", MAPI_TO, row_of(*message, "Cy")}}));
  EXPECT_THAT(recipient_names(*message), ElementsAre("Di", "Ed"));
  EXPECT_EQ(row_of(*message, "Ed"), last);
}

TEST_F(RowTest, r065_a_row_is_required_to_modify_and_remove) {
  const auto message = message_to_three(ana());
  for (const ULONG flags : {MODRECIP_MODIFY, MODRECIP_REMOVE}) {
    EXPECT_HR(MAPI_E_INVALID_PARAMETER, modify_recipients(*message, flags, {{"Cy", "cy@x.org"}})) << flags;
  }
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, message->ModifyRecipients(MODRECIP_ADD, nullptr));
  EXPECT_THAT(recipient_names(*message), ElementsAre("Cy", "Di", "Ed"));
}

TEST_F(RowTest, r065_rows_hold_after_the_message_is_saved_and_opened_again) {
  const auto message = message_to_three(ana());
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READONLY));
  const auto again = ana().open_message(entry_id_of(*message));
  const auto row = row_of(*again, "Di");
  ASSERT_HR(S_OK, modify_recipients(*again, MODRECIP_REMOVE, {{"Di", "di@x.org", MAPI_TO, row}}));
  ASSERT_HR(S_OK, again->SaveChanges(0));
  EXPECT_THAT(recipient_names(*ana().open_message(entry_id_of(*message), 0)), ElementsAre("Cy", "Ed"));
}

TEST_F(RowTest, r065_recipients_of_a_message_that_is_only_read_cannot_be_changed) {
  const auto message = ana().open_message(add("one"), 0);
  EXPECT_HR(MAPI_E_NO_ACCESS, modify_recipients(*message, MODRECIP_ADD, {{"Cy", "cy@x.org"}}));
}

TEST_F(RowTest, r066_both_ways_to_the_recipients_show_the_same) {
  const auto message = message_to_three(ana());
  Ptr<IMAPITable> table;
  ASSERT_HR(S_OK, message->OpenProperty(PR_MESSAGE_RECIPIENTS, &IID_IMAPITable, 0, 0, table.unknown()));
  const Texts by_method = lines(*recipient_table(*message));
  EXPECT_EQ(by_method.size(), 3u);
  EXPECT_EQ(lines(*table), by_method);
  EXPECT_HR(MAPI_E_INTERFACE_NOT_SUPPORTED,
            message->OpenProperty(PR_MESSAGE_RECIPIENTS, &IID_IStream, 0, 0, table.unknown()));
}

TEST_F(RowTest, r066_all_columns_are_those_that_some_recipient_has_and_more) {
  constexpr ULONG kTitle = PROP_TAG(PT_UNICODE, 0x3A17), kOwn = PROP_TAG(PT_LONG, 0x6F40);
  const auto message = message_to_three(ana());
  Values values;
  values.add(PR_DISPLAY_NAME_W, "Flo").add(kTitle, "Captain").add(kOwn, LONG{7});
  ADRLIST list{1, {{0, values.count(), values.data()}}};
  ASSERT_HR(S_OK, message->ModifyRecipients(MODRECIP_ADD, &list));
  const auto columns_of = [&] {
    Buffer<SPropTagArray> tags;
    EXPECT_HR(S_OK, recipient_table(*message)->QueryColumns(TBL_ALL_COLUMNS, tags.out()));
    const ULONG* const each = tags->aulPropTag;
    return std::vector<ULONG>(each, each + tags->cValues);
  };
  std::vector<ULONG> columns = columns_of();
  EXPECT_THAT(columns, IsSupersetOf({kTitle, kOwn, PR_ROWID, PR_RESPONSIBILITY}));
  std::sort(columns.begin(), columns.end());
  EXPECT_EQ(std::unique(columns.begin(), columns.end()), columns.end());
  ASSERT_HR(S_OK, modify_recipients(*message, 0, {{"Cy", "cy@x.org"}}));
  EXPECT_THAT(columns_of(), Not(Contains(kOwn)));
}

}  // namespace
}  // namespace mapi_host
