// Row 98: categories, and their saved state.
#include "mapi/host/table.h"
#include "mapi/rows/mapi_test.h"

namespace mapi_host {
namespace {

using ::testing::ElementsAre;

const std::vector<ULONG> kColumns = {PR_SENDER_NAME_W, PR_SUBJECT_W,      PR_DEPTH,       PR_ROW_TYPE,
                                     PR_CONTENT_COUNT, PR_CONTENT_UNREAD, PR_INSTANCE_KEY};

void add_from(Session& session, const std::string& sender, const std::string& subject, LONG flags = 0,
              ULONG create = 0) {
  const auto message = create_message(*session.inbox(), create);
  Values values;
  values.add(PR_SENDER_NAME_W, sender).add(PR_SUBJECT_W, subject).add(PR_MESSAGE_FLAGS, flags);
  ASSERT_HR(S_OK, message->SetProps(values.count(), values.data(), nullptr));
  ASSERT_HR(S_OK, message->SaveChanges(0));
}

// Two senders, with two messages and one; a message of a third sender is an associated one.
void add_mail(Session& session) {
  add_from(session, "Cy", "c1");
  add_from(session, "Cy", "c2", MSGFLAG_READ);
  add_from(session, "Di", "d1");
  add_from(session, "Ed", "hidden", 0, MAPI_ASSOCIATED);
}

Ptr<IMAPITable> by_sender(Session& session, ULONG expanded) {
  auto table = contents_table(*session.inbox());
  set_columns(*table, kColumns);
  sort(*table,
       SortOrder({{PR_SENDER_NAME_W, TABLE_SORT_ASCEND}, {PR_SUBJECT_W, TABLE_SORT_ASCEND}}, 1, expanded));
  return table;
}

// A row in short: "+Cy 2/1" or "-Cy 2/1" for a header with its counts, " c1" for a message, indented by its
// depth.
std::string line(const SRow& row) {
  const auto number = [&](ULONG tag) { return text_in(row, tag); };
  const std::string indent(std::stoul(number(PR_DEPTH)), ' ');
  const std::string type = number(PR_ROW_TYPE);
  if (type == std::to_string(TBL_LEAF_ROW)) return indent + text_in(row, PR_SUBJECT_W);
  const std::string sign = type == std::to_string(TBL_EXPANDED_CATEGORY)    ? "-"
                           : type == std::to_string(TBL_COLLAPSED_CATEGORY) ? "+"
                                                                            : "?";
  return indent + sign + text_in(row, PR_SENDER_NAME_W) + " " + number(PR_CONTENT_COUNT) + "/" +
         number(PR_CONTENT_UNREAD);
}
Texts lines(const Rows& rows) {
  Texts all;
  for (ULONG row = 0; row < rows.size(); ++row) all.push_back(line(rows[row]));
  return all;
}
Texts lines(IMAPITable& table) { return lines(every_row(table)); }
std::string key_at(IMAPITable& table, ULONG row) { return texts(every_row(table), PR_INSTANCE_KEY)[row]; }

ULONG collapse(IMAPITable& table, const std::string& key) {
  ULONG count = 99;
  EXPECT_HR(S_OK, table.CollapseRow(id_size(key), bytes_ptr(key), 0, &count));
  return count;
}
struct Expanded {
  Texts lines;
  ULONG all = 99;
};
Expanded expand(IMAPITable& table, const std::string& key, ULONG count) {
  Rows rows;
  Expanded done;
  EXPECT_HR(S_OK, table.ExpandRow(id_size(key), bytes_ptr(key), count, 0, count > 0 ? rows.out() : nullptr,
                                  &done.all));
  done.lines = lines(rows);
  return done;
}

TEST_F(RowTest, r098_headers_have_counts_without_associated_messages_in_both_states) {
  add_mail(ana());
  EXPECT_THAT(lines(*by_sender(ana(), 0)), ElementsAre("+Cy 2/1", "+Di 1/1"));
  EXPECT_THAT(lines(*by_sender(ana(), 1)), ElementsAre("-Cy 2/1", " c1", " c2", "-Di 1/1", " d1"));
}

TEST_F(RowTest, r098_a_header_has_its_key_column_and_what_it_counts_and_nothing_of_messages) {
  add_mail(ana());
  const auto table = by_sender(ana(), 0);
  set_columns(*table, {PR_SENDER_NAME_W, PR_CONTENT_COUNT, PR_CONTENT_UNREAD, PR_INSTANCE_KEY, PR_DEPTH,
                       PR_ROW_TYPE, PR_ENTRYID, PR_SUBJECT_W, PR_STORE_ENTRYID, PR_MESSAGE_FLAGS});
  const Rows rows = every_row(*table);
  for (ULONG i = 0; i < 6; ++i) EXPECT_HR(S_OK, error_of(rows[0].lpProps[i])) << i;
  for (ULONG i = 6; i < 10; ++i) EXPECT_HR(MAPI_E_NOT_FOUND, error_of(rows[0].lpProps[i])) << i;
}

TEST_F(RowTest, r098_a_leaf_is_as_deep_as_there_are_headers_around_it) {
  add_mail(ana());
  const auto table = contents_table(*ana().inbox());
  set_columns(*table, kColumns);
  sort(*table, SortOrder({{PR_SENDER_NAME_W, TABLE_SORT_ASCEND}, {PR_SUBJECT_W, TABLE_SORT_DESCEND}}, 2, 2));
  EXPECT_THAT(lines(*table),
              ElementsAre("-Cy 2/1", " -Cy 1/0", "  c2", " -Cy 1/1", "  c1", "-Di 1/1", " -Di 1/1", "  d1"));
  sort(*table, SortOrder({{PR_SENDER_NAME_W, TABLE_SORT_ASCEND}, {PR_SUBJECT_W, TABLE_SORT_DESCEND}}, 2, 1));
  EXPECT_THAT(lines(*table), ElementsAre("-Cy 2/1", " +Cy 1/0", " +Cy 1/1", "-Di 1/1", " +Di 1/1"));
}

TEST_F(RowTest, r098_expanding_gives_the_first_rows_and_the_number_of_all_and_goes_behind_them) {
  add_mail(ana());
  const auto table = by_sender(ana(), 0);
  const Expanded first = expand(*table, key_at(*table, 0), 1);
  EXPECT_THAT(first.lines, ElementsAre(" c1"));
  EXPECT_EQ(first.all, 2u);
  EXPECT_THAT(lines(next_rows(*table, 9)), ElementsAre(" c2", "+Di 1/1"));
  EXPECT_THAT(lines(*table), ElementsAre("-Cy 2/1", " c1", " c2", "+Di 1/1"));
}

TEST_F(RowTest, r098_expanding_without_rows_goes_behind_the_header) {
  add_mail(ana());
  const auto table = by_sender(ana(), 0);
  EXPECT_EQ(expand(*table, key_at(*table, 0), 0).all, 2u);
  EXPECT_THAT(lines(next_rows(*table, 1)), ElementsAre(" c1"));
}

TEST_F(RowTest, r098_collapsing_takes_the_rows_out_and_says_how_many) {
  add_mail(ana());
  const auto table = by_sender(ana(), 1);
  EXPECT_EQ(collapse(*table, key_at(*table, 0)), 2u);
  EXPECT_THAT(lines(*table), ElementsAre("+Cy 2/1", "-Di 1/1", " d1"));
}

TEST_F(RowTest, r098_what_is_no_header_can_be_neither_expanded_nor_collapsed) {
  add_mail(ana());
  const auto table = by_sender(ana(), 1);
  ULONG count = 99;
  for (const std::string& key : {key_at(*table, 1), std::string("no such key")}) {
    EXPECT_HR(MAPI_E_NOT_FOUND, table->ExpandRow(id_size(key), bytes_ptr(key), 0, 0, nullptr, &count));
    EXPECT_HR(MAPI_E_NOT_FOUND, table->CollapseRow(id_size(key), bytes_ptr(key), 0, &count));
  }
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, table->CollapseRow(4, nullptr, 0, &count));
}

TEST_F(RowTest, r098_a_bookmark_in_what_is_collapsed_is_on_the_next_row_and_says_so) {
  add_mail(ana());
  const auto table = by_sender(ana(), 1);
  go_to(*table, BOOKMARK_BEGINNING, 2);
  BOOKMARK bookmark = 0;
  ASSERT_HR(S_OK, table->CreateBookmark(&bookmark));
  collapse(*table, key_at(*table, 0));
  EXPECT_HR(MAPI_W_POSITION_CHANGED, table->SeekRow(bookmark, 0, nullptr));
  EXPECT_THAT(lines(next_rows(*table, 1)), ElementsAre("-Di 1/1"));
  EXPECT_HR(S_OK, table->SeekRow(bookmark, 0, nullptr));
}

TEST_F(RowTest, r098_nobody_is_told_of_expanding_and_collapsing) {
  add_mail(ana());
  const auto table = by_sender(ana(), 1);
  const Ptr<Sink> sink(new Sink);
  ULONG_PTR connection = 0;
  ASSERT_HR(S_OK, table->Advise(fnevTableModified, sink.get(), &connection));
  const std::string cy = key_at(*table, 0);
  collapse(*table, cy);
  expand(*table, cy, 0);
  add_from(ben(), "Zoe", "z1");  // what is told of this comes after what would be told of that
  EXPECT_TRUE(sink->wait([&](const Told& told) { return told.table_event == TABLE_ROW_ADDED; }));
  for (const Told& told : sink->told()) EXPECT_EQ(told.table_event, TABLE_ROW_ADDED);
  EXPECT_HR(S_OK, table->Unadvise(connection));
}

std::string collapse_state(IMAPITable& table, const std::string& key) {
  ULONG size = 0;
  Buffer<BYTE> state;
  EXPECT_HR(S_OK, table.GetCollapseState(0, id_size(key), bytes_ptr(key), &size, state.out()));
  return {reinterpret_cast<const char*>(state.get()), size};
}

TEST_F(RowTest, r098_the_state_comes_back_in_another_table_with_a_bookmark_on_the_same_row) {
  add_mail(ana());
  const auto table = by_sender(ana(), 0);
  expand(*table, key_at(*table, 0), 0);
  ASSERT_THAT(lines(*table), ElementsAre("-Cy 2/1", " c1", " c2", "+Di 1/1"));
  const std::string state = collapse_state(*table, key_at(*table, 2));

  const auto other = by_sender(ben(), 0);
  BOOKMARK bookmark = 0;
  ASSERT_HR(S_OK, other->SetCollapseState(0, id_size(state), bytes_ptr(state), &bookmark));
  EXPECT_THAT(lines(*other), ElementsAre("-Cy 2/1", " c1", " c2", "+Di 1/1"));
  EXPECT_HR(S_OK, other->SeekRow(bookmark, 0, nullptr));
  EXPECT_THAT(lines(next_rows(*other, 1)), ElementsAre(" c2"));
  EXPECT_HR(S_OK, other->FreeBookmark(bookmark));
}

TEST_F(RowTest, r098_the_state_of_another_order_and_what_is_no_state_are_refused) {
  add_mail(ana());
  const auto table = by_sender(ana(), 0);
  const std::string state = collapse_state(*table, key_at(*table, 0)), nonsense = "no state";
  BOOKMARK bookmark = 0;
  EXPECT_HR(MAPI_E_INVALID_PARAMETER,
            table->SetCollapseState(0, id_size(nonsense), bytes_ptr(nonsense), &bookmark));
  sort(*table, SortOrder({{PR_SENDER_NAME_W, TABLE_SORT_DESCEND}}, 1, 1));
  EXPECT_HR(MAPI_E_UNABLE_TO_COMPLETE,
            table->SetCollapseState(0, id_size(state), bytes_ptr(state), &bookmark));
  EXPECT_THAT(lines(*table), ElementsAre("-Di 1/1", " d1", "-Cy 2/1", " c2", " c1"));
}

TEST_F(RowTest, r098_categories_follow_what_others_write) {
  add_mail(ana());
  const auto table = by_sender(ana(), 1);
  add_from(ben(), "Bo", "b1", MSGFLAG_READ);
  EXPECT_THAT(lines(*table), ElementsAre("-Bo 1/0", " b1", "-Cy 2/1", " c1", " c2", "-Di 1/1", " d1"));
}

TEST_F(RowTest, r098_a_restriction_drops_categories_and_a_sort_after_it_makes_them_of_its_rows) {
  add_mail(ana());
  const auto table = by_sender(ana(), 1);
  restrict_to(*table, has_text(PR_SUBJECT_W, "1"));
  EXPECT_THAT(texts(every_row(*table), PR_SUBJECT_W), ElementsAre("c1", "d1"));
  sort(*table, SortOrder({{PR_SENDER_NAME_W, TABLE_SORT_ASCEND}}, 1, 1));
  EXPECT_THAT(lines(*table), ElementsAre("-Cy 1/1", " c1", "-Di 1/1", " d1"));
}

TEST_F(RowTest, r098_combined_columns_are_one_category) {
  add_mail(ana());
  const auto table = contents_table(*ana().inbox());
  set_columns(*table, kColumns);
  sort(*table, SortOrder({{PR_SENDER_NAME_W, TABLE_SORT_ASCEND}, {PR_SUBJECT_W, TABLE_SORT_COMBINE}}, 1, 1));
  EXPECT_THAT(lines(*table), ElementsAre("-Cy 1/1", " c1", "-Cy 1/0", " c2", "-Di 1/1", " d1"));
}

TEST_F(RowTest, r098_the_greatest_or_the_least_value_in_them_puts_categories_in_order) {
  for (const char* subject : {"a", "z"}) add_from(ana(), "Cy", subject);
  add_from(ana(), "Di", "m");
  const auto table = contents_table(*ana().inbox());
  set_columns(*table, kColumns);
  const auto ordered_by = [&](ULONG how) {
    sort(*table, SortOrder({{PR_SENDER_NAME_W, TABLE_SORT_ASCEND}, {PR_SUBJECT_W, how}}, 1, 0));
    return texts(every_row(*table), PR_SENDER_NAME_W);
  };
  EXPECT_THAT(ordered_by(TABLE_SORT_CATEG_MAX), ElementsAre("Di", "Cy"));
  EXPECT_THAT(ordered_by(TABLE_SORT_CATEG_MAX | TABLE_SORT_DESCEND), ElementsAre("Cy", "Di"));
  EXPECT_THAT(ordered_by(TABLE_SORT_CATEG_MIN), ElementsAre("Cy", "Di"));
  EXPECT_THAT(ordered_by(TABLE_SORT_CATEG_MIN | TABLE_SORT_DESCEND), ElementsAre("Di", "Cy"));
}

}  // namespace
}  // namespace mapi_host
