#include "server/attachment_making.h"

#include <postroom/tags.h>

#include "server/testing/api_fixture.h"

namespace postroom::server::testing {
namespace {

class AttachmentMaking : public ApiTest {
 protected:
  PropertySet make(const AttachmentDescription& description, std::string_view bytes = "x") {
    Store store = shop();
    MemoryAccess access(as_bytes(bytes));
    return must(make_attachment(store, description, access)).properties;
  }
  std::string type_of(const std::string& sent) {
    return make({"a", sent, "", false}).get_or<std::string>(tag::attach_mime_tag, {});
  }
};

TEST_F(AttachmentMaking, media_types_are_plain_or_unknown) {
  EXPECT_EQ(type_of("Image/PNG"), "image/png");
  EXPECT_EQ(type_of("text/plain; charset=utf-8"), "text/plain");
  EXPECT_EQ(type_of("text/plain\r\nX: y"), "text/plain");
  EXPECT_EQ(type_of("application/vnd.oasis.opendocument.text"), "application/vnd.oasis.opendocument.text");
  for (const char* sent : {"", "text", "/", "text/", "/plain", "a/b/c", "te xt/plain", "text/\xFF"}) {
    EXPECT_EQ(type_of(sent), "application/octet-stream") << sent;
  }
}

TEST_F(AttachmentMaking, names_are_one_line_of_a_bounded_length) {
  const PropertySet made = make({"a\r\nb\x01.TXT", "", "c\nd", false});
  EXPECT_EQ(made.get_or<std::string>(tag::attach_long_filename, {}), "a  b .TXT");
  EXPECT_EQ(made.get_or<std::string>(tag::attach_extension, {}), ".TXT");
  EXPECT_EQ(made.get_or<std::string>(tag::attach_content_id, {}), "c d");
  const auto length = [&](std::size_t sent) {
    return make({std::string(sent, 'n'), "", "", false})
        .get_or<std::string>(tag::attach_long_filename, {})
        .size();
  };
  EXPECT_EQ(length(kMaxAttachmentText), kMaxAttachmentText);
  EXPECT_EQ(length(kMaxAttachmentText + 1), kMaxAttachmentText);
}

TEST_F(AttachmentMaking, without_a_name_there_is_none) {
  const PropertySet made = make({"", "", "", false});
  EXPECT_FALSE(made.has(tag::attach_long_filename));
  EXPECT_FALSE(made.has(tag::attach_content_id));
  EXPECT_FALSE(made.has(tag::attachment_hidden));
}

TEST_F(AttachmentMaking, what_the_body_shows_is_hidden_from_the_list) {
  const PropertySet made = make({"logo.png", "image/png", "logo", true});
  EXPECT_TRUE(made.get_or(tag::attachment_hidden, false));
  EXPECT_EQ(made.get_or(tag::attach_flags, std::int32_t{0}), 4);
}

TEST_F(AttachmentMaking, long_files_are_kept_apart) {
  const PropertySet made = make({"a", "", "", false}, std::string(20'000, 'x'));
  EXPECT_TRUE(std::holds_alternative<LargeValue>(made.find_id(tag::attach_data_bin.id())->value));
  EXPECT_EQ(made.get_or(tag::attach_size, std::int32_t{0}), 20'000);
}

}  // namespace
}  // namespace postroom::server::testing
