#include "mapi/table_columns.h"

#include <algorithm>

#include "mapi/table_object.h"
#include "mapi/testing/inbox_table.h"

namespace postroom::mapi {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsSupersetOf;
using testing::must;
using ::testing::Not;
using testing::Rows;
using testing::Tags;

class TableColumns : public testing::InboxTable {};

TEST_F(TableColumns, of_contents_are_the_required_ones_by_default) {
  const auto table = open(MAPI_UNICODE);
  EXPECT_THAT(tags(*table),
              IsSupersetOf({PR_DISPLAY_CC_W, PR_DISPLAY_TO_W, PR_ENTRYID, PR_HASATTACH, PR_INSTANCE_KEY,
                            PR_LAST_MODIFICATION_TIME, PR_MAPPING_SIGNATURE, PR_MESSAGE_CLASS_W,
                            PR_MESSAGE_FLAGS, PR_MESSAGE_SIZE, PR_MSG_STATUS, PR_OBJECT_TYPE,
                            PR_PARENT_ENTRYID, PR_RECORD_KEY, PR_STORE_ENTRYID, PR_STORE_RECORD_KEY}));
  EXPECT_THAT(tags(*table), Not(Contains(PR_PARENT_DISPLAY_W)));
  EXPECT_THAT(tags(*table, TBL_ALL_COLUMNS), IsSupersetOf(tags(*table)));
}

TEST_F(TableColumns, of_contents_have_a_value_in_every_required_one) {
  add("one");
  const auto table = open();
  Rows rows;
  ASSERT_EQ(table->QueryRows(1, 0, rows.out()), S_OK);
  ASSERT_EQ(rows.size(), 1u);
  for (std::size_t i = 0; i < rows.row(0).cValues; ++i) {
    if (tags(*table)[i] == PR_SENT_REPRESENTING_NAME_A) continue;  // nobody sent it
    EXPECT_EQ(rows.at(0, i).ulPropTag, tags(*table)[i]);
  }
}

TEST_F(TableColumns, of_a_search_folder_say_which_folder_a_message_is_in) {
  const FolderId found =
      must(store().create_search_folder(ana(), store().special(SpecialFolder::finder), "found"));
  must(store().set_search_criteria(ana(), found, Restriction{ExistRestriction{tag::subject}},
                                   std::vector{inbox()}));
  add("one");
  const auto table = make_table(context, must(store().contents_table(ana(), found)), TableKind::contents, 0);
  EXPECT_THAT(tags(*table), Contains(PR_PARENT_DISPLAY_A));
  ASSERT_EQ(table->SetColumns(Tags{PR_PARENT_DISPLAY_A, PR_PARENT_ENTRYID}, 0), S_OK);
  Rows rows;
  ASSERT_EQ(table->QueryRows(5, 0, rows.out()), S_OK);
  EXPECT_THAT(rows.texts(0), ElementsAre("Inbox"));
  EXPECT_EQ(rows.bytes(0, 1), encode(context->entry_id(inbox())));
}

TEST_F(TableColumns, of_folders_have_depths_from_0) {
  const FolderId subtree = store().special(SpecialFolder::ipm_subtree);
  const FolderId child = must(store().create_folder(ana(), subtree, "child"));
  must(store().create_folder(ana(), child, "grandchild"));
  const auto table = make_table(context, must(store().hierarchy_table(ana(), subtree, HierarchyDepth::all)),
                                TableKind::hierarchy, 0);
  EXPECT_THAT(tags(*table),
              IsSupersetOf({PR_COMMENT_A, PR_DEPTH, PR_DISPLAY_NAME_A, PR_DISPLAY_TYPE, PR_ENTRYID,
                            PR_INSTANCE_KEY, PR_OBJECT_TYPE, PR_STATUS, PR_FOLDER_TYPE, PR_SUBFOLDERS,
                            PR_CONTENT_COUNT, PR_CONTENT_UNREAD}));
  ASSERT_EQ(table->SetColumns(Tags{PR_DISPLAY_NAME_A, PR_DEPTH}, 0), S_OK);
  Rows rows;
  ASSERT_EQ(table->QueryRows(100, 0, rows.out()), S_OK);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string name = rows.texts(0)[i];
    EXPECT_EQ(rows.numbers(1)[i], name == "grandchild" ? 1 : 0) << name;
  }
  EXPECT_THAT(rows.texts(0), IsSupersetOf({"child", "grandchild"}));
}

