#include "transfer/batch_queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace postroom::transfer {
namespace {

constexpr std::chrono::milliseconds kAtOnce{0};
constexpr std::chrono::seconds kLong{60};

Batch batch_of(std::uint64_t number, std::size_t memory) {
  Batch batch;
  batch.pieces.emplace_back().number = number;
  batch.messages.emplace_back();
  batch.memory = memory;
  return batch;
}

TEST(BatchQueue, gives_batches_back_in_order_and_then_the_outcome) {
  BatchQueue queue;
  EXPECT_TRUE(queue.push(batch_of(1, 10)));
  EXPECT_TRUE(queue.push(batch_of(2, 10)));
  queue.end(Error{Code::io_error, "The disk is gone.", {}});
  Batch batch;
  EXPECT_FALSE(queue.is_done());
  ASSERT_TRUE(queue.take(batch, kAtOnce));
  EXPECT_EQ(batch.pieces.at(0).number, 1u);
  ASSERT_TRUE(queue.take(batch, kAtOnce));
  EXPECT_EQ(batch.pieces.at(0).number, 2u);
  EXPECT_FALSE(queue.take(batch, kLong));
  EXPECT_TRUE(queue.is_done());
  EXPECT_EQ(queue.outcome().error().code, Code::io_error);
}

TEST(BatchQueue, returns_empty_handed_when_nothing_comes_in_time) {
  BatchQueue queue;
  Batch batch;
  EXPECT_FALSE(queue.take(batch, kAtOnce));
  EXPECT_FALSE(queue.is_done());
}

TEST(BatchQueue, takes_a_batch_that_is_too_large_when_it_is_the_only_one) {
  BatchQueue queue;
  EXPECT_TRUE(queue.push(batch_of(1, kMaxWaitingBytes + 1)));
}

TEST(BatchQueue, lets_the_reader_wait_until_there_is_room) {
  BatchQueue queue;
  EXPECT_TRUE(queue.push(batch_of(1, kMaxWaitingBytes)));
  std::atomic<bool> pushed = false;
  std::thread reader([&] {
    queue.push(batch_of(2, 1));
    pushed = true;
  });
  Batch batch;
  ASSERT_TRUE(queue.take(batch, kLong));
  EXPECT_EQ(batch.pieces.at(0).number, 1u);
  ASSERT_TRUE(queue.take(batch, kLong));
  EXPECT_EQ(batch.pieces.at(0).number, 2u);
  reader.join();
  EXPECT_TRUE(pushed);
}

TEST(BatchQueue, turns_the_reader_away_once_stopped) {
  BatchQueue queue;
  EXPECT_TRUE(queue.push(batch_of(1, kMaxWaitingBytes)));
  std::thread reader([&] { EXPECT_FALSE(queue.push(batch_of(2, 1))); });
  queue.stop();
  reader.join();
  EXPECT_FALSE(queue.push(batch_of(3, 1)));
}

}  // namespace
}  // namespace postroom::transfer
