#include <gtest/gtest.h>
#include <mapi/mapiutil.h>

#include <cstdint>
#include <cstring>
#include <thread>
#include <vector>

#include "mapiutil/limits.h"

namespace postroom::mapiutil {
namespace {

void* buffer_of(ULONG bytes) {
  void* buffer = nullptr;
  EXPECT_EQ(MAPIAllocateBuffer(bytes, &buffer), S_OK);
  return buffer;
}

TEST(Buffers, can_be_written_from_end_to_end_and_are_freed_together) {
  void* first = buffer_of(100);
  std::memset(first, 1, 100);
  for (ULONG bytes : {0u, 1u, 7u, 4096u}) {
    void* more = nullptr;
    ASSERT_EQ(MAPIAllocateMore(bytes, first, &more), S_OK);
    ASSERT_NE(more, nullptr);
    std::memset(more, 2, bytes);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(more) % alignof(std::max_align_t), 0u);
  }
  EXPECT_EQ(MAPIFreeBuffer(first), static_cast<ULONG>(S_OK));
}

TEST(Buffers, of_no_bytes_are_buffers_too) {
  void* empty = buffer_of(0);
  EXPECT_NE(empty, nullptr);
  MAPIFreeBuffer(empty);
}

TEST(Buffers, that_are_null_are_freed_by_doing_nothing) {
  EXPECT_EQ(MAPIFreeBuffer(nullptr), static_cast<ULONG>(S_OK));
}

TEST(Buffers, may_have_the_greatest_size_and_no_more) {
  MAPIFreeBuffer(buffer_of(kMaxBufferBytes));
  void* first = buffer_of(1);
  for (ULONG bytes : {static_cast<ULONG>(kMaxBufferBytes) + 1, 0xFFFFFFF0u, 0xFFFFFFFFu}) {
    void* buffer = &bytes;
    EXPECT_EQ(MAPIAllocateBuffer(bytes, &buffer), MAPI_E_NOT_ENOUGH_MEMORY);
    EXPECT_EQ(buffer, nullptr);
    buffer = &bytes;
    EXPECT_EQ(MAPIAllocateMore(bytes, first, &buffer), MAPI_E_NOT_ENOUGH_MEMORY);
    EXPECT_EQ(buffer, nullptr);
  }
  MAPIFreeBuffer(first);
}

TEST(Buffers, need_a_place_for_their_address) {
  void* first = buffer_of(1);
  EXPECT_EQ(MAPIAllocateBuffer(1, nullptr), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(MAPIAllocateMore(1, first, nullptr), MAPI_E_INVALID_PARAMETER);
  MAPIFreeBuffer(first);
}

TEST(Buffers, are_linked_to_nothing_but_a_first_one) {
  void* first = buffer_of(64);
  void* linked = nullptr;
  ASSERT_EQ(MAPIAllocateMore(64, first, &linked), S_OK);
  void* more = first;
  EXPECT_EQ(MAPIAllocateMore(1, linked, &more), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(more, nullptr);
  EXPECT_EQ(MAPIAllocateMore(1, nullptr, &more), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(MAPIAllocateMore(1, static_cast<char*>(first) + 1, &more), MAPI_E_INVALID_PARAMETER);
  std::memset(first, 0, 64);
  EXPECT_EQ(MAPIAllocateMore(1, static_cast<char*>(first) + 32, &more), MAPI_E_INVALID_PARAMETER);
  MAPIFreeBuffer(first);
}

TEST(Buffers, that_are_linked_are_not_freed_alone) {
  void* first = buffer_of(8);
  void* linked = nullptr;
  ASSERT_EQ(MAPIAllocateMore(8, first, &linked), S_OK);
  EXPECT_EQ(MAPIFreeBuffer(linked), static_cast<ULONG>(S_OK));
  std::memset(linked, 3, 8);
  MAPIFreeBuffer(first);
}

TEST(Buffers, take_links_from_several_threads_at_once) {
  void* first = buffer_of(8);
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([first] {
      for (int i = 0; i < 2000; ++i) {
        void* more = nullptr;
        ASSERT_EQ(MAPIAllocateMore(16, first, &more), S_OK);
        std::memset(more, i, 16);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  MAPIFreeBuffer(first);  // the address sanitizer sees a block that was lost
}

}  // namespace
}  // namespace postroom::mapiutil
