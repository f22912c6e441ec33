// Rows 92, 93 and 96: finding rows, and bookmarks of the client's own.
#include "mapi/host/table.h"
#include "mapi/rows/mapi_test.h"

namespace mapi_host {
namespace {

using ::testing::ElementsAre;

const std::vector<ULONG> kColumns = {PR_SUBJECT_W, PR_INSTANCE_KEY, PR_ENTRYID};

// The Inbox with these messages, in order of their subjects.
Ptr<IMAPITable> sorted(Session& session, const Texts& subjects = {"a", "b", "c", "d", "e"}) {
  const auto inbox = session.inbox();
  for (const std::string& subject : subjects) add_message(*inbox, subject);
  auto table = contents_table(*inbox);
  sort_by(*table, PR_SUBJECT_W);
  set_columns(*table, kColumns);
  return table;
}
std::string next(IMAPITable& table) {
  const Texts found = next_texts(table, 1, PR_SUBJECT_W, TBL_NOADVANCE);
  return found.empty() ? "(end)" : found[0];
}
HRESULT find_row(IMAPITable& table, const Where& where, BOOKMARK from = BOOKMARK_BEGINNING, ULONG flags = 0) {
  return table.FindRow(where.get(), from, flags);
}
Where subject_is(const std::string& subject) { return is(PR_SUBJECT_W, subject); }
Where key_is(const std::string& key) { return is(PR_INSTANCE_KEY, key); }
BOOKMARK bookmark_at(IMAPITable& table, LONG row) {
  go_to(table, BOOKMARK_BEGINNING, row);
  BOOKMARK made = 0;
  EXPECT_HR(S_OK, table.CreateBookmark(&made));
  return made;
}
void remove_row(Session& session, IMAPITable& table, LONG row) {
  go_to(table, BOOKMARK_BEGINNING, row);
  EntryList list({next_texts(table, 1, PR_ENTRYID)[0]});
  ASSERT_HR(S_OK, session.inbox()->DeleteMessages(list.get(), 0, nullptr, 0));
}

TEST_F(RowTest, r092_every_row_is_found_by_its_instance_key_and_the_cursor_goes_there) {
  const auto table = sorted(ana());
  const Rows rows = every_row(*table);
  for (ULONG row = 0; row < rows.size(); ++row) {
    EXPECT_HR(S_OK, find_row(*table, key_is(key_of(rows[row]))));
    EXPECT_EQ(next(*table), text_in(rows[row], PR_SUBJECT_W));
  }
  EXPECT_HR(MAPI_E_NOT_FOUND, find_row(*table, key_is(key_of(rows[0]) + "?")));
}

TEST_F(RowTest, r092_rows_of_every_kind_of_table_are_found_by_their_instance_key) {
  const std::string id = add("one");
  const auto message = ana().open_message(id);
  ASSERT_HR(S_OK, modify_recipients(*message, 0, {{"A", "a@x.org"}, {"B", "b@x.org"}}));
  ULONG number = 0;
  for (int i = 0; i < 2; ++i) {
    Ptr<IAttach> attachment;
    ASSERT_HR(S_OK, message->CreateAttach(nullptr, 0, &number, attachment.out()));
    ASSERT_HR(S_OK, attachment->SaveChanges(0));
  }
  for (const auto& table :
       {hierarchy_table(*ana().root()), recipient_table(*message), attachment_table(*message)}) {
    set_columns(*table, {PR_INSTANCE_KEY});
    const Texts keys = texts(every_row(*table), PR_INSTANCE_KEY);
    ASSERT_GE(keys.size(), 2u);
    EXPECT_HR(S_OK, find_row(*table, key_is(keys[1])));
    EXPECT_EQ(position(*table), 1u);
  }
}

TEST_F(RowTest, r092_forward_begins_at_the_bookmark_and_backward_before_it) {
  const auto table = sorted(ana(), {"a1", "b", "a2", "a3"});  // a1 a2 a3 b
  const Where with_a = has_text(PR_SUBJECT_W, "a", FL_PREFIX);
  go_to(*table, BOOKMARK_BEGINNING, 1);
  EXPECT_HR(S_OK, find_row(*table, with_a, BOOKMARK_CURRENT));
  EXPECT_EQ(next(*table), "a2");
  EXPECT_HR(S_OK, find_row(*table, with_a, BOOKMARK_CURRENT, DIR_BACKWARD));
  EXPECT_EQ(next(*table), "a1");
  EXPECT_HR(S_OK, find_row(*table, with_a, BOOKMARK_END, DIR_BACKWARD));
  EXPECT_EQ(next(*table), "a3");
  EXPECT_HR(MAPI_E_NOT_FOUND, find_row(*table, with_a, BOOKMARK_BEGINNING, DIR_BACKWARD));
  EXPECT_HR(MAPI_E_NOT_FOUND, find_row(*table, with_a, BOOKMARK_END));
  EXPECT_EQ(next(*table), "a3");
}

TEST_F(RowTest, r092_typing_a_prefix_goes_to_the_first_row_from_there_on_in_the_sort_order) {
  const auto table = sorted(ana(), {"anna", "Bea", "bert", "Chris", "dora"});
  const auto scroll = [&](const std::string& prefix) {
    EXPECT_HR(S_OK, find_row(*table, is(PR_SUBJECT_W, prefix, RELOP_GE)));
    return next(*table);
  };
  EXPECT_EQ(scroll("b"), "Bea");
  EXPECT_EQ(scroll("ber"), "bert");
  EXPECT_EQ(scroll("c"), "Chris");
  EXPECT_EQ(scroll("cz"), "dora");
  EXPECT_HR(MAPI_E_NOT_FOUND, find_row(*table, is(PR_SUBJECT_W, "e", RELOP_GE)));
}

TEST_F(RowTest, r092_what_is_looked_for_need_be_no_column) {
  const auto table = sorted(ana());
  const auto message = ana().open_message(texts(every_row(*table), PR_ENTRYID)[3]);
  ASSERT_HR(S_OK, set_number(*message, PR_SENSITIVITY, 2));
  ASSERT_HR(S_OK, message->SaveChanges(0));
  EXPECT_HR(S_OK, find_row(*table, is(PR_SENSITIVITY, 2)));
  EXPECT_EQ(next(*table), "d");
}

TEST_F(RowTest, r092_a_bookmark_that_is_none_and_no_restriction_are_refused) {
  const auto table = sorted(ana());
  EXPECT_HR(MAPI_E_INVALID_BOOKMARK, find_row(*table, subject_is("a"), 77));
  EXPECT_HR(MAPI_E_INVALID_BOOKMARK, find_row(*table, subject_is("a"), ~BOOKMARK{0}));
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, table->FindRow(nullptr, BOOKMARK_BEGINNING, 0));
}

TEST_F(RowTest, r093_a_restriction_drops_bookmarks_and_goes_to_the_first_row) {
  const auto table = sorted(ana());
  const BOOKMARK bookmark = bookmark_at(*table, 3);
  restrict_to(*table, negated(subject_is("a")));
  EXPECT_EQ(position(*table), 0u);
  EXPECT_EQ(next(*table), "b");
  EXPECT_HR(MAPI_E_INVALID_BOOKMARK, table->SeekRow(bookmark, 0, nullptr));
  EXPECT_HR(MAPI_E_INVALID_BOOKMARK, find_row(*table, subject_is("b"), bookmark));
  EXPECT_HR(MAPI_E_INVALID_BOOKMARK, table->FreeBookmark(bookmark));
}

TEST_F(RowTest, r093_a_restriction_replaces_the_one_before_and_null_takes_it_away) {
  const auto table = sorted(ana());
  restrict_to(*table, subject_is("a"));
  EXPECT_THAT(texts(every_row(*table), PR_SUBJECT_W), ElementsAre("a"));
  restrict_to(*table, subject_is("b"));
  EXPECT_THAT(texts(every_row(*table), PR_SUBJECT_W), ElementsAre("b"));
  EXPECT_HR(S_OK, table->Restrict(nullptr, 0));
  EXPECT_EQ(position(*table), 0u);
  EXPECT_THAT(texts(every_row(*table), PR_SUBJECT_W), ElementsAre("a", "b", "c", "d", "e"));
}

TEST_F(RowTest, r093_folders_recipients_and_attachments_can_be_restricted_too) {
  const auto inbox = ana().inbox();
  create_folder(*inbox, "a");
  create_folder(*create_folder(*inbox, "b"), "bb");
  const auto folders = hierarchy_table(*inbox, CONVENIENT_DEPTH | MAPI_UNICODE);
  restrict_to(*folders, has_text(PR_DISPLAY_NAME_W, "b"));
  EXPECT_THAT(texts(every_row(*folders), PR_DISPLAY_NAME_W), ElementsAre("b", "bb"));

  const auto message = create_message(*inbox);
  ULONG number = 0;
  for (const char* name : {"one.txt", "two.pdf"}) {
    Ptr<IAttach> attachment;
    ASSERT_HR(S_OK, message->CreateAttach(nullptr, 0, &number, attachment.out()));
    ASSERT_HR(S_OK, set_text(*attachment, PR_ATTACH_LONG_FILENAME_W, name));
    ASSERT_HR(S_OK, attachment->SaveChanges(0));
  }
  const auto attachments = attachment_table(*message);
  restrict_to(*attachments, has_text(PR_ATTACH_LONG_FILENAME_W, ".PDF"));
  EXPECT_THAT(texts(every_row(*attachments), PR_ATTACH_LONG_FILENAME_W), ElementsAre("two.pdf"));
}

TEST_F(RowTest, r093_taking_a_restriction_away_drops_bookmarks_too) {
  const auto table = sorted(ana());
  restrict_to(*table, negated(subject_is("a")));
  const BOOKMARK bookmark = bookmark_at(*table, 1);
  EXPECT_HR(S_OK, table->Restrict(nullptr, 0));
  EXPECT_HR(MAPI_E_INVALID_BOOKMARK, table->SeekRow(bookmark, 0, nullptr));
}

TEST_F(RowTest, r096_a_bookmark_stays_with_its_row) {
  const auto table = sorted(ana());
  const BOOKMARK bookmark = bookmark_at(*table, 2);
  EXPECT_GT(bookmark, BOOKMARK_END);
  add_message(*ben().inbox(), "a before it");
  LONG moved = 0;
  EXPECT_HR(S_OK, table->SeekRow(bookmark, 0, &moved));
  EXPECT_EQ(next(*table), "c");
  EXPECT_EQ(position(*table), 3u);
  EXPECT_HR(S_OK, table->SeekRow(bookmark, -2, &moved));
  EXPECT_EQ(next(*table), "a before it");
  EXPECT_EQ(moved, -2);
}

TEST_F(RowTest, r096_a_bookmark_whose_row_is_gone_is_on_the_next_one_and_says_so_once) {
  const auto table = sorted(ana());
  const BOOKMARK bookmark = bookmark_at(*table, 2);
  remove_row(ben(), *table, 2);
  EXPECT_HR(MAPI_W_POSITION_CHANGED, table->SeekRow(bookmark, 0, nullptr));
  EXPECT_EQ(next(*table), "d");
  EXPECT_HR(S_OK, table->SeekRow(bookmark, 0, nullptr));
  EXPECT_EQ(next(*table), "d");
}

TEST_F(RowTest, r096_finding_from_a_bookmark_that_moved_says_so_too) {
  const auto table = sorted(ana());
  const BOOKMARK bookmark = bookmark_at(*table, 2);
  remove_row(ben(), *table, 2);
  EXPECT_HR(MAPI_W_POSITION_CHANGED, find_row(*table, subject_is("e"), bookmark));
  EXPECT_EQ(next(*table), "e");
  EXPECT_HR(S_OK, find_row(*table, subject_is("e"), bookmark));
}

TEST_F(RowTest, r096_a_bookmark_on_the_last_row_is_at_the_end_when_that_is_gone) {
  const auto table = sorted(ana());
  const BOOKMARK bookmark = bookmark_at(*table, 4);
  remove_row(ben(), *table, 4);
  EXPECT_HR(MAPI_W_POSITION_CHANGED, table->SeekRow(bookmark, 0, nullptr));
  EXPECT_EQ(next(*table), "(end)");
}

TEST_F(RowTest, r096_a_bookmark_that_was_freed_is_none_and_the_standard_ones_stay) {
  const auto table = sorted(ana());
  const BOOKMARK bookmark = bookmark_at(*table, 2);
  EXPECT_HR(S_OK, table->FreeBookmark(bookmark));
  EXPECT_HR(MAPI_E_INVALID_BOOKMARK, table->SeekRow(bookmark, 0, nullptr));
  EXPECT_HR(MAPI_E_INVALID_BOOKMARK, table->FreeBookmark(bookmark));
  for (const BOOKMARK standard : {BOOKMARK_BEGINNING, BOOKMARK_CURRENT, BOOKMARK_END}) {
    EXPECT_HR(S_OK, table->FreeBookmark(standard));
    EXPECT_HR(S_OK, table->SeekRow(standard, 0, nullptr));
  }
}

TEST_F(RowTest, r096_there_is_a_most_of_bookmarks_and_freeing_one_makes_room) {
  constexpr int kFarTooMany = 100'000;
  const auto table = sorted(ana());
  BOOKMARK last = 0, another = 0;
  int made = 0;
  HRESULT result = S_OK;
  while (made < kFarTooMany && (result = table->CreateBookmark(&another)) == S_OK) {
    ++made;
    last = another;
  }
  EXPECT_HR(MAPI_E_UNABLE_TO_COMPLETE, result);
  EXPECT_GE(made, 100);
  EXPECT_HR(S_OK, table->FreeBookmark(last));
  EXPECT_HR(S_OK, table->CreateBookmark(&another));
}

}  // namespace
}  // namespace mapi_host
