// Rows 97 and 99: orders, and rows for each value of a multi-valued column.
#include <set>

#include "mapi/host/table.h"
#include "mapi/rows/mapi_test.h"

namespace mapi_host {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

constexpr ULONG kTags = PROP_TAG(PT_MV_UNICODE, 0x6B01), kNumbers = PROP_TAG(PT_MV_LONG, 0x6B02);

std::string add_with(Session& session, const std::string& subject, Values values) {
  const auto message = create_message(*session.inbox());
  values.add(PR_SUBJECT_W, subject);
  EXPECT_HR(S_OK, message->SetProps(values.count(), values.data(), nullptr));
  EXPECT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READONLY));
  return entry_id_of(*message);
}
Values number(ULONG tag, LONG value) {
  Values values;
  values.add(tag, value);
  return values;
}
Values text(ULONG tag, const std::string& value) {
  Values values;
  values.add(tag, value);
  return values;
}
Texts order_of(IMAPITable& table) { return texts(every_row(table), PR_SUBJECT_W); }

TEST_F(RowTest, r097_rows_without_a_value_come_last_in_both_directions) {
  add_with(ana(), "two", number(PR_SENSITIVITY, 2));
  add_with(ana(), "none", {});
  add_with(ana(), "minus", number(PR_SENSITIVITY, -1));
  const auto table = contents_table(*ana().inbox());
  set_columns(*table, {PR_SUBJECT_W});
  sort_by(*table, PR_SENSITIVITY);
  EXPECT_THAT(order_of(*table), ElementsAre("minus", "two", "none"));
  sort_by(*table, PR_SENSITIVITY, TABLE_SORT_DESCEND);
  EXPECT_THAT(order_of(*table), ElementsAre("two", "minus", "none"));
}

TEST_F(RowTest, r097_texts_without_a_value_come_last_too_and_empty_ones_do_not) {
  add_with(ana(), "none", {});
  add_with(ana(), "empty", text(PR_SENDER_NAME_W, ""));
  add_with(ana(), "zoe", text(PR_SENDER_NAME_W, "Zoe"));
  add_with(ana(), "ärzte", text(PR_SENDER_NAME_W, "Ärzte"));
  const auto table = contents_table(*ana().inbox());
  set_columns(*table, {PR_SUBJECT_W});
  sort_by(*table, PR_SENDER_NAME_W);
  EXPECT_THAT(order_of(*table), ElementsAre("empty", "ärzte", "zoe", "none"));
  sort_by(*table, PR_SENDER_NAME_W, TABLE_SORT_DESCEND);
  EXPECT_THAT(order_of(*table), ElementsAre("zoe", "ärzte", "empty", "none"));
}

TEST_F(RowTest, r097_rows_that_are_alike_in_one_column_are_in_the_order_of_the_next) {
  add_with(ana(), "b", number(PR_SENSITIVITY, 1));
  add_with(ana(), "a", number(PR_SENSITIVITY, 1));
  add_with(ana(), "c", number(PR_SENSITIVITY, 0));
  const auto table = contents_table(*ana().inbox());
  set_columns(*table, {PR_SUBJECT_W});
  sort(*table, SortOrder({{PR_SENSITIVITY, TABLE_SORT_DESCEND}, {PR_SUBJECT_W, TABLE_SORT_ASCEND}}));
  EXPECT_THAT(order_of(*table), ElementsAre("a", "b", "c"));
}

// With the order that the table says it has.
void expect_order(IMAPITable& table, const std::vector<SSortOrder>& keys, ULONG categories, ULONG expanded) {
  Buffer<SSortOrderSet> order;
  ASSERT_HR(S_OK, table.QuerySortOrder(order.out()));
  ASSERT_EQ(order->cSorts, keys.size());
  EXPECT_EQ(order->cCategories, categories);
  EXPECT_EQ(order->cExpanded, expanded);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    EXPECT_EQ((order->aSort + i)->ulPropTag, keys[i].ulPropTag);
    EXPECT_EQ((order->aSort + i)->ulOrder, keys[i].ulOrder);
  }
}

TEST_F(RowTest, r097_a_table_says_how_it_is_sorted) {
  const auto table = contents_table(*ana().inbox());
  const std::vector<SSortOrder> keys = {{PR_SENDER_NAME_W, TABLE_SORT_DESCEND},
                                        {PR_SUBJECT_W, TABLE_SORT_ASCEND}};
  expect_order(*table, {}, 0, 0);
  sort(*table, SortOrder(keys, 1, 1));
  expect_order(*table, keys, 1, 1);
  sort_by(*table, PR_SUBJECT_A);
  expect_order(*table, {{PR_SUBJECT_A, TABLE_SORT_ASCEND}}, 0, 0);
}

