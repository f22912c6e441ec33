// Rows 114 and 116: registering for notifications, and on which thread and when they come.
#include <atomic>
#include <future>

#include "mapi/rows/listening.h"

namespace mapi_host {
namespace {

constexpr std::chrono::seconds kPatience{10};

TEST_F(RowTest, r114_the_support_mask_says_that_a_store_notifies_and_it_does) {
  EXPECT_NE(*get_number(ana().store(), PR_STORE_SUPPORT_MASK) & STORE_NOTIFY_OK, 0);
  Listener mine(ana(), fnevObjectCreated), theirs(ben(), fnevObjectCreated);
  const std::string id = add("one");
  EXPECT_TRUE(mine->wait_for(fnevObjectCreated, id));
  EXPECT_TRUE(theirs->wait_for(fnevObjectCreated, id));
}

TEST_F(RowTest, r114_each_registration_has_a_number_of_its_own_and_ends_by_itself) {
  const Ptr<Sink> sink(new Sink);
  ULONG_PTR first = 0, second = 0;
  ASSERT_HR(S_OK, ana().store().Advise(0, nullptr, fnevObjectCreated, sink.get(), &first));
  ASSERT_HR(S_OK, ana().store().Advise(0, nullptr, fnevObjectCreated, sink.get(), &second));
  EXPECT_NE(first, 0u);
  EXPECT_NE(second, 0u);
  EXPECT_NE(first, second);
  EXPECT_HR(S_OK, ana().store().Unadvise(first));
  add("one");
  EXPECT_TRUE(sink->wait_for(fnevObjectCreated));
  EXPECT_HR(S_OK, ana().store().Unadvise(second));
  EXPECT_EQ(sink->references(), 1u);
  EXPECT_FALSE(SUCCEEDED(ana().store().Unadvise(second)));
}

TEST_F(RowTest, r114_nothing_comes_after_the_registration_has_ended) {
  const Ptr<Sink> gone(new Sink);
  ULONG_PTR connection = 0;
  ASSERT_HR(S_OK, ana().store().Advise(0, nullptr, kEverything, gone.get(), &connection));
  ASSERT_HR(S_OK, ana().store().Unadvise(connection));
  Listener other(ana(), kEverything);
  const std::string id = add("one");
  EXPECT_TRUE(other->wait_for(fnevObjectCreated, id));
  EXPECT_TRUE(gone->told().empty());
}

TEST_F(RowTest, r114_nothing_comes_of_what_was_before_the_registration) {
  constexpr int kRounds = 20;
  const auto inbox = ana().inbox();
  const Listener keeps_the_store_listened_to(ben(), kEverything);
  for (int round = 0; round < kRounds; ++round) {
    const std::string before = entry_id_of(*create_folder(*inbox, "before " + std::to_string(round)));
    Listener late(ben(), fnevObjectCreated);
    const std::string after = entry_id_of(*create_folder(*inbox, "after " + std::to_string(round)));
    ASSERT_TRUE(late->wait_for(fnevObjectCreated, after));
    EXPECT_EQ(late->told().size(), 1u) << "round " << round;
  }
}

TEST_F(RowTest, r114_registrations_that_cannot_be_are_refused) {
  const Ptr<Sink> sink(new Sink);
  ULONG_PTR connection = 7;
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, ana().store().Advise(0, nullptr, kEverything, nullptr, &connection));
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, ana().store().Advise(0, nullptr, kEverything, sink.get(), nullptr));
  const std::string nonsense = "no entry ID";
  EXPECT_FALSE(SUCCEEDED(
      ana().store().Advise(id_size(nonsense), id_ptr(nonsense), kEverything, sink.get(), &connection)));
  EXPECT_EQ(sink->references(), 1u);
}

TEST_F(RowTest, r114_the_logon_object_registers_for_the_same_events) {
  const Ptr<Sink> sink(new Sink);
  ULONG_PTR connection = 0;
  ASSERT_HR(S_OK, ana().logon()->Advise(0, nullptr, fnevObjectCreated, sink.get(), &connection));
  const std::string id = entry_id_of(*create_folder(*ben().inbox(), "made by Ben"));
  EXPECT_TRUE(sink->wait_for(fnevObjectCreated, id));
  EXPECT_HR(S_OK, ana().logon()->Unadvise(connection));
  EXPECT_EQ(sink->references(), 1u);
}

TEST_F(RowTest, r114_sinks_are_released_with_the_store_and_tables_with_theirs) {
  const Ptr<Sink> of_store(new Sink), of_table(new Sink);
  ULONG_PTR connection = 0;
  {
    const auto table = contents_table(*ana().inbox());
    ASSERT_HR(S_OK, table->Advise(fnevTableModified, of_table.get(), &connection));
  }
  EXPECT_EQ(of_table->references(), 1u);
  ASSERT_HR(S_OK, ana().store().Advise(0, nullptr, kEverything, of_store.get(), &connection));
  close_sessions();
  EXPECT_EQ(of_store->references(), 1u);
}

TEST_F(RowTest, r114_a_table_registers_for_its_own_event_alone) {
  const auto table = contents_table(*ana().inbox());
  const Ptr<Sink> sink(new Sink);
  ULONG_PTR connection = 0;
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, table->Advise(fnevObjectCreated, sink.get(), &connection));
  EXPECT_HR(MAPI_E_INVALID_PARAMETER,
            table->Advise(fnevTableModified | fnevNewMail, sink.get(), &connection));
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, table->Advise(fnevTableModified, nullptr, &connection));
  EXPECT_FALSE(SUCCEEDED(table->Unadvise(12345)));
  EXPECT_EQ(sink->references(), 1u);
}

