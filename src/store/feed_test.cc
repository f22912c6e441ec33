#include "store/feed.h"

#include <gtest/gtest.h>

#include <future>

#include "store/testing/memory_store.h"

namespace postroom::store {
namespace {

using namespace std::chrono_literals;

// Collects events, and waits for them.
class Inbox {
 public:
  std::function<void(const Event&)> receiver() {
    return [this](const Event& event) {
      const std::lock_guard lock(mutex_);
      events_.push_back(event);
      threads_.push_back(std::this_thread::get_id());
      arrived_.notify_all();
    };
  }
  // The first `count` of them, or fewer if they do not come.
  std::vector<Event> wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    arrived_.wait_for(lock, 20s, [&] { return events_.size() >= count; });
    return events_;
  }
  std::vector<std::thread::id> threads() {
    const std::lock_guard lock(mutex_);
    return threads_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<Event> events_;
  std::vector<std::thread::id> threads_;
};

class FeedOfEvents : public MemoryStoreTest {
 protected:
  std::vector<Event> events_since(LogPosition position) {
    return must(store.events_after(ana, position, 1000));
  }
};

TEST_F(FeedOfEvents, tells_what_was_committed_in_order_with_whose_it_was) {
  Inbox inbox_of_events;
  const auto subscription = must(store.subscribe(ana, inbox_of_events.receiver()));
  const MessageId id = add("1");
  edit(id, "2");
  const auto events = inbox_of_events.wait_for(3);
  ASSERT_EQ(events.size(), 3u);
  EXPECT_EQ(events[0].kind, ChangeKind::message_created);
  EXPECT_EQ(events[0].messages, std::vector<MessageId>{id});
  EXPECT_EQ(events[0].folder, inbox());
  EXPECT_EQ(events[0].session, ana.id);
  EXPECT_EQ(events[1].kind, ChangeKind::folder_modified);
  EXPECT_EQ(events[2].kind, ChangeKind::message_modified);
  EXPECT_LT(events[0].position, events[1].position);
  EXPECT_LT(events[1].position, events[2].position);
}

TEST_F(FeedOfEvents, tells_a_new_subscriber_nothing_of_what_was_before) {
  add("before");
  Inbox inbox_of_events;
  const auto subscription = must(store.subscribe(ana, inbox_of_events.receiver()));
  const MessageId id = add("after");
  const auto events = inbox_of_events.wait_for(2);
  ASSERT_GE(events.size(), 1u);
  EXPECT_EQ(events[0].messages, std::vector<MessageId>{id});
}

TEST_F(FeedOfEvents, runs_receivers_on_a_thread_of_its_own) {
  Inbox inbox_of_events;
  const auto subscription = must(store.subscribe(ana, inbox_of_events.receiver()));
  add("x");
  inbox_of_events.wait_for(2);
  for (const std::thread::id id : inbox_of_events.threads()) EXPECT_NE(id, std::this_thread::get_id());
}

TEST_F(FeedOfEvents, tells_what_another_process_committed) {
  Inbox inbox_of_events;
  const auto subscription = must(store.subscribe(ana, inbox_of_events.receiver()));
  Store other = must(open(engine()));
  Message message = must(other.create_message(ben, inbox()));
  must(message.save());
  const auto events = inbox_of_events.wait_for(2);
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(events[0].session, ben.id);
}

TEST_F(FeedOfEvents, tells_every_subscriber) {
  Inbox first, second;
  const auto one = must(store.subscribe(ana, first.receiver()));
  const auto two = must(store.subscribe(ben, second.receiver()));
  add("x");
  EXPECT_EQ(first.wait_for(2).size(), 2u);
  EXPECT_EQ(second.wait_for(2).size(), 2u);
}

TEST_F(FeedOfEvents, is_silent_after_a_subscription_has_ended) {
  Inbox gone, staying;
  auto subscription = must(store.subscribe(ana, gone.receiver()));
  const auto other = must(store.subscribe(ana, staying.receiver()));
  subscription.reset();
  add("x");
  staying.wait_for(2);
  EXPECT_TRUE(gone.wait_for(0).empty());
}

TEST_F(FeedOfEvents, waits_for_a_call_under_way_when_a_subscription_ends) {
  std::promise<void> entered, leave;
  std::atomic<bool> left = false;
  auto subscription = must(store.subscribe(ana, [&, first = true](const Event&) mutable {
    if (!std::exchange(first, false)) return;
    entered.set_value();
    leave.get_future().wait();
    left = true;
  }));
  add("x");
  entered.get_future().wait();
  std::thread releaser([&] { leave.set_value(); });
  subscription.reset();
  EXPECT_TRUE(left);
  releaser.join();
}

TEST_F(FeedOfEvents, ends_with_a_receiver_that_gives_the_last_reference_to_the_store_back) {
  auto other = std::make_shared<std::optional<Store>>(must(open(engine())));
  auto subscription = std::make_shared<std::shared_ptr<void>>();
  std::promise<void> ended;
  auto receive = [other, subscription, &ended](const Event&) {
    if (!*other) return;
    subscription->reset();
    other->reset();
    ended.set_value();
  };
  *subscription = must((*other)->subscribe(ana, std::move(receive)));
  other.reset();
  subscription.reset();
  add("x");
  EXPECT_EQ(ended.get_future().wait_for(20s), std::future_status::ready);
}

TEST_F(FeedOfEvents, lets_a_receiver_end_its_own_subscription) {
  std::promise<void> called;
  std::atomic<int> calls = 0;
  std::shared_ptr<void> subscription;
  std::mutex ready;
  {
    const std::lock_guard lock(ready);
    subscription = must(store.subscribe(ana, [&](const Event&) {
      const std::lock_guard wait(ready);
      if (++calls == 1) called.set_value();
      subscription.reset();
    }));
  }
  Inbox staying;
  const auto other = must(store.subscribe(ana, staying.receiver()));
  add("x");
  called.get_future().wait();
  staying.wait_for(2);
  EXPECT_EQ(calls, 1);
}

TEST_F(FeedOfEvents, asks_who_fell_behind_the_log_to_reload) {
  const LogPosition start = must(store.log_position(ana));
  for (int i = 0; i < 5; ++i) add("x");
  const LogPosition now = must(store.log_position(ana));
  change([&](storage::Transaction& transaction) { return transaction.trim_log({start.value + 3}); });
  const auto behind = events_since({start.value + 2});
  ASSERT_EQ(behind.size(), 1u);
  EXPECT_TRUE(behind[0].reload);
  EXPECT_EQ(behind[0].position, now);
  const auto just = events_since({start.value + 3});
  ASSERT_EQ(just.size(), static_cast<std::size_t>(now.value - start.value - 3));
  EXPECT_FALSE(just[0].reload);
  EXPECT_TRUE(events_since(now).empty());
}

TEST_F(FeedOfEvents, reads_events_in_pages) {
  const LogPosition start = must(store.log_position(ana));
  for (int i = 0; i < 5; ++i) add("x");
  std::size_t count = 0;
  for (LogPosition after = start;;) {
    const auto page = must(store.events_after(ana, after, 3));
    if (page.empty()) break;
    EXPECT_LE(page.size(), 3u);
    count += page.size();
    after = page.back().position;
  }
  EXPECT_EQ(count, 10u);
}

TEST_F(FeedOfEvents, tells_nothing_of_a_job_that_failed) {
  const LogPosition before = must(store.log_position(ana));
  EXPECT_FALSE(
      tables
          ->commit([&](storage::Transaction& transaction) -> Status {
            static_cast<void>(transaction.append_log({{}, ChangeKind::message_created, inbox(), {}, 1, {}}));
            return Error{Code::cancelled, "", ""};
          })
          .ok());
  EXPECT_EQ(must(store.log_position(ana)), before);
}

// Passes everything on to another engine, and gives no views for a while.
class SometimesBlind final : public storage::Engine {
 public:
  explicit SometimesBlind(std::unique_ptr<storage::Engine> inner) : inner_(std::move(inner)) {}
  std::atomic<int> failures = 0;

