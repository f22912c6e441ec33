// Errors as values. Every operation that can fail returns Result<T>; nothing in Postroom throws to its caller.
#pragma once

#include <cassert>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace postroom {

// What the caller can do about it. A code exists only where some caller reacts to it differently.
enum class Code {
  invalid_argument,  // the call is wrong as written; it will never succeed
  not_found,         // the object, property, version or file is not there
  no_access,         // this session or handle may not do that (MAPI_E_NO_ACCESS)
  read_only,         // the whole store is open for reading only
  object_changed,    // someone else saved first; the handle still holds its edits (MAPI_E_OBJECT_CHANGED)
  object_deleted,    // the message was deleted; it can only be saved elsewhere (MAPI_E_OBJECT_DELETED)
  collision,         // the name is taken (MAPI_E_COLLISION)
  folder_cycle,      // a folder cannot move or be copied into itself (MAPI_E_FOLDER_CYCLE)
  has_folders,       // the folder is not empty of folders (MAPI_E_HAS_FOLDERS)
  has_messages,      // the folder is not empty of messages (MAPI_E_HAS_MESSAGES)
  busy,              // another process holds what is needed; try again
  disk_full,         // no room; nothing was changed
  io_error,          // the disk, file or connection failed; nothing was changed
  corrupt,           // stored or given bytes do not make sense
  not_a_store,       // the address names something that is not a Postroom store
  newer_format,      // the store was made by a newer Postroom
  too_big,           // a named limit was passed
  not_supported,     // this store or engine does not do that
  too_complex,       // the restriction or order cannot be evaluated (MAPI_E_TOO_COMPLEX)
  not_initialized,   // the search folder has no criteria yet (MAPI_E_NOT_INITIALIZED)
  invalid_bookmark,  // the bookmark is no more: freed, or dropped by a new order or restriction (MAPI_E_INVALID_BOOKMARK)
  cancelled,         // the caller asked to stop
  outcome_unknown,   // the commit may or may not have happened: read the version to find out
};

// The code's name as written above, e.g. "object_changed".
const char* code_name(Code code);

// What went wrong, for a person: what happened, to what, and what to do.
struct Error {
  Code code;
  std::string message;  // one sentence, no trailing newline
  std::string detail;   // for the operator: path, system or engine message; may be empty
};

// "message (detail)"
std::string describe(const Error& error);

struct Nothing {
  friend bool operator==(const Nothing&, const Nothing&) = default;
};

// Either a T or an Error. Reading the side that is not there is a bug and asserts.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & { return assert(ok()), *std::get_if<0>(&state_); }
  const T& value() const& { return assert(ok()), *std::get_if<0>(&state_); }
  T&& value() && { return assert(ok()), std::move(*std::get_if<0>(&state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const& { return assert(!ok()), *std::get_if<1>(&state_); }
  Error&& error() && { return assert(!ok()), std::move(*std::get_if<1>(&state_)); }

 private:
  std::variant<T, Error> state_;
};

// A Result that carries nothing but success.
using Status = Result<Nothing>;
inline Status ok_status() { return Status(Nothing{}); }

}  // namespace postroom
