#include "cli/exit_status.h"

#include <gtest/gtest.h>

namespace postroom::cli {

TEST(ExitStatus, has_a_number_of_its_own_for_what_a_script_reacts_to) {
  EXPECT_EQ(static_cast<int>(exit_status(Code::io_error)), 1);
  EXPECT_EQ(static_cast<int>(exit_status(Code::not_found)), 1);
  EXPECT_EQ(static_cast<int>(exit_status(Code::cancelled)), 1);
  EXPECT_EQ(static_cast<int>(exit_status(Code::invalid_argument)), 2);
  EXPECT_EQ(static_cast<int>(exit_status(Code::object_changed)), 3);
  EXPECT_EQ(static_cast<int>(exit_status(Code::object_deleted)), 4);
  EXPECT_EQ(static_cast<int>(exit_status(Code::outcome_unknown)), 5);
}

}  // namespace postroom::cli
