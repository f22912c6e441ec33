// What a writer hands to its engine, and when.
#include "storage/staging_writer.h"

#include <gtest/gtest.h>

#include "base/try.h"

namespace postroom::storage {
namespace {

// Keeps the chunks instead of a database; fails once `left` commits are done.
class Kept final : public StagingWriter {
 public:
  std::vector<std::size_t> commits;   // the bytes of each
  std::vector<std::int64_t> ids;      // that each was given
  std::vector<std::uint64_t> chunks;  // their numbers
  Bytes bytes;
  int left = 100;

 private:
  static constexpr std::int64_t kId = 7;

  Result<std::int64_t> stage(const StagedPart& part) override {
    TRY(write(part));
    return kId;
  }
  Status publish(const StagedPart& rest, const LargeValue&) override { return write(rest); }

  Status write(const StagedPart& part) {
    if (left-- == 0) return Error{Code::disk_full, "full", {}};
    EXPECT_EQ(part.before, bytes.size());
    commits.push_back(part.bytes.size());
    ids.push_back(part.id);
    return part.each_chunk([&](std::uint64_t number, ByteView chunk) {
      EXPECT_EQ(number, bytes.size() / kChunkSize);
      EXPECT_LE(chunk.size(), kChunkSize);
      chunks.push_back(number);
      bytes.insert(bytes.end(), chunk.begin(), chunk.end());
      return ok_status();
    });
  }
};

Bytes some_bytes(std::size_t count) {
  Bytes bytes(count);
  for (std::size_t i = 0; i < count; ++i) bytes[i] = static_cast<std::uint8_t>(i * 7 + i / 251);
  return bytes;
}

Status finish(Kept& writer, std::uint64_t size) {
  LargeValue value;
  value.size = size;
  return writer.finish(value);
}

TEST(StagingWriterTest, stages_what_one_commit_takes_and_publishes_the_rest) {
  const Bytes bytes = some_bytes(2 * kStagedAtOnce + kChunkSize + 1);
  for (const std::size_t step : {std::size_t{100'000}, kChunkSize, bytes.size()}) {
    Kept writer;
    for (std::size_t start = 0; start < bytes.size(); start += step) {
      const ByteView piece = ByteView(bytes).subspan(start, std::min(step, bytes.size() - start));
      ASSERT_TRUE(writer.append(piece).ok());
    }
    ASSERT_TRUE(finish(writer, bytes.size()).ok());
    EXPECT_EQ(writer.commits, (std::vector<std::size_t>{kStagedAtOnce, kStagedAtOnce, kChunkSize + 1}));
    EXPECT_EQ(writer.ids, (std::vector<std::int64_t>{0, 7, 7}));
    EXPECT_EQ(writer.chunks, (std::vector<std::uint64_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
    EXPECT_EQ(writer.bytes, bytes);
  }
}

TEST(StagingWriterTest, stages_as_soon_as_a_commits_bytes_are_there_and_not_before) {
  Kept writer;
  ASSERT_TRUE(writer.append(some_bytes(kStagedAtOnce - 1)).ok());
  EXPECT_TRUE(writer.commits.empty());
  ASSERT_TRUE(writer.append(some_bytes(1)).ok());
  EXPECT_EQ(writer.commits, (std::vector<std::size_t>{kStagedAtOnce}));
  ASSERT_TRUE(finish(writer, kStagedAtOnce).ok());
  EXPECT_EQ(writer.commits, (std::vector<std::size_t>{kStagedAtOnce, 0}));
}

TEST(StagingWriterTest, publishes_nothing_of_another_size) {
  Kept writer;
  ASSERT_TRUE(writer.append(some_bytes(10)).ok());
  for (const std::uint64_t wrong : {9U, 11U}) {
    const Status finished = finish(writer, wrong);
    ASSERT_FALSE(finished.ok());
    EXPECT_EQ(finished.error().code, Code::invalid_argument);
  }
  EXPECT_TRUE(writer.commits.empty());
  EXPECT_TRUE(finish(writer, 10).ok());
}

TEST(StagingWriterTest, hands_on_what_a_commit_says) {
  Kept writer;
  writer.left = 1;
  EXPECT_TRUE(writer.append(some_bytes(kStagedAtOnce)).ok());
  const Status second = writer.append(some_bytes(kStagedAtOnce));
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code, Code::disk_full);
}

TEST(StagedPartTest, stops_at_the_first_chunk_that_fails) {
  const Bytes bytes = some_bytes(3 * kChunkSize);
  int calls = 0;
  const Status written = StagedPart{1, kChunkSize, bytes}.each_chunk([&](std::uint64_t, ByteView) -> Status {
    if (++calls == 2) return Error{Code::io_error, "broken", {}};
    return ok_status();
  });
  EXPECT_FALSE(written.ok());
  EXPECT_EQ(calls, 2);
}

}  // namespace
}  // namespace postroom::storage
