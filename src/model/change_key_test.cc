#include <gtest/gtest.h>
#include <postroom/entry_id.h>

#include <algorithm>

namespace postroom {
namespace {

constexpr Guid kA = make_guid(0x0A, 0, 0, 1);
constexpr Guid kB = make_guid(0x0B, 0, 0, 1);

ChangeKey key(const Guid& replica, std::int64_t number) {
  return make_change_key(replica, ChangeNumber{number});
}

PredecessorList list(std::initializer_list<ChangeKey> keys) {
  PredecessorList result;
  for (const ChangeKey& each : keys) result.add(each);
  return result;
}

TEST(ChangeKey, is_the_replica_and_six_bytes_of_counter_most_significant_first) {
  const Bytes encoded = encode(key(kA, 0x010203040506));
  ASSERT_EQ(encoded.size(), 22u);
  EXPECT_TRUE(std::equal(kA.bytes.begin(), kA.bytes.end(), encoded.begin()));
  EXPECT_EQ(Bytes(encoded.begin() + 16, encoded.end()), (Bytes{1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(*decode_change_key(encoded), key(kA, 0x010203040506));
}

TEST(ChangeKey, may_come_with_a_counter_of_1_to_8_bytes_and_no_other) {
  for (std::size_t size = 0; size < 30; ++size) {
    const Bytes bytes(size, 7);
    EXPECT_EQ(decode_change_key(bytes).ok(), size >= 17 && size <= 24) << size;
  }
}

TEST(PredecessorList, keeps_the_greatest_key_of_each_replica_in_order_of_replica) {
  const PredecessorList result = list({key(kB, 5), key(kA, 300), key(kB, 4), key(kA, 299), key(kB, 6)});
  EXPECT_EQ(result.keys(), (std::vector{key(kA, 300), key(kB, 6)}));
}

TEST(PredecessorList, compares_counters_of_different_lengths_by_number) {
  PredecessorList result = list({ChangeKey{kA, {0xFF}}});
  result.add(ChangeKey{kA, {0x01, 0x00}});
  EXPECT_EQ(result.keys()[0].local, (Bytes{0x01, 0x00}));
  result.add(ChangeKey{kA, {0x00, 0x00, 0xFE}});
  EXPECT_EQ(result.keys()[0].local, (Bytes{0x01, 0x00}));
  EXPECT_TRUE(list({ChangeKey{kA, {0, 0, 5}}}).includes(list({ChangeKey{kA, {5}}})));
}

// Rule C57 (MS-OXCFXICS 3.1.5.6.1): replicas A and B start from one version; A makes change A2, B makes B2.
TEST(PredecessorList, c57_tells_newer_older_and_conflicting_versions_apart) {
  const PredecessorList base = list({key(kA, 1), key(kB, 1)});
  const PredecessorList a2 = list({key(kA, 2), key(kB, 1)});
  const PredecessorList b2 = list({key(kA, 1), key(kB, 2)});
  EXPECT_TRUE(base.includes(base));
  EXPECT_TRUE(a2.includes(base));   // A2 is newer: it replaces the base
  EXPECT_FALSE(base.includes(a2));  // the base is older than A2: it is ignored
  EXPECT_FALSE(a2.includes(b2));    // neither knows of the other: a conflict
  EXPECT_FALSE(b2.includes(a2));
}

TEST(PredecessorList, c57_lets_a_merged_version_replace_both_sides) {
  const PredecessorList a2 = list({key(kA, 2)});
  const PredecessorList b2 = list({key(kA, 1), key(kB, 2)});
  PredecessorList merged = a2;
  merged.merge(b2);
  EXPECT_EQ(merged, list({key(kA, 2), key(kB, 2)}));
  EXPECT_TRUE(merged.includes(a2) && merged.includes(b2));
  EXPECT_FALSE(a2.includes(merged) || b2.includes(merged));
}

TEST(PredecessorList, includes_nothing_from_a_replica_it_does_not_know) {
  EXPECT_FALSE(list({key(kA, 9)}).includes(list({key(kB, 1)})));
  EXPECT_TRUE(list({key(kA, 9)}).includes({}));
  EXPECT_TRUE(PredecessorList().includes({}));
}

TEST(PredecessorList, is_written_as_sized_keys_and_read_back) {
  const PredecessorList both = list({key(kB, 2), key(kA, 1)});
  const Bytes encoded = encode(both);
  ASSERT_EQ(encoded.size(), 46u);
  EXPECT_EQ(encoded[0], 22);
  EXPECT_EQ(encoded[1], 0x0A);
  EXPECT_EQ(encoded[23], 22);
  EXPECT_EQ(*decode_predecessor_list(encoded), both);
  EXPECT_TRUE(decode_predecessor_list({})->keys().empty());
}

TEST(PredecessorList, refuses_bytes_that_are_cut_unordered_or_of_a_wrong_size) {
  const Bytes good = encode(list({key(kA, 1), key(kB, 2)}));
  for (std::size_t size = 1; size < good.size(); ++size) {
    const bool whole_keys = size % 23 == 0;
    EXPECT_EQ(decode_predecessor_list(ByteView(good).first(size)).ok(), whole_keys) << size;
  }
  Bytes swapped(good.begin() + 23, good.end());
  swapped.insert(swapped.end(), good.begin(), good.begin() + 23);
  EXPECT_EQ(decode_predecessor_list(swapped).error().code, Code::invalid_argument);
  Bytes twice(good.begin(), good.begin() + 23);
  twice.insert(twice.end(), good.begin(), good.begin() + 23);
  EXPECT_FALSE(decode_predecessor_list(twice).ok());
  Bytes empty_counter = good;
  empty_counter[0] = 16;
  EXPECT_FALSE(decode_predecessor_list(empty_counter).ok());
}

}  // namespace
}  // namespace postroom
