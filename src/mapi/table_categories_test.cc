#include "mapi/table_object.h"
#include "mapi/testing/inbox_table.h"

namespace postroom::mapi {
namespace {

using ::testing::ElementsAre;
using testing::Rows;
using testing::Tags;

// Five messages of two classes, one category for each.
class TableCategories : public testing::InboxTable {
 protected:
  TableCategories() {
    for (const char* subject : {"n1", "n2"}) add(subject, {{tag::message_class, std::string("IPM.Note")}});
    for (const char* subject : {"t1", "t2", "t3"})
      add(subject, {{tag::message_class, std::string("IPM.Task")}});
    EXPECT_EQ(table->SetColumns(Tags{PR_SUBJECT_A, PR_INSTANCE_KEY, PR_ROW_TYPE, PR_DEPTH, PR_CONTENT_COUNT,
                                     PR_CONTENT_UNREAD, PR_MESSAGE_CLASS_A, PR_STORE_ENTRYID},
                                0),
              S_OK);
    EXPECT_EQ(sort_by_class(0), S_OK);
  }
  HRESULT sort_by_class(ULONG expanded) {
    return sort(*table, {{PR_MESSAGE_CLASS_A}, {PR_SUBJECT_A}}, 1, expanded);
  }
  // "+IPM.Note" for an open header, "-IPM.Note" for a closed one, else the subject.
  std::vector<std::string> shown() {
    EXPECT_EQ(table->SeekRow(BOOKMARK_BEGINNING, 0, nullptr), S_OK);
    Rows rows;
    EXPECT_EQ(table->QueryRows(100, 0, rows.out()), S_OK);
    std::vector<std::string> found;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const LONG type = rows.numbers(2)[i];
      const std::string header = rows.texts(6)[i];
      found.push_back(type == TBL_LEAF_ROW ? rows.texts(0)[i]
                                           : (type == TBL_EXPANDED_CATEGORY ? "+" : "-") + header);
    }
    return found;
  }
  Bytes key_of(LONG place) {
    EXPECT_EQ(table->SeekRow(BOOKMARK_BEGINNING, place, nullptr), S_OK);
    Rows rows;
    EXPECT_EQ(table->QueryRows(1, 0, rows.out()), S_OK);
    return rows.bytes(0, 1);
  }
  HRESULT expand(Bytes key, ULONG count = 0, LPSRowSet* rows = nullptr, ULONG* more = nullptr,
                 ULONG flags = 0) {
    return table->ExpandRow(static_cast<ULONG>(key.size()), key.data(), count, flags, rows, more);
  }
  HRESULT collapse(Bytes key, ULONG* count = nullptr, ULONG flags = 0) {
    return table->CollapseRow(static_cast<ULONG>(key.size()), key.data(), flags, count);
  }

