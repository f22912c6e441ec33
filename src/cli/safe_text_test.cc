#include "cli/safe_text.h"

#include <gtest/gtest.h>

namespace postroom::cli {

TEST(SafeText, shows_control_characters_instead_of_sending_them) {
  EXPECT_EQ(safe_text("a\x1B[31mred\x07"), "a␛[31mred␇");
  EXPECT_EQ(safe_text("x\x7Fy\x08"), "x␡y␈");
  EXPECT_EQ(safe_text(std::string_view("a\0b", 3)), "a␀b");
}

TEST(SafeText, drops_c1_controls_however_they_are_written) {
  EXPECT_EQ(safe_text("a\xC2\x9B"
                      "31m"),
            "a\uFFFD31m");  // U+009B as UTF-8
  EXPECT_EQ(safe_text("a\x9B"
                      "31m"),
            "a\uFFFD31m");  // the bare byte
}

TEST(SafeText, keeps_a_file_name_from_being_shown_backwards) {
  EXPECT_EQ(safe_line("invoice\u202Efdp.exe"), "invoice\uFFFDfdp.exe");
  EXPECT_EQ(safe_line("a\u2066b\u2069"), "a\uFFFDb\uFFFD");
}

TEST(SafeText, makes_one_kind_of_line_end) {
  EXPECT_EQ(safe_text("a\r\nb\nc\rd\te"), "a\nb\nc\nd    e");
  EXPECT_EQ(safe_line("a\r\nb\nc\td"), "a b c d");
}

TEST(SafeText, leaves_every_script_alone) {
  for (const char* text : {"Grüße", "印刷機", "שָׁלוֹם", "Привет", "e\u0301", "👩\u200D💻"})
    EXPECT_EQ(safe_line(text), text);
}

}  // namespace postroom::cli
