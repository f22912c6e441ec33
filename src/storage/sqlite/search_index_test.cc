// The file of the search index: what becomes of it, and what is taken for one.
#include "storage/sqlite/search_index.h"

#include "storage/sqlite/search_file.h"
#include "storage/sqlite/test_store.h"

namespace postroom::storage {
namespace {

const IndexPlace kStart{{0}, {0}, ""};

class SearchIndexTest : public StoreTest {
 protected:
  std::string index_path() const { return search_path_of(path()); }
  static std::shared_ptr<SearchIndex> fill(Engine& engine) {
    auto index = must(engine.search_index());
    must(index->start_anew("test", kStart));
    must(index->put(std::vector<IndexedText>{{{1}, {1}, "some text"}}, kStart, kStart));
    return index;
  }
};

TEST_F(SearchIndexTest, asks_for_the_runs_of_three_characters) {
  EXPECT_EQ(grams_query("abc"), "\"abc\"");
  EXPECT_EQ(grams_query("abcd"), "\"abc\" AND \"bcd\"");
  EXPECT_EQ(grams_query("aaaaaa"), "\"aaa\"");
  EXPECT_EQ(grams_query("日本語"), "\"日本語\"");
  EXPECT_EQ(grams_query("a\"b"), "\"a\"\"b\"");
}

TEST_F(SearchIndexTest, knows_two_characters_that_are_written_without_spaces) {
  const auto engine = create();
  const auto index = fill(*engine);
  EXPECT_TRUE(index->knows("資料"));
  EXPECT_FALSE(index->knows("資"));
  EXPECT_FALSE(index->knows("ab"));
}

TEST_F(SearchIndexTest, goes_with_the_store_that_is_removed) {
  fill(*create());
  EXPECT_TRUE(std::filesystem::exists(index_path()));
  must(remove_sqlite_store(path()));
  EXPECT_FALSE(std::filesystem::exists(index_path()));
}

TEST_F(SearchIndexTest, is_not_in_a_backup) {
  const auto engine = create();
  fill(*engine);
  must(engine->backup(path("copy"), {}));
  EXPECT_FALSE(std::filesystem::exists(search_path_of(path("copy"))));
}

TEST_F(SearchIndexTest, may_be_read_by_whoever_may_read_the_store) {
  const auto engine = create();
  std::filesystem::permissions(path(), std::filesystem::perms(0640));
  fill(*engine);
  EXPECT_EQ(std::filesystem::status(index_path()).permissions(), std::filesystem::perms(0640));
}

TEST_F(SearchIndexTest, that_is_damaged_is_thrown_away_and_made_again) {
  const auto engine = create();
  const auto index = fill(*engine);
  std::ofstream(index_path(), std::ios::trunc) << "Dear Ana,\n";
  const auto other = open();
  EXPECT_EQ(must(must(other->search_index())->state()).made_by, "");
  EXPECT_FALSE(std::filesystem::exists(index_path()));
  EXPECT_EQ(must(index->state()).made_by, "");
  must(index->start_anew("again", kStart));
  EXPECT_EQ(must(index->state()).made_by, "again");
}

TEST_F(SearchIndexTest, a_store_of_that_name_is_never_thrown_away) {
  const auto engine = create();
  must(create_sqlite_engine(index_path()));
  const auto index = engine->search_index();
  ASSERT_FALSE(index.ok());
  EXPECT_EQ(index.error().code, Code::not_supported);
  must(open_sqlite_engine(index_path(), OpenMode::read_only));
}

TEST_F(SearchIndexTest, there_is_none_for_a_store_that_may_only_be_read) {
  create();
  const auto engine = open(OpenMode::read_only);
  const auto index = engine->search_index();
  ASSERT_FALSE(index.ok());
  EXPECT_EQ(index.error().code, Code::not_supported);
}

TEST_F(SearchIndexTest, is_worn_when_most_of_it_was_swept) {
  const auto engine = create();
  const auto index = fill(*engine);
  std::vector<IndexedText> texts;
  for (std::int64_t i = 2; i <= 2'500; ++i) texts.push_back({{i}, {i}, "some text"});
  must(index->put(texts, kStart, kStart));
  EXPECT_FALSE(must(index->state()).worn);
  must(index->sweep([](std::span<const Candidate> step) -> Result<std::vector<bool>> {
    std::vector<bool> current;
    for (const Candidate& entry : step) current.push_back(entry.version.value <= 1'000);
    return current;
  }));
  EXPECT_TRUE(must(index->state()).worn);
  must(index->start_anew("test", kStart));
  EXPECT_FALSE(must(index->state()).worn);
}

TEST_F(SearchIndexTest, who_was_killed_gives_up_the_role) {
  Signal taken, done;
  create();
  {
    Child child([&]() -> bool {
      const auto engine = open();
      const auto role = must(must(engine->search_index())->take_role());
      taken.give();
      done.await();
      _exit(role ? 0 : 1);
    });
    taken.await();
    const auto engine = open();
    const auto index = must(engine->search_index());
    EXPECT_EQ(must(index->take_role()), nullptr);
    done.give();
    EXPECT_TRUE(child.wait());
    EXPECT_NE(must(index->take_role()), nullptr);
  }
}

}  // namespace
}  // namespace postroom::storage
