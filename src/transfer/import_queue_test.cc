#include "transfer/import_queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace postroom::transfer {
namespace {

constexpr std::chrono::milliseconds kAtOnce{0};
constexpr std::chrono::seconds kLong{60};

Chunk chunk_of(std::uint64_t bytes) {
  Chunk chunk;
  chunk.pieces.emplace_back().length = bytes;
  chunk.bytes = bytes;
  return chunk;
}

Batch batch_up_to(std::uint64_t end) {
  Batch batch;
  batch.end = end;
  return batch;
}

TEST(ImportQueue, gives_batches_in_the_order_of_the_file_whoever_reads_them_first) {
  ImportQueue queue;
  queue.add(chunk_of(10));
  queue.add(chunk_of(10));
  queue.end();
  const auto first = queue.take_chunk();
  const auto second = queue.lend_chunk();
  ASSERT_TRUE(first && second);
  queue.put(*second, batch_up_to(20));
  EXPECT_FALSE(queue.take_batch(kAtOnce));
  queue.put(*first, batch_up_to(10));
  EXPECT_FALSE(queue.is_done());
  EXPECT_EQ(queue.take_batch(kLong)->end, 10u);
  EXPECT_EQ(queue.take_batch(kLong)->end, 20u);
  EXPECT_TRUE(queue.is_done());
  EXPECT_FALSE(queue.take_batch(kLong));
}

TEST(ImportQueue, wants_no_more_than_a_few_unread_chunks) {
  ImportQueue queue;
  for (std::size_t i = 0; i < kMaxUnreadChunks; ++i) {
    EXPECT_TRUE(queue.wants_chunk());
    queue.add(chunk_of(1));
  }
  EXPECT_FALSE(queue.wants_chunk());
  EXPECT_TRUE(queue.take_chunk());
  EXPECT_TRUE(queue.wants_chunk());
}

TEST(ImportQueue, wants_no_chunk_while_too_many_bytes_are_under_way) {
  ImportQueue queue;
  queue.add(chunk_of(kMaxBytesUnderWay));
  const auto chunk = queue.take_chunk();
  EXPECT_FALSE(queue.wants_chunk());
  queue.put(*chunk, batch_up_to(1));
  EXPECT_FALSE(queue.wants_chunk());
  ASSERT_TRUE(queue.take_batch(kLong));
  EXPECT_TRUE(queue.wants_chunk());
}

TEST(ImportQueue, lends_only_chunks_that_are_soon_read) {
  ImportQueue queue;
  queue.add(chunk_of(kMaxLentBytes + 1));
  EXPECT_FALSE(queue.lend_chunk());
  EXPECT_FALSE(queue.take_batch(kAtOnce));
  ASSERT_TRUE(queue.take_chunk());
  queue.add(chunk_of(kMaxLentBytes));
  EXPECT_FALSE(queue.take_batch(kLong));  // comes back at once
  EXPECT_TRUE(queue.lend_chunk());
}

TEST(ImportQueue, lets_the_finding_thread_wait_until_there_is_room) {
  ImportQueue queue;
  queue.add(chunk_of(kMaxBytesUnderWay));
  const auto chunk = queue.take_chunk();
  std::atomic<bool> waited = false;
  std::thread finder([&] {
    EXPECT_TRUE(queue.wait_for_work());
    EXPECT_TRUE(waited);
  });
  waited = true;
  queue.put(*chunk, batch_up_to(1));
  EXPECT_TRUE(queue.take_batch(kLong));
  finder.join();
}

TEST(ImportQueue, has_no_work_once_everything_was_found_and_read_or_once_stopped) {
  ImportQueue queue;
  queue.add(chunk_of(1));
  queue.end();
  EXPECT_TRUE(queue.wait_for_work());
  EXPECT_TRUE(queue.take_chunk());
  EXPECT_FALSE(queue.wait_for_work());
  EXPECT_FALSE(queue.wants_chunk());

  ImportQueue stopped;
  stopped.add(chunk_of(1));
  stopped.stop();
  EXPECT_FALSE(stopped.wait_for_work());
  EXPECT_FALSE(stopped.wants_chunk());
}

TEST(ImportQueue, wakes_the_finding_thread_when_stopped) {
  ImportQueue queue;
  queue.add(chunk_of(kMaxBytesUnderWay));
  ASSERT_TRUE(queue.take_chunk());
  std::thread finder([&] { EXPECT_FALSE(queue.wait_for_work()); });
  queue.stop();
  finder.join();
}

}  // namespace
}  // namespace postroom::transfer
