// Rows 87 to 90: which columns contents and hierarchy tables have, and how a client chooses its own.
#include "mapi/host/table.h"
#include "mapi/rows/mapi_test.h"

namespace mapi_host {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsSupersetOf;
using ::testing::Not;
using Columns = std::vector<ULONG>;

const Columns kContents = {PR_DISPLAY_CC_W,    PR_DISPLAY_TO_W,      PR_ENTRYID,
                           PR_HASATTACH,       PR_INSTANCE_KEY,      PR_LAST_MODIFICATION_TIME,
                           PR_MESSAGE_CLASS_W, PR_MAPPING_SIGNATURE, PR_MESSAGE_FLAGS,
                           PR_MESSAGE_SIZE,    PR_MSG_STATUS,        PR_OBJECT_TYPE,
                           PR_PARENT_ENTRYID,  PR_RECORD_KEY,        PR_STORE_ENTRYID,
                           PR_STORE_RECORD_KEY};
const Columns kHierarchy = {PR_COMMENT_W,   PR_DEPTH,        PR_DISPLAY_NAME_W, PR_DISPLAY_TYPE,
                            PR_ENTRYID,     PR_INSTANCE_KEY, PR_OBJECT_TYPE,    PR_STATUS,
                            PR_FOLDER_TYPE, PR_SUBFOLDERS,   PR_CONTENT_COUNT,  PR_CONTENT_UNREAD};

// A folder tree of the test's own.
Ptr<IMAPIFolder> tree(Session& session) {
  Ptr<IMAPIFolder> top = create_folder(*session.inbox(), "top");
  const auto child = create_folder(*top, "child");
  create_folder(*child, "grandchild");
  create_folder(*top, "other");
  return top;
}

TEST_F(RowTest, r087_a_contents_table_begins_with_the_required_columns_and_every_row_has_them) {
  add("one");
  const auto table = contents_table(*ana().inbox());
  EXPECT_THAT(columns_of(*table), IsSupersetOf(kContents));
  const Rows rows = every_row(*table);
  ASSERT_EQ(rows.size(), 1u);
  for (const ULONG tag : kContents) {
    ASSERT_NE(find(rows[0], tag), nullptr) << std::hex << tag;
    EXPECT_EQ(find(rows[0], tag)->ulPropTag, tag);
  }
}

TEST_F(RowTest, r087_a_row_says_what_its_message_and_its_store_say) {
  const std::string id = add("one");
  const auto message = ana().open_message(id);
  const auto table = contents_table(*ana().inbox());
  const Rows rows = every_row(*table);
  for (const ULONG tag : {PR_ENTRYID, PR_MESSAGE_CLASS_W, PR_DISPLAY_TO_W, PR_DISPLAY_CC_W, PR_RECORD_KEY,
                          PR_PARENT_ENTRYID, PR_STORE_ENTRYID, PR_STORE_RECORD_KEY, PR_MAPPING_SIGNATURE}) {
    EXPECT_EQ(text_in(rows[0], tag), get_text(*message, tag)) << std::hex << tag;
  }
  EXPECT_EQ(text_in(rows[0], PR_STORE_ENTRYID), get_text(ana().store(), PR_ENTRYID));
  for (const ULONG tag : {PR_MESSAGE_FLAGS, PR_MESSAGE_SIZE, PR_OBJECT_TYPE, PR_HASATTACH}) {
    EXPECT_EQ(number_of(*find(rows[0], tag)), get_number(*message, tag)) << std::hex << tag;
  }
  EXPECT_EQ(number_of(*find(rows[0], PR_OBJECT_TYPE)), LONG{MAPI_MESSAGE});
}

TEST_F(RowTest, r087_texts_have_the_width_that_the_table_was_opened_with) {
  add("one");
  EXPECT_THAT(columns_of(*contents_table(*ana().inbox(), MAPI_UNICODE)), Contains(PR_MESSAGE_CLASS_W));
  const auto narrow = contents_table(*ana().inbox(), 0);
  EXPECT_THAT(columns_of(*narrow), Contains(PR_MESSAGE_CLASS_A));
  EXPECT_THAT(columns_of(*narrow, TBL_ALL_COLUMNS), Contains(PR_SENDER_NAME_A));
  EXPECT_THAT(columns_of(*narrow, TBL_ALL_COLUMNS), Not(Contains(PR_SENDER_NAME_W)));
  const Rows rows = every_row(*narrow);
  EXPECT_EQ(find(rows[0], PR_MESSAGE_CLASS_A)->ulPropTag, PR_MESSAGE_CLASS_A);
  EXPECT_EQ(text_in(rows[0], PR_MESSAGE_CLASS_A), "IPM.Note");
}

TEST_F(RowTest, r087_all_columns_are_those_of_the_start_and_more_and_can_all_be_set) {
  add("one");
  const auto table = contents_table(*ana().inbox());
  const Columns all = columns_of(*table, TBL_ALL_COLUMNS);
  EXPECT_THAT(all, IsSupersetOf(columns_of(*table)));
  EXPECT_THAT(all,
              IsSupersetOf({PR_SUBJECT_W, PR_MESSAGE_DELIVERY_TIME, PR_NORMALIZED_SUBJECT_W, PR_SENDER_NAME_W,
                            PR_IMPORTANCE, PR_PRIORITY, PR_SENSITIVITY, PR_CLIENT_SUBMIT_TIME}));
  set_columns(*table, all);
  EXPECT_EQ(columns_of(*table), all);
  EXPECT_EQ(every_row(*table)[0].cValues, all.size());
  EXPECT_EQ(columns_of(*table, TBL_ALL_COLUMNS), all);
}

TEST_F(RowTest, r088_a_hierarchy_table_begins_with_the_required_columns_and_every_row_has_them) {
  const auto table = hierarchy_table(*tree(ana()));
  EXPECT_THAT(columns_of(*table), IsSupersetOf(kHierarchy));
  const Rows rows = every_row(*table);
  ASSERT_EQ(rows.size(), 2u);
  for (ULONG row = 0; row < rows.size(); ++row) {
    for (const ULONG tag : kHierarchy) EXPECT_EQ(find(rows[row], tag)->ulPropTag, tag) << std::hex << tag;
  }
}

TEST_F(RowTest, r088_children_are_at_depth_0_and_grandchildren_at_1_where_all_depths_are_asked_for) {
  const auto top = tree(ana());
  const auto children = hierarchy_table(*top);
  EXPECT_THAT(texts(every_row(*children), PR_DISPLAY_NAME_W), ElementsAre("child", "other"));
  EXPECT_THAT(texts(every_row(*children), PR_DEPTH), ElementsAre("0", "0"));
  const auto all = hierarchy_table(*top, CONVENIENT_DEPTH | MAPI_UNICODE);
  EXPECT_THAT(texts(every_row(*all), PR_DISPLAY_NAME_W), ElementsAre("child", "grandchild", "other"));
  EXPECT_THAT(texts(every_row(*all), PR_DEPTH), ElementsAre("0", "1", "0"));
}

TEST_F(RowTest, r088_a_row_says_what_its_folder_says) {
  const auto top = tree(ana());
  const auto child = ana().open_folder(texts(every_row(*hierarchy_table(*top)), PR_ENTRYID)[0]);
  add_message(*child, "unread");
  ASSERT_HR(S_OK, child->SetReadFlags(nullptr, 0, nullptr, CLEAR_READ_FLAG));
  const Rows rows = every_row(*hierarchy_table(*top));
  for (const ULONG tag : {PR_DISPLAY_NAME_W, PR_COMMENT_W, PR_ENTRYID}) {
    EXPECT_EQ(text_in(rows[0], tag), get_text(*child, tag)) << std::hex << tag;
  }
  for (const ULONG tag :
       {PR_FOLDER_TYPE, PR_OBJECT_TYPE, PR_SUBFOLDERS, PR_CONTENT_COUNT, PR_CONTENT_UNREAD}) {
    EXPECT_EQ(number_of(*find(rows[0], tag)), get_number(*child, tag)) << std::hex << tag;
  }
  EXPECT_THAT(texts(rows, PR_SUBFOLDERS), ElementsAre("1", "0"));
  EXPECT_THAT(texts(rows, PR_CONTENT_COUNT), ElementsAre("1", "0"));
  EXPECT_THAT(texts(rows, PR_CONTENT_UNREAD), ElementsAre("1", "0"));
}

TEST_F(RowTest, r088_rows_tell_search_folders_from_others_and_have_long_term_entry_ids) {
  const auto top = create_folder(*ana().folder(PR_FINDER_ENTRYID), "searches");
  create_folder(*top, "found", FOLDER_SEARCH);
  create_folder(*top, "plain");
  const Rows rows = every_row(*hierarchy_table(*top));
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(number_of(*find(rows[0], PR_DISPLAY_TYPE)), LONG{DT_FOLDER_LINK});
  EXPECT_EQ(number_of(*find(rows[0], PR_FOLDER_TYPE)), LONG{FOLDER_SEARCH});
  EXPECT_EQ(number_of(*find(rows[1], PR_DISPLAY_TYPE)), LONG{DT_FOLDER});
  EXPECT_EQ(number_of(*find(rows[1], PR_FOLDER_TYPE)), LONG{FOLDER_GENERIC});
  for (const std::string& id : texts(rows, PR_ENTRYID)) EXPECT_EQ(id[0], 0);
}

// The rows that a property of the folder opens, as texts.
Texts by_property(IMAPIFolder& folder, ULONG property, ULONG tag) {
  Ptr<IMAPITable> table;
  EXPECT_HR(S_OK, folder.OpenProperty(property, &IID_IMAPITable, MAPI_UNICODE, 0, table.unknown()));
  return table ? texts(every_row(*table), tag) : Texts{"(no table)"};
}

TEST_F(RowTest, r089_a_property_opens_the_table_that_the_method_gives) {
  add("one");
  const auto inbox = ana().inbox();
  ASSERT_HR(S_OK, create_message(*inbox, MAPI_ASSOCIATED)->SaveChanges(0));
  create_folder(*inbox, "below");
  EXPECT_EQ(by_property(*inbox, PR_CONTAINER_CONTENTS, PR_ENTRYID),
            texts(every_row(*contents_table(*inbox)), PR_ENTRYID));
  EXPECT_EQ(by_property(*inbox, PR_FOLDER_ASSOCIATED_CONTENTS, PR_ENTRYID),
            texts(every_row(*contents_table(*inbox, MAPI_ASSOCIATED)), PR_ENTRYID));
  EXPECT_EQ(by_property(*inbox, PR_CONTAINER_HIERARCHY, PR_ENTRYID),
            texts(every_row(*hierarchy_table(*inbox)), PR_ENTRYID));
  EXPECT_THAT(by_property(*inbox, PR_CONTAINER_HIERARCHY, PR_DISPLAY_NAME_W), ElementsAre("below"));
  EXPECT_EQ(by_property(*inbox, PR_CONTAINER_CONTENTS, PR_ENTRYID).size(), 1u);
}

TEST_F(RowTest, r089_the_table_properties_are_listed_and_open_nothing_but_tables) {
  const auto inbox = ana().inbox();
  EXPECT_THAT(tags_of(*inbox),
              IsSupersetOf({PR_CONTAINER_CONTENTS, PR_CONTAINER_HIERARCHY, PR_FOLDER_ASSOCIATED_CONTENTS}));
  Ptr<IStream> stream;
  EXPECT_HR(MAPI_E_INTERFACE_NOT_SUPPORTED,
            inbox->OpenProperty(PR_CONTAINER_CONTENTS, &IID_IStream, 0, 0, stream.unknown()));
  EXPECT_FALSE(stream);
}

constexpr ULONG kUnknown = PROP_TAG(PT_LONG, 0x6ABC);

TEST_F(RowTest, r090_places_of_PR_NULL_come_back_as_they_are_and_what_is_unknown_as_an_error) {
  add("one");
  const auto table = contents_table(*ana().inbox());
  const Columns columns = {PR_NULL, PR_SUBJECT_W, kUnknown, PR_NULL, PR_INSTANCE_KEY};
  ASSERT_HR(S_OK, table->SetColumns(Tags(columns).get(), 0));
  EXPECT_EQ(columns_of(*table), columns);
  const Rows rows = next_rows(*table, 1);
  ASSERT_EQ(rows[0].cValues, columns.size());
  const SPropValue* const values = rows[0].lpProps;
  EXPECT_EQ(values[0].ulPropTag, PR_NULL);
  EXPECT_EQ(text_of(values[1]), "one");
  EXPECT_EQ(values[2].ulPropTag, CHANGE_PROP_TYPE(kUnknown, PT_ERROR));
  EXPECT_HR(MAPI_E_NOT_FOUND, error_of(values[2]));
  EXPECT_EQ(values[3].ulPropTag, PR_NULL);
  EXPECT_EQ(values[4].ulPropTag, PR_INSTANCE_KEY);
}

TEST_F(RowTest, r090_a_table_has_at_least_one_column_and_keeps_those_it_had) {
  const auto table = contents_table(*ana().inbox());
  set_columns(*table, {PR_SUBJECT_W});
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, table->SetColumns(nullptr, 0));
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, table->SetColumns(Tags(Columns{}).get(), 0));
  EXPECT_THAT(columns_of(*table), ElementsAre(PR_SUBJECT_W));
}

