// What a worker tells the test: before each operation what it is about to do, after it what it was answered.
#pragma once

#include <postroom/ids.h>

#include <optional>
#include <string>
#include <string_view>

namespace postroom::kill {

enum class Phase {
  trying,   // from now on it may happen
  done,     // it was acknowledged
  refused,  // the store said no, and the worker let go of it: its token must never be seen
  broken,   // the store answered what it never should; `text` says what
};

enum class Operation {
  open,           // the store
  create,         // message, folder, number = version, text = token
  save,           // message, number = version, text = token; the whole content
  note,           // message, number = version, text = token; only the worker's own property, by merging
  elsewhere,      // message = the copy, other = the original, folder, text = token
  copy,           // message = the copy, other = the original, folder, text = token
  move,           // message, folder
  trash,          // message: deleted, recoverable
  destroy,        // message: deleted for good
  undelete,       // message
  mark,           // message, number = 1 for read
  status,         // message, number = 1 if the slot's own status bit is set
  make_folder,    // folder, text = name
  rename_folder,  // folder, text = name
  remove_folder,  // folder, with the messages in it
  compact,
  backup,      // text = path
  make_store,  // text = path
};

// The ids that the worker does not know beforehand are 0 while `trying`.
struct Event {
  Phase phase = Phase::trying;
  int actor = 0;  // one thread of one worker; never the same again for one store
  Operation operation = Operation::open;
  MessageId message;
  MessageId other;
  FolderId folder;
  std::int64_t number = 0;
  std::string text;
  friend bool operator==(const Event&, const Event&) = default;
};

std::string to_line(const Event& event);  // without a line end
std::optional<Event> parse_line(std::string_view line);
std::string describe(const Event& event);  // for a person

}  // namespace postroom::kill
