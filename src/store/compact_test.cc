#include <gtest/gtest.h>

#include "store/testing/memory_store.h"
#include "support/keep_everything.h"

namespace postroom::store {
namespace {

using namespace std::chrono_literals;
using postroom::testing::keep_everything;

class Compacting : public MemoryStoreTest {
 protected:
  void keep(const std::function<void(Retention&)>& but) {
    Retention retention = keep_everything();
    but(retention);
    must(store.set_retention(ana, retention));
  }
  CompactReport compact() { return must(store.compact(ana)); }

  // With a body that is a large value; a new one for each text.
  MessageId add_large(const std::string& text) {
    Message message = must(store.create_message(ana, inbox()));
    must(message.set(tag::body, text + std::string(kInlineLimit, '.')));
    return must(message.save()).message;
  }
  std::size_t large_values() { return tables->read()->large.size(); }
};

TEST_F(Compacting, removes_deleted_messages_past_their_age_and_none_before) {
  keep([](Retention& retention) { retention.deleted_age = 72h; });
  const MessageId gone = add("gone"), here = add("here");
  must(store.delete_messages(ana, std::vector{gone}, DeleteKind::recoverable));
  people.clock->advance(72h);
  EXPECT_EQ(compact().messages, 0);
  EXPECT_TRUE(store.summary(ana, gone).ok());
  people.clock->advance(Ticks(1));
  const LogPosition before = must(store.log_position(ana));
  EXPECT_EQ(compact().messages, 1);
  EXPECT_EQ(code_of(store.summary(ana, gone)), Code::not_found);
  EXPECT_EQ(code_of(store.history(ana, gone)), Code::not_found);
  EXPECT_TRUE(store.summary(ana, here).ok());
  const auto events = must(store.events_after(ana, before, 10));
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].kind, ChangeKind::message_removed);
  EXPECT_TRUE(must(store.check(ana)).empty());
}

TEST_F(Compacting, drops_versions_past_their_age) {
  keep([](Retention& retention) { retention.age = 24h; });
  const MessageId id = add("1");
  edit(id, "2");
  people.clock->advance(24h);
  EXPECT_EQ(compact().versions, 0);
  people.clock->advance(Ticks(1));
  EXPECT_EQ(compact().versions, 1);
  EXPECT_EQ(record(id).history_count, 1);
  EXPECT_TRUE(must(store.check(ana)).empty());
}

TEST_F(Compacting, goes_through_more_messages_than_fit_in_a_job) {
  keep([](Retention& retention) { retention.deleted_age = Ticks(0); });
  std::vector<NewMessage> many(450);
  const auto ids = must(store.add_messages(ana, inbox(), std::move(many)));
  must(store.delete_messages(ana, ids, DeleteKind::recoverable));
  people.clock->advance(1s);
  std::uint64_t last = 0;
  const auto report = must(store.compact(ana, [&](std::uint64_t done, std::uint64_t total) {
    EXPECT_GE(total, done == 1 ? 1 : last);
    last = done;
  }));
  EXPECT_EQ(report.messages, 450);
  EXPECT_GT(last, 0u);
}

TEST_F(Compacting, keeps_as_many_log_entries_as_allowed) {
  keep([](Retention& retention) { retention.log_entries = 4; });
  const LogPosition start = must(store.log_position(ana));
  for (int i = 0; i < 2; ++i) add("x");  // two entries each
  const std::int64_t before = must(store.log_position(ana)).value;
  EXPECT_EQ(compact().log_entries, start.value);
  EXPECT_EQ(must(store.events_after(ana, {before - 4}, 10)).size(), 4u);
  add("x");
  EXPECT_EQ(compact().log_entries, 2);
  EXPECT_TRUE(must(store.events_after(ana, {before - 4}, 10))[0].reload);
}

TEST_F(Compacting, collects_large_values_a_day_after_nothing_refers_to_them_any_more) {
  keep([](Retention&) {});
  const MessageId id = add_large("a"), other = add_large("b");
  must(store.delete_messages(ana, std::vector{id}, DeleteKind::permanent));
  people.clock->advance(24h * 8);  // the lease of the handle that made it has run out
  EXPECT_EQ(large_values(), 2u);
  EXPECT_EQ(compact().large_values, 1);
  EXPECT_EQ(large_values(), 1u);
  EXPECT_TRUE(must(store.open_message(ana, other, Access::read_only)).read(tag::body).ok());
}

TEST_F(Compacting, keeps_large_values_through_the_day_of_grace) {
  keep([](Retention&) {});
  const MessageId id = add_large("a");
  store = must(open(engine()));  // without the lease of the handle
  must(store.delete_messages(ana, std::vector{id}, DeleteKind::permanent));
  people.clock->advance(24h);
  EXPECT_EQ(compact().large_values, 0);
  people.clock->advance(Ticks(1));
  EXPECT_EQ(compact().large_values, 1);
}

TEST_F(Compacting, keeps_large_values_that_a_handle_may_still_read) {
  keep([](Retention&) {});
  const MessageId id = add_large("a");
  Message reader = must(store.open_message(ben, id, Access::read_only));
  must(store.delete_messages(ana, std::vector{id}, DeleteKind::permanent));
  people.clock->advance(24h * 3);
  EXPECT_EQ(compact().large_values, 0);
  EXPECT_TRUE(reader.read(tag::body).ok());
}

TEST_F(Compacting, keeps_what_a_handle_brought_and_has_not_saved_yet) {
  // Values that nothing ever referred to count from when they came, by the engine's own clock.
  people.clock->set(system_clock()->now() - 1h);
  Message message = must(store.create_message(ana, inbox()));
  must(message.set(tag::body, std::string(kInlineLimit + 1, 'x')));
  people.clock->advance(24h * 3);
  EXPECT_EQ(compact().large_values, 0);
  EXPECT_TRUE(message.save().ok());
}

TEST_F(Compacting, needs_the_right_to_write) {
  EXPECT_EQ(code_of(store.compact(people.session("Cy", 3, Rights::read_only))), Code::no_access);
  Store reader = must(open(engine(storage::MemoryAccessMode::read_only)));
  EXPECT_EQ(code_of(reader.compact(ana)), Code::read_only);
}

}  // namespace
}  // namespace postroom::store