  bool is_read_only() const override { return inner_->is_read_only(); }
  Result<std::unique_ptr<storage::View>> view() override {
    if (failures > 0 && failures-- > 0) return Error{Code::busy, "Try again.", {}};
    return inner_->view();
  }
  void commit(storage::Job job, storage::Completion done) override {
    inner_->commit(std::move(job), std::move(done));
  }
  Result<std::unique_ptr<storage::LargeWriter>> write_large() override { return inner_->write_large(); }
  Result<bool> has_large(const LargeValue& value) override { return inner_->has_large(value); }
  Result<std::size_t> read_large(const LargeValue& value, std::uint64_t offset,
                                 std::span<std::uint8_t> buffer) override {
    return inner_->read_large(value, offset, buffer);
  }
  Result<std::shared_ptr<void>> watch(std::function<void()> changed) override {
    return inner_->watch(std::move(changed));
  }
  Result<std::vector<std::string>> verify() override { return inner_->verify(); }
  Status backup(const std::string& to, const storage::Progress& progress) override {
    return inner_->backup(to, progress);
  }
  Status reclaim_space(const storage::Progress& progress) override { return inner_->reclaim_space(progress); }

 private:
  std::unique_ptr<storage::Engine> inner_;
};

TEST_F(FeedOfEvents, tries_again_when_the_store_could_not_be_read) {
  SometimesBlind blind(engine());
  Feed feed(blind);
  Inbox inbox_of_events;
  const auto subscription = must(feed.subscribe(ana, inbox_of_events.receiver()));
  blind.failures = 3;
  add("x");
  EXPECT_EQ(inbox_of_events.wait_for(2).size(), 2u);
}

}  // namespace
}  // namespace postroom::store
