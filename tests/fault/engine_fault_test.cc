// The SQLite engine on a disk whose operations fail one after the other.
// The domain's own check joins in through a Program of its own (see README.md) as soon as there is one.
#include "fault/engine_program.h"
#include "fault/fault_runs.h"
#include "storage/sqlite/sqlite_engine.h"
#include "support/long_run.h"

#include <gtest/gtest.h>

#include <iostream>

namespace postroom::fault {
namespace {

using namespace storage;

constexpr std::uint64_t kSample = 60;       // runs of each test; POSTROOM_LONG=1 runs all
constexpr std::uint64_t kStopSample = 12;   // the same where each run is stopped in several ways
constexpr std::uint64_t kPowerSample = 25;  // places at which the power fails
constexpr std::uint32_t kSeeds = 2;         // ways to lose writes of one kind
constexpr std::uint32_t kLongSeeds = 4;

MakeProgram sqlite_program() {
  EngineAccess access;
  access.create = [](const std::string& path, const std::string& vfs) {
    SqliteOptions options;
    options.vfs = vfs;
    return create_sqlite_engine(path, options);
  };
  access.open = [](const std::string& path, const std::string& vfs) {
    SqliteOptions options;
    options.vfs = vfs;
    return open_sqlite_engine(path, OpenMode::read_write, options);
  };
  return engine_program(std::move(access));
}

std::uint32_t seeds() { return postroom::testing::is_long_run() ? kLongSeeds : kSeeds; }

void expect_no_problem(const Tally& tally) {
  std::cout << "tried " << tally.tried << ", possible " << tally.possible << std::endl;
  EXPECT_GT(tally.tried, 0U);
  for (const std::string& problem : tally.problems) ADD_FAILURE() << problem;
}

TEST(SqliteFaults, survives_any_operation_that_fails_once) {
  expect_no_problem(fail_in_turn(sqlite_program(), Fault::io_error, Extent::once, kSample));
}

TEST(SqliteFaults, survives_a_disk_that_fails_from_any_operation_on) {
  expect_no_problem(fail_in_turn(sqlite_program(), Fault::io_error, Extent::from_then_on, kSample));
}

TEST(SqliteFaults, survives_any_write_that_finds_the_disk_full_once) {
  expect_no_problem(fail_in_turn(sqlite_program(), Fault::disk_full, Extent::once, kSample));
}

TEST(SqliteFaults, survives_a_disk_that_is_full_from_any_write_on) {
  expect_no_problem(fail_in_turn(sqlite_program(), Fault::disk_full, Extent::from_then_on, kSample));
}

TEST(SqliteFaults, survives_any_write_that_ends_half_way) {
  expect_no_problem(fail_in_turn(sqlite_program(), Fault::short_write, Extent::once, kSample));
}

TEST(SqliteFaults, survives_a_disk_whose_writes_end_half_way_from_any_write_on) {
  expect_no_problem(fail_in_turn(sqlite_program(), Fault::short_write, Extent::from_then_on, kSample));
}

TEST(SqliteFaults, survives_any_sync_that_fails_once) {
  expect_no_problem(fail_in_turn(sqlite_program(), Fault::failed_sync, Extent::once, kSample));
}

TEST(SqliteFaults, survives_a_disk_whose_syncs_fail_from_any_on) {
  expect_no_problem(fail_in_turn(sqlite_program(), Fault::failed_sync, Extent::from_then_on, kSample));
}

TEST(SqliteFaults, keeps_its_word_when_it_is_stopped_after_any_sync_that_failed) {
  expect_no_problem(fail_and_stop(sqlite_program(), Fault::failed_sync, Extent::once, kStopSample));
}

TEST(SqliteFaults, keeps_its_word_when_it_is_stopped_while_every_sync_fails) {
  expect_no_problem(fail_and_stop(sqlite_program(), Fault::failed_sync, Extent::from_then_on, kStopSample));
}

TEST(SqliteFaults, keeps_its_word_when_it_is_stopped_after_any_write_that_ended_half_way) {
  expect_no_problem(fail_and_stop(sqlite_program(), Fault::short_write, Extent::once, kStopSample));
}

TEST(SqliteFaults, keeps_its_word_when_it_is_stopped_on_a_full_disk) {
  expect_no_problem(fail_and_stop(sqlite_program(), Fault::disk_full, Extent::from_then_on, kStopSample));
}

TEST(SqliteFaults, keeps_its_word_when_it_is_stopped_after_any_operation_that_failed) {
  expect_no_problem(fail_and_stop(sqlite_program(), Fault::io_error, Extent::once, kStopSample));
}

TEST(SqliteFaults, keeps_its_word_when_it_is_stopped_while_every_operation_fails) {
  expect_no_problem(fail_and_stop(sqlite_program(), Fault::io_error, Extent::from_then_on, kStopSample));
}

TEST(SqliteFaults, survives_a_power_loss_at_any_sync) {
  expect_no_problem(lose_power_at_every_sync(sqlite_program(), seeds(), kPowerSample));
}

TEST(SqliteFaults, survives_a_power_loss_at_any_change_of_a_file) {
  expect_no_problem(lose_power_at_every_event(sqlite_program(), seeds(), kPowerSample));
}

}  // namespace
}  // namespace postroom::fault
