// What the program tells its caller when it ends. Documented in docs/cli.md; the numbers never change.
#pragma once

#include <postroom/result.h>

namespace postroom::cli {

enum class ExitStatus {
  done = 0,
  failed = 1,
  usage = 2,
  changed = 3,  // changed by someone else; nothing was saved
  deleted = 4,  // the message was deleted; nothing was saved
  unknown = 5,  // the commit may or may not have happened
};

ExitStatus exit_status(Code code);

}  // namespace postroom::cli
