// Rows 102, 103 and 106: tables of recipients, operations that may take their time, associated messages.
#include "mapi/host/table.h"
#include "mapi/rows/mapi_test.h"

namespace mapi_host {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;

// Ana by SMTP, Ben by X400, Cy by SMTP and without an address. Ana has all five columns.
Ptr<IMessage> with_recipients(Session& session) {
  Ptr<IMessage> message = create_message(*session.inbox());
  std::vector<Values> rows(3);
  rows[0].add(PR_DISPLAY_NAME_W, "Ana").add(PR_RECIPIENT_TYPE, LONG{MAPI_TO}).add(PR_ADDRTYPE_W, "SMTP");
  rows[0].add(PR_EMAIL_ADDRESS_W, "ana@x.org").add(PR_RESPONSIBILITY, true).add(PR_SPOOLER_STATUS, 7);
  rows[1].add(PR_DISPLAY_NAME_W, "Ben").add(PR_RECIPIENT_TYPE, LONG{MAPI_CC}).add(PR_ADDRTYPE_W, "X400");
  rows[1].add(PR_EMAIL_ADDRESS_W, "c=no;s=ben").add(PR_RESPONSIBILITY, false);
  rows[2].add(PR_DISPLAY_NAME_W, "Cy").add(PR_RECIPIENT_TYPE, LONG{MAPI_CC}).add(PR_ADDRTYPE_W, "SMTP");
  std::vector<char> memory(CbNewADRLIST(3));
  auto* const list = reinterpret_cast<LPADRLIST>(memory.data());
  list->cEntries = 3;
  ADRENTRY* const entries = list->aEntries;
  for (std::size_t i = 0; i < rows.size(); ++i) entries[i] = {0, rows[i].count(), rows[i].data()};
  EXPECT_HR(S_OK, message->ModifyRecipients(MODRECIP_ADD, list));
  return message;
}
Texts shown(IMAPITable& table, const Where& where) {
  EXPECT_HR(S_OK, table.Restrict(where.get(), 0));
  return texts(every_row(table), PR_DISPLAY_NAME_W);
}

TEST_F(RowTest, r102_each_of_the_five_columns_can_be_restricted_to_a_value_or_to_all_others) {
  const auto message = with_recipients(ana());
  const auto table = recipient_table(*message);
  EXPECT_THAT(shown(*table, is(PR_ADDRTYPE_W, "SMTP")), ElementsAre("Ana", "Cy"));
  EXPECT_THAT(shown(*table, is(PR_ADDRTYPE_W, "SMTP", RELOP_NE)), ElementsAre("Ben"));
  EXPECT_THAT(shown(*table, is(PR_EMAIL_ADDRESS_W, "ana@x.org")), ElementsAre("Ana"));
  EXPECT_THAT(shown(*table, is(PR_EMAIL_ADDRESS_W, "ana@x.org", RELOP_NE)), ElementsAre("Ben"));
  EXPECT_THAT(shown(*table, is(PR_RECIPIENT_TYPE, LONG{MAPI_CC})), ElementsAre("Ben", "Cy"));
  EXPECT_THAT(shown(*table, is(PR_RECIPIENT_TYPE, LONG{MAPI_CC}, RELOP_NE)), ElementsAre("Ana"));
  EXPECT_THAT(shown(*table, is(PR_RESPONSIBILITY, true)), ElementsAre("Ana"));
  EXPECT_THAT(shown(*table, is(PR_RESPONSIBILITY, true, RELOP_NE)), ElementsAre("Ben"));
  EXPECT_THAT(shown(*table, is(PR_SPOOLER_STATUS, 7)), ElementsAre("Ana"));
  EXPECT_THAT(shown(*table, is(PR_SPOOLER_STATUS, 7, RELOP_NE)), IsEmpty());
}

TEST_F(RowTest, r102_whether_they_are_there_and_several_at_once_can_be_asked_for) {
  const auto message = with_recipients(ana());
  const auto table = recipient_table(*message);
  EXPECT_THAT(shown(*table, exists(PR_EMAIL_ADDRESS_W)), ElementsAre("Ana", "Ben"));
  EXPECT_THAT(shown(*table, exists(PR_RESPONSIBILITY)), ElementsAre("Ana", "Ben"));
  EXPECT_THAT(shown(*table, exists(PR_SPOOLER_STATUS)), ElementsAre("Ana"));
  EXPECT_THAT(shown(*table, all_of({is(PR_ADDRTYPE_W, "SMTP"), is(PR_RECIPIENT_TYPE, LONG{MAPI_CC})})),
              ElementsAre("Cy"));
  EXPECT_THAT(shown(*table, any_of({is(PR_SPOOLER_STATUS, 7), is(PR_ADDRTYPE_A, "X400")})),
              ElementsAre("Ana", "Ben"));
  EXPECT_HR(S_OK, table->Restrict(nullptr, 0));
  EXPECT_EQ(row_count(*table), 3u);
}

TEST_F(RowTest, r102_a_recipient_table_has_the_required_columns_and_the_others_on_demand) {
  const auto message = with_recipients(ana());
  const auto table = recipient_table(*message);
  EXPECT_THAT(columns_of(*table), IsSupersetOf({PR_DISPLAY_NAME_W, PR_RECIPIENT_TYPE, PR_ROWID}));
  EXPECT_THAT(columns_of(*table, TBL_ALL_COLUMNS),
              IsSupersetOf({PR_ADDRTYPE_W, PR_RESPONSIBILITY, PR_SPOOLER_STATUS}));
  set_columns(*table, {PR_RESPONSIBILITY, PR_SPOOLER_STATUS, PR_ROWID});
  const Rows rows = every_row(*table);
  EXPECT_THAT(texts(rows, PR_RESPONSIBILITY), ElementsAre("1", "0", "(none)"));
  EXPECT_THAT(texts(rows, PR_SPOOLER_STATUS), ElementsAre("7", "(none)", "(none)"));
}

TEST_F(RowTest, r102_the_table_of_a_message_that_others_read_is_that_of_their_snapshot) {
  const auto message = with_recipients(ana());
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READWRITE));
  const auto theirs = ben().open_message(entry_id_of(*message), 0);
  ASSERT_HR(S_OK, modify_recipients(*message, 0, {{"Di", "di@x.org"}}));
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_THAT(shown(*recipient_table(*theirs), all_of({})), ElementsAre("Ana", "Ben", "Cy"));
  EXPECT_THAT(shown(*recipient_table(*message), all_of({})), ElementsAre("Di"));
}

