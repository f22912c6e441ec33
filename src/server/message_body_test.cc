#include "server/message_body.h"

#include <gtest/gtest.h>
#include <postroom/tags.h>

#include "support/must.h"

namespace postroom::server {
namespace {

using postroom::testing::code_of;
using postroom::testing::must;

// One value of so many bytes, all alike.
class Repeated final : public LargeValues {
 public:
  explicit Repeated(std::uint64_t size) : bytes_(size, 'a') {}
  Result<LargeValue> put(Source&) override { return Error{Code::not_supported, "Only for reading.", {}}; }
  Result<std::unique_ptr<RandomAccess>> get(const LargeValue&) override {
    return std::unique_ptr<RandomAccess>(std::make_unique<MemoryAccess>(bytes_));
  }

 private:
  Bytes bytes_;
};

TEST(MessageBody, is_shown_up_to_its_limit) {
  for (const PropertyTag tag : {tag::body, tag::html}) {
    Repeated at_it(kMaxShownBody), past_it(kMaxShownBody + 1);
    EXPECT_TRUE(shown_body({{tag, LargeValue{{}, kMaxShownBody}}}, at_it).ok());
    EXPECT_EQ(code_of(shown_body({{tag, LargeValue{{}, kMaxShownBody + 1}}}, past_it)), Code::too_big);
  }
}

TEST(MessageBody, of_an_unknown_code_page_is_taken_for_utf8) {
  Repeated none(0);
  const PropertySet properties{{tag::html, Bytes{'a', 0xFF}}, {tag::internet_cpid, std::int32_t{-7}}};
  EXPECT_EQ(must(shown_body(properties, none)).html, "a\xEF\xBF\xBD");
}

TEST(MessageBody, of_html_alone_has_its_text_as_well) {
  Repeated none(0);
  const Bytes html = to_bytes("<p>one</p><script>two</script>");
  const ShownBody shown = must(shown_body({{tag::html, html}}, none));
  EXPECT_NE(shown.text.find("one"), std::string::npos);
  EXPECT_EQ(shown.text.find("two"), std::string::npos);
}

}  // namespace
}  // namespace postroom::server
