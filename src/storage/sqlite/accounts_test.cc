// What accounts answer to files that are not as they should be, and to other processes.
#include "storage/sqlite/accounts_schema.h"
#include "storage/sqlite/sqlite_accounts.h"
#include "storage/sqlite/test_store.h"

#include <thread>

namespace postroom::storage {
namespace {

constexpr uid_t kNobody = 65534;

class SqliteAccountsTest : public StoreTest {
 protected:
  Result<std::unique_ptr<Accounts>> open_file(IfNoAccounts if_none = IfNoAccounts::fail) const {
    return open_sqlite_accounts(file(), if_none);
  }
  Error refusal(IfNoAccounts if_none = IfNoAccounts::make) const {
    const auto opened = open_file(if_none);
    return opened.ok() ? throw std::runtime_error("it opened") : opened.error();
  }
  void make() const { must(must(open_file(IfNoAccounts::make))->insert_account(account("ana"))); }
  static AccountRecord account(const std::string& name) {
    AccountRecord record;
    record.name = record.who = name;
    record.password_hash = "$argon2id$a hash that can be found";
    return record;
  }
  std::string file() const { return path("accounts"); }
  mode_t mode_of(const std::string& name) const {
    struct stat status {};
    if (::stat(name.c_str(), &status) != 0) throw std::runtime_error("no " + name);
    return status.st_mode & 0777;
  }
  // As somebody who owns nothing here.
  static bool as_nobody(const std::function<bool()>& work) {
    return Child([&] { return setgid(kNobody) == 0 && setuid(kNobody) == 0 && work(); }).wait();
  }
};

TEST_F(SqliteAccountsTest, a_file_is_made_only_where_that_is_wanted) {
  EXPECT_EQ(refusal(IfNoAccounts::fail).code, Code::not_found);
  EXPECT_FALSE(std::filesystem::exists(file()));
  make();
  EXPECT_EQ(must(must(open_file())->accounts()).size(), 1U);
}

TEST_F(SqliteAccountsTest, only_its_owner_may_read_it_and_the_files_beside_it) {
  const mode_t before = umask(0);
  const auto accounts = must(open_file(IfNoAccounts::make));
  must(accounts->insert_account(account("ana")));
  umask(before);
  for (const char* ending : {"", "-wal", "-shm"}) EXPECT_EQ(mode_of(file() + ending), 0600U) << ending;
}

TEST_F(SqliteAccountsTest, closing_leaves_that_one_file) {
  make();
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder())) ++files;
  EXPECT_EQ(files, 1U);
}

TEST_F(SqliteAccountsTest, a_store_is_no_file_of_accounts_and_stays_as_it_is) {
  create();
  const std::string before = contents_of(path());
  const auto opened = open_sqlite_accounts(path(), IfNoAccounts::make);
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code, Code::not_a_store);
  EXPECT_NE(opened.error().message.find("is a Postroom store, not a Postroom accounts file"),
            std::string::npos);
  EXPECT_EQ(contents_of(path()), before);
}

TEST_F(SqliteAccountsTest, a_file_of_accounts_is_no_store_and_stays_as_it_is) {
  make();
  const std::string before = contents_of(file());
  for (const OpenMode mode : {OpenMode::read_write, OpenMode::read_only}) {
    const auto engine = open_sqlite_engine(file(), mode);
    ASSERT_FALSE(engine.ok());
    EXPECT_EQ(engine.error().code, Code::not_a_store);
    EXPECT_NE(engine.error().message.find("is a Postroom accounts file, not a Postroom store"),
              std::string::npos);
  }
  EXPECT_EQ(remove_sqlite_store(file()).error().code, Code::not_a_store);
  EXPECT_EQ(contents_of(file()), before);
}

