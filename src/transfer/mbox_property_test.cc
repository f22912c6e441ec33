#include "transfer/mbox_property.h"

#include <gtest/gtest.h>

namespace postroom::transfer {
namespace {

KeptFrame frame(FromQuoting quoting, std::string separator, bool is_last) {
  return {{"From ana@example.com Mon Jan  5 08:00:00 2026\n", quoting, std::move(separator)}, is_last};
}

TEST(MboxProperty, keeps_every_kind_of_frame) {
  for (const FromQuoting quoting : {FromQuoting::mboxrd, FromQuoting::none}) {
    for (const char* separator : {"", "\n", "\r\n"}) {
      for (const bool is_last : {false, true}) {
        const KeptFrame kept = frame(quoting, separator, is_last);
        EXPECT_EQ(kept_frame(to_value(kept)), kept);
      }
    }
  }
}

TEST(MboxProperty, keeps_bytes_that_are_no_text) {
  KeptFrame kept = frame(FromQuoting::mboxrd, "\n", false);
  kept.frame.from_line = "\r\nFrom \xFF\xFE\n";
  EXPECT_EQ(kept_frame(to_value(kept)), kept);
}

TEST(MboxProperty, is_not_read_from_a_value_that_someone_else_made) {
  EXPECT_FALSE(kept_frame(Value(std::string("From ana\n"))));
  EXPECT_FALSE(kept_frame(Value(std::vector<Bytes>{})));
  EXPECT_FALSE(kept_frame(Value(std::vector<Bytes>{to_bytes("From ana\n")})));
  EXPECT_FALSE(kept_frame(Value(std::vector<Bytes>{to_bytes("Subject: no\n"), {}})));
  EXPECT_FALSE(kept_frame(Value(std::vector<Bytes>{to_bytes("\n\n"), {}})));
}

TEST(MboxProperty, fits_its_type) {
  EXPECT_TRUE(fits(kMboxFrameType, to_value(frame(FromQuoting::none, "", true))));
}

}  // namespace
}  // namespace postroom::transfer
