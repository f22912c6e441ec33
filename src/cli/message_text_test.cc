#include "cli/message_text.h"

#include <gtest/gtest.h>

#include <postroom/tags.h>

namespace postroom::cli {
namespace {

class NoLargeValues final : public LargeValues {
 public:
  Result<LargeValue> put(Source&) override { return Error{Code::not_supported, "", ""}; }
  Result<std::unique_ptr<RandomAccess>> get(const LargeValue&) override {
    return Error{Code::not_found, "The value is not there.", ""};
  }
};

}  // namespace

TEST(MessageText, is_the_plain_body_else_that_of_the_html) {
  NoLargeValues large;
  EXPECT_EQ(body_text({{tag::body, std::string("a\r\nb\r\n")}, {tag::html, to_bytes("<p>x")}}, large),
            "a\nb\n");
  EXPECT_EQ(body_text({{tag::html, to_bytes("<p>x</p>")}}, large), "x\n");
  EXPECT_EQ(body_text({}, large), "");
}

TEST(MessageText, says_so_when_the_body_cannot_be_read) {
  NoLargeValues large;
  EXPECT_EQ(body_text({{tag::body, LargeValue{{}, 9000}}}, large),
            "(The text cannot be shown: The value is not there.)");
}

TEST(MessageText, quotes_names_that_would_be_taken_apart) {
  EXPECT_EQ(recipient_text(make_recipient(RecipientType::to, "Ruiz, Ana", "ana@example.com")),
            "\"Ruiz, Ana\" <ana@example.com>");
  EXPECT_EQ(recipient_text(make_recipient(RecipientType::to, "", "ana@example.com")), "ana@example.com");
}

}  // namespace postroom::cli