TEST_F(RowTest, r090_a_column_has_the_type_it_is_asked_for_with_or_that_of_the_value) {
  add("one");
  const auto table = contents_table(*ana().inbox());
  const auto untyped = [](ULONG tag) { return CHANGE_PROP_TYPE(tag, PT_UNSPECIFIED); };
  set_columns(*table, {PR_SUBJECT_A, untyped(PR_SUBJECT_W), untyped(PR_MESSAGE_FLAGS),
                       untyped(PR_STORE_ENTRYID), CHANGE_PROP_TYPE(PR_MESSAGE_FLAGS, PT_BINARY)});
  const Rows rows = next_rows(*table, 1);
  const SPropValue* const values = rows[0].lpProps;
  EXPECT_EQ(values[0].ulPropTag, PR_SUBJECT_A);
  EXPECT_EQ(text_of(values[0]), "one");
  EXPECT_EQ(values[1].ulPropTag, PR_SUBJECT_W);
  EXPECT_EQ(values[2].ulPropTag, PR_MESSAGE_FLAGS);
  EXPECT_EQ(values[3].ulPropTag, PR_STORE_ENTRYID);
  EXPECT_HR(MAPI_E_NOT_FOUND, error_of(values[4]));
}

TEST_F(RowTest, r090_columns_that_nobody_listed_are_given_too_and_bookmarks_stay) {
  const std::string id = add("two");
  add("three");
  const auto message = ana().open_message(id);
  ASSERT_HR(S_OK, set_number(*message, kUnknown, 5));
  ASSERT_HR(S_OK, message->SaveChanges(0));
  const auto table = contents_table(*ana().inbox());
  sort_by(*table, PR_SUBJECT_W);
  go_to(*table, BOOKMARK_BEGINNING, 1);
  BOOKMARK bookmark = 0;
  ASSERT_HR(S_OK, table->CreateBookmark(&bookmark));
  set_columns(*table, {kUnknown});
  EXPECT_HR(S_OK, table->SeekRow(bookmark, 0, nullptr));
  EXPECT_THAT(next_texts(*table, 1, kUnknown), ElementsAre("5"));
}

}  // namespace
}  // namespace mapi_host
