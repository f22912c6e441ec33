// Conformance: folders.
#include "storage/conformance.h"

#include <limits>

namespace postroom::storage {
namespace {

constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

// One folder, with every field that may hold any number at `number`.
FolderRecord folder_of(std::int64_t number, FolderId id) {
  FolderRecord folder = sample_folder(id, id);
  folder.created = folder.modified = {number};
  folder.content_count = folder.unread_count = folder.associated_count = folder.deleted_count = number;
  return folder;
}

}  // namespace

TEST_P(EngineTest, keeps_every_field_of_a_folder) {
  FolderRecord folder;
  for (const FolderKind kind : {FolderKind::root, FolderKind::generic, FolderKind::search}) {
    commit([&](Transaction& transaction) -> Status {
      FolderId id;
      TRY_SET(id.value, transaction.allocate_id());
      folder = sample_folder(id, id);
      folder.kind = kind;
      folder.log_position = {0};
      return transaction.insert_folder(folder);
    });
    EXPECT_EQ(must(view()->folder(folder.id)), folder);
  }
}

TEST_P(EngineTest, keeps_the_limits_of_a_folders_numbers) {
  for (const std::int64_t number : {kLeast, std::int64_t{-1}, std::int64_t{0}, kMost}) {
    const FolderId id = add_folder();
    const FolderRecord folder = folder_of(number, id);
    commit([&](Transaction& transaction) { return transaction.update_folder(folder); });
    EXPECT_EQ(must(view()->folder(id)), folder);
  }
}

TEST_P(EngineTest, keeps_difficult_folder_names_and_properties) {
  for (const std::string& text : difficult_texts()) {
    FolderRecord folder = sample_folder(add_folder(), {});
    folder.parent = folder.id;
    folder.name = text;
    folder.properties = to_bytes(text);
    commit([&](Transaction& transaction) { return transaction.update_folder(folder); });
    EXPECT_EQ(must(view()->folder(folder.id)), folder);
  }
}

TEST_P(EngineTest, lists_folders_in_order_of_id) {
  std::vector<FolderId> ids(5);
  commit([&](Transaction& transaction) -> Status {
    for (FolderId& id : ids) {
      TRY_SET(id.value, transaction.allocate_id());
    }
    for (const int i : {3, 0, 4, 1, 2}) TRY(transaction.insert_folder(sample_folder(ids[i], ids[0])));
    return ok_status();
  });
  std::vector<FolderId> listed;
  for (const FolderRecord& folder : must(view()->folders())) listed.push_back(folder.id);
  EXPECT_EQ(listed, ids);
}

TEST_P(EngineTest, a_new_store_has_no_folders) { EXPECT_TRUE(must(view()->folders()).empty()); }

TEST_P(EngineTest, updates_a_folder_and_no_other) {
  const FolderId first = add_folder(), second = add_folder();
  const FolderRecord untouched = must(view()->folder(second)).value();
  FolderRecord changed = must(view()->folder(first)).value();
  changed.parent = second;
  changed.name = "renamed";
  changed.content_count = 0;
  commit([&](Transaction& transaction) { return transaction.update_folder(changed); });
  EXPECT_EQ(must(view()->folder(first)), changed);
  EXPECT_EQ(must(view()->folder(second)), untouched);
}

TEST_P(EngineTest, removes_a_folder_and_no_other) {
  const FolderId first = add_folder(), second = add_folder();
  commit([&](Transaction& transaction) { return transaction.remove_folder(first); });
  EXPECT_EQ(must(view()->folder(first)), std::nullopt);
  EXPECT_EQ(must(view()->folders()).size(), 1U);
  EXPECT_TRUE(must(view()->folder(second)).has_value());
}

TEST_P(EngineTest, a_folder_that_is_not_there_is_nullopt) {
  EXPECT_EQ(must(view()->folder({0})), std::nullopt);
  EXPECT_EQ(must(view()->folder({-1})), std::nullopt);
  EXPECT_EQ(must(view()->folder({kMost})), std::nullopt);
}

TEST_P(EngineTest, refuses_a_second_folder_with_the_same_id) {
  const FolderId id = add_folder();
  const FolderRecord kept = must(view()->folder(id)).value();
  FolderRecord other = kept;
  other.name = "other";
  code_of([&](Transaction& transaction) { return transaction.insert_folder(other); });
  EXPECT_EQ(must(view()->folder(id)), kept);
}

}  // namespace postroom::storage
