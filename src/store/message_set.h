// Which messages a contents table shows before any restriction: those of a folder, or of a search folder.
#pragma once

#include <functional>
#include <memory>
#include <span>

#include "store/core.h"

namespace postroom::store {

// What may have changed among the members after a log position. Telling too much is harmless: whoever asks
// looks at each message anew.
struct SetChanges {
  bool everything = false;         // start anew: scan() again
  LogPosition position;            // up to which this tells
  std::vector<MessageId> touched;  // came, went, or changed; in any order, each at least once
};

// Who is shown members. `bound` may be empty; it is asked now and then, and rows past what it says are left
// out where that is cheap.
struct SetVisitor {
  storage::VisitRow visit;
  std::function<std::optional<storage::ScanBound>()> bound;
};

// Which messages had best come rather before the others, so that the bound comes soon.
enum class ScanFrom { oldest, newest };

// Thread-safe. Follows the change log by itself; holds no database transaction between calls.
class MessageSet {
 public:
  virtual ~MessageSet() = default;

  // Whether rows tell the folder they are in (PR_PARENT_DISPLAY).
  virtual bool spans_folders() const = 0;

  // All members, in slices of their own views, in any order, divided among the visitors: each is called on a
  // thread of its own. Returns a position: what happened after it, changes_after tells, though a row may show
  // some of it already.
  virtual Result<LogPosition> scan(storage::RowFields fields, bool content,
                                   std::span<const SetVisitor> visitors, ScanFrom from) = 0;
  // Of `ids`, the rows of those that are members now.
  virtual Status scan_these(std::span<const MessageId> ids, storage::RowFields fields, bool content,
                            const storage::VisitRow& visit) = 0;
  virtual Result<SetChanges> changes_after(LogPosition position) = 0;

  // The next members by date from the newest, then the higher id; none of them only behind the last one.
  // Whole records.
  virtual Result<std::vector<storage::MessageRecord>> page(
      const std::optional<storage::MessageQuery::Place>& after, std::size_t limit) = 0;

  struct Counts {
    std::uint64_t all = 0, unread = 0;
  };
  // Without looking at the members; nothing if the set does not know.
  virtual Result<std::optional<Counts>> counts() = 0;
};

// The messages of one list of a folder: normal or associated ones, there or deleted.
std::shared_ptr<MessageSet> folder_messages(std::shared_ptr<Core> core, FolderId folder, MessageKind kind,
                                            storage::Deleted deleted);

inline constexpr std::size_t kScanSlice = 20'000;    // rows visited on one view
inline constexpr std::int64_t kPieceIds = 200'000;   // a visitor takes at most so many ids at once
inline constexpr std::size_t kChangesAtOnce = 1000;  // log entries read at once
inline constexpr std::size_t kMaxTouched = 50'000;   // messages; past it a table starts anew

}  // namespace postroom::store
