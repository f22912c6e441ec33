// Conformance: large values, kept once per content.
#include "storage/conformance.h"

#include <limits>

namespace postroom::storage {

TEST_P(EngineTest, keeps_large_values_of_every_size) {
  constexpr std::size_t kSizes[] = {0,       1,          8193,    65'535,        65'536,  65'537,
                                    262'143, 256 * 1024, 262'145, (1 << 20) - 1, 1 << 20, (1 << 20) + 1,
                                    5 << 20};
  for (const std::size_t size : kSizes) {
    const Bytes bytes = sample_bytes(size);
    const LargeValue value = put_large(bytes);
    EXPECT_TRUE(must(engine().has_large(value))) << size;
    EXPECT_TRUE(must(read_large(value)) == bytes) << size;
  }
}

TEST_P(EngineTest, reads_a_large_value_from_any_place) {
  const Bytes bytes = sample_bytes(700'001);
  const LargeValue value = put_large(bytes);
  Bytes buffer(300'000);
  for (const std::size_t offset : {0, 1, 65'535, 262'143, 262'144, 399'999, 400'001, 700'000}) {
    const std::size_t count = must(engine().read_large(value, offset, buffer));
    ASSERT_EQ(count, std::min(buffer.size(), bytes.size() - offset)) << offset;
    EXPECT_TRUE(std::equal(buffer.begin(), buffer.begin() + count, bytes.begin() + offset)) << offset;
  }
}

TEST_P(EngineTest, reads_nothing_at_or_past_the_end_of_a_large_value) {
  const LargeValue value = put_large(sample_bytes(10'000));
  Bytes buffer(10);
  EXPECT_EQ(must(engine().read_large(value, 10'000, buffer)), 0U);
  EXPECT_EQ(must(engine().read_large(value, 10'001, buffer)), 0U);
  EXPECT_EQ(must(engine().read_large(value, std::numeric_limits<std::uint64_t>::max(), buffer)), 0U);
  EXPECT_EQ(must(engine().read_large(value, 0, {})), 0U);
}

TEST_P(EngineTest, a_large_value_that_is_not_there_is_not_found) {
  const LargeValue value = name_of(sample_bytes(10'000));
  Bytes buffer(10);
  EXPECT_FALSE(must(engine().has_large(value)));
  const auto read = engine().read_large(value, 0, buffer);
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().code, Code::not_found);
}

TEST_P(EngineTest, takes_a_large_value_in_pieces_of_any_size) {
  const Bytes bytes = sample_bytes(600'000);
  const auto writer = must(engine().write_large());
  std::size_t done = 0;
  for (const std::size_t piece : {1, 0, 262'143, 1, 262'144, 3}) {
    must(writer->append(ByteView(bytes).subspan(done, piece)));
    done += piece;
  }
  must(writer->append(ByteView(bytes).subspan(done)));
  must(writer->finish(name_of(bytes)));
  EXPECT_TRUE(must(read_large(name_of(bytes))) == bytes);
}

TEST_P(EngineTest, keeps_the_same_content_only_once) {
  const Bytes bytes = sample_bytes(300'000);
  const LargeValue first = put_large(bytes);
  EXPECT_EQ(put_large(bytes), first);
  EXPECT_TRUE(must(read_large(first)) == bytes);
  EXPECT_EQ(collect(kFarFuture), 1U);
  EXPECT_FALSE(must(engine().has_large(first)));
}

TEST_P(EngineTest, two_writers_may_stage_the_same_content_at_once) {
  const Bytes bytes = sample_bytes(300'000);
  const auto first = must(engine().write_large()), second = must(engine().write_large());
  must(first->append(ByteView(bytes).first(200'000)));
  must(second->append(bytes));
  must(second->finish(name_of(bytes)));
  must(first->append(ByteView(bytes).subspan(200'000)));
  must(first->finish(name_of(bytes)));
  EXPECT_TRUE(must(read_large(name_of(bytes))) == bytes);
}

TEST_P(EngineTest, an_abandoned_writer_leaves_nothing_that_can_be_read) {
  const Bytes bytes = sample_bytes(600'000);
  {
    const auto writer = must(engine().write_large());
    must(writer->append(bytes));
  }
  EXPECT_FALSE(must(engine().has_large(name_of(bytes))));
  collect(kFarFuture);  // whether there was something left to collect is the engine's own affair
  EXPECT_EQ(collect(kFarFuture), 0U);
}

TEST_P(EngineTest, a_large_value_can_be_staged_again_after_it_was_collected) {
  const Bytes bytes = sample_bytes(300'000);
  put_large(bytes);
  EXPECT_EQ(collect(kFarFuture), 1U);
  EXPECT_TRUE(must(read_large(put_large(bytes))) == bytes);
}

TEST_P(EngineTest, lists_the_references_of_a_version_sorted) {
  std::vector<ContentHash> hashes;
  for (std::uint32_t seed = 1; seed <= 5; ++seed) hashes.push_back(put_large(sample_bytes(9000, seed)).hash);
  const MessageId id = add_message_with(add_folder(), hashes);
  const ChangeNumber number = message(id).change_number;
  std::sort(hashes.begin(), hashes.end());
  EXPECT_EQ(must(view()->references(number)), hashes);
  EXPECT_TRUE(must(view()->references(add_version(id, 2))).empty());
}

TEST_P(EngineTest, a_version_that_refers_to_a_missing_large_value_is_refused_without_a_trace) {
  const MessageId id = add_message(add_folder());
  const Counters before = must(view()->counters());
  const std::vector<ContentHash> hashes{put_large(sample_bytes(9000)).hash, name_of(sample_bytes(9001)).hash};
  const auto insert = [&](Transaction& transaction) -> Status {
    TRY(transaction.insert_version(sample_version(id, 2), hashes));
    return ok_status();
  };
  EXPECT_EQ(code_of(insert), Code::not_found);
  EXPECT_EQ(must(view()->counters()), before);
  EXPECT_EQ(must(view()->version(id, {2})), std::nullopt);
  EXPECT_EQ(collect(kFarFuture), 1U) << "the refused version must not hold the other value";
}

}  // namespace postroom::storage
