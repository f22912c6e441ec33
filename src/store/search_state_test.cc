#include "store/search_state.h"

#include "store/search_cache.h"
#include "store/testing/memory_store.h"

namespace postroom::store {
namespace {

class SearchStateTest : public MemoryStoreTest {
 protected:
  std::unique_ptr<storage::View> view() { return must(engine_->view()); }
  std::vector<std::string> search_keys() {
    std::vector<std::string> keys;
    for (const storage::SettingRecord& setting : must(view()->settings("", 10'000))) {
      if (setting.key.find("search.") != std::string::npos) keys.push_back(setting.key);
    }
    return keys;
  }
  const std::unique_ptr<storage::Engine> engine_ = engine();
  const FolderId folder_{77};
};

TEST_F(SearchStateTest, IsReadAsItWasWritten) {
  EXPECT_EQ(must(read_search_state(*view(), folder_)), std::nullopt);
  EXPECT_EQ(code_of(need_search_state(*view(), folder_)), Code::not_initialized);
  SearchState state;
  state.run = ~std::uint64_t{0};
  state.flags.depth = SearchDepth::recursive;
  state.flags.index = SearchIndexUse::avoided;
  state.phase = SearchPhase::stopped;
  state.partial = true;
  state.found_parts = 3;
  state.folders = {FolderId{1}, FolderId{5}, FolderId{INT64_MAX}};
  change([&](storage::Transaction& transaction) { return write_search_state(transaction, folder_, state); });
  EXPECT_EQ(must(read_search_state(*view(), folder_)), state);
}

TEST_F(SearchStateTest, SaysWhatToDoWhereItIsDamaged) {
  for (const char* text : {"", "!", "B", "BAAAA", "BAADAA", "BAAAAB"}) {
    change(
        [&](storage::Transaction& transaction) { return transaction.put_setting("search.77.state", text); });
    EXPECT_EQ(code_of(read_search_state(*view(), folder_)), Code::corrupt) << text;
  }
  change([&](storage::Transaction& transaction) {
    return transaction.put_setting("search.77.state", "CAAAAA");
  });
  EXPECT_EQ(code_of(read_search_state(*view(), folder_)), Code::newer_format);
  for (const char* text : {"", "?", "AAAA"}) {
    change(
        [&](storage::Transaction& transaction) { return transaction.put_setting("search.77.where", text); });
    EXPECT_EQ(code_of(read_search_restriction(*view(), folder_)), Code::corrupt) << text;
  }
}

TEST_F(SearchStateTest, KeepsWhatWasFoundInParts) {
  std::vector<MessageId> found;
  for (std::int64_t i = 0; i < 120'000; ++i) found.push_back(MessageId{i * 3 + 1});
  SearchState state;
  change([&](storage::Transaction& transaction) { return write_found(transaction, folder_, state, found); });
  EXPECT_EQ(state.found_parts, 3u);
  EXPECT_EQ(must(read_found(*view(), folder_, state)), found);
  found.resize(2);
  change([&](storage::Transaction& transaction) { return write_found(transaction, folder_, state, found); });
  EXPECT_EQ(must(read_found(*view(), folder_, state)), found);
  EXPECT_EQ(search_keys(), std::vector<std::string>{"search.77.found.0"});
}

TEST_F(SearchStateTest, ForgetsTheFoldersSettingsAndNoOthers) {
  change([&](storage::Transaction& transaction) -> Status {
    for (const char* key : {"search.7.state", "search.77.state", "search.77.where", "cache.search.77.head",
                            "cache.search.77.part.0", "search.770.state"}) {
      const Status put = transaction.put_setting(key, "x");
      if (!put.ok()) return put;
    }
    return forget_search(transaction, folder_);
  });
  EXPECT_EQ(search_keys(), (std::vector<std::string>{"search.7.state", "search.770.state"}));
}

class SearchCacheTest : public SearchStateTest {
 protected:
  Membership membership(std::int64_t count, std::int64_t position) {
    Membership made;
    made.position = LogPosition{position};
    made.scope = {FolderId{3}, FolderId{9}};
    for (std::int64_t i = 1; i <= count; ++i) {
      made.members.push_back({MessageId{i * 2}, made.scope[static_cast<std::size_t>(i % 2)],
                              FileTime{i % 5 ? i * 1000 : INT64_MIN}, i % 3 == 0});
    }
    return made;
  }
  void write(std::uint64_t run, const Membership& kept, Keep keep = Keep::members) {
    change([&](storage::Transaction& transaction) {
      return write_cache(transaction, folder_, run, kept, keep);
    });
  }
};

TEST_F(SearchCacheTest, IsReadAsItWasWritten) {
  const Membership kept = membership(45'000, 12);
  write(5, kept);
  EXPECT_EQ(must(read_cache(*view(), folder_, 5)), kept);
  EXPECT_EQ(must(read_cache(*view(), folder_, 6)), std::nullopt);
  EXPECT_EQ(must(read_cache_head(*view(), folder_))->counts, count_members(kept));
  const Membership fewer = membership(3, 13);
  write(5, fewer);
  EXPECT_EQ(must(read_cache(*view(), folder_, 5)), fewer);
}

TEST_F(SearchCacheTest, KeepsTheNewerOfTwo) {
  write(5, membership(3, 12));
  write(5, membership(2, 11));
  EXPECT_EQ(must(read_cache(*view(), folder_, 5))->members.size(), 3u);
  write(6, membership(2, 11));  // of other criteria
  EXPECT_EQ(must(read_cache(*view(), folder_, 6))->members.size(), 2u);
}

TEST_F(SearchCacheTest, KeepsTheCountsAloneWhereThereAreTooManyMembers) {
  const Membership most = membership(kMaxKeptMembers, 1);
  write(5, most);
  EXPECT_TRUE(must(read_cache(*view(), folder_, 5)).has_value());
  const Membership more = membership(kMaxKeptMembers + 1, 2);
  write(5, more);
  EXPECT_EQ(must(read_cache(*view(), folder_, 5)), std::nullopt);
  EXPECT_EQ(must(read_cache_head(*view(), folder_))->counts, count_members(more));
}

TEST_F(SearchCacheTest, IsNoneWhereItMakesNoSense) {
  write(5, membership(10, 12));
  const std::string head = *must(view()->setting("cache.search.77.head"));
  const std::string part = *must(view()->setting("cache.search.77.part.0"));
  const auto put = [&](const char* key, const std::string& text) {
    change([&](storage::Transaction& transaction) { return transaction.put_setting(key, text); });
  };
  for (std::size_t cut = 0; cut < head.size(); ++cut) {
    put("cache.search.77.head", head.substr(0, cut));
    (void)must(read_cache(*view(), folder_, 5));  // anything but a failure
  }
  put("cache.search.77.head", head);
  for (std::size_t cut = 0; cut < part.size(); ++cut) {
    put("cache.search.77.part.0", part.substr(0, cut));
    EXPECT_EQ(must(read_cache(*view(), folder_, 5)), std::nullopt);
  }
}

}  // namespace
}  // namespace postroom::store