struct Status {
  HRESULT result;
  ULONG status = 99, type = 99;
};
Status status_of(IMAPITable& table) {
  Status read;
  read.result = table.GetStatus(&read.status, &read.type);
  return read;
}

TEST_F(RowTest, r103_operations_may_be_asked_for_in_the_background_and_are_done_when_waited_for) {
  for (const char* subject : {"b", "c", "a"}) add(subject);
  const auto table = contents_table(*ana().inbox());
  for (const ULONG flags : {TBL_ASYNC, TBL_BATCH, TBL_ASYNC | TBL_BATCH}) {
    EXPECT_HR(S_OK, table->SetColumns(Tags({PR_SUBJECT_W}).get(), flags));
    EXPECT_HR(S_OK, table->Restrict(is(PR_SUBJECT_W, "a", RELOP_NE).get(), flags));
    EXPECT_HR(S_OK, table->SortTable(SortOrder({{PR_SUBJECT_W, TABLE_SORT_DESCEND}}).get(), flags));
    ULONG status = 99;
    EXPECT_HR(S_OK, table->WaitForCompletion(0, 0xFFFFFFFF, &status));
    EXPECT_EQ(status, TBLSTAT_COMPLETE);
    EXPECT_THAT(texts(every_row(*table), PR_SUBJECT_W), ElementsAre("c", "b"));
  }
  EXPECT_HR(S_OK, table->WaitForCompletion(0, 0, nullptr));
}

TEST_F(RowTest, r103_the_status_is_complete_and_the_type_says_whether_the_table_follows_its_folder) {
  const auto inbox = ana().inbox();
  for (const auto& table : {contents_table(*inbox), hierarchy_table(*inbox)}) {
    const Status status = status_of(*table);
    EXPECT_HR(S_OK, status.result);
    EXPECT_EQ(status.status, TBLSTAT_COMPLETE);
    EXPECT_EQ(status.type, TBLTYPE_DYNAMIC);
    EXPECT_EQ(row_count(*table), 0u);
    add("another");
    create_folder(*ben().inbox(), "another");
    EXPECT_EQ(row_count(*table), 1u);
    EntryList list(column(*contents_table(*inbox), PR_ENTRYID));
    EXPECT_HR(S_OK, inbox->DeleteMessages(list.get(), 0, nullptr, 0));
    const std::string below = column(*hierarchy_table(*inbox), PR_ENTRYID)[0];
    EXPECT_HR(S_OK, inbox->DeleteFolder(id_size(below), id_ptr(below), 0, nullptr, 0));
  }
  const auto message = with_recipients(ana());
  const auto recipients = recipient_table(*message);
  EXPECT_EQ(status_of(*recipients).type, TBLTYPE_SNAPSHOT);
  ASSERT_HR(S_OK, modify_recipients(*message, 0, {{"Di", "di@x.org"}}));
  EXPECT_EQ(row_count(*recipients), 3u);
}