TEST_F(TableColumns, of_recipients_attachments_and_receive_folders_are_the_required_ones) {
  Message message = must(store().create_message(ana(), inbox()));
  const auto of = [&](Table table, TableKind kind) {
    return tags(*make_table(context, std::move(table), kind, 0));
  };
  EXPECT_THAT(of(message.recipient_table(), TableKind::recipients),
              IsSupersetOf({PR_DISPLAY_NAME_A, PR_RECIPIENT_TYPE, PR_ROWID, PR_ADDRTYPE_A}));
  EXPECT_THAT(
      of(message.attachment_table(), TableKind::attachments),
      IsSupersetOf({PR_ATTACH_NUM, PR_INSTANCE_KEY, PR_RECORD_KEY, PR_RENDERING_POSITION, PR_ATTACH_METHOD}));
  EXPECT_THAT(of(must(store().receive_folder_table(ana())), TableKind::receive_folders),
              IsSupersetOf({PR_ENTRYID, PR_MESSAGE_CLASS_A, PR_RECORD_KEY}));
}

TEST_F(TableColumns, are_those_that_were_set_in_that_order) {
  const auto table = open();
  ASSERT_EQ(table->SetColumns(Tags{PR_ENTRYID, PR_NULL, PR_SUBJECT_W, 0x66AA001E}, TBL_BATCH | TBL_ASYNC),
            S_OK);
  EXPECT_THAT(tags(*table), ElementsAre(PR_ENTRYID, PR_NULL, PR_SUBJECT_W, 0x66AA001Eu));
  EXPECT_THAT(tags(*table, TBL_ALL_COLUMNS), Contains(0x66AA001Eu));
}

TEST_F(TableColumns, echo_PR_NULL_and_show_an_error_for_what_a_row_lacks) {
  add("one");
  const auto table = open();
  ASSERT_EQ(table->SetColumns(Tags{PR_NULL, 0x66AA001E, PR_SUBJECT_A,
                                   PROP_TAG(PT_LONG, PROP_ID(PR_SUBJECT_A)), PR_MESSAGE_ATTACHMENTS},
                              0),
            S_OK);
  Rows rows;
  ASSERT_EQ(table->QueryRows(1, 0, rows.out()), S_OK);
  EXPECT_EQ(rows.at(0, 0).ulPropTag, PR_NULL);
  EXPECT_STREQ(rows.at(0, 2).Value.lpszA, "one");
  for (const auto& [column, id] : {std::pair(1, 0x66AAU), std::pair(3, PROP_ID(PR_SUBJECT_A)),
                                   std::pair(4, PROP_ID(PR_MESSAGE_ATTACHMENTS))}) {
    const SPropValue& value = rows.at(0, static_cast<std::size_t>(column));
    EXPECT_EQ(value.ulPropTag, PROP_TAG(PT_ERROR, id));
    EXPECT_EQ(value.Value.err, MAPI_E_NOT_FOUND);
  }
}

TEST_F(TableColumns, show_texts_in_the_width_asked_for_and_else_in_that_of_the_table) {
  add("Grüße");
  const ULONG untyped = PROP_TAG(PT_UNSPECIFIED, PROP_ID(PR_SUBJECT_W));
  for (const ULONG flags : {0U, MAPI_UNICODE}) {
    const auto table = open(flags);
    ASSERT_EQ(table->SetColumns(Tags{PR_SUBJECT_W, PR_SUBJECT_A, untyped}, 0), S_OK);
    Rows rows;
    ASSERT_EQ(table->QueryRows(1, 0, rows.out()), S_OK);
    EXPECT_EQ(rows.at(0, 0).ulPropTag, PR_SUBJECT_W);
    EXPECT_STREQ(rows.at(0, 0).Value.lpszW, L"Grüße");
    EXPECT_EQ(rows.at(0, 1).ulPropTag, PR_SUBJECT_A);
    EXPECT_STREQ(rows.at(0, 1).Value.lpszA, "Grüße");
    EXPECT_EQ(rows.at(0, 2).ulPropTag, flags == 0 ? PR_SUBJECT_A : PR_SUBJECT_W);
    EXPECT_THAT(tags(*table), ElementsAre(PR_SUBJECT_W, PR_SUBJECT_A, untyped));
  }
}

TEST_F(TableColumns, find_the_type_of_those_that_the_table_makes_itself) {
  add("one");
  const auto table = open();
  const auto untyped = [](ULONG tag) { return PROP_TAG(PT_UNSPECIFIED, PROP_ID(tag)); };
  ASSERT_EQ(table->SetColumns(Tags{untyped(PR_INSTANCE_KEY), untyped(PR_DEPTH), untyped(PR_ROW_TYPE),
                                   untyped(PR_MESSAGE_SIZE), untyped(PR_STORE_SUPPORT_MASK),
                                   PROP_TAG(PT_LONG, PROP_ID(PR_INSTANCE_KEY)),
                                   PROP_TAG(PT_BINARY, PROP_ID(PR_STORE_SUPPORT_MASK))},
                              0),
            S_OK);
  Rows rows;
  ASSERT_EQ(table->QueryRows(1, 0, rows.out()), S_OK);
  EXPECT_EQ(rows.at(0, 0).ulPropTag, PR_INSTANCE_KEY);
  EXPECT_EQ(rows.at(0, 1).ulPropTag, PR_DEPTH);
  EXPECT_EQ(rows.at(0, 2).ulPropTag, PR_ROW_TYPE);
  EXPECT_EQ(rows.at(0, 3).ulPropTag, PR_MESSAGE_SIZE);
  EXPECT_EQ(rows.at(0, 4).ulPropTag, PR_STORE_SUPPORT_MASK);
  EXPECT_EQ(PROP_TYPE(rows.at(0, 5).ulPropTag), PT_ERROR);
  EXPECT_EQ(PROP_TYPE(rows.at(0, 6).ulPropTag), PT_ERROR);
}

