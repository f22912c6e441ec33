#include "fault/fault_vfs.h"

#include "fault/program.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <string>

namespace postroom::fault {
namespace {

constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXRESCODE;

class FaultVfsTest : public testing::Test {
 protected:
  ~FaultVfsTest() override { sqlite3_close(database_); }

  int open() { return sqlite3_open_v2(folder_.path("db").c_str(), &database_, kFlags, vfs_.name().c_str()); }
  int run(const char* sql) { return sqlite3_exec(database_, sql, nullptr, nullptr, nullptr); }
  // Any failure of this statement is that of one of its commits.
  int insert() { return run("INSERT INTO t VALUES(randomblob(5000))"); }
  void make_table() {
    ASSERT_EQ(open(), SQLITE_OK);
    ASSERT_EQ(run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t(x)"), SQLITE_OK);
  }

  WorkFolder folder_;
  FaultVfs vfs_;
  sqlite3* database_ = nullptr;
};

TEST_F(FaultVfsTest, counts_operations_by_kind) {
  make_table();
  vfs_.plan({});
  ASSERT_EQ(insert(), SQLITE_OK);
  EXPECT_GT(vfs_.count(Operation::write), 1U);
  EXPECT_EQ(vfs_.count(Operation::sync), 1U);
  EXPECT_EQ(vfs_.count(Fault::short_write), vfs_.count(Operation::write));
  EXPECT_GT(vfs_.count(Fault::io_error), vfs_.count(Fault::short_write));
  EXPECT_EQ(vfs_.struck(), std::nullopt);
}

TEST_F(FaultVfsTest, fails_the_chosen_write_and_no_other) {
  make_table();
  vfs_.plan({Fault::disk_full, 2, Extent::once});
  EXPECT_EQ(insert(), SQLITE_FULL);
  EXPECT_EQ(vfs_.struck(), Operation::write);
  EXPECT_EQ(insert(), SQLITE_OK);
}

TEST_F(FaultVfsTest, fails_from_the_chosen_write_on_until_it_is_healed) {
  make_table();
  vfs_.plan({Fault::disk_full, 1, Extent::from_then_on});
  EXPECT_EQ(insert(), SQLITE_FULL);
  EXPECT_EQ(insert(), SQLITE_FULL);
  vfs_.heal();
  EXPECT_EQ(insert(), SQLITE_OK);
}

TEST_F(FaultVfsTest, gives_each_fault_its_own_error) {
  make_table();
  vfs_.plan({Fault::short_write, 1, Extent::once});
  EXPECT_EQ(insert(), SQLITE_IOERR_WRITE);
  vfs_.plan({Fault::failed_sync, 1, Extent::once});
  EXPECT_EQ(insert(), SQLITE_IOERR_FSYNC);
  EXPECT_EQ(vfs_.struck(), Operation::sync);
}

TEST_F(FaultVfsTest, an_open_can_fail) {
  vfs_.plan({Fault::io_error, 1, Extent::once});
  const int opened = open();
  EXPECT_EQ((opened == SQLITE_OK ? run("CREATE TABLE t(x)") : opened) & 0xFF, SQLITE_CANTOPEN);
}

TEST_F(FaultVfsTest, the_trace_holds_the_bytes_of_every_file_but_the_shared_memory) {
  make_table();
  for (int i = 0; i < 20; ++i) ASSERT_EQ(insert(), SQLITE_OK);
  const WorkFolder copy;
  const DiskImage image = image_after(vfs_.trace().events(), Loss::everything, 1);
  EXPECT_EQ(image.count("db"), 1U);
  EXPECT_EQ(image.count("db-wal"), 1U);
  EXPECT_EQ(image.count("db-shm"), 0U);
  copy.fill(image);

  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open_v2(copy.path("db").c_str(), &database, kFlags, nullptr), SQLITE_OK);
  sqlite3_stmt* count = nullptr;
  ASSERT_EQ(sqlite3_prepare_v2(database, "SELECT count(*) FROM t", -1, &count, nullptr), SQLITE_OK);
  EXPECT_EQ(sqlite3_step(count), SQLITE_ROW);
  EXPECT_EQ(sqlite3_column_int(count, 0), 20);
  sqlite3_finalize(count);
  sqlite3_close(database);
}

TEST_F(FaultVfsTest,
       a_file_that_takes_the_name_of_another_by_a_system_call_is_in_the_trace_from_its_next_opening) {
  make_table();
  ASSERT_EQ(run("PRAGMA journal_mode = DELETE"), SQLITE_OK);
  sqlite3_close(database_);
  std::filesystem::copy_file(folder_.path("db"), folder_.path("other"));
  ASSERT_EQ(open(), SQLITE_OK);
  ASSERT_EQ(insert(), SQLITE_OK);
  sqlite3_close(database_);
  std::filesystem::rename(folder_.path("other"), folder_.path("db"));
  ASSERT_EQ(open(), SQLITE_OK);
  ASSERT_EQ(run("SELECT * FROM t"), SQLITE_OK);

  const DiskImage image = image_after(vfs_.trace().events(), Loss::everything, 1);
  EXPECT_EQ(image.at("db").size(), std::filesystem::file_size(folder_.path("db")));
}

}  // namespace
}  // namespace postroom::fault
