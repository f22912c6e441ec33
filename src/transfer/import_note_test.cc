#include "transfer/import_note.h"

#include <gtest/gtest.h>

#include "transfer/folder_maker.h"
#include "transfer/source_key.h"

namespace postroom::transfer {
namespace {

TEST(ImportNote, of_a_file_says_the_same_after_it_was_kept) {
  const NotedFile noted{123, 4, 567, 89, "ab", "cd"};
  const auto read = noted_file(to_text(noted, FolderId{7}, FileTime{8}));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->offset, 123u);
  EXPECT_EQ(read->number, 4u);
  EXPECT_EQ(read->size, 567u);
  EXPECT_EQ(read->head, 89u);
  EXPECT_EQ(read->head_hash + read->tail_hash, "abcd");
  EXPECT_FALSE(noted_names(to_text(noted, FolderId{7}, FileTime{8})));
}

TEST(ImportNote, that_makes_no_sense_is_none) {
  for (const char* text : {"", "file-1", "file-1 1 2 3", "file-2 7 8 123 4 567 89 ab cd", "file-1 7 8 x 4 567 89 ab cd"}) {
    EXPECT_FALSE(noted_file(text)) << text;
  }
  EXPECT_FALSE(noted_names("names-1 7 8 9"));
}

TEST(SourceKey, hashes_come_back_from_text) {
  const std::vector<std::uint64_t> hashes{0, 1, UINT64_MAX, short_hash("a"), short_hash("b")};
  EXPECT_EQ(unpack_hashes(pack_hashes(hashes)), hashes);
  EXPECT_EQ(unpack_hashes(pack_hashes({})), std::vector<std::uint64_t>{});
  EXPECT_EQ(unpack_hashes("AAAA"), std::nullopt);
  EXPECT_EQ(unpack_hashes("?"), std::nullopt);
  EXPECT_EQ(long_hash({}).size(), 32u);
}

TEST(FolderName, is_made_of_any_bytes) {
  EXPECT_EQ(folder_name("Sent"), "Sent");
  EXPECT_EQ(folder_name("a/b\tc\x7F"), "a_b_c_");
  EXPECT_EQ(folder_name(""), "_");
  EXPECT_EQ(folder_name("a\xFF"), "a\uFFFD");
  EXPECT_EQ(folder_name(std::string(kMaxFolderName, 'x')).size(), kMaxFolderName);
  std::string cut_inside_a_character(kMaxFolderName - 1, 'x');
  cut_inside_a_character += "ü";
  EXPECT_EQ(folder_name(cut_inside_a_character).size(), kMaxFolderName - 1);
}

}  // namespace
}  // namespace postroom::transfer
