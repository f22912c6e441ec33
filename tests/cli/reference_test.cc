#include "cli_fixture.h"

namespace postroom::tests {
namespace {

TEST_F(Cli, its_reference_is_what_the_program_says_of_itself) {
  EXPECT_EQ(read(POSTROOM_SOURCES "/docs/cli.md"), done({"help", "--markdown"}))
      << "Write it anew: postroom help --markdown > docs/cli.md";
}

}  // namespace
}  // namespace postroom::tests
