#include "http/spool.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace postroom::http {
namespace {

TEST(SpoolFile, gives_what_was_written_and_leaves_no_name) {
  const std::filesystem::path folder = std::filesystem::path(::testing::TempDir()) / "postroom-spool-test";
  std::filesystem::create_directories(folder);
  auto file = SpoolFile::create(folder.string());
  ASSERT_TRUE(file.ok());
  ASSERT_TRUE((*file)->write(as_bytes("hello ")).ok());
  ASSERT_TRUE((*file)->write(as_bytes("world")).ok());
  EXPECT_EQ((*file)->size(), 11u);
  RangeSource source(**file);
  EXPECT_EQ(as_text(*read_all(source, 100)), "hello world");
  EXPECT_TRUE(std::filesystem::is_empty(folder));
  std::filesystem::remove_all(folder);
}

TEST(SpoolFile, tells_where_there_is_no_folder) {
  const auto file = SpoolFile::create("/nowhere/at/all");
  ASSERT_FALSE(file.ok());
  EXPECT_NE(file.error().detail.find("/nowhere/at/all"), std::string::npos);
}

TEST(SpoolFile, uses_the_systems_folder_where_none_is_named) { EXPECT_TRUE(SpoolFile::create("").ok()); }

}  // namespace
}  // namespace postroom::http
