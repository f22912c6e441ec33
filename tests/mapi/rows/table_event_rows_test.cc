// Rows 117 and 118: what a table tells of the rows that it shows, and nothing of others. Ana acts, and Ben
// reads.
#include <algorithm>
#include <random>

#include "mapi/rows/listening.h"

namespace mapi_host {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::vector<ULONG> kColumns = {PR_SUBJECT_W, PR_NULL, PR_INSTANCE_KEY};

// The Inbox in order of subjects.
Ptr<IMAPITable> sorted(Session& session) {
  auto table = contents_table(*session.inbox());
  set_columns(*table, kColumns);
  sort_by(*table, PR_SUBJECT_W);
  return table;
}
std::string key_with(IMAPITable& table, const std::string& subject) {
  const Rows rows = every_row(table);
  for (ULONG row = 0; row < rows.size(); ++row) {
    if (text_in(rows[row], PR_SUBJECT_W) == subject) return key_of(rows[row]);
  }
  return "(no such row)";
}
void change_subject(Session& session, const std::string& id, const std::string& subject) {
  const auto message = session.open_message(id);
  ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, subject));
  ASSERT_HR(S_OK, message->SaveChanges(0));
}
void remove(Session& session, const std::string& id) {
  EntryList list({id});
  ASSERT_HR(S_OK, session.inbox()->DeleteMessages(list.get(), 0, nullptr, 0));
}
// The only thing told so far.
Told only_event(Listener& listener) {
  EXPECT_TRUE(listener->wait_until([](const auto& told) { return !told.empty(); }));
  const auto told = listener->told();
  EXPECT_EQ(told.size(), 1u);
  for (const Told& each : told) EXPECT_TRUE(each.is_tidy);
  return told.empty() ? Told{} : told.front();
}
std::string subject_in(const Told& told) {
  for (const auto& [tag, text] : told.values) {
    if (tag == PR_SUBJECT_W) return text;
  }
  return "(none)";
}

TEST_F(RowTest, r117_a_row_that_becomes_the_first_one_has_none_before_it) {
  add("m");
  const auto table = sorted(ben());
  Listener listener(table);
  add("a");
  const Told told = only_event(listener);
  EXPECT_EQ(told.event, fnevTableModified);
  EXPECT_EQ(told.table_event, TABLE_ROW_ADDED);
  EXPECT_TRUE(told.prior_is_null);
  EXPECT_EQ(told.row, key_with(*table, "a"));
  EXPECT_EQ(subject_in(told), "a");
}

TEST_F(RowTest, r117_a_row_that_is_added_stands_after_the_one_named) {
  add("m");
  const auto table = sorted(ben());
  Listener listener(table);
  add("z");
  const Told told = only_event(listener);
  EXPECT_EQ(told.table_event, TABLE_ROW_ADDED);
  EXPECT_FALSE(told.prior_is_null);
  EXPECT_EQ(told.prior, key_with(*table, "m"));
  EXPECT_EQ(told.row, key_with(*table, "z"));
}

TEST_F(RowTest, r117_a_row_that_is_deleted_has_its_key_alone) {
  const std::string id = add("m");
  add("z");
  const auto table = sorted(ben());
  const std::string key = key_with(*table, "m");
  Listener listener(table);
  remove(ana(), id);
  const Told told = only_event(listener);
  EXPECT_EQ(told.table_event, TABLE_ROW_DELETED);
  EXPECT_EQ(told.row, key);
  EXPECT_TRUE(told.prior_is_null);
  EXPECT_THAT(told.values, IsEmpty());
}

TEST_F(RowTest, r117_a_row_that_is_modified_has_its_new_values_and_its_new_place) {
  const std::string id = add("m");
  add("p");
  const auto table = sorted(ben());
  const std::string key = key_with(*table, "m");
  {
    Listener listener(table);
    change_subject(ana(), id, "z");
    const Told told = only_event(listener);
    EXPECT_EQ(told.table_event, TABLE_ROW_MODIFIED);
    EXPECT_EQ(told.row, key);
    EXPECT_EQ(told.prior, key_with(*table, "p"));
    EXPECT_EQ(subject_in(told), "z");
  }
  Listener listener(table);
  change_subject(ana(), id, "a");
  EXPECT_TRUE(only_event(listener).prior_is_null);
}

TEST_F(RowTest, r117_the_row_is_in_the_columns_that_were_set_then) {
  const auto table = sorted(ben());
  Listener listener(table);
  add("one");
  const Told told = only_event(listener);
  ASSERT_EQ(told.values.size(), kColumns.size());
  for (std::size_t i = 0; i < kColumns.size(); ++i) EXPECT_EQ(told.values[i].first, kColumns[i]);
  listener->forget();
  set_columns(*table, {PR_MESSAGE_FLAGS, PR_STORE_ENTRYID});
  add("two");
  const Told later = only_event(listener);
  ASSERT_EQ(later.values.size(), 2u);
  EXPECT_EQ(later.values[0].first, PR_MESSAGE_FLAGS);
  EXPECT_EQ(later.values[1], std::pair(PR_STORE_ENTRYID, get_text(ben().store(), PR_ENTRYID).value()));
}

