// The fault runs have to find what is wrong: they are given programs of bare SQLite, right ones and wrong
// ones.
#include "fault/fault_runs.h"
#include "support/long_run.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

namespace postroom::fault {
namespace {

constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
constexpr std::uint64_t kSample = 100;
constexpr std::uint32_t kSeeds = 2;

class Database {
 public:
  Database(const std::string& path, const char* vfs) { sqlite3_open_v2(path.c_str(), &handle_, kFlags, vfs); }
  ~Database() { sqlite3_close(handle_); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  Status run(const std::string& sql) {
    if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK) return ok_status();
    return Error{Code::io_error, sqlite3_errmsg(handle_), {}};
  }
  int number(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr);
    const int value = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int(statement, 0) : -1;
    sqlite3_finalize(statement);
    return value;
  }

 private:
  sqlite3* handle_ = nullptr;
};

// Inserts pairs of rows, each pair in one transaction or, when it is careless, in two.
class Pairs final : public Program {
 public:
  Pairs(std::string pragmas, bool careless) : pragmas_(std::move(pragmas)), careless_(careless) {}

  void run(const std::string& path, Ledger& ledger) override {
    Database database(path, ledger.vfs().c_str());
    const bool made = ledger.run("create", [&] { return database.run(pragmas_ + "CREATE TABLE t(x)"); });
    for (int i = 0; made && i < 8; ++i) {
      ledger.run("pair", [&] {
        const Status status = insert(database);
        if (!status.ok()) (void)database.run("ROLLBACK");
        return status;
      });
    }
  }

  std::vector<std::string> check(const std::string& path, const std::vector<Step>& steps) override {
    int least = 0, most = 0;
    for (const Step& step : steps) {
      if (step.name != "pair") continue;
      least += step.outcome == Outcome::done ? 2 : 0;
      most += step.outcome != Outcome::refused ? 2 : 0;
    }
    if (steps.empty() || steps.front().outcome != Outcome::done) return {};
    const int found = Database(path, nullptr).number("SELECT count(*) FROM t");
    if (found < least || found > most) return {"wrong number of rows"};
    if (found % 2 != 0) return {"half a pair"};
    return {};
  }

 private:
  Status insert(Database& database) {
    if (!careless_) return database.run("BEGIN; INSERT INTO t VALUES(1); INSERT INTO t VALUES(2); COMMIT");
    const Status first = database.run("INSERT INTO t VALUES(1)");
    return first.ok() ? database.run("INSERT INTO t VALUES(2)") : first;
  }

  std::string pragmas_;
  bool careless_;
};

MakeProgram pairs(const std::string& pragmas, bool careless = false) {
  return [=] { return std::make_unique<Pairs>(pragmas, careless); };
}

constexpr char kSafe[] = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
constexpr char kNeverSyncs[] = "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;";
constexpr char kSyncsAtCheckpoints[] = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;";
constexpr char kNoJournal[] = "PRAGMA journal_mode = OFF; PRAGMA synchronous = FULL;";

TEST(FaultRuns, a_right_program_has_no_problem) {
  EXPECT_EQ(fail_in_turn(pairs(kSafe), Fault::disk_full, Extent::once, kSample).problems,
            std::vector<std::string>());
  EXPECT_EQ(lose_power_at_every_sync(pairs(kSafe), kSeeds, kSample).problems, std::vector<std::string>());
}

TEST(FaultRuns, a_program_that_never_syncs_is_found_by_power_loss) {
  EXPECT_NE(lose_power_at_every_event(pairs(kNeverSyncs), kSeeds, kSample).problems,
            std::vector<std::string>());
}

TEST(FaultRuns, a_program_that_answers_before_it_syncs_is_found_by_power_loss) {
  EXPECT_NE(lose_power_at_every_event(pairs(kSyncsAtCheckpoints), kSeeds, kSample).problems,
            std::vector<std::string>());
}

TEST(FaultRuns, a_program_without_a_journal_is_found_by_power_loss) {
  EXPECT_NE(lose_power_at_every_event(pairs(kNoJournal), kSeeds, kSample).problems,
            std::vector<std::string>());
}

TEST(FaultRuns, a_program_that_commits_by_halves_is_found_by_a_full_disk) {
  EXPECT_NE(fail_in_turn(pairs(kSafe, true), Fault::disk_full, Extent::once, kSample).problems,
            std::vector<std::string>());
}

TEST(FaultRuns, counts_what_it_tries) {
  const Tally tally = fail_in_turn(pairs(kSafe), Fault::disk_full, Extent::once, 3);
  EXPECT_GT(tally.possible, 10U);
  EXPECT_EQ(tally.tried, postroom::testing::is_long_run() ? tally.possible : 3);
}

TEST(Ledger, knows_at_each_place_only_what_was_answered_by_then) {
  const std::vector<Step> steps{
      {"a", Outcome::done, 0, 5}, {"b", Outcome::refused, 5, 9}, {"c", Outcome::done, 9, 12}};
  EXPECT_EQ(known_at(4, steps).size(), 1U);
  EXPECT_EQ(known_at(4, steps)[0].outcome, Outcome::running);
  EXPECT_EQ(known_at(6, steps)[0].outcome, Outcome::done);
  EXPECT_EQ(known_at(6, steps)[1].outcome, Outcome::running);
  EXPECT_EQ(known_at(12, steps)[2].outcome, Outcome::done);
}

}  // namespace
}  // namespace postroom::fault
