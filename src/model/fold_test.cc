#include <gtest/gtest.h>
#include <postroom/text.h>

#include "model/collation.h"
#include "model/testing/random_content.h"

namespace postroom {
namespace {

constexpr Looseness kNothing{};
constexpr Looseness kCase{true, false};
constexpr Looseness kMarks{false, true};
constexpr Looseness kBoth{true, true};

// "ÄÖÜ straße" and so on, spelled in bytes so that no editor changes their form.
constexpr std::string_view kComposed = "\xC3\x84rger \xC3\xA9t\xC3\xA9";       // Ärger été
constexpr std::string_view kDecomposed = "A\xCC\x88rger e\xCC\x81te\xCC\x81";  // the same in pieces

std::string utf8_of(char32_t character) {
  const auto byte = [](char32_t bits) { return static_cast<char>(bits); };
  if (character < 0x80) return {byte(character)};
  if (character < 0x800) return {byte(0xC0 | character >> 6), byte(0x80 | (character & 0x3F))};
  if (character < 0x10000) {
    return {byte(0xE0 | character >> 12), byte(0x80 | (character >> 6 & 0x3F)),
            byte(0x80 | (character & 0x3F))};
  }
  return {byte(0xF0 | character >> 18), byte(0x80 | (character >> 12 & 0x3F)),
          byte(0x80 | (character >> 6 & 0x3F)), byte(0x80 | (character & 0x3F))};
}

TEST(Fold, leaves_texts_as_they_are_when_nothing_is_overlooked) {
  EXPECT_EQ(fold("Report", kNothing), "Report");
  EXPECT_EQ(fold(kComposed, kNothing), kComposed);
  EXPECT_EQ(fold(kDecomposed, kNothing), kDecomposed);
  EXPECT_EQ(fold("", kNothing), "");
}

TEST(Fold, overlooks_the_case_of_ascii_letters_and_of_nothing_else_in_ascii) {
  std::string ascii;
  std::string lower;
  for (int c = 0; c < 128; ++c) {
    ascii += static_cast<char>(c);
    lower += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  }
  for (std::size_t start = 0; start < ascii.size(); ++start) {  // every alignment to the words it works in
    ASSERT_EQ(fold(ascii.substr(start), kCase), lower.substr(start)) << start;
    ASSERT_EQ(fold(ascii.substr(0, start), kBoth), lower.substr(0, start)) << start;
    ASSERT_EQ(fold(ascii.substr(start), kMarks), ascii.substr(start)) << start;
  }
}

TEST(Fold, overlooks_case_in_full_where_one_letter_becomes_two) {
  EXPECT_EQ(fold("STRASSE", kCase), fold("Stra\xC3\x9F"
                                         "e",
                                         kCase));
  EXPECT_EQ(fold("\xCE\xA3\xCE\x9F\xCE\xA6\xCE\x9F\xCE\xA3", kCase),
            fold("\xCF\x83\xCE\xBF\xCF\x86\xCE\xBF\xCF\x82", kCase));
  EXPECT_EQ(fold("\xD0\x9F\xD0\xA0\xD0\x98", kCase), "\xD0\xBF\xD1\x80\xD0\xB8");
}

TEST(Fold, keeps_accents_when_only_case_is_overlooked) {
  EXPECT_EQ(fold(kComposed, kCase), "\xC3\xA4rger \xC3\xA9t\xC3\xA9");
  EXPECT_NE(fold("resume", kCase), fold("r\xC3\xA9sum\xC3\xA9", kCase));
}

TEST(Fold, overlooks_nonspacing_marks_in_composed_and_decomposed_letters) {
  EXPECT_EQ(fold(kComposed, kMarks), "Arger ete");
  EXPECT_EQ(fold(kDecomposed, kMarks), "Arger ete");
  EXPECT_EQ(fold(kComposed, kBoth), "arger ete");
  EXPECT_EQ(fold(kDecomposed, kBoth), "arger ete");
}

TEST(Fold, overlooks_marks_before_case_so_that_a_mark_does_not_become_a_letter) {
  EXPECT_EQ(fold("\xE1\xBE\xB3", kBoth), "\xCE\xB1");     // alpha with ypogegrammeni
  EXPECT_EQ(fold("\xC4\xB0stanbul", kBoth), "istanbul");  // I with a dot above
}

TEST(Fold, keeps_letters_and_marks_that_have_a_width) {
  EXPECT_EQ(fold("\xE6\x97\xA5\xE6\x9C\xAC", kBoth), "\xE6\x97\xA5\xE6\x9C\xAC");  // Japan
  EXPECT_EQ(fold("\xE0\xA4\x95\xE0\xA4\xBE", kBoth), "\xE0\xA4\x95\xE0\xA4\xBE");  // ka, sign aa (Mc)
  EXPECT_EQ(fold("\xF0\x9F\x93\xAC", kBoth), "\xF0\x9F\x93\xAC");                  // a mailbox
}

TEST(Fold, takes_every_byte_that_is_not_utf8_for_a_replacement_character) {
  EXPECT_EQ(fold("a\xFF"
                 "B\xC3",
                 kNothing),
            "a\xEF\xBF\xBD"
            "B\xEF\xBF\xBD");
  EXPECT_EQ(fold("a\xFF"
                 "B\xC3",
                 kBoth),
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD");
  EXPECT_EQ(fold("\xE2\x82", kBoth), "\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(Fold, changes_nothing_more_when_done_again_for_every_character_there_is) {
  for (char32_t character = 0; character <= 0x10FFFF; ++character) {
    if (character >= 0xD800 && character <= 0xDFFF) continue;
    const std::string text = utf8_of(character);
    ASSERT_EQ(fold(text, kNothing), text) << std::hex << static_cast<std::uint32_t>(character);
    for (const Looseness overlooks : {kCase, kMarks, kBoth}) {
      const std::string once = fold(text, overlooks);
      ASSERT_EQ(fold(once, overlooks), once) << std::hex << static_cast<std::uint32_t>(character);
    }
  }
}

TEST(Fold, of_a_text_is_that_of_its_parts_between_ascii_characters) {
  testing::RandomNumbers random(7);
  for (int i = 0; i < 2000; ++i) {
    const std::string a = testing::random_text(random);
    const std::string b = testing::random_text(random);
    for (const Looseness overlooks : {kNothing, kCase, kMarks, kBoth}) {
      ASSERT_EQ(fold(a + "Xx" + b, overlooks),
                fold(a, overlooks) + fold("Xx", overlooks) + fold(b, overlooks));
    }
  }
}

TEST(Fold, takes_texts_of_many_megabytes_without_a_space) {
  std::string text;
  for (int i = 0; i < 1'500'000; ++i) text += "\xD0\x9F";
  const std::string folded = fold(text, kBoth);
  EXPECT_EQ(folded.size(), text.size());
  EXPECT_EQ(folded.substr(0, 2), "\xD0\xBF");
  EXPECT_EQ(folded.find("\xD0\x9F"), std::string::npos);
}

}  // namespace
}  // namespace postroom