TEST_F(RowTest, r117_a_read_flag_and_a_status_change_the_row) {
  const std::string id = add("one");
  const auto table = contents_table(*ben().inbox());
  set_columns(*table, {PR_MESSAGE_FLAGS, PR_MSG_STATUS});
  Listener listener(table);
  EntryList list({id});
  ASSERT_HR(S_OK, ana().inbox()->SetReadFlags(list.get(), 0, nullptr, CLEAR_READ_FLAG));
  EXPECT_TRUE(listener->wait(
      [](const Told& told) { return (std::stol(told.values[0].second) & MSGFLAG_READ) == 0; }));
  ASSERT_HR(S_OK, ana().inbox()->SetMessageStatus(id_size(id), id_ptr(id), MSGSTATUS_TAGGED, MSGSTATUS_TAGGED,
                                                  nullptr));
  EXPECT_TRUE(listener->wait(
      [](const Told& told) { return told.values[1].second == std::to_string(MSGSTATUS_TAGGED); }));
  for (const Told& told : listener->told()) EXPECT_EQ(told.table_event, TABLE_ROW_MODIFIED);
}

TEST_F(RowTest, r117_a_hierarchy_table_tells_of_its_folders_and_their_counters) {
  const auto inbox = ana().inbox();
  const auto folder = create_folder(*inbox, "m");
  const auto table = hierarchy_table(*ben().inbox());
  set_columns(*table, {PR_DISPLAY_NAME_W, PR_CONTENT_COUNT});
  Listener listener(table);
  const auto has = [&](ULONG event, const std::string& name, const std::string& number) {
    return listener->wait([&](const Told& told) {
      return told.table_event == event && told.values[0].second == name && told.values[1].second == number;
    });
  };
  create_folder(*inbox, "a");
  EXPECT_TRUE(has(TABLE_ROW_ADDED, "a", "0"));
  add_message(*folder, "one");
  EXPECT_TRUE(has(TABLE_ROW_MODIFIED, "m", "1"));
  ASSERT_HR(S_OK, set_text(*folder, PR_DISPLAY_NAME_W, "renamed"));
  EXPECT_TRUE(has(TABLE_ROW_MODIFIED, "renamed", "1"));
  const std::string id = entry_id_of(*folder);
  ASSERT_HR(S_OK, inbox->DeleteFolder(id_size(id), id_ptr(id), 0, nullptr, DEL_MESSAGES));
  EXPECT_TRUE(listener->wait_for_table(TABLE_ROW_DELETED));
}

// A reader's copy of a table, changed as it is told.
struct Copy {
  std::vector<std::pair<std::string, std::string>> rows;  // key and subject
  void take_out(const std::string& key) {
    std::erase_if(rows, [&](const auto& row) { return row.first == key; });
  }
  void put_in(const Told& told) {
    auto place = rows.begin();
    if (!told.prior_is_null) {
      place =
          std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.first == told.prior; });
      ASSERT_NE(place, rows.end()) << "after a row that the reader does not have";
      ++place;
    }
    rows.insert(place, {told.row, subject_in(told)});
  }
  void take(const Told& told) {
    ASSERT_THAT(told.table_event, ::testing::AnyOf(TABLE_ROW_ADDED, TABLE_ROW_DELETED, TABLE_ROW_MODIFIED));
    const std::size_t before = rows.size();
    take_out(told.row);
    ASSERT_EQ(rows.size(), before - (told.table_event == TABLE_ROW_ADDED ? 0 : 1));
    if (told.table_event != TABLE_ROW_DELETED) put_in(told);
  }
};
Texts subjects_of(const Copy& copy) {
  Texts subjects;
  for (const auto& row : copy.rows) subjects.push_back(row.second);
  return subjects;
}

void do_something(Session& session, std::mt19937& random) {
  const Texts ids = column(*contents_table(*session.inbox()), PR_ENTRYID);
  const std::string subject(1, static_cast<char>('a' + random() % 26));
  const std::string id = ids.empty() ? "" : ids[random() % ids.size()];
  const auto what = ids.empty() ? 0 : random() % 4;
  if (what == 0) {
    add_message(*session.inbox(), subject);
  } else if (what == 1) {
    remove(session, id);
  } else {
    change_subject(session, id, subject);
  }
}