TEST_F(RowTest, r114_a_table_that_never_changes_says_that_it_does_not_notify) {
  const auto message = create_message(*ana().inbox());
  ASSERT_HR(S_OK, modify_recipients(*message, MODRECIP_ADD, {{"Ana", "ana@x.org"}}));
  const Ptr<Sink> sink(new Sink);
  ULONG_PTR connection = 0;
  EXPECT_HR(MAPI_E_NO_SUPPORT, recipient_table(*message)->Advise(fnevTableModified, sink.get(), &connection));
}

// The sink waits inside OnNotify until the call that caused it has returned. Were it told inside that call,
// on whatever thread, neither would go on.
class Blocking {
 public:
  void block(Listener& listener) {  // which ends before this
    listener->during = [this] { in_time_ = returned_.wait_for(kPatience) == std::future_status::ready; };
  }
  void call_has_returned() { returned_promise_.set_value(); }
  bool in_time() const { return in_time_; }

 private:
  std::promise<void> returned_promise_;
  const std::shared_future<void> returned_ = returned_promise_.get_future().share();
  std::atomic<bool> in_time_ = true;
};

TEST_F(RowTest, r116_OnNotify_is_never_inside_the_call_that_caused_it) {
  const auto inbox = ana().inbox(), other = create_folder(*inbox, "other");
  const std::string id = add("one");
  Blocking blocking;
  Listener listener(ana(), kEverything);
  blocking.block(listener);
  const auto message = ana().open_message(id);
  ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, "two"));
  EXPECT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READWRITE));
  create_folder(*inbox, "another");
  EntryList list({id});
  EXPECT_HR(S_OK, inbox->SetReadFlags(list.get(), 0, nullptr, 0));
  EXPECT_HR(S_OK, inbox->CopyMessages(list.get(), nullptr, other.get(), 0, nullptr, 0));
  EXPECT_HR(S_OK, inbox->CopyMessages(list.get(), nullptr, other.get(), 0, nullptr, MESSAGE_MOVE));
  EXPECT_HR(S_OK, other->DeleteMessages(list.get(), 0, nullptr, 0));
  blocking.call_has_returned();
  EXPECT_TRUE(listener->wait_for(fnevObjectDeleted, id));
  EXPECT_TRUE(blocking.in_time());
  for (const Told& told : listener->told()) EXPECT_NE(told.thread, std::this_thread::get_id());
}

TEST_F(RowTest, r116_a_table_tells_its_sinks_in_the_same_way) {
  const auto inbox = ana().inbox();
  Blocking blocking;
  Listener listener(contents_table(*inbox));
  blocking.block(listener);
  add("one");
  add("two");
  blocking.call_has_returned();
  EXPECT_TRUE(listener->wait_until([](const auto& told) { return told.size() >= 2; }));
  EXPECT_TRUE(blocking.in_time());
  for (const Told& told : listener->told()) EXPECT_NE(told.thread, std::this_thread::get_id());
}

TEST_F(RowTest, r116_a_sink_may_call_the_store_from_within_OnNotify) {
  const auto inbox = ana().inbox();
  std::promise<std::size_t> seen;
  std::atomic<bool> once = false;
  Listener listener(ana(), fnevObjectCreated);
  listener->during = [&] {
    if (!once.exchange(true)) seen.set_value(subjects(*inbox).size());
  };
  add("one");
  auto answer = seen.get_future();
  ASSERT_EQ(answer.wait_for(kPatience), std::future_status::ready);
  EXPECT_EQ(answer.get(), 1u);
}

TEST_F(RowTest, r116_ending_a_registration_waits_for_OnNotify_on_another_thread) {
  std::promise<void> entered, go_on;
  std::atomic<bool> inside = false;
  const Ptr<Sink> sink(new Sink);
  sink->during = [&] {
    inside = true;
    entered.set_value();
    go_on.get_future().wait_for(kPatience);
    inside = false;
  };
  ULONG_PTR connection = 0;
  ASSERT_HR(S_OK, ana().store().Advise(0, nullptr, fnevObjectCreated, sink.get(), &connection));
  create_folder(*ana().inbox(), "one");
  ASSERT_EQ(entered.get_future().wait_for(kPatience), std::future_status::ready);
  std::promise<void> ending;
  auto ended = std::async(std::launch::async, [&] {
    ending.set_value();
    const HRESULT result = ana().store().Unadvise(connection);
    return result == S_OK && !inside;
  });
  ending.get_future().wait();
  EXPECT_EQ(ended.wait_for(std::chrono::milliseconds(30)),
            std::future_status::timeout);  // nothing else shows waiting
  go_on.set_value();
  EXPECT_TRUE(ended.get());
  EXPECT_EQ(sink->references(), 1u);
}

TEST_F(RowTest, r116_a_registration_can_be_ended_from_within_its_OnNotify) {
  const Ptr<Sink> sink(new Sink);
  ULONG_PTR connection = 0;
  std::promise<HRESULT> ended;
  std::promise<void> registered;
  sink->during = [&] {
    registered.get_future().wait();
    ended.set_value(ana().store().Unadvise(connection));
  };
  ASSERT_HR(S_OK, ana().store().Advise(0, nullptr, fnevObjectCreated, sink.get(), &connection));
  registered.set_value();
  create_folder(*ana().inbox(), "one");
  auto answer = ended.get_future();
  ASSERT_EQ(answer.wait_for(kPatience), std::future_status::ready);
  EXPECT_HR(S_OK, answer.get());
  ASSERT_TRUE(sink->wait_for(fnevObjectCreated));
  Listener other(ana(), fnevObjectCreated);
  const std::string id = entry_id_of(*create_folder(*ana().inbox(), "two"));
  EXPECT_TRUE(other->wait_for(fnevObjectCreated, id));
  EXPECT_EQ(sink->told().size(), 1u);
}

}  // namespace
}  // namespace mapi_host
