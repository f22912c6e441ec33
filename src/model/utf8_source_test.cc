#include "model/utf8_source.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace postroom {
namespace {

// Gives at most so many bytes with each call.
class SlowSource final : public Source {
 public:
  SlowSource(std::string_view text, std::size_t most) : text_(text), most_(most) {}
  Result<std::size_t> read(std::span<std::uint8_t> buffer) override {
    const std::size_t count = std::min({buffer.size(), most_, text_.size()});
    std::copy_n(text_.begin(), count, buffer.begin());
    text_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view text_;
  const std::size_t most_;
};

Result<Bytes> read_checked(std::string_view text, std::size_t most) {
  SlowSource slow(text, most);
  Utf8Source checked(slow);
  return read_all(checked, 1'000'000);
}

TEST(Utf8Source, gives_text_as_it_is_wherever_its_pieces_end) {
  const std::string text = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80z\xEF\xBF\xBD";
  for (std::size_t most = 1; most <= text.size(); ++most) {
    const auto read = read_checked(text, most);
    ASSERT_TRUE(read.ok()) << most;
    EXPECT_EQ(as_text(*read), text) << most;
  }
  EXPECT_TRUE(read_checked("", 1)->empty());
}

TEST(Utf8Source, refuses_what_is_not_utf8_wherever_its_pieces_end) {
  const std::string wrong[] = {"\xFF",          "\x80",         "\xC3(",
                               "\xC0\xAF",      "\xED\xA0\x80", "\xF5\x80\x80\x80",
                               "\xF0\x9F(\x80", "\xE2\x82\xE2", std::string(9, '\x80')};
  for (const std::string& bytes : wrong) {
    for (const std::string& text : {bytes, "ab" + bytes, bytes + "ab", "\xC3\xA9" + bytes + "\xC3\xA9"}) {
      for (std::size_t most = 1; most <= text.size(); ++most) {
        const auto read = read_checked(text, most);
        ASSERT_FALSE(read.ok()) << most << " of " << ::testing::PrintToString(text);
        EXPECT_EQ(read.error().code, Code::invalid_argument);
      }
    }
  }
}

TEST(Utf8Source, refuses_a_character_that_is_cut_short_at_the_end) {
  for (const std::string_view cut : {"\xC3", "\xE2", "\xE2\x82", "\xF0\x9F\x98"}) {
    for (std::size_t most = 1; most <= cut.size() + 1; ++most) {
      EXPECT_FALSE(read_checked("a" + std::string(cut), most).ok()) << ::testing::PrintToString(cut);
    }
  }
}

TEST(Utf8Source, passes_on_why_it_could_not_read) {
  class Broken final : public Source {
    Result<std::size_t> read(std::span<std::uint8_t>) override {
      return Error{Code::io_error, "Broken.", {}};
    }
  } broken;
  Utf8Source checked(broken);
  Bytes some(4);
  EXPECT_EQ(checked.read(some).error().code, Code::io_error);
}

}  // namespace
}  // namespace postroom
