// Rows 67 to 69 and 72: attachments by value, when they are saved and deleted, and the table of them.
#include "mapi/host/table.h"
#include "mapi/rows/mapi_test.h"

namespace mapi_host {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Ptr<IAttach> new_attachment(IMessage& message, ULONG* number = nullptr) {
  Ptr<IAttach> attachment;
  ULONG given = 0;
  EXPECT_HR(S_OK, message.CreateAttach(nullptr, 0, number ? number : &given, attachment.out()));
  return attachment;
}
ULONG add_attachment(IMessage& message, const std::string& name, LONG place = -1) {
  ULONG number = 0;
  const auto attachment = new_attachment(message, &number);
  EXPECT_HR(S_OK, set_text(*attachment, PR_ATTACH_FILENAME_W, name));
  EXPECT_HR(S_OK, set_number(*attachment, PR_ATTACH_METHOD, ATTACH_BY_VALUE));
  EXPECT_HR(S_OK, set_number(*attachment, PR_RENDERING_POSITION, place));
  EXPECT_HR(S_OK, set_text(*attachment, PR_ATTACH_DATA_BIN, "bytes of " + name));
  EXPECT_HR(S_OK, attachment->SaveChanges(0));
  return number;
}
Ptr<IAttach> open_attachment(IMessage& message, ULONG number, ULONG flags = 0) {
  Ptr<IAttach> attachment;
  EXPECT_HR(S_OK, message.OpenAttach(number, nullptr, flags, attachment.out()));
  return attachment;
}
Texts names(IMessage& message) { return column(*attachment_table(message), PR_ATTACH_FILENAME_W); }
ULONG first_number(IMessage& message) {
  const Rows rows = all_rows(*attachment_table(message), {PR_ATTACH_NUM});
  return rows.size() > 0 ? static_cast<ULONG>(number_of(rows[0].lpProps[0]).value_or(-1)) : 999;
}

// Ten million bytes of which no piece is like another.
std::string many_bytes() {
  std::string bytes(10'000'000, '\0');
  std::uint32_t state = 1;
  for (char& byte : bytes) {
    state = state * 1664525 + 1013904223;
    byte = static_cast<char>(state >> 24);
  }
  return bytes;
}

TEST_F(RowTest, r067_ten_megabytes_come_back_as_they_were_written) {
  const std::string bytes = many_bytes();
  const auto message = create_message(*ana().inbox());
  const auto attachment = new_attachment(*message);
  ASSERT_HR(S_OK, set_number(*attachment, PR_ATTACH_METHOD, ATTACH_BY_VALUE));
  ASSERT_HR(S_OK, write_stream(*attachment, PR_ATTACH_DATA_BIN, bytes));
  ASSERT_HR(S_OK, attachment->SaveChanges(0));
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READONLY));
  const auto again = ben().open_message(entry_id_of(*message), 0);
  const auto stored = open_attachment(*again, first_number(*again));
  EXPECT_TRUE(read_stream(*stored, PR_ATTACH_DATA_BIN) == bytes);
  EXPECT_GE(get_number(*stored, PR_ATTACH_SIZE), 10'000'000);
  EXPECT_EQ(get_number(*again, PR_HASATTACH), 1);
  EXPECT_GE(get_number(*again, PR_MESSAGE_SIZE), 10'000'000);
}

TEST_F(RowTest, r067_a_new_attachment_has_what_is_required) {
  const auto message = create_message(*ana().inbox());
  ULONG number = 99;
  const auto attachment = new_attachment(*message, &number);
  EXPECT_EQ(get_number(*attachment, PR_ATTACH_NUM), static_cast<LONG>(number));
  EXPECT_EQ(get_number(*attachment, PR_ATTACH_METHOD), LONG{NO_ATTACHMENT});
  EXPECT_EQ(get_number(*attachment, PR_RENDERING_POSITION), -1);
  EXPECT_EQ(get_number(*attachment, PR_OBJECT_TYPE), LONG{MAPI_ATTACH});
  EXPECT_EQ(get_text(*attachment, PR_RECORD_KEY).value_or("").size(), 16u);
  Values values;
  values.add(PR_ATTACH_NUM, LONG{7});
  EXPECT_EQ(problem_of_setting(*attachment, values), MAPI_E_COMPUTED);
}

TEST_F(RowTest, r067_attachments_of_a_message_that_is_only_read_are_only_read) {
  const auto message = create_message(*ana().inbox());
  const ULONG number = add_attachment(*message, "a");
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READONLY));
  const auto reading = ana().open_message(entry_id_of(*message), 0);
  Ptr<IAttach> attachment;
  EXPECT_HR(MAPI_E_NO_ACCESS, reading->OpenAttach(number, nullptr, MAPI_MODIFY, attachment.out()));
  EXPECT_HR(MAPI_E_NO_ACCESS, reading->CreateAttach(nullptr, 0, nullptr, attachment.out()));
  EXPECT_HR(MAPI_E_NO_ACCESS, reading->DeleteAttach(number, 0, nullptr, 0));
  attachment = open_attachment(*reading, first_number(*reading), MAPI_BEST_ACCESS);
  EXPECT_EQ(get_number(*attachment, PR_ACCESS_LEVEL), 0);
  EXPECT_HR(MAPI_E_NOT_FOUND, reading->OpenAttach(77, nullptr, 0, attachment.out()));
}