TEST_F(TableColumns, of_the_store_are_those_of_its_object) {
  add("one");
  const auto table = open();
  ASSERT_EQ(table->SetColumns(
                Tags{PR_STORE_ENTRYID, PR_STORE_SUPPORT_MASK, PR_MAPPING_SIGNATURE, PR_MDB_PROVIDER}, 0),
            S_OK);
  Rows rows;
  ASSERT_EQ(table->QueryRows(1, 0, rows.out()), S_OK);
  EXPECT_EQ(rows.row(0).cValues, 4u);
  EXPECT_EQ(rows.bytes(0, 0), context->store_entry_id());
  EXPECT_EQ(rows.numbers(1)[0], context->support_mask());
  EXPECT_EQ(rows.bytes(0, 2), context->mapping_signature());
  EXPECT_EQ(rows.bytes(0, 3), Bytes(kProviderUid.bytes.begin(), kProviderUid.bytes.end()));
}

TEST_F(TableColumns, of_the_store_can_be_restricted) {
  add("one");
  const auto table = open_subjects();
  Bytes id = context->store_entry_id();
  SPropValue value{};
  value.ulPropTag = PR_STORE_ENTRYID;
  value.Value.bin = {static_cast<ULONG>(id.size()), id.data()};
  SRestriction is{};
  is.rt = RES_PROPERTY;
  is.res.resProperty = {RELOP_EQ, PR_STORE_ENTRYID, &value};
  ASSERT_EQ(table->Restrict(&is, 0), S_OK);
  EXPECT_THAT(subjects(*table), ElementsAre("one"));
  SRestriction is_not{};
  is_not.rt = RES_NOT;
  is_not.res.resNot.lpRes = &is;
  ASSERT_EQ(table->Restrict(&is_not, 0), S_OK);
  EXPECT_THAT(subjects(*table), ElementsAre());
}

TEST_F(TableColumns, have_a_row_for_each_combination_of_values_where_that_is_asked_for) {
  const PropertyTag words(0x6800101F), numbers(0x68011003);
  add("one", {{words, std::vector<std::string>{"a", "b"}}, {numbers, std::vector<std::int32_t>{1, 2, 3}}});
  const auto table = open();
  ASSERT_EQ(table->SetColumns(Tags{0x6800301E, 0x68013003, PR_INSTANCE_KEY, 0x6800101E}, 0), S_OK);
  Rows rows;
  ASSERT_EQ(table->QueryRows(100, 0, rows.out()), S_OK);
  EXPECT_THAT(rows.texts(0), ElementsAre("a", "a", "a", "b", "b", "b"));
  EXPECT_THAT(rows.numbers(1), ElementsAre(1, 2, 3, 1, 2, 3));
  EXPECT_EQ(rows.at(0, 0).ulPropTag, 0x6800001Eu);
  EXPECT_EQ(rows.at(0, 3).ulPropTag, 0x6800101Eu);
  std::vector<Bytes> keys;
  for (std::size_t i = 0; i < rows.size(); ++i) keys.push_back(rows.bytes(i, 2));
  std::sort(keys.begin(), keys.end());
  EXPECT_EQ(std::unique(keys.begin(), keys.end()), keys.end());
}

TEST_F(TableColumns, refuse_what_is_no_list_of_columns_and_stay_as_they_were) {
  const auto table = open_subjects();
  EXPECT_EQ(table->SetColumns(nullptr, 0), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(table->SetColumns(Tags{}, 0), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(table->SetColumns(Tags{PR_SUBJECT_W}, 0x100), MAPI_E_UNKNOWN_FLAGS);
  SPropTagArray many{kMaxColumns, {PR_SUBJECT_W}};
  EXPECT_EQ(table->SetColumns(&many, 0), MAPI_E_TOO_COMPLEX);
  EXPECT_EQ(table->SetColumns(Tags{PR_SUBJECT_W | MV_INSTANCE}, 0), MAPI_E_TOO_COMPLEX);
  EXPECT_EQ(table->QueryColumns(0, nullptr), MAPI_E_INVALID_PARAMETER);
  LPSPropTagArray given = nullptr;
  EXPECT_EQ(table->QueryColumns(2, &given), MAPI_E_UNKNOWN_FLAGS);
  EXPECT_THAT(tags(*table), ElementsAre(PR_SUBJECT_A, PR_INSTANCE_KEY));
}

}  // namespace
}  // namespace postroom::mapi
