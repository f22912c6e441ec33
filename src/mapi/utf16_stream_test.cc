#include "mapi/utf16_stream.h"

#include <gtest/gtest.h>
#include <postroom/text.h>

#include <algorithm>

#include "base/try.h"
#include "mapi/testing/slow_source.h"
#include "support/must.h"

namespace postroom::mapi {
namespace {

using postroom::testing::code_of;
using postroom::testing::must;
using testing::SlowSource;

constexpr std::size_t kPiece = 64 * 1024;  // bytes that are read at once

Result<Bytes> to_utf16_bytes(std::string_view text, std::size_t most = kPiece) {
  const Bytes utf8 = to_bytes(text);
  SlowSource source(utf8, most);
  MemorySink sink;
  TRY(utf8_to_utf16(source, sink));
  return sink.take();
}

std::string to_utf8_text(const Bytes& utf16, std::size_t most = kPiece) {
  SlowSource source(utf16, most);
  Utf16Source utf8(source);
  std::string text;
  std::uint8_t buffer[7];
  for (;;) {
    const std::size_t got = must(utf8.read(buffer));
    if (got == 0) return text;
    text.append(reinterpret_cast<const char*>(buffer), got);
  }
}

const std::string kPiano = "A\xC3\xA4\xE2\x82\xAC\xF0\x9F\x8E\xB9";  // of one, two, three and four bytes
const Bytes kPianoUnits{'A', 0, 0xE4, 0, 0xAC, 0x20, 0x3C, 0xD8, 0xB9, 0xDF};

TEST(Utf16Stream, writes_each_character_as_one_unit_or_two) {
  EXPECT_EQ(must(to_utf16_bytes(kPiano)), kPianoUnits);
  EXPECT_EQ(must(to_utf16_bytes("")), Bytes{});
}

TEST(Utf16Stream, reads_what_it_wrote) { EXPECT_EQ(to_utf8_text(kPianoUnits), kPiano); }

TEST(Utf16Stream, does_not_mind_where_its_source_is_cut) {
  for (const std::size_t most : {1, 2, 3, 5, 7}) {
    EXPECT_EQ(must(to_utf16_bytes(kPiano, most)), kPianoUnits) << most;
    EXPECT_EQ(to_utf8_text(kPianoUnits, most), kPiano) << most;
  }
}

TEST(Utf16Stream, keeps_characters_whole_around_the_end_of_a_piece) {
  for (std::size_t before = kPiece - 9; before <= kPiece + 2; ++before) {
    const std::string text = std::string(before, 'x') + kPiano + "end";
    EXPECT_TRUE(to_utf8_text(must(to_utf16_bytes(text))) == text) << before;
  }
}

TEST(Utf16Stream, refuses_what_is_not_UTF_8) {
  EXPECT_EQ(code_of(to_utf16_bytes("a\xFFz")), Code::corrupt);
  EXPECT_EQ(code_of(to_utf16_bytes("a\xC3")), Code::corrupt) << "half a character at the end";
  std::string cut(kPiece - 1, 'x');
  cut.push_back('\xC3');
  EXPECT_EQ(code_of(to_utf16_bytes(cut)), Code::corrupt);
}

TEST(Utf16Stream, replaces_halves_of_pairs) {
  EXPECT_EQ(to_utf8_text({0x3C, 0xD8, 'z', 0}), "\xEF\xBF\xBDz");
  EXPECT_EQ(to_utf8_text({0xB9, 0xDF, 'z', 0}), "\xEF\xBF\xBDz");
  EXPECT_EQ(to_utf8_text({'a', 0, 0x3C, 0xD8}), "a\xEF\xBF\xBD");
  EXPECT_EQ(to_utf8_text({0x3C, 0xD8, 0x3C, 0xD8, 0xB9, 0xDF}), "\xEF\xBF\xBD\xF0\x9F\x8E\xB9");
}

TEST(Utf16Stream, leaves_out_half_a_unit_at_the_end) { EXPECT_EQ(to_utf8_text({'a', 0, 'b'}), "a"); }

}  // namespace
}  // namespace postroom::mapi
