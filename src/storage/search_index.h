// The index behind substring search: which current versions may contain a text. It follows the change log in
// the background and may be behind, wrong after a crash only in being behind, or not there at all: a search
// is its candidates plus what is not yet indexed, each checked exactly, so the index costs the writers
// nothing and its loss costs a rebuild and no data. With SQLite it is a file beside the store's, with
// PostgreSQL a table of its own.
#pragma once

#include "storage/records.h"

#include <functional>
#include <memory>
#include <span>
#include <string>

namespace postroom::storage {

// The searchable text of one version: folded (model/collation.h, case and nonspacing marks), valid UTF-8
// without NUL, fields apart by U+001F. A version is indexed at most once and never changes; a newer one of
// the message is another entry, and the older entry stays until a sweep and is filtered out by whoever looks
// at the candidates.
struct IndexedText {
  ChangeNumber version;  // greater than 0
  MessageId message;
  std::string text;
};

// How far an index has come: of the messages with ids up to `scanned`, whatever was current at `position` is
// in it.
struct IndexPlace {
  LogPosition position;
  MessageId scanned;
  std::string mark;  // the caller's, by which it knows whether `position` is one of the same log
  friend bool operator==(const IndexPlace&, const IndexPlace&) = default;
};

struct IndexState {
  IndexPlace place;
  std::int64_t entries = 0;  // stale ones included, swept ones not
  std::string made_by;  // store, collation version and text layout it was made with; empty: nothing in it yet
  std::uint64_t making = 0;  // another number after each start_anew(); 0 only while nothing is in it
  bool worn = false;  // so much of it is swept entries, whose room it cannot give back, that it had best be
                      // started anew (SQLite's index cannot remove a text; PostgreSQL's is never worn)
};

struct Candidate {
  ChangeNumber version;
  MessageId message;
  friend bool operator==(const Candidate&, const Candidate&) = default;
};

// Characters. What is shorter has to be looked for in every message, unless the index says otherwise.
inline constexpr std::size_t kMinIndexedNeedle = 3;
std::size_t count_characters(std::string_view text);  // of valid UTF-8

// Thread-safe. Reading and writing may go on at once, in several processes. An index that is damaged, was
// deleted or is of another program's making is as one with nothing in it, and becomes one with the next
// start_anew().
class SearchIndex {
 public:
  virtual ~SearchIndex() = default;
  virtual Result<IndexState> state() = 0;
  // Whether candidates() and estimate() can tell where `needle` may be. Always where it has kMinIndexedNeedle
  // characters.
  virtual bool knows(std::string_view needle) const;
  // Whoever holds the role is the only one, of all processes, that should write: start_anew(), put() and
  // sweep(). Null: another has it, or nothing may be written here. It is given up when the returned object,
  // or the process, ends; a lost connection may lose it, which the writing calls then answer with Code::busy
  // or io_error: let go of it then and take it again.
  virtual Result<std::shared_ptr<void>> take_role() = 0;
  // Empties it, making it if need be. What follows is made by `made_by`, from `place` on.
  virtual Status start_anew(const std::string& made_by, const IndexPlace& place) = 0;
  // One transaction: these entries, and the index has come from `was` to `now`. A version that is there
  // already is left. Code::busy, and nothing is changed, if it is not at `was`: somebody else has written.
  virtual Status put(std::span<const IndexedText> texts, const IndexPlace& was, const IndexPlace& now) = 0;
  // Entries that may contain `needle` (folded as the texts, one that it knows), a
  // superset, each once, in order of version from the newest; at most `limit`, continuing before `before` if
  // that is not 0. Fewer than `limit`: these are all. Code::busy if it has been started anew since `making`.
  virtual Result<std::vector<Candidate>> candidates(const std::string& needle, std::uint64_t making,
                                                    ChangeNumber before, std::size_t limit) = 0;
  // About how many candidates there are, up to `limit`; cheap. For choosing the rarest of several needles.
  virtual Result<std::size_t> estimate(const std::string& needle, std::size_t limit) = 0;
  // Removes the entries that `is_current` denies. It is asked in steps, for each candidate of a step in
  // order.
  virtual Status sweep(
      const std::function<Result<std::vector<bool>>(std::span<const Candidate>)>& is_current) = 0;
};

inline constexpr std::size_t kSweepStep = 500;  // candidates asked for at once, at most

}  // namespace postroom::storage
