#include "transfer/input.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <thread>

namespace postroom::transfer {
namespace {

std::filesystem::path new_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "postroom-input-XXXXXX").string();
  EXPECT_NE(::mkdtemp(name.data()), nullptr);
  return name;
}

TEST(Input, reads_a_regular_file_from_any_place) {
  const auto folder = new_folder();
  std::ofstream(folder / "a.eml") << "0123456789";
  const auto input = open_input(folder / "a.eml");
  ASSERT_TRUE(input.ok());
  EXPECT_EQ((*input)->size(), 10u);
  Bytes bytes(3);
  ASSERT_EQ(*(*input)->read_at(7, bytes), 3u);
  EXPECT_EQ(as_text(bytes), "789");
  std::filesystem::remove_all(folder);
}

TEST(Input, copies_a_pipe_so_that_it_can_be_read_from_any_place) {
  const auto folder = new_folder();
  const auto pipe = folder / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  std::thread writer([&] { std::ofstream(pipe) << std::string(3'000'000, 'x') << "end"; });
  const auto input = open_input(pipe);
  writer.join();
  ASSERT_TRUE(input.ok());
  EXPECT_EQ((*input)->size(), 3'000'003u);
  Bytes bytes(3);
  ASSERT_EQ(*(*input)->read_at(3'000'000, bytes), 3u);
  EXPECT_EQ(as_text(bytes), "end");
  std::filesystem::remove_all(folder);
}

TEST(Input, says_that_a_file_is_missing_and_that_a_folder_is_no_file) {
  EXPECT_EQ(open_input("/nowhere/at/all.eml").error().code, Code::not_found);
  EXPECT_EQ(open_input("/").error().code, Code::invalid_argument);
}

TEST(WatchedInput, counts_along_the_part_being_read_and_never_past_it) {
  const Bytes bytes(100);
  MemoryAccess memory{bytes};
  WatchedInput watched(memory);
  Bytes buffer(30);
  watched.begin(40, 20);
  EXPECT_EQ(watched.place(), 40u);
  ASSERT_TRUE(watched.read_at(40, buffer).ok());
  EXPECT_EQ(watched.place(), 50u);
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(watched.read_at(40, buffer).ok());
  EXPECT_EQ(watched.place(), 60u);
}

TEST(WatchedInput, gives_the_same_bytes_as_the_file_wherever_it_is_read) {
  Bytes bytes(1'000'000);
  for (std::size_t i = 0; i < bytes.size(); ++i)
    bytes[i] = static_cast<std::uint8_t>(i ^ (i >> 8) ^ (i >> 16));
  MemoryAccess memory{bytes};
  WatchedInput watched(memory);
  std::uint64_t place = 12345;
  for (int i = 0; i < 2000; ++i) {
    place = place * 6364136223846793005u + 1442695040888963407u;
    const std::uint64_t offset = (place >> 40) % (bytes.size() + 100);
    Bytes expected(i % 50 == 0 ? 100'000 : (place >> 20) % 40'000), got(expected.size());
    const std::size_t count = *memory.read_at(offset, expected);
    ASSERT_EQ(*watched.read_at(offset, got), count) << offset;
    ASSERT_TRUE(got == expected) << offset;
  }
}

TEST(WatchedInput, reads_nothing_more_once_stopped) {
  const Bytes bytes(100);
  MemoryAccess memory{bytes};
  WatchedInput watched(memory);
  watched.stop();
  Bytes buffer(30);
  EXPECT_EQ(watched.read_at(0, buffer).error().code, Code::cancelled);
}

}  // namespace
}  // namespace postroom::transfer
