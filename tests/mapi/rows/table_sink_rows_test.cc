// Rows 116 to 118: sinks of tables that call the table, several of them on one, and what cannot be told row
// by row.
#include <future>

#include "mapi/rows/listening.h"

namespace mapi_host {
namespace {

using ::testing::ElementsAre;

constexpr std::chrono::seconds kPatience{10};

TEST_F(RowTest, r116_a_sink_may_read_its_table_from_within_OnNotify) {
  const auto table = contents_table(*ben().inbox());
  std::promise<std::size_t> rows;
  bool once = false;
  Listener listener(table);
  listener->during = [&] {
    if (!std::exchange(once, true)) rows.set_value(every_row(*table).size());
  };
  add("one");
  auto seen = rows.get_future();
  ASSERT_EQ(seen.wait_for(kPatience), std::future_status::ready);
  EXPECT_EQ(seen.get(), 1u);
}

TEST_F(RowTest, r116_a_sink_may_end_its_registration_at_its_table_from_within_OnNotify) {
  const auto table = contents_table(*ben().inbox());
  std::promise<HRESULT> ended;
  std::promise<void> registered;
  ULONG_PTR connection = 0;
  const Ptr<Sink> sink(new Sink);
  sink->during = [&] {
    registered.get_future().wait();
    ended.set_value(table->Unadvise(connection));
  };
  ASSERT_HR(S_OK, table->Advise(fnevTableModified, sink.get(), &connection));
  registered.set_value();
  add("one");
  auto answer = ended.get_future();
  ASSERT_EQ(answer.wait_for(kPatience), std::future_status::ready);
  EXPECT_HR(S_OK, answer.get());
  ASSERT_TRUE(sink->wait_for(fnevTableModified));
  Listener other(table);
  add("two");
  EXPECT_TRUE(other->wait_for(fnevTableModified));
  EXPECT_EQ(sink->told().size(), 1u);
}

TEST_F(RowTest, r116_a_sink_that_reads_its_table_and_who_ends_its_registration_do_not_wait_for_each_other) {
  const auto table = contents_table(*ben().inbox());
  std::promise<void> entered;
  std::promise<std::size_t> rows;
  bool once = false;
  const Ptr<Sink> sink(new Sink);
  sink->during = [&] {
    if (std::exchange(once, true)) return;
    entered.set_value();
    rows.set_value(every_row(*table).size());
  };
  ULONG_PTR connection = 0;
  ASSERT_HR(S_OK, table->Advise(fnevTableModified, sink.get(), &connection));
  add("one");
  ASSERT_EQ(entered.get_future().wait_for(kPatience), std::future_status::ready);
  auto ended = std::async(std::launch::async, [&] { return table->Unadvise(connection); });
  EXPECT_EQ(ended.wait_for(kPatience), std::future_status::ready);
  EXPECT_HR(S_OK, ended.get());
  EXPECT_EQ(rows.get_future().get(), 1u);
  EXPECT_EQ(sink->references(), 1u);
}

TEST_F(RowTest, r117_all_sinks_of_a_table_and_of_other_tables_are_told_the_same) {
  const auto table = contents_table(*ben().inbox()), another = contents_table(*ana().inbox());
  Listener first(table), second(table), third(another);
  add("one");
  for (Listener* each : {&first, &second, &third}) {
    EXPECT_TRUE((*each)->wait_for_table(TABLE_ROW_ADDED));
    EXPECT_EQ((*each)->told().size(), 1u);
  }
}

TEST_F(RowTest, r117_texts_in_the_row_have_the_width_that_the_table_was_opened_with) {
  const auto table = contents_table(*ben().inbox(), 0);
  set_columns(*table, {CHANGE_PROP_TYPE(PR_SUBJECT_W, PT_UNSPECIFIED), PR_MESSAGE_CLASS_W});
  Listener listener(table);
  add("über");
  ASSERT_TRUE(listener->wait_for_table(TABLE_ROW_ADDED));
  EXPECT_THAT(listener->told()[0].values,
              ElementsAre(std::pair(PR_SUBJECT_A, "über"), std::pair(PR_MESSAGE_CLASS_W, "IPM.Note")));
}

TEST_F(RowTest, r117_several_modified_rows_are_told_in_the_order_of_the_table) {
  for (const char* subject : {"c", "a", "b"}) add(subject);
  const auto table = contents_table(*ben().inbox());
  set_columns(*table, {PR_SUBJECT_W});
  sort_by(*table, PR_SUBJECT_W);
  Listener listener(table);
  ASSERT_HR(S_OK, ana().inbox()->SetReadFlags(nullptr, 0, nullptr, CLEAR_READ_FLAG));
  ASSERT_TRUE(listener->wait_until([](const auto& told) { return told.size() == 3; }));
  Texts subjects;
  for (const Told& told : listener->told()) {
    EXPECT_EQ(told.table_event, TABLE_ROW_MODIFIED);
    subjects.push_back(told.values.at(0).second);
  }
  EXPECT_THAT(subjects, ElementsAre("a", "b", "c"));
}

TEST_F(RowTest, r117_the_rows_of_a_folder_that_is_deleted_go_one_by_one) {
  const auto folder = create_folder(*ana().inbox(), "short-lived");
  for (const char* subject : {"one", "two"}) add_message(*folder, subject);
  const std::string id = entry_id_of(*folder);
  Listener listener(contents_table(*ben().open_folder(id)));
  ASSERT_HR(S_OK, ana().inbox()->DeleteFolder(id_size(id), id_ptr(id), 0, nullptr, DEL_MESSAGES));
  EXPECT_TRUE(listener->wait_until([](const auto& told) { return told.size() == 2; }));
  for (const Told& told : listener->told()) EXPECT_EQ(told.table_event, TABLE_ROW_DELETED);
}

TEST_F(RowTest, r117_a_table_of_the_first_so_many_rows_is_read_anew) {
  add("b");
  const auto table = contents_table(*ben().inbox());
  sort_by(*table, PR_SUBJECT_W);
  restrict_to(*table, first(1, exists(PR_SUBJECT_W)));
  Listener listener(table);
  add("a");
  EXPECT_TRUE(listener->wait_for_table(TABLE_RELOAD));
  EXPECT_TRUE(listener->told()[0].is_tidy);
  set_columns(*table, {PR_SUBJECT_W});
  EXPECT_THAT(texts(every_row(*table), PR_SUBJECT_W), ElementsAre("a"));
}

TEST_F(RowTest, r118_a_sink_hears_nothing_more_once_its_table_is_released) {
  const Ptr<Sink> gone(new Sink);
  {
    const auto table = contents_table(*ben().inbox());
    ULONG_PTR connection = 0;
    ASSERT_HR(S_OK, table->Advise(fnevTableModified, gone.get(), &connection));
  }
  const auto table = contents_table(*ben().inbox());
  Listener listener(table);
  add("one");
  EXPECT_TRUE(listener->wait_for(fnevTableModified));
  EXPECT_TRUE(gone->told().empty());
  EXPECT_EQ(gone->references(), 1u);
}

}  // namespace
}  // namespace mapi_host
