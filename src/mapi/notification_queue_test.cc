#include "mapi/notification_queue.h"

#include <gtest/gtest.h>

namespace postroom::mapi {
namespace {

constexpr ULONG kEverything = fnevObjectCreated | fnevObjectDeleted | fnevObjectModified;
const Guid kStore = make_guid(1, 2, 3, 4);

std::shared_ptr<const HeardEvent> changed(std::size_t messages, std::int64_t first = 1) {
  HeardEvent heard;
  heard.event.kind = ChangeKind::message_modified;
  heard.event.folder = FolderId{5};
  heard.event.messages.resize(messages);
  for (MessageId& id : heard.event.messages) id.value = first++;
  return std::make_shared<const HeardEvent>(std::move(heard));
}

class Posted final : public NotificationBatch {
 public:
  explicit Posted(std::size_t count) : notifications_(count) {}
  ULONG count() const override { return static_cast<ULONG>(notifications_.size()); }
  LPNOTIFICATION notifications() override { return notifications_.data(); }

 private:
  std::vector<NOTIFICATION> notifications_;
};

ULONG taken(NotificationQueue& queue) {
  const auto batch = queue.take();
  return batch ? batch->count() : 0;
}

Bytes object(NOTIFICATION& notification) {
  const OBJECT_NOTIFICATION& told = notification.info.obj;
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(told.lpEntryID);
  return {bytes, bytes + told.cbEntryID};
}

TEST(NotificationQueueTest, tells_several_events_in_one_call_and_in_order) {
  NotificationQueue queue(kStore, {kEverything, {}});
  queue.hear(changed(2, 1));
  queue.hear(changed(1, 3));
  const auto batch = queue.take();
  ASSERT_EQ(batch->count(), 3u);
  for (std::int64_t i = 0; i < 3; ++i) {
    EXPECT_EQ(object(batch->notifications()[i]), encode(EntryId{kStore, MessageId{i + 1}}));
  }
  EXPECT_TRUE(queue.is_empty());
}

TEST(NotificationQueueTest, tells_a_large_operation_in_several_calls) {
  NotificationQueue queue(kStore, {kEverything, {}});
  queue.hear(changed(kMaxToldAtOnce + 1));
  EXPECT_EQ(taken(queue), kMaxToldAtOnce);
  EXPECT_EQ(taken(queue), 1u);
  EXPECT_TRUE(queue.is_empty());
}

TEST(NotificationQueueTest, keeps_what_concerns_the_object_alone) {
  NotificationQueue queue(kStore, {kEverything, MessageId{3}});
  queue.hear(changed(2));
  EXPECT_TRUE(queue.is_empty());
  queue.hear(changed(3));
  EXPECT_EQ(taken(queue), 1u);
}

TEST(NotificationQueueTest, keeps_the_order_of_events_and_posted_batches) {
  NotificationQueue queue(kStore, {kEverything, {}});
  queue.hear(changed(1));
  queue.post(std::make_unique<Posted>(4));
  queue.hear(changed(2));
  EXPECT_EQ(taken(queue), 1u);
  EXPECT_EQ(taken(queue), 4u);
  EXPECT_EQ(taken(queue), 2u);
}

TEST(NotificationQueueTest, keeps_so_many_changes_and_no_more) {
  NotificationQueue queue(kStore, {kEverything, {}});
  queue.hear(changed(kMaxWaitingChanges / 2));
  queue.hear(changed(kMaxWaitingChanges / 2));
  EXPECT_EQ(taken(queue), kMaxToldAtOnce);
  queue.hear(changed(1));
  const auto reload = queue.take();
  ASSERT_EQ(reload->count(), 1u);
  EXPECT_EQ(reload->notifications()[0].ulEventType, fnevObjectModified);
  EXPECT_EQ(reload->notifications()[0].info.obj.ulObjType, MAPI_STORE);
  EXPECT_EQ(object(reload->notifications()[0]), encode(EntryId{kStore, StoreTarget{}}));
  EXPECT_TRUE(queue.is_empty());
}

TEST(NotificationQueueTest, keeps_so_many_posted_ones_and_no_more) {
  bool reloaded = false;
  NotificationQueue queue([&] {
    reloaded = true;
    return std::make_unique<Posted>(1);
  });
  queue.post(std::make_unique<Posted>(kMaxWaitingPosted - 1));
  queue.post(std::make_unique<Posted>(1));
  EXPECT_EQ(taken(queue), kMaxWaitingPosted - 1);
  queue.post(std::make_unique<Posted>(kMaxWaitingPosted - 1));
  EXPECT_EQ(taken(queue), 1u);
  EXPECT_FALSE(reloaded);
}

TEST(NotificationQueueTest, makes_one_reload_of_all_that_is_too_much) {
  NotificationQueue queue([] { return std::make_unique<Posted>(1); });
  queue.post(std::make_unique<Posted>(kMaxWaitingPosted));
  queue.post(std::make_unique<Posted>(1));
  EXPECT_EQ(taken(queue), 1u);
  EXPECT_TRUE(queue.is_empty());
  queue.post(std::make_unique<Posted>(7));
  EXPECT_EQ(taken(queue), 7u);
}

TEST(NotificationQueueTest, says_nothing_of_a_reload_to_who_asked_for_no_modifications) {
  NotificationQueue queue(kStore, {fnevObjectDeleted, {}});
  queue.lose();
  EXPECT_FALSE(queue.is_empty());
  EXPECT_EQ(queue.take(), nullptr);
  EXPECT_TRUE(queue.is_empty());
}

TEST(NotificationQueueTest, does_without_a_reload_where_none_can_be_made) {
  NotificationQueue queue(NotificationQueue::MakeReload{});
  queue.lose();
  EXPECT_EQ(queue.take(), nullptr);
  EXPECT_TRUE(queue.is_empty());
}

}  // namespace
}  // namespace postroom::mapi
