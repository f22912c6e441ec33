#include "fault/fault_suite.h"

#include "support/long_run.h"

#include <iostream>

namespace postroom::fault {

void expect_no_problem(const Tally& tally) {
  std::cout << "tried " << tally.tried << ", possible " << tally.possible << std::endl;
  EXPECT_GT(tally.tried, 0U);
  for (const std::string& problem : tally.problems) ADD_FAILURE() << problem;
}

void FaultTest::expect_to_survive(Fault fault, Extent extent) {
  expect_no_problem(fail_in_turn(GetParam().make, fault, extent, GetParam().samples.runs));
}

void FaultTest::expect_to_keep_its_word(Fault fault, Extent extent) {
  expect_no_problem(fail_and_stop(GetParam().make, fault, extent, GetParam().samples.stops));
}

std::uint32_t FaultTest::seeds() const {
  const Samples& samples = GetParam().samples;
  return postroom::testing::is_long_run() ? samples.long_seeds : samples.seeds;
}

TEST_P(FaultTest, survives_any_operation_that_fails_once) {
  expect_to_survive(Fault::io_error, Extent::once);
}

TEST_P(FaultTest, survives_a_disk_that_fails_from_any_operation_on) {
  expect_to_survive(Fault::io_error, Extent::from_then_on);
}

TEST_P(FaultTest, survives_any_write_that_finds_the_disk_full_once) {
  expect_to_survive(Fault::disk_full, Extent::once);
}

TEST_P(FaultTest, survives_a_disk_that_is_full_from_any_write_on) {
  expect_to_survive(Fault::disk_full, Extent::from_then_on);
}

TEST_P(FaultTest, survives_any_write_that_ends_half_way) {
  expect_to_survive(Fault::short_write, Extent::once);
}

TEST_P(FaultTest, survives_a_disk_whose_writes_end_half_way_from_any_write_on) {
  expect_to_survive(Fault::short_write, Extent::from_then_on);
}

TEST_P(FaultTest, survives_any_sync_that_fails_once) { expect_to_survive(Fault::failed_sync, Extent::once); }

TEST_P(FaultTest, survives_a_disk_whose_syncs_fail_from_any_on) {
  expect_to_survive(Fault::failed_sync, Extent::from_then_on);
}

TEST_P(FaultTest, keeps_its_word_when_it_is_stopped_after_any_sync_that_failed) {
  expect_to_keep_its_word(Fault::failed_sync, Extent::once);
}

TEST_P(FaultTest, keeps_its_word_when_it_is_stopped_while_every_sync_fails) {
  expect_to_keep_its_word(Fault::failed_sync, Extent::from_then_on);
}

TEST_P(FaultTest, keeps_its_word_when_it_is_stopped_after_any_write_that_ended_half_way) {
  expect_to_keep_its_word(Fault::short_write, Extent::once);
}

TEST_P(FaultTest, keeps_its_word_when_it_is_stopped_on_a_full_disk) {
  expect_to_keep_its_word(Fault::disk_full, Extent::from_then_on);
}

TEST_P(FaultTest, keeps_its_word_when_it_is_stopped_after_any_operation_that_failed) {
  expect_to_keep_its_word(Fault::io_error, Extent::once);
}

TEST_P(FaultTest, keeps_its_word_when_it_is_stopped_while_every_operation_fails) {
  expect_to_keep_its_word(Fault::io_error, Extent::from_then_on);
}

TEST_P(FaultTest, survives_a_power_loss_at_any_sync) {
  expect_no_problem(lose_power_at_every_sync(GetParam().make, seeds(), GetParam().samples.losses));
}

TEST_P(FaultTest, survives_a_power_loss_at_any_change_of_a_file) {
  expect_no_problem(lose_power_at_every_event(GetParam().make, seeds(), GetParam().samples.losses));
}

}  // namespace postroom::fault