TEST_F(RowTest, r068_an_attachment_whose_message_is_not_saved_is_lost) {
  const std::string id = add("one");
  {
    const auto message = ana().open_message(id);
    add_attachment(*message, "a");
    EXPECT_THAT(names(*message), ElementsAre("a")) << "the handle itself shows it";
    EXPECT_THAT(names(*ben().open_message(id, 0)), IsEmpty());
  }
  EXPECT_THAT(names(*ana().open_message(id, 0)), IsEmpty());
}

TEST_F(RowTest, r068_an_attachment_that_is_not_saved_is_missing_in_its_message) {
  const auto message = create_message(*ana().inbox());
  const auto attachment = new_attachment(*message);
  ASSERT_HR(S_OK, set_text(*attachment, PR_ATTACH_FILENAME_W, "unsaved"));
  EXPECT_THAT(names(*message), IsEmpty());
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READONLY));
  EXPECT_THAT(names(*ana().open_message(entry_id_of(*message), 0)), IsEmpty());
  EXPECT_EQ(get_number(*message, PR_HASATTACH), 0);
}

TEST_F(RowTest, r068_a_change_of_an_attachment_needs_both_saves) {
  const auto message = create_message(*ana().inbox());
  add_attachment(*message, "old");
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READWRITE));
  const std::string id = entry_id_of(*message);
  {
    const auto attachment = open_attachment(*message, first_number(*message), MAPI_MODIFY);
    ASSERT_HR(S_OK, set_text(*attachment, PR_ATTACH_FILENAME_W, "new"));
    ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READWRITE));
    EXPECT_THAT(names(*ana().open_message(id, 0)), ElementsAre("old"));
    ASSERT_HR(S_OK, attachment->SaveChanges(0));
  }
  EXPECT_THAT(names(*ana().open_message(id, 0)), ElementsAre("old"));
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_THAT(names(*ana().open_message(id, 0)), ElementsAre("new"));
}

TEST_F(RowTest, r069_a_deleted_attachment_is_back_unless_the_message_is_saved) {
  const auto message = create_message(*ana().inbox());
  const ULONG number = add_attachment(*message, "a");
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READONLY));
  const std::string id = entry_id_of(*message);
  {
    const auto unsaved = ana().open_message(id);
    ASSERT_HR(S_OK, unsaved->DeleteAttach(first_number(*unsaved), 0, nullptr, 0));
    EXPECT_THAT(names(*unsaved), IsEmpty());
    EXPECT_FALSE(unsaved->DeleteAttach(number, 0, nullptr, 0) == S_OK) << "it is gone in this handle";
  }
  EXPECT_THAT(names(*ana().open_message(id, 0)), ElementsAre("a"));
  const auto saved = ana().open_message(id);
  ASSERT_HR(S_OK, saved->DeleteAttach(first_number(*saved), 0, nullptr, 0));
  ASSERT_HR(S_OK, saved->SaveChanges(0));
  EXPECT_THAT(names(*ana().open_message(id, 0)), IsEmpty());
}

TEST_F(RowTest, r072_attachments_come_by_their_signed_place_and_then_by_number) {
  const auto message = create_message(*ana().inbox());
  add_attachment(*message, "at 7", 7);
  add_attachment(*message, "nowhere", -1);
  add_attachment(*message, "at 3", 3);
  add_attachment(*message, "at 7 too", 7);
  EXPECT_THAT(names(*message), ElementsAre("nowhere", "at 3", "at 7", "at 7 too"));
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READONLY));
  EXPECT_THAT(names(*ana().open_message(entry_id_of(*message), 0)),
              ElementsAre("nowhere", "at 3", "at 7", "at 7 too"));
}

TEST_F(RowTest, r072_the_table_has_the_required_columns_and_stable_record_keys) {
  const auto message = create_message(*ana().inbox());
  add_attachment(*message, "a");
  add_attachment(*message, "b");
  const Texts keys = column(*attachment_table(*message), PR_RECORD_KEY);
  EXPECT_NE(keys.at(0), keys.at(1));
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READONLY));
  const auto again = ben().open_message(entry_id_of(*message), 0);
  EXPECT_EQ(column(*attachment_table(*again), PR_RECORD_KEY), keys);
  EXPECT_EQ(get_text(*open_attachment(*again, first_number(*again)), PR_RECORD_KEY), keys[0]);
  const std::vector<ULONG> columns = columns_of(*attachment_table(*again));
  for (const ULONG tag : {PR_ATTACH_NUM, PR_INSTANCE_KEY, PR_RECORD_KEY, PR_RENDERING_POSITION}) {
    EXPECT_THAT(columns, ::testing::Contains(tag)) << std::hex << tag;
  }
}

TEST_F(RowTest, r072_both_ways_to_the_attachments_show_the_same) {
  const auto message = create_message(*ana().inbox());
  add_attachment(*message, "a");
  Ptr<IMAPITable> table;
  ASSERT_HR(S_OK, message->OpenProperty(PR_MESSAGE_ATTACHMENTS, &IID_IMAPITable, 0, 0, table.unknown()));
  EXPECT_THAT(column(*table, PR_ATTACH_FILENAME_W), ElementsAre("a"));
}

}  // namespace
}  // namespace mapi_host
