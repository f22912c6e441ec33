#include <postroom/result.h>

namespace postroom {

const char* code_name(Code code) {
  switch (code) {
    case Code::invalid_argument: return "invalid_argument";
    case Code::not_found: return "not_found";
    case Code::no_access: return "no_access";
    case Code::read_only: return "read_only";
    case Code::object_changed: return "object_changed";
    case Code::object_deleted: return "object_deleted";
    case Code::collision: return "collision";
    case Code::folder_cycle: return "folder_cycle";
    case Code::has_folders: return "has_folders";
    case Code::has_messages: return "has_messages";
    case Code::busy: return "busy";
    case Code::disk_full: return "disk_full";
    case Code::io_error: return "io_error";
    case Code::corrupt: return "corrupt";
    case Code::not_a_store: return "not_a_store";
    case Code::newer_format: return "newer_format";
    case Code::too_big: return "too_big";
    case Code::not_supported: return "not_supported";
    case Code::too_complex: return "too_complex";
    case Code::not_initialized: return "not_initialized";
    case Code::invalid_bookmark: return "invalid_bookmark";
    case Code::cancelled: return "cancelled";
    case Code::outcome_unknown: return "outcome_unknown";
  }
  return "unknown";
}

std::string describe(const Error& error) {
  return error.detail.empty() ? error.message : error.message + " (" + error.detail + ")";
}

}  // namespace postroom
