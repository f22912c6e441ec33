#include "mapi/table_object.h"

#include <limits>

#include "mapi/testing/inbox_table.h"

namespace postroom::mapi {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::must;
using testing::Rows;
using testing::Tags;

class TableRows : public testing::InboxTable {
 protected:
  TableRows() {
    for (const char* subject : {"b", "d", "a", "e", "c"}) ids_.push_back(add(subject));
  }
  std::vector<MessageId> ids_;
};

TEST_F(TableRows, are_read_onwards_from_the_cursor) {
  const auto table = open_subjects();
  EXPECT_THAT(subjects(*table, 2), ElementsAre("b", "d"));
  EXPECT_THAT(subjects(*table, 2, TBL_NOADVANCE), ElementsAre("a", "e"));
  EXPECT_THAT(subjects(*table, 100), ElementsAre("a", "e", "c"));
  Rows rows;
  ASSERT_EQ(table->QueryRows(100, 0, rows.out()), S_OK);
  EXPECT_NE(rows.get(), nullptr);
  EXPECT_EQ(rows.size(), 0u);
}

TEST_F(TableRows, are_read_forwards_after_stepping_back) {
  const auto table = open_subjects();
  subjects(*table, 4);
  EXPECT_THAT(subjects(*table, -3), ElementsAre("d", "a", "e"));
  EXPECT_THAT(subjects(*table, 1), ElementsAre("c"));
  EXPECT_THAT(subjects(*table, -3, TBL_NOADVANCE), ElementsAre("a", "e", "c"));
  EXPECT_THAT(subjects(*table, 1), ElementsAre("a"));
  EXPECT_THAT(subjects(*table, std::numeric_limits<LONG>::min()), ElementsAre("b", "d", "a"));
}

TEST_F(TableRows, are_not_read_where_none_are_asked_for) {
  const auto table = open_subjects();
  Rows rows;
  EXPECT_EQ(table->QueryRows(0, 0, rows.out()), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(table->QueryRows(1, 0, nullptr), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(table->QueryRows(1, 4, rows.out()), MAPI_E_UNKNOWN_FLAGS);
  EXPECT_EQ(rows.get(), nullptr);
}

TEST_F(TableRows, are_each_freed_alone) {
  const auto table = open_subjects();
  LPSRowSet rows = nullptr;
  ASSERT_EQ(table->QueryRows(2, 0, &rows), S_OK);
  SRow* const each = rows->aRow;
  const LPSPropValue kept = each[1].lpProps;
  MAPIFreeBuffer(each[0].lpProps);
  MAPIFreeBuffer(rows);
  EXPECT_STREQ(kept[0].Value.lpszA, "d");
  MAPIFreeBuffer(kept);
}

TEST_F(TableRows, are_those_that_meet_the_restriction) {
  const auto table = open_subjects();
  BOOKMARK bookmark = 0;
  subjects(*table, 2);
  ASSERT_EQ(table->CreateBookmark(&bookmark), S_OK);
  ASSERT_EQ(table->Restrict(SubjectIs(RELOP_GE, "c"), TBL_BATCH), S_OK);
  EXPECT_EQ(table->SeekRow(bookmark, 0, nullptr), MAPI_E_INVALID_BOOKMARK);
  EXPECT_THAT(subjects(*table), ElementsAre("d", "e", "c"));
  SRestriction unknown{};
  unknown.rt = 77;
  EXPECT_TRUE(FAILED(table->Restrict(&unknown, 0)));
  EXPECT_EQ(table->Restrict(nullptr, 4), MAPI_E_UNKNOWN_FLAGS);
  EXPECT_EQ(table->SeekRow(BOOKMARK_BEGINNING, 0, nullptr), S_OK);
  EXPECT_THAT(subjects(*table), ElementsAre("d", "e", "c")) << "what was refused changes nothing";
  ASSERT_EQ(table->Restrict(nullptr, TBL_ASYNC), S_OK);
  EXPECT_THAT(subjects(*table), ElementsAre("b", "d", "a", "e", "c"));
}

TEST_F(TableRows, are_in_order_in_both_directions_with_those_that_lack_it_last) {
  const PropertyTag number(0x66AB0003);
  add("one", {{number, 1}});
  add("two", {{number, 2}});
  const auto table = open_subjects();
  ASSERT_EQ(sort(*table, {{number.value, TABLE_SORT_ASCEND}, {PR_SUBJECT_A}}, 0, 0, TBL_BATCH), S_OK);
  EXPECT_THAT(subjects(*table), ElementsAre("one", "two", "a", "b", "c", "d", "e"));
  ASSERT_EQ(sort(*table, {{number.value, TABLE_SORT_DESCEND}, {PR_SUBJECT_A, TABLE_SORT_DESCEND}}), S_OK);
  EXPECT_THAT(subjects(*table), ElementsAre("two", "one", "e", "d", "c", "b", "a"));
  ASSERT_EQ(sort(*table, {}), S_OK);
  EXPECT_THAT(subjects(*table, 2), ElementsAre("b", "d")) << "no keys: the table's own order";
}

TEST_F(TableRows, keep_their_order_where_another_one_is_refused) {
  const auto table = open_subjects();
  ASSERT_EQ(sort(*table, {{PR_SUBJECT_A}}), S_OK);
  EXPECT_EQ(sort(*table, {{PR_MESSAGE_ATTACHMENTS}}), MAPI_E_TOO_COMPLEX);
  EXPECT_EQ(sort(*table, {{PR_CONTENT_UNREAD}}, 1, 1), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(sort(*table, {{PR_SUBJECT_A}}, 2, 0), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(sort(*table, {{PR_ENTRYID}}, 0, 0, 8), MAPI_E_UNKNOWN_FLAGS);
  EXPECT_EQ(table->SortTable(nullptr, 0), MAPI_E_INVALID_PARAMETER);
  EXPECT_THAT(subjects(*table), ElementsAre("a", "b", "c", "d", "e"));
}

TEST_F(TableRows, say_in_what_order_they_are) {
  const auto table = open_subjects();
  const auto order_of = [&] {
    LPSSortOrderSet given = nullptr;
    EXPECT_EQ(table->QuerySortOrder(&given), S_OK);
    std::vector<std::pair<ULONG, ULONG>> keys;
    const SSortOrder* const each = given->aSort;
    for (ULONG i = 0; i < given->cSorts; ++i) keys.emplace_back(each[i].ulPropTag, each[i].ulOrder);
    MAPIFreeBuffer(given);
    return keys;
  };
  EXPECT_THAT(order_of(), IsEmpty());
  ASSERT_EQ(sort(*table, {{PR_SUBJECT_A, TABLE_SORT_DESCEND}, {PR_MESSAGE_SIZE}}, 1, 1), S_OK);
  EXPECT_THAT(order_of(), ElementsAre(std::pair(PR_SUBJECT_A, TABLE_SORT_DESCEND),
                                      std::pair(PR_MESSAGE_SIZE, TABLE_SORT_ASCEND)));
  EXPECT_EQ(table->QuerySortOrder(nullptr), MAPI_E_INVALID_PARAMETER);
}

TEST_F(TableRows, that_are_associated_are_in_a_table_of_their_own) {
  add("hidden", {}, MessageKind::associated);
  const auto table = open(0, {true, false});
  ASSERT_EQ(table->SetColumns(Tags{PR_SUBJECT_A}, 0), S_OK);
  EXPECT_THAT(subjects(*table), ElementsAre("hidden"));
  EXPECT_EQ(subjects(*open_subjects()).size(), 5u);
}

TEST_F(TableRows, are_complete_when_a_call_returns) {
  const auto table = open_subjects();
  ULONG status = 7, type = 7;
  EXPECT_EQ(table->GetStatus(&status, &type), S_OK);
  EXPECT_EQ(status, TBLSTAT_COMPLETE);
  EXPECT_EQ(type, TBLTYPE_DYNAMIC);
  EXPECT_EQ(table->GetStatus(nullptr, nullptr), S_OK);
  EXPECT_EQ(table->Abort(), S_OK);
  status = 7;
  EXPECT_EQ(table->WaitForCompletion(0, 0xFFFFFFFF, &status), S_OK);
  EXPECT_EQ(status, TBLSTAT_COMPLETE);
  EXPECT_EQ(table->WaitForCompletion(0, 0, nullptr), S_OK);
  EXPECT_EQ(table->WaitForCompletion(1, 0, nullptr), MAPI_E_UNKNOWN_FLAGS);
  const auto message = must(store().open_message(ana(), ids_[0], Access::read_only));
  const auto recipients = make_table(context, message.recipient_table(), TableKind::recipients, 0);
  EXPECT_EQ(recipients->GetStatus(&status, &type), S_OK);
  EXPECT_EQ(type, TBLTYPE_SNAPSHOT);
}

TEST_F(TableRows, say_why_they_were_not_given) {
  const auto table = open_subjects();
  LPMAPIERROR error = nullptr;
  EXPECT_EQ(sort(*table, {{PR_MESSAGE_ATTACHMENTS}}), MAPI_E_TOO_COMPLEX);
  EXPECT_EQ(table->GetLastError(MAPI_E_TOO_COMPLEX, 0, &error), S_OK);
  ASSERT_NE(error, nullptr);
  EXPECT_NE(std::string(error->lpszError), "");
  MAPIFreeBuffer(error);
}

TEST_F(TableRows, are_gone_after_logoff) {
  const auto table = open_subjects();
  context->logoff();
  Rows rows;
  EXPECT_EQ(table->QueryRows(1, 0, rows.out()), MAPI_E_INVALID_OBJECT);
  EXPECT_EQ(table->Unadvise(1), MAPI_E_INVALID_OBJECT);
}

TEST_F(TableRows, come_from_an_object_that_knows_its_interfaces) {
  const auto table = open_subjects();
  void* found = nullptr;
  for (const IID& iid : {IID_IUnknown, IID_IMAPITable}) {
    ASSERT_EQ(table->QueryInterface(iid, &found), S_OK);
    EXPECT_EQ(found, table.get());
    EXPECT_EQ(table->Release(), 1u);
  }
  EXPECT_EQ(table->QueryInterface(IID_IMAPIProp, &found), E_NOINTERFACE);
}

}  // namespace
}  // namespace postroom::mapi