TEST_F(SqliteAccountsTest, other_files_are_none_and_stay_as_they_are) {
  for (const std::string& bytes : {std::string(), std::string("Dear Ana,\n"), std::string(8192, '\0')}) {
    std::ofstream(file(), std::ios::binary) << bytes;
    EXPECT_EQ(refusal().code, Code::not_a_store);
    EXPECT_EQ(contents_of(file()), bytes);
    std::filesystem::remove(file());
  }
  run_sql(file(), "CREATE TABLE account(x); PRAGMA application_id = 99");
  EXPECT_EQ(refusal().code, Code::not_a_store);
  std::filesystem::remove(file());
  std::filesystem::create_directory(file());
  EXPECT_EQ(refusal().code, Code::not_a_store);
}

TEST_F(SqliteAccountsTest, a_file_of_a_newer_program_is_refused_and_stays_as_it_is) {
  make();
  run_sql(file(), "PRAGMA user_version = " + std::to_string(kAccountsVersion + 1));
  const std::string before = contents_of(file());
  EXPECT_EQ(refusal().code, Code::newer_format);
  EXPECT_EQ(contents_of(file()), before);
}

TEST_F(SqliteAccountsTest, a_file_cut_off_or_overwritten_anywhere_gives_errors_and_no_crash) {
  make();
  const std::string whole = contents_of(file());
  for (std::size_t length = 100; length < whole.size(); length += 1234) {
    std::ofstream(file(), std::ios::binary) << whole.substr(0, length);
    EXPECT_EQ(refusal().code, Code::corrupt) << length;
  }
  for (std::size_t start = 100; start < whole.size(); start += 512) {
    std::string damaged = whole;
    for (std::size_t i = start; i < std::min(start + 100, whole.size()); ++i)
      damaged[i] = static_cast<char>(i * 31);
    std::ofstream(file(), std::ios::binary) << damaged;
    const auto accounts = open_file();
    if (!accounts.ok()) continue;
    (void)(*accounts)->accounts();
    (void)(*accounts)->account_named("ana");
    (void)(*accounts)->insert_account(account("ben"));
  }
}

TEST_F(SqliteAccountsTest, what_may_not_be_read_or_written_is_no_access) {
  make();
  std::filesystem::permissions(folder(), std::filesystem::perms(0755));
  EXPECT_TRUE(as_nobody([&] { return refusal().code == Code::no_access; }));
  std::filesystem::permissions(file(), std::filesystem::perms(0644));
  EXPECT_TRUE(as_nobody([&] { return refusal().code == Code::no_access; }));
}

TEST_F(SqliteAccountsTest, a_removed_hash_is_not_left_in_the_file) {
  {
    const auto accounts = must(open_file(IfNoAccounts::make));
    must(accounts->remove_account(must(accounts->insert_account(account("ana")))));
  }
  EXPECT_EQ(contents_of(file()).find("a hash that can be found"), std::string::npos);
}

TEST_F(SqliteAccountsTest, many_who_make_the_file_at_once_all_get_the_same_one) {
  std::vector<Child> children;
  for (int i = 0; i < 8; ++i) {
    children.emplace_back([&, i] {
      return open_file(IfNoAccounts::make).value()->insert_account(account("name" + std::to_string(i))).ok();
    });
  }
  for (Child& child : children) EXPECT_TRUE(child.wait());
  EXPECT_EQ(must(must(open_file())->accounts()).size(), 8U);
}

TEST_F(SqliteAccountsTest, processes_write_side_by_side_and_see_each_other) {
  make();
  std::vector<Child> children;
  for (int i = 0; i < 4; ++i) {
    children.emplace_back([&, i] {
      const auto accounts = must(open_file());
      for (int j = 0; j < 10; ++j) {
        const std::string name = "name" + std::to_string(i) + "-" + std::to_string(j);
        must(accounts->insert_account(account(name)));
        if (!must(must(open_file())->account_named(name))) return false;
      }
      return true;
    });
  }
  for (Child& child : children) EXPECT_TRUE(child.wait());
  EXPECT_EQ(must(must(open_file())->accounts()).size(), 41U);
}

}  // namespace
}  // namespace postroom::storage
