#include "server/uploads.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "support/must.h"
#include "support/people.h"
#include "support/temporary_folder.h"

namespace postroom::server {
namespace {

using postroom::testing::code_of;
using postroom::testing::must;

constexpr std::int64_t kAna = 1, kBen = 2;

class UploadsTest : public ::testing::Test {
 protected:
  std::shared_ptr<Uploads> open(UploadLimits limits = {}) {
    return must(Uploads::open(folder, people.clock, people.random, limits));
  }
  static Result<UploadState> append(Uploads& uploads, const std::string& id, std::uint64_t offset,
                                    std::string_view part, std::int64_t account = kAna) {
    MemoryAccess bytes(as_bytes(part));
    return uploads.append(account, id, offset, bytes);
  }
  static std::string text(Uploads& uploads, const std::string& id) {
    const UploadedFile file = must(uploads.take(kAna, id));
    RangeSource source(*file.content);
    return std::string(as_text(must(read_all(source, 1 << 20))));
  }
  std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      names.push_back(entry.path().filename());
    return names;
  }

  postroom::testing::TemporaryFolder ground{postroom::testing::Place::memory};
  const std::string folder = ground.path("state/uploads");
  postroom::testing::People people;
};

TEST_F(UploadsTest, come_in_parts_and_are_taken_whole) {
  const auto uploads = open();
  const UploadState begun = must(uploads->begin(kAna, 6));
  EXPECT_EQ(begun.offset, 0U);
  EXPECT_EQ(begun.expires, people.clock->now() + std::chrono::hours(24));
  EXPECT_EQ(must(append(*uploads, begun.id, 0, "abc")).offset, 3U);
  EXPECT_EQ(code_of(uploads->take(kAna, begun.id)), Code::invalid_argument);
  EXPECT_EQ(must(append(*uploads, begun.id, 3, "def")).offset, 6U);
  EXPECT_EQ(text(*uploads, begun.id), "abcdef");
  EXPECT_EQ(text(*uploads, begun.id), "abcdef") << "a save that is refused takes it again";
  uploads->remove(kAna, begun.id);
  EXPECT_EQ(code_of(uploads->take(kAna, begun.id)), Code::not_found);
  EXPECT_TRUE(files().empty());
}

TEST_F(UploadsTest, that_are_empty_are_whole_at_once) {
  const auto uploads = open();
  EXPECT_EQ(text(*uploads, must(uploads->begin(kAna, 0)).id), "");
}

TEST_F(UploadsTest, refuse_parts_that_do_not_follow_or_go_too_far) {
  const auto uploads = open();
  const std::string id = must(uploads->begin(kAna, 4)).id;
  EXPECT_EQ(code_of(append(*uploads, id, 1, "b")), Code::collision);
  must(append(*uploads, id, 0, "ab"));
  EXPECT_EQ(code_of(append(*uploads, id, 0, "ab")), Code::collision);
  EXPECT_EQ(code_of(append(*uploads, id, 2, "cde")), Code::too_big);
  must(append(*uploads, id, 2, "cd"));
  EXPECT_EQ(code_of(append(*uploads, id, 4, "e")), Code::too_big);
  EXPECT_EQ(text(*uploads, id), "abcd");
}

TEST_F(UploadsTest, are_nobody_elses) {
  const auto uploads = open();
  const std::string id = must(uploads->begin(kAna, 1)).id;
  EXPECT_EQ(code_of(uploads->state(kBen, id)), Code::not_found);
  EXPECT_EQ(code_of(append(*uploads, id, 0, "x", kBen)), Code::not_found);
  EXPECT_EQ(code_of(uploads->take(kBen, id)), Code::not_found);
  uploads->remove(kBen, id);
  EXPECT_EQ(must(uploads->state(kAna, id)).size, 1U);
}

TEST_F(UploadsTest, know_nothing_of_paths) {
  const auto uploads = open();
  std::ofstream(ground.path("state/secret")) << "secret";
  for (const char* id : {"../secret", "..", "", "/etc/passwd", "a/b"}) {
    EXPECT_EQ(code_of(uploads->state(kAna, id)), Code::not_found);
    EXPECT_EQ(code_of(uploads->take(kAna, id)), Code::not_found);
    EXPECT_EQ(code_of(append(*uploads, id, 0, "x")), Code::not_found);
    uploads->remove(kAna, id);
  }
  EXPECT_TRUE(std::filesystem::exists(ground.path("state/secret")));
}

TEST_F(UploadsTest, survive_a_restart_and_what_a_crash_left_behind_does_not_count) {
  std::string half, whole;
  {
    const auto uploads = open();
    half = must(uploads->begin(kAna, 6)).id;
    must(append(*uploads, half, 0, "abc"));
    whole = must(uploads->begin(kAna, 2)).id;
    must(append(*uploads, whole, 0, "ok"));
  }
  for (const std::string& name : files()) {  // a part of which nobody was told
    if (name.starts_with(half)) std::ofstream(folder + "/" + name, std::ios::app) << "XYZ";
  }
  std::ofstream(folder + "/something else") << "left alone";
  const auto uploads = open();
  EXPECT_EQ(must(uploads->state(kAna, half)).offset, 3U);
  EXPECT_EQ(code_of(uploads->take(kAna, half)), Code::invalid_argument);
  EXPECT_EQ(text(*uploads, whole), "ok");
  must(append(*uploads, half, 3, "d"));
  must(append(*uploads, half, 4, "ef"));
  EXPECT_EQ(text(*uploads, half), "abcdef");
  EXPECT_EQ(code_of(uploads->state(kBen, half)), Code::not_found);
  EXPECT_TRUE(std::filesystem::exists(folder + "/something else"));
}

TEST_F(UploadsTest, go_after_a_day) {
  const auto uploads = open();
  const std::string id = must(uploads->begin(kAna, 1)).id;
  must(append(*uploads, id, 0, "x"));
  people.clock->advance(std::chrono::hours(24) - Ticks(1));
  EXPECT_EQ(text(*uploads, id), "x");
  people.clock->advance(Ticks(1));
  EXPECT_EQ(code_of(uploads->state(kAna, id)), Code::not_found);
  EXPECT_EQ(code_of(uploads->take(kAna, id)), Code::not_found);
  uploads->remove_expired();
  EXPECT_TRUE(files().empty());
}

TEST_F(UploadsTest, are_limited_in_size_number_and_sum) {
  const auto uploads = open({.file = 10, .account = 25, .count = 3});
  EXPECT_EQ(code_of(uploads->begin(kAna, 11)), Code::too_big);
  const std::string first = must(uploads->begin(kAna, 10)).id;
  must(uploads->begin(kAna, 10));
  EXPECT_EQ(code_of(uploads->begin(kAna, 6)), Code::busy);
  must(uploads->begin(kAna, 5));
  EXPECT_EQ(code_of(uploads->begin(kAna, 0)), Code::busy);
  must(uploads->begin(kBen, 10));
  uploads->remove(kAna, first);
  must(uploads->begin(kAna, 10));
}

TEST_F(UploadsTest, take_a_part_once_of_many_that_come_at_once) {
  const auto uploads = open();
  const std::string id = must(uploads->begin(kAna, 8)).id;
  std::atomic<int> taken = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (std::uint64_t offset = 0; offset < 8; offset += 2) {
        if (append(*uploads, id, offset, "ab").ok()) ++taken;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(taken, 4);
  EXPECT_EQ(text(*uploads, id), "abababab");
}

}  // namespace
}  // namespace postroom::server
