#include "model/sort_key.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/evaluate.h"
#include "model/testing/random_content.h"

namespace postroom {
namespace {

using testing::RandomNumbers;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

// One by one: as one list they take a compiler minutes.
std::vector<Value> near_values() {
  std::vector<Value> near;
  near.emplace_back(Null{});
  near.emplace_back(std::int16_t{-1});
  near.emplace_back(std::int16_t{0});
  near.emplace_back(std::int16_t{1});
  near.emplace_back(-1);
  near.emplace_back(0);
  near.emplace_back(1);
  near.emplace_back(256);
  near.emplace_back(std::int64_t{-1});
  near.emplace_back(std::int64_t{0});
  near.emplace_back(0.0f);
  near.emplace_back(-0.0f);
  near.emplace_back(-1.5f);
  near.emplace_back(std::numeric_limits<float>::quiet_NaN());
  near.emplace_back(0.0);
  near.emplace_back(-0.0);
  near.emplace_back(1e-310);
  near.emplace_back(-1e-310);
  near.emplace_back(kNaN);
  near.emplace_back(-kNaN);
  near.emplace_back(kInfinity);
  near.emplace_back(-kInfinity);
  near.emplace_back(Currency{-1});
  near.emplace_back(Currency{1});
  near.emplace_back(AppTime{-1});
  near.emplace_back(AppTime{kNaN});
  near.emplace_back(AppTime{0.0});
  near.emplace_back(AppTime{-0.0});
  near.emplace_back(ErrorValue{1});
  near.emplace_back(ErrorValue{0x80000000});
  near.emplace_back(false);
  near.emplace_back(true);
  near.emplace_back(String8{"a"});
  near.emplace_back(std::string("a"));
  near.emplace_back(std::string("A"));
  near.emplace_back(std::string("a\x01"));
  near.emplace_back(std::string("\xC3\xA4"));
  near.emplace_back(std::string("a\xCC\x88"));
  near.emplace_back(std::string());
  near.emplace_back(std::string("\xFF"));
  near.emplace_back(FileTime{-1});
  near.emplace_back(FileTime{1});
  near.emplace_back(Guid{});
  near.emplace_back(kPsMapi);
  near.emplace_back(Bytes{});
  near.emplace_back(Bytes{0});
  near.emplace_back(Bytes{0, 0});
  near.emplace_back(Bytes{0, 0xFF});
  near.emplace_back(Bytes{0, 1});
  near.emplace_back(Bytes{0xFF});
  near.emplace_back(Bytes{1});
  near.emplace_back(LargeValue{{}, 1});
  near.emplace_back(LargeValue{{}, 256});
  near.emplace_back(std::vector<std::int32_t>{});
  near.emplace_back(std::vector<std::int32_t>{1});
  near.emplace_back(std::vector<std::int32_t>{1, -1});
  near.emplace_back(std::vector<std::int32_t>{2});
  near.emplace_back(std::vector<double>{kNaN});
  near.emplace_back(std::vector<double>{0.0});
  near.emplace_back(std::vector<double>{-0.0});
  near.emplace_back(std::vector<std::string>{"a"});
  near.emplace_back(std::vector<String8>{{"a"}});
  near.emplace_back(std::vector<std::string>{"a", ""});
  near.emplace_back(std::vector<std::string>{"", "a"});
  near.emplace_back(std::vector<std::string>{"ab"});
  near.emplace_back(std::vector<Bytes>{{}});
  near.emplace_back(std::vector<Bytes>{{0}, {}});
  near.emplace_back(std::vector<Bytes>{{0, 0}});
  near.emplace_back(std::vector<Bytes>{{}, {0}});
  return near;
}

// Values that are near one another, of all types, so that chance makes equal and almost equal ones.
Value random_near_value(RandomNumbers& random) {
  static const std::vector<Value> kNear = near_values();
  if (testing::random_below(random, 4) != 0) return kNear[testing::random_below(random, kNear.size())];
  return testing::random_value(random, testing::random_tag(random));
}

Bytes key_of(const Value& value, Direction direction = Direction::ascending) {
  Bytes key;
  append_sort_key(key, direction, &value);
  return key;
}

TEST(CompareValues, is_a_total_weak_order) {
  RandomNumbers random(1);
  int equal = 0;
  for (int i = 0; i < 100'000; ++i) {
    const Value a = random_near_value(random);
    const Value b = random_near_value(random);
    const Value c = random_near_value(random);
    ASSERT_TRUE(compare_values(a, a) == 0) << i;
    ASSERT_EQ(compare_values(a, b) < 0, compare_values(b, a) > 0) << i;
    ASSERT_EQ(compare_values(a, b) == 0, compare_values(b, a) == 0) << i;
    const bool in_order = compare_values(a, b) <= 0 && compare_values(b, c) <= 0;
    ASSERT_TRUE(!in_order || compare_values(a, c) <= 0) << i;
    equal += compare_values(a, b) == 0 && !identical(a, b);
  }
  EXPECT_GT(equal, 100);
}

TEST(CompareValues, puts_nan_after_all_numbers_and_takes_both_zeros_for_one) {
  EXPECT_TRUE(compare_values(kNaN, kInfinity) > 0);
  EXPECT_TRUE(compare_values(kNaN, -kNaN) == 0);
  EXPECT_TRUE(compare_values(0.0, -0.0) == 0);
  EXPECT_TRUE(compare_values(AppTime{kNaN}, AppTime{1}) > 0);
}

TEST(CompareValues, orders_values_of_different_types_by_type) {
  EXPECT_TRUE(compare_values(std::int32_t{5}, std::int64_t{1}) < 0);
  EXPECT_TRUE(compare_values(String8{"a"}, std::string("a")) == 0);
  EXPECT_TRUE(compare_values(std::vector<String8>{{"a"}}, std::vector<std::string>{"a"}) == 0);
}

TEST(SortKey, orders_two_values_as_comparing_them_does_in_both_directions) {
  RandomNumbers random(2);
  for (int i = 0; i < 100'000; ++i) {
    const Value a = random_near_value(random);
    const Value b = random_near_value(random);
    const std::weak_ordering compared = compare_values(a, b);
    ASSERT_TRUE(compared == (key_of(a) <=> key_of(b))) << i << ": " << a.index() << " " << b.index();
    ASSERT_TRUE(compared == (key_of(b, Direction::descending) <=> key_of(a, Direction::descending))) << i;
  }
}

TEST(SortKey, orders_rows_key_after_key_with_missing_values_last) {
  RandomNumbers random(3);
  for (int i = 0; i < 30'000; ++i) {
    SortOrder order;
    std::vector<Value> kept(6);
    std::vector<const Value*> rows[2];
    std::weak_ordering expected = std::weak_ordering::equivalent;
    for (std::size_t k = 0; k < 3; ++k) {
      const bool descends = testing::random_below(random, 2) == 0;
      order.keys.push_back({{}, descends ? Direction::descending : Direction::ascending});
      for (std::size_t row = 0; row < 2; ++row) {
        kept[2 * k + row] = random_near_value(random);
        if (row == 1 && testing::random_below(random, 2) == 0) kept[2 * k + 1] = kept[2 * k];
        rows[row].push_back(testing::random_below(random, 5) == 0 ? nullptr : &kept[2 * k + row]);
      }
      if (expected != 0) continue;
      const Value* const a = rows[0].back();
      const Value* const b = rows[1].back();
      if (!a || !b) {
        expected = !a <=> !b;
      } else {
        expected = descends ? compare_values(*b, *a) : compare_values(*a, *b);
      }
    }
    ASSERT_TRUE(expected == (sort_key(order, rows[0]) <=> sort_key(order, rows[1]))) << i;
  }
}

TEST(SortKey, of_an_order_without_keys_is_empty) { EXPECT_TRUE(sort_key({}, {}).empty()); }

TEST(SortKey, is_cut_at_its_limit_to_the_front_of_the_whole_key) {
  RandomNumbers random(4);
  for (int i = 0; i < 20'000; ++i) {
    const Value values[] = {random_near_value(random), random_near_value(random)};
    const Value* const row[] = {&values[0], &values[1]};
    const SortOrder order{{{{}, Direction::descending}, {{}, Direction::ascending}}};
    const Bytes whole = sort_key(order, row);
    const std::size_t limit = testing::random_below(random, whole.size() + 2);
    const auto end = whole.begin() + static_cast<std::ptrdiff_t>(std::min(limit, whole.size()));
    ASSERT_EQ(sort_key(order, row, limit), Bytes(whole.begin(), end)) << i;
  }
}

}  // namespace
}  // namespace postroom
