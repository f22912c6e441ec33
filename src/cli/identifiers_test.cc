#include "cli/identifiers.h"

#include <gtest/gtest.h>

#include <postroom/entry_id.h>

#include <fmt/format.h>

namespace postroom::cli {
namespace {

constexpr Guid kStore = make_guid(1, 2, 3, 4);

std::string hexadecimal(const EntryId& id) {
  std::string text;
  for (const std::uint8_t byte : encode(id)) text += fmt::format("{:02X}", byte);
  return text;
}

}  // namespace

TEST(Identifiers, are_numbers_or_entry_ids) {
  EXPECT_EQ(parse_message_id("42", kStore)->value, 42);
  EXPECT_EQ(parse_message_id(hexadecimal({kStore, MessageId{42}}), kStore)->value, 42);
}

TEST(Identifiers, are_refused_when_they_name_something_else) {
  const std::string folder = hexadecimal({kStore, FolderId{42}});
  const std::string elsewhere = hexadecimal({make_guid(9, 9, 9, 9), MessageId{42}});
  for (const std::string& text :
       {std::string("0"), std::string("-1"), std::string("x"), std::string(""), folder, elsewhere,
        std::string("99999999999999999999"), std::string(60, 'A')}) {
    auto id = parse_message_id(text, kStore);
    ASSERT_FALSE(id.ok()) << text;
    EXPECT_EQ(id.error().code, Code::invalid_argument) << text;
  }
}

TEST(Identifiers, of_versions_are_numbers_from_one) {
  EXPECT_EQ(parse_version("3")->value, 3);
  EXPECT_FALSE(parse_version("0").ok());
  EXPECT_FALSE(parse_version("latest").ok());
}

}  // namespace postroom::cli
