#include <gmock/gmock.h>

#include "store/testing/memory_store.h"

namespace postroom::store {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Restriction has(PropertyTag tag, const std::string& text) {
  return {ContentRestriction{tag, Match::substring, {true, false}, {tag, text}}};
}

class SearchFoldersTest : public MemoryStoreTest {
 protected:
  FolderId search(const Restriction& restriction) {
    const FolderId made =
        must(store.create_search_folder(ana, store.special(SpecialFolder::finder), "found"));
    must(store.set_search_criteria(ana, made, restriction, std::vector{inbox()}));
    return made;
  }
  std::vector<std::string> subjects(Store& from, FolderId folder) {
    std::vector<std::string> found;
    for (const MessageSummary& row : must(from.list(ana, folder))) found.push_back(row.subject);
    std::sort(found.begin(), found.end());
    return found;
  }
  // A message like that one, of which the log says nothing: only looking at every message finds it.
  void add_unseen(MessageId like) {
    damage([&](storage::MemoryTables& all) {
      storage::MessageRecord twin = all.messages.at(like);
      storage::VersionRecord version = all.versions.at(twin.change_number);
      twin.id = version.info.message = MessageId{1'000'000};
      twin.change_number = version.info.change_number = ChangeNumber{1'000'000};
      all.versions[twin.change_number] = version;
      all.messages[twin.id] = twin;
    });
  }
  void add_folders(int count, FolderKind kind) {
    damage([&](storage::MemoryTables& all) {
      for (int i = 0; i < count; ++i) {
        storage::FolderRecord folder;
        folder.id = FolderId{2'000'000 + i};
        folder.parent = inbox();
        folder.kind = kind;
        folder.name = "folder " + std::to_string(i);
        all.folders[folder.id] = folder;
      }
    });
  }
};

TEST_F(SearchFoldersTest, AfterARestartLookOnlyAtWhatTheLogNames) {
  const MessageId id = add("printer 1");
  const FolderId folder = search(has(tag::subject, "printer"));
  EXPECT_EQ(subjects(store, folder).size(), 1u);
  add_unseen(id);
  Store again = must(open(engine()));
  add("printer 2");
  EXPECT_THAT(subjects(again, folder), ElementsAre("printer 1", "printer 2"));
  must(again.set_search_criteria(ana, folder, std::nullopt, std::nullopt));
  EXPECT_EQ(subjects(again, folder).size(), 3u);
}

TEST_F(SearchFoldersTest, AreEvaluatedAnewWhereTheCacheIsLostOrMakesNoSense) {
  const MessageId id = add("printer");
  const FolderId folder = search(has(tag::subject, "printer"));
  EXPECT_EQ(subjects(store, folder).size(), 1u);
  add_unseen(id);
  const std::string head = "cache.search." + std::to_string(folder.value) + ".head";
  change([&](storage::Transaction& transaction) { return transaction.put_setting(head, "?"); });
  Store again = must(open(engine()));
  EXPECT_EQ(must(again.folder(ana, folder)).content_count, 0);  // nobody knows
  EXPECT_EQ(subjects(again, folder).size(), 2u);
  EXPECT_EQ(must(again.folder(ana, folder)).content_count, 2);
  Store third = must(open(engine()));
  EXPECT_EQ(must(third.folder(ana, folder)).content_count, 2);  // by the cache, which is there again
}

TEST_F(SearchFoldersTest, PassOverADamagedMessage) {
  const MessageId damaged = add("damaged");
  add("printer");
  damage([&](storage::MemoryTables& all) {
    all.versions.at(all.messages.at(damaged).change_number).content = to_bytes("\x01 and no content");
  });
  const FolderId folder = search({OrRestriction{{has(tag::body, "printer"), has(tag::subject, "printer")}}});
  EXPECT_THAT(subjects(store, folder), ElementsAre("printer"));
}

TEST_F(SearchFoldersTest, OfDamagedCriteriaSayWhatToDo) {
  const FolderId folder = search(has(tag::subject, "printer"));
  EXPECT_TRUE(subjects(store, folder).empty());
  const std::string key = "search." + std::to_string(folder.value) + ".where";
  change([&](storage::Transaction& transaction) { return transaction.put_setting(key, "?"); });
  EXPECT_THAT(must(store.check(ana)), ElementsAre(HasSubstr("restriction that cannot be read")));
  Store again = must(open(engine()));
  EXPECT_EQ(code_of(again.search_criteria(ana, folder)), Code::corrupt);
  must(again.set_search_criteria(ana, folder, has(tag::subject, "printer"), std::nullopt));
  add("printer");
  EXPECT_THAT(subjects(again, folder), ElementsAre("printer"));
}

TEST_F(SearchFoldersTest, LeaveNothingBehindWhenTheyAreDeleted) {
  add("printer");
  const FolderId folder = search(has(tag::subject, "printer"));
  EXPECT_EQ(subjects(store, folder).size(), 1u);
  must(store.delete_folder(ana, folder, {}));
  const auto now = tables->read();
  for (const auto& [key, value] : now->settings) EXPECT_EQ(key.find("search."), std::string::npos) << key;
}

TEST_F(SearchFoldersTest, AreAtMostAThousandInAStore) {
  add_folders(static_cast<int>(kMaxSearchFolders) - 1, FolderKind::search);
  must(store.create_search_folder(ana, inbox(), "the last one"));
  EXPECT_EQ(code_of(store.create_search_folder(ana, inbox(), "one more")), Code::too_big);
}

TEST_F(SearchFoldersTest, LookInAtMostAThousandNamedFolders) {
  add_folders(static_cast<int>(kMaxSearchScope) + 1, FolderKind::generic);
  std::vector<FolderId> scope;
  for (int i = 0; i < static_cast<int>(kMaxSearchScope); ++i) scope.push_back(FolderId{2'000'000 + i});
  const FolderId folder = search(has(tag::subject, "printer"));
  must(store.set_search_criteria(ana, folder, std::nullopt, scope));
  EXPECT_EQ(must(store.search_criteria(ana, folder)).folders, scope);
  scope.push_back(FolderId{2'000'000 + static_cast<int>(kMaxSearchScope)});
  EXPECT_EQ(code_of(store.set_search_criteria(ana, folder, std::nullopt, scope)), Code::too_big);
}

}  // namespace
}  // namespace postroom::store
