#include "mapi/table_listeners.h"

#include <atomic>
#include <future>

#include "mapi/testing/inbox_table.h"
#include "mapi/testing/recording_sink.h"

namespace postroom::mapi {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::must;
using testing::RecordingSink;
using testing::Rows;
using testing::Tags;
using testing::Told;

class TableEvents : public testing::InboxTable {
 protected:
  ULONG_PTR advise(IMAPITable& table, RecordingSink& sink) {
    ULONG_PTR connection = 0;
    EXPECT_EQ(table.Advise(fnevTableModified, &sink, &connection), S_OK);
    EXPECT_NE(connection, 0u);
    return connection;
  }
  void rename(MessageId id, const std::string& subject) {
    Message message = must(store().open_message(ana(), id, Access::read_write));
    must(message.set(tag::subject, subject));
    must(message.save());
  }
  static Bytes key(IMAPITable& table, LONG place) {
    EXPECT_EQ(table.SeekRow(BOOKMARK_BEGINNING, place, nullptr), S_OK);
    Rows rows;
    EXPECT_EQ(table.QueryRows(1, 0, rows.out()), S_OK);
    return rows.bytes(0, 1);
  }

  const Ref<RecordingSink> sink_ = make_object<RecordingSink>();
};

TEST_F(TableEvents, tell_of_a_row_and_of_the_one_before_it) {
  const auto table = open_subjects();
  ASSERT_EQ(sort(*table, {{PR_SUBJECT_A}}), S_OK);
  advise(*table, *sink_);
  add("b");
  add("c");
  add("a");
  const std::vector<Told> told = sink_->wait(3);
  ASSERT_EQ(told.size(), 3u);
  for (const Told& each : told) {
    EXPECT_EQ(each.event, fnevTableModified);
    EXPECT_EQ(each.table_event, TABLE_ROW_ADDED);
    EXPECT_THAT(each.tags, ElementsAre(PR_SUBJECT_A, PR_INSTANCE_KEY));
    EXPECT_NE(each.thread, std::this_thread::get_id());
  }
  EXPECT_EQ(told[0].prior_tag, PR_NULL);
  EXPECT_THAT(told[0].texts, ElementsAre("b"));
  EXPECT_EQ(told[1].prior_tag, PR_INSTANCE_KEY);
  EXPECT_EQ(told[1].prior, told[0].row);
  EXPECT_EQ(told[2].prior_tag, PR_NULL);
  EXPECT_EQ(told[2].row, key(*table, 0));
}

TEST_F(TableEvents, tell_what_a_row_has_become_and_that_it_is_gone) {
  const MessageId first = add("a"), second = add("b");
  const auto table = open_subjects();
  ASSERT_EQ(sort(*table, {{PR_SUBJECT_A}}), S_OK);
  const Bytes first_key = key(*table, 0), second_key = key(*table, 1);
  advise(*table, *sink_);
  rename(first, "c");
  ASSERT_EQ(sink_->wait(1).size(), 1u);
  remove(second);
  const std::vector<Told> told = sink_->wait(2);
  ASSERT_EQ(told.size(), 2u);
  EXPECT_EQ(told[0].table_event, TABLE_ROW_MODIFIED);
  EXPECT_EQ(told[0].row, first_key);
  EXPECT_EQ(told[0].prior, second_key);
  EXPECT_THAT(told[0].texts, ElementsAre("c"));
  EXPECT_EQ(told[1].table_event, TABLE_ROW_DELETED);
  EXPECT_EQ(told[1].row, second_key);
  EXPECT_EQ(told[1].prior_tag, PR_NULL);
  EXPECT_THAT(told[1].tags, IsEmpty());
}

TEST_F(TableEvents, tell_nothing_of_rows_that_are_not_shown) {
  const auto table = open_subjects();
  ASSERT_EQ(table->Restrict(SubjectIs(RELOP_GE, "m"), 0), S_OK);
  advise(*table, *sink_);
  const MessageId hidden = add("a");
  rename(hidden, "b");
  remove(hidden);
  add("z");
  const std::vector<Told> told = sink_->wait(1);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_THAT(told[0].texts, ElementsAre("z"));
}

TEST_F(TableEvents, have_the_columns_of_their_moment) {
  const auto table = open_subjects();
  advise(*table, *sink_);
  add("one");
  ASSERT_EQ(sink_->wait(1).size(), 1u);
  ASSERT_EQ(table->SetColumns(Tags{PR_STORE_SUPPORT_MASK, PR_NULL, PR_SUBJECT_W}, 0), S_OK);
  ASSERT_EQ(table->SetColumns(nullptr, 0), MAPI_E_INVALID_PARAMETER);
  ASSERT_EQ(table->SetColumns(Tags{PR_SUBJECT_W | MV_INSTANCE}, 0), MAPI_E_TOO_COMPLEX);
  add("two");
  const std::vector<Told> told = sink_->wait(2);
  ASSERT_EQ(told.size(), 2u);
  EXPECT_THAT(told[0].tags, ElementsAre(PR_SUBJECT_A, PR_INSTANCE_KEY));
  EXPECT_THAT(told[1].tags, ElementsAre(PR_STORE_SUPPORT_MASK, PR_NULL, PR_SUBJECT_W));
}

TEST_F(TableEvents, are_a_reload_where_their_columns_are_not_known_any_more) {
  TableEvent added;
  added.kind = TableEvent::Kind::added;
  added.row = {1, 2, 3};
  added.values = {{tag::importance, 1}};
  const KnownColumns known(TableKind::contents, {tag::subject});
  const auto columns =
      std::make_shared<const ShownColumns>(std::vector{tag::subject}, known, Width::narrow, PropertySet{});
  const auto batch = make_table_batch(context->memory(), {columns, nullptr}, {added});
  ASSERT_EQ(batch->count(), 1u);
  EXPECT_EQ(batch->notifications()[0].info.tab.ulTableEvent, TABLE_RELOAD);
  EXPECT_EQ(batch->notifications()[0].info.tab.propIndex.ulPropTag, PR_NULL);
  EXPECT_EQ(batch->notifications()[0].info.tab.row.cValues, 0u);
}

TEST_F(TableEvents, go_to_all_who_asked_until_they_have_enough) {
  const auto table = open_subjects();
  const auto other = make_object<RecordingSink>();
  const ULONG_PTR connection = advise(*table, *sink_), another = advise(*table, *other);
  add("one");
  EXPECT_EQ(sink_->wait(1).size(), 1u);
  EXPECT_EQ(table->Unadvise(connection), S_OK);
  EXPECT_EQ(table->Unadvise(connection), MAPI_E_NOT_FOUND);
  add("two");
  EXPECT_EQ(other->wait(2).size(), 2u);
  EXPECT_EQ(table->Unadvise(another), S_OK);
  add("three");
  advise(*table, *other);
  add("four");
  EXPECT_EQ(other->wait(3).size(), 3u);
  EXPECT_EQ(sink_->told().size(), 1u);
}

TEST_F(TableEvents, are_no_business_of_another_table) {
  const auto table = open_subjects(), other = open_subjects();
  const ULONG_PTR connection = advise(*table, *sink_);
  EXPECT_EQ(other->Unadvise(connection), MAPI_E_NOT_FOUND);
  EXPECT_EQ(table->Unadvise(connection), S_OK);
}

TEST_F(TableEvents, can_be_ended_while_the_sink_reads_the_table) {
  const auto table = open_subjects();
  std::atomic<int> read = 0;
  sink_->during = [&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    ULONG count = 0;
    EXPECT_EQ(table->GetRowCount(0, &count), S_OK);
    ++read;
  };
  for (int i = 0; i < 5; ++i) {
    const ULONG_PTR connection = advise(*table, *sink_);
    add("one");
    while (read == i) std::this_thread::yield();
    add("two");
    EXPECT_EQ(table->Unadvise(connection), S_OK);
    read = i + 1;
  }
}

TEST_F(TableEvents, end_with_the_table_even_inside_a_call) {
  bool gone = false;
  Ref<IMAPITable> table = open_subjects();
  std::promise<void> released;
  {
    const auto sink = make_object<RecordingSink>(&gone);
    sink->during = [&] {
      table = nullptr;
      released.set_value();
    };
    advise(*table, *sink);
  }
  add("one");
  released.get_future().wait();
  add("two");
  context->notifier().end();
  for (int i = 0; i < 1000 && !gone; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  EXPECT_TRUE(gone);
}

TEST_F(TableEvents, let_the_sink_go_with_the_table) {
  bool gone = false;
  {
    const auto table = open_subjects();
    advise(*table, *make_object<RecordingSink>(&gone));
    EXPECT_FALSE(gone);
  }
  EXPECT_TRUE(gone);
}

TEST_F(TableEvents, are_of_no_other_kind_and_for_no_table_that_never_changes) {
  const auto table = open_subjects();
  ULONG_PTR connection = 7;
  EXPECT_EQ(table->Advise(fnevTableModified | fnevObjectCreated, sink_.get(), &connection),
            MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(connection, 0u);
  EXPECT_EQ(table->Advise(0, sink_.get(), &connection), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(table->Advise(fnevTableModified, nullptr, &connection), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(table->Advise(fnevTableModified, sink_.get(), nullptr), MAPI_E_INVALID_PARAMETER);
  const Message message = must(store().create_message(ana(), inbox()));
  const auto recipients = make_table(context, message.recipient_table(), TableKind::recipients, 0);
  EXPECT_EQ(recipients->Advise(fnevTableModified, sink_.get(), &connection), MAPI_E_NO_SUPPORT);
}

TEST_F(TableEvents, say_nothing_of_what_the_reader_does_to_the_table) {
  for (const char* subject : {"a", "b", "c"}) add(subject);
  const auto table = open_subjects();
  advise(*table, *sink_);
  ASSERT_EQ(sort(*table, {{PR_SUBJECT_A}}, 1, 0, TBL_ASYNC), S_OK);
  Bytes header = key(*table, 0);
  ASSERT_EQ(table->ExpandRow(static_cast<ULONG>(header.size()), header.data(), 0, 0, nullptr, nullptr), S_OK);
  ASSERT_EQ(table->Restrict(nullptr, TBL_ASYNC), S_OK);
  ASSERT_EQ(table->SetColumns(Tags{PR_SUBJECT_A}, TBL_ASYNC), S_OK);
  add("z");
  const std::vector<Told> told = sink_->wait(1);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_THAT(told[0].texts, ElementsAre("z"));
}

}  // namespace
}  // namespace postroom::mapi