TEST_F(RowTest, r117_a_copy_that_does_what_it_is_told_is_what_the_table_shows) {
  for (const char* subject : {"c", "g", "k", "p", "t"}) add(subject);
  const auto table = sorted(ben());
  Copy copy;
  Listener listener(table);
  const Rows rows = every_row(*table);
  for (ULONG row = 0; row < rows.size(); ++row)
    copy.rows.emplace_back(key_of(rows[row]), text_in(rows[row], PR_SUBJECT_W));
  std::mt19937 random(7);
  for (int i = 0; i < 60; ++i) do_something(ana(), random);
  add("~ the last one");
  ASSERT_TRUE(listener->wait([](const Told& told) { return subject_in(told) == "~ the last one"; }));
  for (const Told& told : listener->told()) ASSERT_NO_FATAL_FAILURE(copy.take(told));
  EXPECT_EQ(subjects_of(copy), texts(every_row(*sorted(ben())), PR_SUBJECT_W));
}

TEST_F(RowTest, r118_rows_that_are_restricted_out_change_in_silence) {
  const std::string shown = add("shown"), hidden = add("hidden");
  const auto table = sorted(ben());
  restrict_to(*table, negated(has_text(PR_SUBJECT_W, "hidden")));
  Listener listener(table);
  change_subject(ana(), hidden, "still hidden");
  add("hidden too");
  remove(ana(), hidden);
  change_subject(ana(), shown, "shown, the sign");
  const Told told = only_event(listener);
  EXPECT_EQ(told.table_event, TABLE_ROW_MODIFIED);
  EXPECT_EQ(subject_in(told), "shown, the sign");
}

TEST_F(RowTest, r118_rows_come_and_go_as_they_come_to_meet_the_restriction) {
  const std::string id = add("hidden");
  const auto table = sorted(ben());
  restrict_to(*table, negated(has_text(PR_SUBJECT_W, "hidden")));
  Listener listener(table);
  change_subject(ana(), id, "shown");
  EXPECT_EQ(only_event(listener).table_event, TABLE_ROW_ADDED);
  listener->forget();
  change_subject(ana(), id, "hidden again");
  EXPECT_EQ(only_event(listener).table_event, TABLE_ROW_DELETED);
}

TEST_F(RowTest, r118_rows_in_collapsed_categories_change_in_silence_but_for_their_counts) {
  const std::string id = add("one");
  const auto table = contents_table(*ben().inbox());
  set_columns(*table, {PR_SUBJECT_W, PR_MESSAGE_CLASS_W, PR_CONTENT_COUNT, PR_ROW_TYPE});
  sort(*table, SortOrder({{PR_MESSAGE_CLASS_W, TABLE_SORT_ASCEND}, {PR_SUBJECT_W, TABLE_SORT_ASCEND}}, 1, 0));
  ASSERT_EQ(row_count(*table), 1u);
  Listener listener(table);
  change_subject(ana(), id, "two");
  add("three");
  ASSERT_TRUE(listener->wait(
      [](const Told& told) { return told.values.size() == 4 && told.values[2].second == "2"; }));
  for (const Told& told : listener->told()) {
    EXPECT_EQ(told.table_event, TABLE_ROW_MODIFIED);
    ASSERT_EQ(told.values.size(), 4u);
    EXPECT_EQ(told.values[3].second, std::to_string(TBL_COLLAPSED_CATEGORY));
  }
}

TEST_F(RowTest, r118_a_table_says_nothing_of_other_folders_and_of_associated_messages) {
  const auto other = create_folder(*ana().inbox(), "other");
  const auto table = sorted(ben());
  Listener listener(table);
  add_message(*other, "elsewhere");
  ASSERT_HR(S_OK, create_message(*ana().inbox(), MAPI_ASSOCIATED)->SaveChanges(0));
  add("the sign");
  EXPECT_EQ(subject_in(only_event(listener)), "the sign");
}

TEST_F(RowTest, r118_nothing_is_told_before_a_message_is_saved_and_nothing_of_a_refused_save) {
  const std::string id = add("one");
  const auto first = ana().open_message(id), second = ana().open_message(id);
  const auto table = sorted(ben());
  ASSERT_HR(S_OK, set_text(*second, PR_SUBJECT_W, "refused"));
  ASSERT_HR(S_OK, set_text(*first, PR_SUBJECT_W, "saved"));
  Listener listener(table);
  const auto unsaved = create_message(*ana().inbox());
  ASSERT_HR(S_OK, set_text(*unsaved, PR_SUBJECT_W, "unsaved"));
  ASSERT_HR(S_OK, first->SaveChanges(0));
  ASSERT_HR(MAPI_E_OBJECT_CHANGED, second->SaveChanges(0));
  add("the sign");
  ASSERT_TRUE(listener->wait([](const Told& told) { return subject_in(told) == "the sign"; }));
  Texts told_of;
  for (const Told& told : listener->told()) told_of.push_back(subject_in(told));
  EXPECT_THAT(told_of, ::testing::UnorderedElementsAre("saved", "the sign"));
}

}  // namespace
}  // namespace mapi_host
