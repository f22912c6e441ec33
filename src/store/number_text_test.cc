#include "store/number_text.h"

#include <gtest/gtest.h>

#include <vector>

namespace postroom::store {
namespace {

TEST(NumberText, GivesBackWhatWasPut) {
  const std::vector<std::uint64_t> numbers{0, 1, 31, 32, 33, 1023, 1024, 1ULL << 32, ~std::uint64_t{0}};
  const std::vector<std::int64_t> differences{0, 1, -1, 15, 16, -16, -17, INT64_MAX, INT64_MIN};
  NumberWriter writer;
  for (const std::uint64_t number : numbers) writer.put(number);
  for (const std::int64_t number : differences) writer.put_signed(number);
  const std::string text = writer.take();
  NumberReader reader(text);
  for (const std::uint64_t number : numbers) EXPECT_EQ(reader.next().value(), number);
  for (const std::int64_t number : differences) EXPECT_EQ(reader.next_signed().value(), number);
  EXPECT_TRUE(reader.is_at_end());
}

TEST(NumberText, KeepsSmallNumbersOfEitherSignInOneLetter) {
  NumberWriter writer;
  writer.put(31);
  writer.put_signed(-16);
  writer.put_signed(15);
  EXPECT_EQ(writer.size(), 3u);
}

TEST(NumberText, RefusesWhatIsNoNumber) {
  for (const char* text : {"", "g", "!", "gggggggggggggggA", "_____________________", "____________Q"}) {
    EXPECT_FALSE(NumberReader(text).next().ok()) << text;
  }
  EXPECT_TRUE(NumberReader("____________P").next().ok());  // all 64 bits set
}

TEST(NumberText, RefusesACountThatTheRestHasNoRoomFor) {
  EXPECT_EQ(NumberReader("CAAAA").count(2).value(), 2u);
  EXPECT_EQ(NumberReader("DAAAA").count(2).error().code, Code::corrupt);
}

}  // namespace
}  // namespace postroom::store