  const Ref<IMAPITable> table = open();
};

TEST_F(TableCategories, have_headers_with_counts_and_key_columns) {
  Rows rows;
  ASSERT_EQ(table->QueryRows(100, 0, rows.out()), S_OK);
  EXPECT_THAT(rows.texts(6), ElementsAre("IPM.Note", "IPM.Task"));
  EXPECT_THAT(rows.texts(0), ElementsAre("(error)", "(error)"));
  EXPECT_THAT(rows.numbers(2), ElementsAre(TBL_COLLAPSED_CATEGORY, TBL_COLLAPSED_CATEGORY));
  EXPECT_THAT(rows.numbers(3), ElementsAre(0, 0));
  EXPECT_THAT(rows.numbers(4), ElementsAre(2, 3));
  EXPECT_EQ(PROP_TYPE(rows.at(0, 7).ulPropTag), PT_ERROR) << "a header is of no store";
  ASSERT_EQ(sort_by_class(1), S_OK);
  EXPECT_THAT(shown(), ElementsAre("+IPM.Note", "n1", "n2", "+IPM.Task", "t1", "t2", "t3"));
}

TEST_F(TableCategories, open_and_leave_the_cursor_behind_the_rows_that_were_given) {
  Rows rows;
  ULONG added = 0;
  ASSERT_EQ(expand(key_of(1), 2, rows.out(), &added), S_OK);
  EXPECT_EQ(added, 3u);
  EXPECT_THAT(rows.texts(0), ElementsAre("t1", "t2"));
  EXPECT_THAT(rows.numbers(3), ElementsAre(1, 1));
  EXPECT_THAT(subjects(*table, 1), ElementsAre("t3"));
}

TEST_F(TableCategories, open_and_leave_the_cursor_behind_the_header_where_no_rows_were_asked_for) {
  ULONG added = 0;
  ASSERT_EQ(expand(key_of(0), 0, nullptr, &added), S_OK);
  EXPECT_EQ(added, 2u);
  EXPECT_THAT(subjects(*table, 1), ElementsAre("n1"));
  Rows none;
  ASSERT_EQ(expand(key_of(0), 5, none.out(), &added), S_OK);
  EXPECT_EQ(added, 0u) << "it was open";
  EXPECT_NE(none.get(), nullptr);
  EXPECT_EQ(none.size(), 0u);
  EXPECT_THAT(subjects(*table, 1), ElementsAre("n1"));
}

TEST_F(TableCategories, close_and_move_bookmarks_to_what_is_still_seen) {
  ASSERT_EQ(sort_by_class(1), S_OK);
  BOOKMARK bookmark = 0;
  ASSERT_EQ(table->SeekRow(BOOKMARK_BEGINNING, 2, nullptr), S_OK);
  ASSERT_EQ(table->CreateBookmark(&bookmark), S_OK);
  ULONG gone = 0;
  ASSERT_EQ(collapse(key_of(0), &gone), S_OK);
  EXPECT_EQ(gone, 2u);
  EXPECT_THAT(shown(), ElementsAre("-IPM.Note", "+IPM.Task", "t1", "t2", "t3"));
  EXPECT_EQ(table->SeekRow(bookmark, 0, nullptr), MAPI_W_POSITION_CHANGED);
  Rows rows;
  ASSERT_EQ(table->QueryRows(1, 0, rows.out()), S_OK);
  EXPECT_THAT(rows.texts(6), ElementsAre("IPM.Task"));
}

TEST_F(TableCategories, are_named_by_the_keys_of_their_headers) {
  ASSERT_EQ(sort_by_class(1), S_OK);
  EXPECT_EQ(expand(key_of(1)), MAPI_E_NOT_FOUND) << "a row is no header";
  EXPECT_EQ(collapse(Bytes(12, 0x7F)), MAPI_E_NOT_FOUND);
  EXPECT_EQ(expand({}), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(table->ExpandRow(5, nullptr, 0, 0, nullptr, nullptr), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(table->CollapseRow(5, nullptr, 0, nullptr), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(expand(key_of(0), 3), MAPI_E_INVALID_PARAMETER) << "nowhere to put the rows";
  EXPECT_EQ(expand(key_of(0), 0, nullptr, nullptr, 1), MAPI_E_UNKNOWN_FLAGS);
  EXPECT_EQ(collapse(key_of(0), nullptr, 1), MAPI_E_UNKNOWN_FLAGS);
}

TEST_F(TableCategories, go_with_a_restriction) {
  ASSERT_EQ(table->Restrict(SubjectIs(RELOP_GE, "n2"), 0), S_OK);
  EXPECT_THAT(shown(), ElementsAre("n2", "t1", "t2", "t3"));
}

class CollapseState : public TableCategories {
 protected:
  Bytes save(LONG place) {
    Bytes key = key_of(place);
    ULONG size = 0;
    LPBYTE state = nullptr;
    EXPECT_EQ(table->GetCollapseState(0, static_cast<ULONG>(key.size()), key.data(), &size, &state), S_OK);
    const Bytes saved(state, state + size);
    MAPIFreeBuffer(state);
    return saved;
  }
  HRESULT restore(Bytes state, BOOKMARK* location, ULONG flags = 0) {
    return table->SetCollapseState(flags, static_cast<ULONG>(state.size()), state.data(), location);
  }
};

TEST_F(CollapseState, brings_back_what_was_open_and_the_row) {
  ASSERT_EQ(expand(key_of(1)), S_OK);
  const Bytes state = save(3);  // t2
  ASSERT_EQ(collapse(key_of(1)), S_OK);
  ASSERT_EQ(expand(key_of(0)), S_OK);
  BOOKMARK location = 0;
  ASSERT_EQ(restore(state, &location), S_OK);
  EXPECT_THAT(shown(), ElementsAre("-IPM.Note", "+IPM.Task", "t1", "t2", "t3"));
  EXPECT_EQ(table->SeekRow(location, 0, nullptr), S_OK);
  EXPECT_THAT(subjects(*table, 1), ElementsAre("t2"));
  EXPECT_EQ(restore(state, nullptr), S_OK);
}

TEST_F(CollapseState, is_refused_where_it_is_none_or_of_another_order) {
  const Bytes state = save(0);
  BOOKMARK location = 0;
  EXPECT_EQ(restore(to_bytes("not a state"), &location), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(restore({}, &location), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(table->SetCollapseState(0, 8, nullptr, &location), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(restore(state, &location, 1), MAPI_E_UNKNOWN_FLAGS);
  ASSERT_EQ(sort(*table, {{PR_SUBJECT_A}}, 1), S_OK);
  EXPECT_EQ(restore(state, &location), MAPI_E_UNABLE_TO_COMPLETE);
}

TEST_F(CollapseState, is_saved_for_a_row_that_there_is) {
  ULONG size = 7;
  LPBYTE state = nullptr;
  Bytes key(12, 0x7F);
  EXPECT_EQ(table->GetCollapseState(0, 12, key.data(), &size, &state), MAPI_E_NOT_FOUND);
  EXPECT_EQ(size, 0u);
  EXPECT_EQ(table->GetCollapseState(0, 12, nullptr, &size, &state), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(table->GetCollapseState(0, 12, key.data(), nullptr, &state), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(table->GetCollapseState(1, 12, key.data(), &size, &state), MAPI_E_UNKNOWN_FLAGS);
}

}  // namespace
}  // namespace postroom::mapi
