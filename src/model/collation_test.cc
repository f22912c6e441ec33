#include "model/collation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "model/testing/random_content.h"

namespace postroom {
namespace {

using testing::RandomNumbers;

void expect_in_order(std::initializer_list<std::string_view> texts) {
  for (auto a = texts.begin(); a != texts.end(); ++a) {
    for (auto b = texts.begin(); b != texts.end(); ++b) {
      EXPECT_TRUE(compare_texts(*a, *b) == ((a - b) <=> 0)) << *a << " and " << *b;
      EXPECT_TRUE((collation_key(*a) <=> collation_key(*b)) == ((a - b) <=> 0)) << *a << " and " << *b;
    }
  }
}

// Texts that like to meet: equal letters in other case, accents in both forms, ignorable characters, bad
// bytes.
std::string random_near_text(RandomNumbers& random) {
  constexpr std::string_view kPieces[] = {"a",
                                          "A",
                                          "b",
                                          "\xC3\xA4",
                                          "a\xCC\x88",
                                          "\xCC\x88",
                                          "\xCC\xA3",
                                          "\x01",
                                          "-",
                                          " ",
                                          "\xEF\xBF\xBE",
                                          "\xEF\xBF\xBF",
                                          "\xF0\x9F\x93\xAC",
                                          "\xE6\x97\xA5",
                                          "\xFF",
                                          "\xE2\x82",
                                          "\xC3\x9F",
                                          "ss",
                                          "1",
                                          "10",
                                          "2",
                                          std::string_view("\0", 1)};
  std::string text;
  for (std::size_t i = testing::random_below(random, 6); i > 0; --i) {
    text += kPieces[testing::random_below(random, std::size(kPieces))];
  }
  return text;
}

TEST(Collation, puts_letters_before_accents_and_those_before_case) {
  expect_in_order({"", "a", "A", "\xC3\xA4", "\xC3\x84", "ab", "b", "B"});
  expect_in_order({"cote", "cot\xC3\xA9", "c\xC3\xB4te", "c\xC3\xB4t\xC3\xA9", "Coten"});
}

TEST(Collation, puts_spaces_signs_and_digits_before_letters_and_scripts_after_one_another) {
  expect_in_order({" ", "-", "\"", "1", "10", "2", "a", "\xCE\xB1", "\xD0\xB0", "\xE6\x97\xA5"});
}

TEST(Collation, takes_composed_and_decomposed_letters_for_equal) {
  EXPECT_TRUE(compare_texts("\xC3\xA4", "a\xCC\x88") == 0);
  EXPECT_EQ(collation_key("\xC3\xA4"), collation_key("a\xCC\x88"));
  EXPECT_TRUE(compare_texts("a\xCC\xA3\xCC\x88", "a\xCC\x88\xCC\xA3") == 0);  // marks in another order
  EXPECT_EQ(collation_key("a\xCC\xA3\xCC\x88"), collation_key("a\xCC\x88\xCC\xA3"));
}

TEST(Collation, overlooks_control_characters_alone) {
  EXPECT_TRUE(compare_texts("a\x01"
                            "b",
                            "ab") == 0);
  EXPECT_EQ(collation_key(std::string_view("a\0b", 3)), collation_key("ab"));
  EXPECT_TRUE(compare_texts("a-b", "ab") != 0);
}

TEST(Collation, takes_every_byte_that_is_not_utf8_for_a_replacement_character) {
  EXPECT_EQ(collation_key("a\xFF"), collation_key("a\xEF\xBF\xBD"));
  EXPECT_TRUE(compare_texts("a\xFF", "a\xEF\xBF\xBD") == 0);
  EXPECT_EQ(collation_key("\xE2\x82"), collation_key("\xEF\xBF\xBD\xEF\xBF\xBD"));
  EXPECT_TRUE(compare_texts("\xE2\x82", "\xEF\xBF\xBD\xEF\xBF\xBD") == 0);
}

TEST(Collation, keys_have_the_order_that_comparing_finds) {
  RandomNumbers random(1);
  int equal = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::string a = i % 4 == 0 ? testing::random_text(random) : random_near_text(random);
    const std::string b = i % 4 == 0 ? testing::random_text(random) : random_near_text(random);
    const std::weak_ordering compared = compare_texts(a, b);
    ASSERT_TRUE(compared == (collation_key(a) <=> collation_key(b))) << i;
    ASSERT_TRUE((compare_texts(b, a) < 0) == (compared > 0) && (compare_texts(b, a) > 0) == (compared < 0))
        << i;
    equal += compared == 0;
  }
  EXPECT_GT(equal, 200);
}

TEST(Collation, keys_hold_no_zero_byte) {
  RandomNumbers random(2);
  for (int i = 0; i < 5000; ++i) {
    const Bytes key = collation_key(random_near_text(random) + testing::random_text(random));
    ASSERT_EQ(std::find(key.begin(), key.end(), 0), key.end()) << i;
  }
}

TEST(Collation, a_limited_key_is_the_front_of_the_whole_one) {
  RandomNumbers random(3);
  for (int i = 0; i < 1500; ++i) {
    std::string text = random_near_text(random);
    for (std::size_t repeat = testing::random_below(random, 60); repeat > 0; --repeat) {
      text += testing::random_text(random) + random_near_text(random);
    }
    const Bytes whole = collation_key(text);
    for (const std::size_t limit : {0, 1, 2, 3, 16, 64, 255, 512, 513, 2000}) {
      const Bytes limited = collation_key(text, limit);
      ASSERT_EQ(limited, Bytes(whole.begin(),
                               whole.begin() + static_cast<std::ptrdiff_t>(std::min(limit, whole.size()))))
          << i << " limit " << limit << " of " << text.size();
    }
  }
}

TEST(Collation, does_not_read_a_long_text_to_its_end_for_the_front_of_its_key) {
  const std::string start = "Quarterly report ";
  const std::string text = start + std::string(30 << 20, 'x');
  const Bytes key = collation_key(text, 32);
  EXPECT_EQ(key.size(), 32u);
  EXPECT_EQ(key, collation_key(start + std::string(100, 'x'), 32));
}

TEST(Collation, may_be_used_by_many_threads_at_once) {
  const Bytes expected = collation_key("R\xC3\xA9sum\xC3\xA9 of 2026");
  std::vector<std::thread> threads;
  std::atomic<int> wrong = 0;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 2000; ++n) {
        wrong += collation_key("R\xC3\xA9sum\xC3\xA9 of 2026") != expected;
        wrong += compare_texts("Re\xCC\x81sum\xC3\xA9 of 2026", "R\xC3\xA9sum\xC3\xA9 of 2026") != 0;
        wrong += fold("R\xC3\x89SUM\xC3\xA9", {true, true}) != "resume";
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

TEST(CollationVersion, names_icu_and_its_data) {
  EXPECT_TRUE(collation_version().starts_with("icu "));
  EXPECT_NE(collation_version().find(" root "), std::string_view::npos);
  EXPECT_EQ(collation_version().data(), collation_version().data());
}

}  // namespace
}  // namespace postroom