TEST_F(RowTest, r097_a_sort_that_fails_keeps_the_order_the_cursor_and_the_bookmarks) {
  for (const char* subject : {"b", "c", "a"}) add(subject);
  const auto table = contents_table(*ana().inbox());
  set_columns(*table, {PR_SUBJECT_W});
  sort_by(*table, PR_SUBJECT_W, TABLE_SORT_DESCEND);
  go_to(*table, BOOKMARK_BEGINNING, 1);
  BOOKMARK bookmark = 0;
  ASSERT_HR(S_OK, table->CreateBookmark(&bookmark));
  const auto refused = [&](HRESULT why, const std::vector<SSortOrder>& keys, ULONG categories,
                           ULONG expanded) {
    EXPECT_HR(why, table->SortTable(SortOrder(keys, categories, expanded).get(), 0));
  };
  refused(MAPI_E_TOO_COMPLEX, {{PR_SUBJECT_W, 0x40}}, 0, 0);
  refused(MAPI_E_TOO_COMPLEX, {{PR_MESSAGE_RECIPIENTS, TABLE_SORT_ASCEND}}, 0, 0);
  refused(MAPI_E_TOO_COMPLEX, std::vector<SSortOrder>(1000, {PR_SUBJECT_W, TABLE_SORT_ASCEND}), 0, 0);
  refused(MAPI_E_INVALID_PARAMETER, {{PR_CONTENT_UNREAD, TABLE_SORT_ASCEND}}, 1, 0);
  refused(MAPI_E_INVALID_PARAMETER, {{PR_SUBJECT_W, TABLE_SORT_ASCEND}}, 2, 0);
  refused(MAPI_E_INVALID_PARAMETER, {{PR_SUBJECT_W, TABLE_SORT_ASCEND}}, 1, 2);
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, table->SortTable(nullptr, 0));
  expect_order(*table, {{PR_SUBJECT_W, TABLE_SORT_DESCEND}}, 0, 0);
  EXPECT_EQ(position(*table), 1u);
  EXPECT_HR(S_OK, table->SeekRow(bookmark, 0, nullptr));
  EXPECT_THAT(order_of(*table), ElementsAre("c", "b", "a"));
}

TEST_F(RowTest, r097_a_new_order_drops_bookmarks_and_goes_to_the_first_row) {
  for (const char* subject : {"b", "c", "a"}) add(subject);
  const auto table = contents_table(*ana().inbox());
  go_to(*table, BOOKMARK_BEGINNING, 2);
  BOOKMARK bookmark = 0;
  ASSERT_HR(S_OK, table->CreateBookmark(&bookmark));
  sort_by(*table, PR_SUBJECT_W);
  EXPECT_EQ(position(*table), 0u);
  EXPECT_HR(MAPI_E_INVALID_BOOKMARK, table->SeekRow(bookmark, 0, nullptr));
}

TEST_F(RowTest, r097_no_columns_are_the_order_that_the_table_began_with) {
  for (const char* subject : {"b", "c", "a"}) add(subject);
  const auto table = contents_table(*ana().inbox());
  set_columns(*table, {PR_SUBJECT_W});
  const Texts before = order_of(*table);
  sort_by(*table, PR_SUBJECT_W);
  EXPECT_THAT(order_of(*table), ElementsAre("a", "b", "c"));
  sort(*table, SortOrder({}));
  EXPECT_EQ(order_of(*table), before);
}

TEST_F(RowTest, r097_every_column_that_a_table_begins_with_can_be_sorted_by) {
  add("one");
  add("two");
  const auto check = [](IMAPITable& table) {
    for (const ULONG tag : columns_of(table)) {
      EXPECT_HR(S_OK, table.SortTable(SortOrder({{tag, TABLE_SORT_ASCEND}}).get(), 0)) << std::hex << tag;
      EXPECT_GE(every_row(table).size(), 2u);
    }
  };
  check(*contents_table(*ana().inbox()));
  check(*hierarchy_table(*ana().root()));
}

// A message with two texts and three numbers, and one with neither.
void add_both(Session& session) {
  Values values;
  values.add(kTags, Texts{"red", "blue"}).add(kNumbers, std::vector<LONG>{3, 1, 2});
  add_with(session, "many", std::move(values));
  add_with(session, "none", {});
}