TEST_F(RowTest, r103_aborting_undoes_nothing_that_is_done) {
  add("one");
  const auto table = contents_table(*ana().inbox());
  const auto abort = [&] {
    EXPECT_THAT(table->Abort(), ::testing::AnyOf(S_OK, MAPI_E_UNABLE_TO_ABORT));
    EXPECT_EQ(status_of(*table).status, TBLSTAT_COMPLETE);
  };
  abort();
  EXPECT_EQ(row_count(*table), 1u);
  EXPECT_HR(S_OK, table->Restrict(is(PR_SUBJECT_W, "two").get(), TBL_ASYNC));
  ASSERT_HR(S_OK, table->WaitForCompletion(0, 0xFFFFFFFF, nullptr));
  abort();
  EXPECT_EQ(row_count(*table), 0u);
}

// A saved associated message of this subject.
void add_associated(IMAPIFolder& folder, const std::string& subject) {
  const auto message = create_message(folder, MAPI_ASSOCIATED);
  ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, subject));
  ASSERT_HR(S_OK, message->SaveChanges(0));
}

TEST_F(RowTest, r106_an_associated_message_is_in_the_associated_table_alone) {
  const auto inbox = ana().inbox();
  add_associated(*inbox, "a view");
  add("mail");
  EXPECT_THAT(subjects(*inbox), ElementsAre("mail"));
  const auto table = contents_table(*inbox, MAPI_ASSOCIATED | MAPI_UNICODE);
  set_columns(*table, {PR_SUBJECT_W, PR_MESSAGE_FLAGS});
  const Rows rows = every_row(*table);
  ASSERT_THAT(texts(rows, PR_SUBJECT_W), ElementsAre("a view"));
  EXPECT_NE(*number_of(*find(rows[0], PR_MESSAGE_FLAGS)) & MSGFLAG_ASSOCIATED, 0);
}

TEST_F(RowTest, r106_associated_messages_are_counted_by_themselves) {
  const auto inbox = ana().inbox();
  add_associated(*inbox, "a view");
  EXPECT_EQ(get_number(*inbox, PR_ASSOC_CONTENT_COUNT), 1);
  EXPECT_EQ(get_number(*inbox, PR_CONTENT_COUNT), 0);
  EXPECT_EQ(get_number(*inbox, PR_CONTENT_UNREAD), 0);
  EXPECT_NE(*get_number(*inbox, PR_ACCESS) & MAPI_ACCESS_CREATE_ASSOCIATED, 0);
}

TEST_F(RowTest, r106_an_unsaved_associated_message_is_nowhere) {
  const auto inbox = ana().inbox();
  const auto message = create_message(*inbox, MAPI_ASSOCIATED);
  ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, "a view"));
  EXPECT_EQ(row_count(*contents_table(*inbox, MAPI_ASSOCIATED)), 0u);
  EXPECT_EQ(get_number(*inbox, PR_ASSOC_CONTENT_COUNT), 0);
}

TEST_F(RowTest, r106_associated_tables_are_sorted_restricted_and_edited_like_others) {
  const auto inbox = ana().inbox();
  for (const char* subject : {"b", "a", "c"}) add_associated(*inbox, subject);
  const auto table = contents_table(*ben().inbox(), MAPI_ASSOCIATED | MAPI_UNICODE);
  set_columns(*table, {PR_SUBJECT_W, PR_ENTRYID});
  sort_by(*table, PR_SUBJECT_W);
  restrict_to(*table, is(PR_SUBJECT_W, "b", RELOP_LE));
  const Rows rows = every_row(*table);
  ASSERT_THAT(texts(rows, PR_SUBJECT_W), ElementsAre("a", "b"));
  const auto message = ana().open_message(text_in(rows[0], PR_ENTRYID));
  ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, "d"));
  ASSERT_HR(S_OK, message->SaveChanges(0));
  EXPECT_THAT(texts(every_row(*table), PR_SUBJECT_W), ElementsAre("b"));
}

}  // namespace
}  // namespace mapi_host
