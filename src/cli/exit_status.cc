#include "cli/exit_status.h"

namespace postroom::cli {

ExitStatus exit_status(Code code) {
  switch (code) {
    case Code::invalid_argument:
      return ExitStatus::usage;
    case Code::object_changed:
      return ExitStatus::changed;
    case Code::object_deleted:
      return ExitStatus::deleted;
    case Code::outcome_unknown:
      return ExitStatus::unknown;
    case Code::not_found:
    case Code::no_access:
    case Code::read_only:
    case Code::collision:
    case Code::folder_cycle:
    case Code::has_folders:
    case Code::has_messages:
    case Code::busy:
    case Code::disk_full:
    case Code::io_error:
    case Code::corrupt:
    case Code::not_a_store:
    case Code::newer_format:
    case Code::too_big:
    case Code::not_supported:
    case Code::too_complex:
    case Code::not_initialized:
    case Code::invalid_bookmark:
    case Code::cancelled:
      return ExitStatus::failed;
  }
  return ExitStatus::failed;
}

}  // namespace postroom::cli