TEST_F(RowTest, r099_a_row_for_each_combination_of_values_has_a_key_of_its_own) {
  add_both(ana());
  const auto table = contents_table(*ana().inbox());
  restrict_to(*table, is(PR_SUBJECT_W, "many"));
  set_columns(*table, {MVI_PROP(kTags), MVI_PROP(kNumbers), PR_INSTANCE_KEY, PR_ENTRYID, PR_SUBJECT_W});
  EXPECT_EQ(row_count(*table), 6u);
  const Rows rows = every_row(*table);
  ASSERT_EQ(rows.size(), 6u);
  std::set<std::string> keys, ids, pairs;
  for (ULONG row = 0; row < 6; ++row) {
    keys.insert(key_of(rows[row]));
    ids.insert(text_in(rows[row], PR_ENTRYID));
    pairs.insert(text_in(rows[row], kTags) + text_in(rows[row], kNumbers));
    EXPECT_EQ(rows[row].lpProps[0].ulPropTag, CHANGE_PROP_TYPE(kTags, PT_UNICODE));
    EXPECT_EQ(rows[row].lpProps[1].ulPropTag, CHANGE_PROP_TYPE(kNumbers, PT_LONG));
    EXPECT_EQ(text_in(rows[row], PR_SUBJECT_W), "many");
  }
  EXPECT_EQ(keys.size(), 6u);
  EXPECT_EQ(ids.size(), 1u);
  EXPECT_THAT(pairs, ElementsAre("blue1", "blue2", "blue3", "red1", "red2", "red3"));
}

TEST_F(RowTest, r099_without_the_flag_all_values_are_in_one_row_in_their_order) {
  add_both(ana());
  const auto table = contents_table(*ana().inbox());
  restrict_to(*table, is(PR_SUBJECT_W, "many"));
  set_columns(*table, {kTags, kNumbers});
  const Rows rows = every_row(*table);
  ASSERT_EQ(rows.size(), 1u);
  const auto& tags = rows[0].lpProps[0].Value.MVszW;
  ASSERT_EQ(rows[0].lpProps[0].ulPropTag, kTags);
  ASSERT_EQ(tags.cValues, 2u);
  EXPECT_EQ(to_utf8(tags.lppszW[0]), "red");
  EXPECT_EQ(to_utf8(tags.lppszW[1]), "blue");
  const auto& numbers = rows[0].lpProps[1].Value.MVl;
  EXPECT_THAT(std::vector<LONG>(numbers.lpl, numbers.lpl + numbers.cValues), ElementsAre(3, 1, 2));
}

TEST_F(RowTest, r099_a_message_without_values_has_one_row) {
  add_both(ana());
  const auto table = contents_table(*ana().inbox());
  set_columns(*table, {PR_SUBJECT_W, MVI_PROP(kTags)});
  EXPECT_THAT(texts(every_row(*table), PR_SUBJECT_W), UnorderedElementsAre("many", "many", "none"));
  EXPECT_THAT(texts(every_row(*table), kTags), UnorderedElementsAre("red", "blue", "(none)"));
}

TEST_F(RowTest, r099_sorting_by_an_instance_column_sorts_by_the_single_value) {
  add_both(ana());
  Values values;
  values.add(kTags, Texts{"green"});
  add_with(ana(), "one", std::move(values));
  const auto table = contents_table(*ana().inbox());
  set_columns(*table, {PR_SUBJECT_W, MVI_PROP(kTags)});
  sort_by(*table, MVI_PROP(kTags));
  EXPECT_THAT(texts(every_row(*table), kTags), ElementsAre("blue", "green", "red", "(none)"));
  EXPECT_THAT(texts(every_row(*table), PR_SUBJECT_W), ElementsAre("many", "one", "many", "none"));
}

TEST_F(RowTest, r099_a_restriction_on_an_instance_column_makes_no_more_rows) {
  add_both(ana());
  const auto table = contents_table(*ana().inbox());
  set_columns(*table, {PR_SUBJECT_W});
  restrict_to(*table, is(MVI_PROP(kTags), "red"));
  EXPECT_THAT(texts(every_row(*table), PR_SUBJECT_W), ElementsAre("many"));
  restrict_to(*table, is(MVI_PROP(kTags), "yellow"));
  EXPECT_EQ(row_count(*table), 0u);
}

TEST_F(RowTest, r099_bookmarks_go_where_columns_make_more_rows) {
  add_both(ana());
  const auto table = contents_table(*ana().inbox());
  go_to(*table, BOOKMARK_BEGINNING, 1);
  BOOKMARK bookmark = 0;
  ASSERT_HR(S_OK, table->CreateBookmark(&bookmark));
  set_columns(*table, {PR_SUBJECT_W, MVI_PROP(kTags)});
  EXPECT_HR(MAPI_E_INVALID_BOOKMARK, table->SeekRow(bookmark, 0, nullptr));
}

}  // namespace
}  // namespace mapi_host
