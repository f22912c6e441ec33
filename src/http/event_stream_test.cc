#include "http/event_stream.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace postroom::http {
namespace {

TEST(ServerEvent, goes_over_the_wire_line_by_line) {
  EXPECT_EQ(to_wire({"7", "change", "{}"}), "id: 7\nevent: change\ndata: {}\n\n");
  EXPECT_EQ(to_wire({"", "", "a\nb\r\nc\rd"}), "data: a\ndata: b\ndata: c\ndata: d\n\n");
  EXPECT_EQ(to_wire({"", "", ""}), "data: \n\n");
}

TEST(ServerEvent, cannot_be_made_into_two_by_what_it_carries) {
  EXPECT_EQ(to_wire({"1\ndata: x", "a\r\n\r\nevent: b", "\n\nid: 9"}),
            "id: 1data: x\nevent: aevent: b\ndata: \ndata: \ndata: id: 9\n\n");
}

TEST(EventStream, gives_what_was_pushed_in_order_and_once) {
  EventStream stream;
  EXPECT_TRUE(stream.push({"1", "", "a"}));
  EXPECT_TRUE(stream.push({"2", "", "b"}));
  EXPECT_EQ(stream.take(), "id: 1\ndata: a\n\nid: 2\ndata: b\n\n");
  EXPECT_EQ(stream.take(), "");
}

TEST(EventStream, tells_when_something_waits) {
  EventStream stream;
  int told = 0;
  stream.on_ready([&] { ++told; });
  EXPECT_EQ(told, 0);
  stream.push({"", "", "a"});
  stream.push({"", "", "b"});  // who takes has been told
  EXPECT_EQ(told, 1);
  stream.take();
  stream.push({"", "", "c"});
  EXPECT_EQ(told, 2);
  stream.close();
  EXPECT_EQ(told, 3);
}

TEST(EventStream, tells_at_once_what_was_there_before) {
  EventStream stream, closed;
  int told = 0;
  stream.push({"", "", "a"});
  stream.on_ready([&] { ++told; });
  closed.close();
  closed.on_ready([&] { ++told; });
  EXPECT_EQ(told, 2);
}

TEST(EventStream, closes_when_one_more_waits_than_the_limit) {
  EventStream stream(2);
  EXPECT_TRUE(stream.push({"", "", "a"}));
  EXPECT_TRUE(stream.push({"", "", "b"}));
  EXPECT_FALSE(stream.is_closed());
  EXPECT_FALSE(stream.push({"", "", "c"}));
  EXPECT_TRUE(stream.is_closed());
  EXPECT_FALSE(stream.push({"", "", "d"}));
  EXPECT_EQ(stream.take(), "data: a\n\ndata: b\n\n");
}

TEST(EventStream, closes_when_one_more_byte_waits_than_the_limit) {
  EventStream stream;
  EXPECT_TRUE(stream.push({"7", "change", std::string(EventStream::kMaxWaitingBytes - 7, 'x')}));
  EXPECT_FALSE(stream.push({"", "", "y"}));
  EXPECT_TRUE(stream.is_closed());
  EventStream taken;
  EXPECT_TRUE(taken.push({"", "", std::string(EventStream::kMaxWaitingBytes, 'x')}));
  taken.take();
  EXPECT_TRUE(taken.push({"", "", std::string(EventStream::kMaxWaitingBytes, 'x')}));
}

TEST(EventStream, takes_what_is_no_loss_while_half_of_its_room_is_free_and_goes_on_without_it) {
  EventStream stream(4);
  int told = 0;
  stream.on_ready([&] { ++told; });
  EXPECT_TRUE(stream.offer({"", "", "a"}));
  EXPECT_TRUE(stream.offer({"", "", "b"}));
  EXPECT_FALSE(stream.offer({"", "", "c"}));
  EXPECT_EQ(told, 1);
  EXPECT_TRUE(stream.push({"", "", "d"}));
  EXPECT_EQ(stream.take(), "data: a\n\ndata: b\n\ndata: d\n\n");
  EXPECT_TRUE(stream.offer({"", "", std::string(EventStream::kMaxWaitingBytes / 2, 'x')}));
  EXPECT_FALSE(stream.offer({"", "", "y"}));
  EXPECT_FALSE(stream.is_closed());
  stream.close();
  EXPECT_FALSE(stream.offer({"", "", "z"}));
}

TEST(EventStream, gives_what_waits_after_it_was_closed) {
  EventStream stream;
  stream.push({"", "", "a"});
  stream.close();
  EXPECT_FALSE(stream.push({"", "", "b"}));
  EXPECT_EQ(stream.take(), "data: a\n\n");
}

TEST(EventStream, tells_whoever_feeds_it_once_that_the_client_is_gone) {
  EventStream stream;
  int told = 0;
  stream.on_abandoned([&] { ++told; });
  stream.push({"", "", "a"});
  stream.abandon();
  stream.abandon();
  EXPECT_EQ(told, 1);
  EXPECT_TRUE(stream.is_closed());
  EXPECT_EQ(stream.take(), "");
  stream.on_abandoned([&] { ++told; });
  EXPECT_EQ(told, 2);
}

TEST(EventStream, is_abandoned_after_it_was_closed_as_well) {
  EventStream stream;
  int told = 0;
  stream.on_abandoned([&] { ++told; });
  stream.close();
  stream.abandon();
  EXPECT_EQ(told, 1);
}

TEST(EventStream, may_be_pushed_to_by_many_threads_and_asked_from_within_its_own_call) {
  EventStream stream(10'000);
  std::size_t taken = 0;
  std::mutex mutex;
  stream.on_ready([&] {
    const std::lock_guard lock(mutex);
    taken += stream.take().size();
  });
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 1000; ++n) stream.push({"", "", "a"});
    });
  }
  for (std::thread& thread : threads) thread.join();
  taken += stream.take().size();
  EXPECT_EQ(taken, 4000 * std::string("data: a\n\n").size());
}

}  // namespace
}  // namespace postroom::http
