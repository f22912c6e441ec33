#include "store/folder_tree.h"

#include <gtest/gtest.h>

#include "support/must.h"

namespace postroom::store {
namespace {

using postroom::testing::code_of;

// 1 Root, in it 2 Top, in that 3 Inbox and 5 Archive; 4 Printers in the Inbox.
FolderTree sample() {
  std::vector<storage::FolderRecord> folders;
  const auto add = [&](std::int64_t id, std::int64_t parent, const char* name) {
    storage::FolderRecord folder;
    folder.id = FolderId{id};
    folder.parent = FolderId{parent};
    folder.kind = id == parent ? FolderKind::root : FolderKind::generic;
    folder.name = name;
    folders.push_back(folder);
  };
  add(1, 1, "Root");
  add(2, 1, "Top");
  add(3, 2, "Inbox");
  add(4, 3, "Printers");
  add(5, 2, "Archive");
  return FolderTree(std::move(folders));
}

TEST(FolderTree, finds_folders_by_id_and_by_name_in_any_case) {
  const FolderTree tree = sample();
  EXPECT_EQ(tree.find(FolderId{4})->name, "Printers");
  EXPECT_EQ(tree.find(FolderId{9}), nullptr);
  EXPECT_EQ(tree.find(FolderId{0}), nullptr);
  EXPECT_EQ(tree.child(FolderId{2}, "iNBOX")->id, FolderId{3});
  EXPECT_EQ(tree.child(FolderId{2}, "Printers"), nullptr);
  EXPECT_EQ(tree.child(FolderId{1}, "Root"), nullptr);  // the root is not in itself
}

TEST(FolderTree, knows_what_is_inside_what) {
  const FolderTree tree = sample();
  EXPECT_TRUE(tree.is_inside(FolderId{4}, FolderId{2}));
  EXPECT_TRUE(tree.is_inside(FolderId{4}, FolderId{4}));
  EXPECT_FALSE(tree.is_inside(FolderId{2}, FolderId{4}));
  EXPECT_FALSE(tree.is_inside(FolderId{9}, FolderId{1}));
  const std::vector<FolderId> expected{FolderId{2}, FolderId{3}, FolderId{5}, FolderId{4}};
  EXPECT_EQ(tree.subtree(FolderId{2}), expected);
}

TEST(FolderTree, writes_paths_from_the_top_and_from_the_root) {
  const FolderTree tree = sample();
  EXPECT_EQ(tree.path(FolderId{4}, FolderId{2}), "Inbox/Printers");
  EXPECT_EQ(tree.path(FolderId{2}, FolderId{2}), "");
  EXPECT_EQ(tree.path(FolderId{1}, FolderId{2}), "/");
  EXPECT_EQ(tree.path(FolderId{4}, FolderId{5}), "/Top/Inbox/Printers");
}

TEST(FolderTree, comes_to_an_end_on_folders_that_contain_each_other) {
  std::vector<storage::FolderRecord> folders(3);
  for (int i = 0; i < 3; ++i) {
    folders[static_cast<std::size_t>(i)].id = FolderId{i + 1};
    folders[static_cast<std::size_t>(i)].name = "F";
  }
  folders[0].parent = FolderId{1};
  folders[1].parent = FolderId{3};
  folders[2].parent = FolderId{2};
  const FolderTree tree(folders);
  EXPECT_FALSE(tree.is_inside(FolderId{2}, FolderId{1}));
  EXPECT_LE(tree.subtree(FolderId{2}).size(), 3u);
  EXPECT_LE(tree.path(FolderId{2}, FolderId{1}).size(), 16u);
}

TEST(FolderName, is_text_without_slashes_or_control_characters) {
  EXPECT_TRUE(check_folder_name("Inbox").ok());
  EXPECT_TRUE(check_folder_name("\xE6\x97\xA5\xE6\x9C\xAC").ok());
  for (const char* name : {"", "a/b", "a\nb", "\x7F", "\xFF"}) {
    EXPECT_EQ(code_of(check_folder_name(name)), Code::invalid_argument) << name;
  }
  EXPECT_EQ(code_of(check_folder_name(std::string("a\0b", 3))), Code::invalid_argument);
}

TEST(FolderName, has_as_many_bytes_as_allowed_and_no_more) {
  EXPECT_TRUE(check_folder_name(std::string(kMaxFolderName, 'x')).ok());
  EXPECT_EQ(code_of(check_folder_name(std::string(kMaxFolderName + 1, 'x'))), Code::too_big);
}

}  // namespace
}  // namespace postroom::store
