#include "table/first_rows.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace postroom::table {
namespace {

using First = FirstRows<std::int64_t>;

struct Sample {
  Bytes bytes;
  RowKey key;
};

// Each with bytes of its own, in any order.
std::vector<Sample> samples(std::mt19937_64& random, std::int64_t count) {
  std::vector<Sample> all;
  for (std::int64_t id = 1; id <= count; ++id) {
    Bytes bytes(1 + random() % 8);
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random() % 7);
    bytes.push_back(0xFF);
    for (int shift = 16; shift >= 0; shift -= 8) bytes.push_back(static_cast<std::uint8_t>(id >> shift));
    all.push_back({bytes, {id, 0}});
  }
  return all;
}

std::vector<RowKey> sorted(std::vector<Sample> all, std::size_t wanted) {
  std::sort(all.begin(), all.end(), [](const Sample& a, const Sample& b) { return a.bytes < b.bytes; });
  std::vector<RowKey> keys;
  for (std::size_t i = 0; i < std::min(wanted, all.size()); ++i) keys.push_back(all[i].key);
  return keys;
}

std::vector<RowKey> keys(const std::vector<First::Row>& rows) {
  std::vector<RowKey> found;
  for (const First::Row& row : rows) found.push_back(row.key);
  return found;
}

void offer(First& first, const Sample& sample, std::size_t told) {
  if (first.may_have(ByteView(sample.bytes).first(std::min(told, sample.bytes.size())))) {
    first.add({sample.bytes, sample.key, 0});
  }
}

TEST(FirstRows, are_the_first_in_order_whatever_beginnings_are_asked_about) {
  for (unsigned seed = 0; seed < 50; ++seed) {
    std::mt19937_64 random(seed);
    const auto all = samples(random, 2000);
    First first(20);
    for (const Sample& sample : all) offer(first, sample, 1 + random() % 12);
    EXPECT_EQ(keys(first.take_in_order()), sorted(all, 20)) << seed;
  }
}

TEST(FirstRows, of_several_are_the_first_of_all) {
  std::mt19937_64 random(7);
  const auto all = samples(random, 900);
  std::vector<First> parts(3, First(50));
  for (std::size_t i = 0; i < all.size(); ++i) offer(parts[i % 3], all[i], 3);
  parts[0].add_all(std::move(parts[1]));
  parts[0].add_all(std::move(parts[2]));
  EXPECT_EQ(keys(parts[0].take_in_order()), sorted(all, 50));
}

TEST(FirstRows, fewer_than_wanted_are_all) {
  std::mt19937_64 random(1);
  const auto all = samples(random, 5);
  First first(20);
  for (const Sample& sample : all) offer(first, sample, 2);
  EXPECT_EQ(first.last(), nullptr);
  EXPECT_EQ(keys(first.take_in_order()), sorted(all, 20));
}

TEST(FirstRows, say_what_was_told_of_the_last_one_that_can_be_among_them) {
  First first(2);
  for (std::int64_t number = 100; number > 0; --number) {
    first.add({{static_cast<std::uint8_t>(number)}, {number, 0}, number});
  }
  ASSERT_NE(first.last(), nullptr);
  EXPECT_LT(first.last()->told, 10);
  EXPECT_TRUE(first.may_have(Bytes{2}));
  EXPECT_FALSE(first.may_have(Bytes{50}));
  EXPECT_FALSE(first.may_have(Bytes{50, 1}));
}

}  // namespace
}  // namespace postroom::table
