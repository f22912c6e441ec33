// A store is removed with its files, at once or not at all.
#include "storage/sqlite/schema.h"
#include "storage/sqlite/test_store.h"

namespace postroom::storage {
namespace {

constexpr uid_t kNobody = 65534;
constexpr gid_t kGroup = 65533;

class RemovalTest : public StoreTest {
 protected:
  Code code_of_removing() const {
    const Status removed = remove_sqlite_store(path());
    return removed.ok() ? throw std::runtime_error("it was removed") : removed.error().code;
  }
  bool is_folder_empty() const { return std::filesystem::is_empty(folder()); }
  void expect_whole() const {
    EXPECT_EQ(get(*open(), "k"), "v");
    EXPECT_TRUE(must(open()->verify()).empty());
  }
  void make_store() const { must(put(*create(), "k", "v")); }
  // To somebody who owns nothing here, but is of the group.
  bool is_refused_to_others() const {
    return Child([&] {
             return setgid(kGroup) == 0 && setuid(kNobody) == 0 && code_of_removing() == Code::no_access;
           })
        .wait();
  }
};

TEST_F(RemovalTest, a_removed_store_leaves_no_file_behind) {
  make_store();
  EXPECT_FALSE(is_folder_empty());
  must(remove_sqlite_store(path()));
  EXPECT_TRUE(is_folder_empty());
  EXPECT_EQ(code_of_opening(), Code::not_found);
  make_store();
  expect_whole();
}

TEST_F(RemovalTest, what_a_killed_process_left_in_the_log_goes_too) {
  EXPECT_FALSE(Child([&]() -> bool {
                 const auto engine = create();
                 must(put(*engine, "k", "v"));
                 _exit(1);  // as if killed: nothing is closed
               }).wait());
  EXPECT_GT(std::filesystem::file_size(path() + "-wal"), 0U);
  must(remove_sqlite_store(path()));
  EXPECT_TRUE(is_folder_empty());
}

TEST_F(RemovalTest, a_store_that_somebody_has_open_stays) {
  make_store();
  {
    const auto engine = open();
    EXPECT_EQ(code_of_removing(), Code::busy);
    must(put(*engine, "k", "w"));
    must(put(*engine, "k", "v"));
  }
  expect_whole();
  Signal is_open, tried;
  Child reader([&] {
    const auto engine = open(OpenMode::read_only);
    const auto view = must(engine->view());
    const bool saw = must(view->setting("k")) == "v";
    is_open.give();
    tried.await();
    return saw && must(view->setting("k")) == "v";
  });
  is_open.await();
  EXPECT_EQ(code_of_removing(), Code::busy);
  tried.give();
  EXPECT_TRUE(reader.wait());
  expect_whole();
  must(remove_sqlite_store(path()));
}

TEST_F(RemovalTest, who_was_opening_it_finds_that_it_is_no_store_any_more) {
  make_store();
  sqlite3* late = nullptr;
  ASSERT_EQ(sqlite3_open_v2(path().c_str(), &late, SQLITE_OPEN_READWRITE, nullptr), SQLITE_OK);
  must(remove_sqlite_store(path()));
  std::string found;
  const auto take = [](void* text, int, char** values, char**) {
    *static_cast<std::string*>(text) = values[0];
    return 0;
  };
  sqlite3_exec(late, "SELECT value FROM setting WHERE key = 'store.removed'", take, &found, nullptr);
  sqlite3_close(late);
  EXPECT_EQ(found, "begun");
}

TEST_F(RemovalTest, a_store_that_this_user_may_not_write_stays) {
  make_store();
  std::filesystem::permissions(folder(), std::filesystem::perms(0755));
  EXPECT_TRUE(is_refused_to_others());
  expect_whole();
}

// In a folder like /tmp, where everybody may write and only the owner of a file may remove it.
TEST_F(RemovalTest, a_store_that_this_user_may_write_but_not_remove_stays) {
  if (geteuid() != 0) GTEST_SKIP() << "needs files of two users";
  make_store();
  std::filesystem::permissions(folder(), std::filesystem::perms(01777));
  for (const char* ending : {"", ".lock"}) {
    ASSERT_EQ(chown((path() + ending).c_str(), 0, kGroup), 0);
    ASSERT_EQ(chmod((path() + ending).c_str(), 0660), 0);
  }
  EXPECT_TRUE(is_refused_to_others());
  expect_whole();
}

TEST_F(RemovalTest, what_is_no_store_stays) {
  EXPECT_EQ(code_of_removing(), Code::not_found);
  std::ofstream(path()) << "Dear Ana,\n";
  EXPECT_EQ(code_of_removing(), Code::not_a_store);
  EXPECT_EQ(contents_of(path()), "Dear Ana,\n");
  run_sql(path("b"), "CREATE TABLE t(x); PRAGMA application_id = 99");
  EXPECT_FALSE(remove_sqlite_store(path("b")).ok());
  EXPECT_TRUE(std::filesystem::exists(path("b")));
}

TEST_F(RemovalTest, a_store_of_a_newer_program_stays) {
  make_store();
  run_sql(path(), "PRAGMA user_version = " + std::to_string(kSchemaVersion + 1));
  EXPECT_EQ(code_of_removing(), Code::newer_format);
  EXPECT_TRUE(std::filesystem::exists(path()));
}

}  // namespace
}  // namespace postroom::storage
