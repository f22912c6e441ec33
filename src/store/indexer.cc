#include "store/indexer.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/try.h"
#include "model/blob.h"
#include "model/collation.h"
#include "model/hexadecimal.h"
#include "store/large_store.h"
#include "store/log_entries.h"
#include "store/search_text.h"

namespace postroom::store {
namespace {

using storage::IndexedText;
using storage::IndexPlace;
using storage::IndexState;

constexpr std::size_t kMessagesAtOnce = 500;
constexpr std::size_t kBytesAtOnce = 8 << 20;  // of content; one message may be more
constexpr std::size_t kLogAtOnce = 500;
constexpr std::int64_t kFewStale = 1000;                // entries are not worth a sweep
constexpr std::chrono::milliseconds kLookAnyway{2000};  // for the role, and where nobody tells of commits
constexpr std::chrono::milliseconds kRetryAfter{1000};  // what failed
constexpr std::chrono::milliseconds kReportEach{50};

// By which a place in the log is recognised: a backup that was brought back has other entries there.
std::string mark_of(const storage::LogRecord& record) {
  std::string text = std::to_string(static_cast<int>(record.kind)) + ' ' +
                     std::to_string(record.folder.value) + ' ' + std::to_string(record.old_folder.value) +
                     ' ' + std::to_string(record.session);
  for (const MessageId id : record.messages) text += ' ' + std::to_string(id.value);
  const ContentHash hash = hash_of(as_bytes(text));
  std::string mark;
  append_hexadecimal(mark, ByteView(hash).first(8));
  return mark;
}

// Of the record at this position; empty where the log begins after it.
Result<std::string> mark_at(storage::View& view, LogPosition position, const storage::Counters& counters) {
  if (position <= counters.log_start) return std::string();
  TRY_SET(const auto records, view.log({position.value - 1}, 1));
  return records.empty() ? std::string() : mark_of(records.front());
}

Result<std::int64_t> count_messages(storage::View& view) {
  TRY_SET(const auto folders, view.folders());
  std::int64_t count = 0;
  for (const storage::FolderRecord& folder : folders) count += folder.content_count;
  return count;
}

}  // namespace

struct Indexer::Read {
  MessageId message;
  ChangeNumber version;
  Bytes content;
};

bool changes_text(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::message_created:
    case ChangeKind::message_modified:
    case ChangeKind::message_undeleted:
    case ChangeKind::message_copied:
      return true;
    case ChangeKind::message_deleted:
    case ChangeKind::message_removed:
    case ChangeKind::message_moved:
    case ChangeKind::read_state_changed:
    case ChangeKind::status_changed:
    case ChangeKind::links_changed:
    case ChangeKind::folder_created:
    case ChangeKind::folder_modified:
    case ChangeKind::folder_deleted:
    case ChangeKind::folder_moved:
    case ChangeKind::folder_copied:
    case ChangeKind::search_completed:
      return false;
  }
  return true;  // kCopiesWithOriginals, and what a newer program may have written
}

Indexer::~Indexer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    wake_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

std::string Indexer::made_by() const {
  return to_text(store_) + " " + std::to_string(kSearchTextLayout) + " " + std::string(collation_version());
}

Result<std::shared_ptr<storage::SearchIndex>> Indexer::index() {
  const std::lock_guard lock(mutex_);
  if (!index_) {
    TRY_SET(index_, engine_.search_index());
  }
  return index_;
}

Result<bool> Indexer::is_usable(const IndexState& state, storage::View& view) const {
  if (state.making == 0 || state.made_by != made_by()) return false;
  TRY_SET(const storage::Counters counters, view.counters());
  const LogPosition position = state.place.position;
  if (position < counters.log_start || position > counters.log_position) return false;
  TRY_SET(const std::string mark, mark_at(view, position, counters));
  return mark.empty() || state.place.mark.empty() || mark == state.place.mark;
}

Status Indexer::begin_anew() {
  IndexPlace place;
  {
    TRY_SET(const auto view, engine_.view());
    TRY_SET(const storage::Counters counters, view->counters());
    place.position = counters.log_position;
    TRY_SET(place.mark, mark_at(*view, place.position, counters));
  }
  swept_ = 0;
  return index_->start_anew(made_by(), place);
}

// One step. The store is only ever read, a moment at a time; the folding is done with nothing of it held.
Result<Indexer::Done> Indexer::work() {
  if (!role_) {
    TRY_SET(role_, index_->take_role());
    if (!role_) return Done::not_ours;
  }
  TRY_SET(const IndexState state, index_->state());
  bool usable = false;
  {
    TRY_SET(const auto view, engine_.view());
    TRY_SET(usable, is_usable(state, *view));
  }
  if (!usable || state.worn) {
    TRY(begin_anew());
    return Done::something;
  }
  if (state.place.scanned != kAllScanned) return scan_on(state);
  TRY_SET(const Done done, follow(state));
  if (done == Done::nothing) TRY(tidy(state));
  return done;
}

Result<Indexer::Done> Indexer::scan_on(const IndexState& state) {
  IndexPlace now = state.place;
  std::vector<Read> contents;
  std::size_t bytes = 0;
  bool stopped = false;
  {
    storage::ScanQuery query;
    query.fields = storage::RowFields::numbers;
    query.content = true;
    query.after = state.place.scanned;
    query.limit = kMessagesAtOnce;
    TRY_SET(const auto view, engine_.view());
    TRY(view->scan(query, [&](const storage::MessageRecord& row, ByteView content) {
      contents.push_back({row.id, row.change_number, Bytes(content.begin(), content.end())});
      bytes += content.size();
      stopped = contents.size() == kMessagesAtOnce || bytes >= kBytesAtOnce;
      return !stopped;
    }));
  }
  now.scanned = stopped ? contents.back().message : kAllScanned;
  TRY_SET(const std::vector<IndexedText> texts, fold_all(contents));
  TRY(index_->put(texts, state.place, now));
  return Done::something;
}

Result<Indexer::Done> Indexer::follow(const IndexState& state) {
  std::vector<storage::LogRecord> records;
  {
    TRY_SET(const auto view, engine_.view());
    TRY_SET(records, view->log(state.place.position, kLogAtOnce));
  }
  if (records.empty()) return Done::nothing;
  std::unordered_set<MessageId> seen;
  std::vector<MessageId> ids;
  std::size_t read = 0;
  for (const storage::LogRecord& record : records) {
    ++read;
    if (!changes_text(record.kind)) continue;
    for (const MessageId id : changed_messages(record)) {
      if (seen.insert(id).second) ids.push_back(id);
    }
    if (ids.size() >= kMessagesAtOnce) break;
  }
  const storage::LogRecord& last = records[read - 1];
  TRY(put_all(std::move(ids), state.place, {last.position, state.place.scanned, mark_of(last)}));
  return Done::something;
}

// In batches, of which the last one moves the place.
Status Indexer::put_all(std::vector<MessageId> ids, const IndexPlace& was, const IndexPlace& now) {
  do {
    std::vector<Read> contents;
    std::unordered_set<MessageId> visited;
    std::size_t bytes = 0;
    const std::size_t asked = std::min(ids.size(), kMessagesAtOnce);
    {
      TRY_SET(const auto view, engine_.view());
      TRY(view->scan_these(
          std::span(ids).first(asked), storage::RowFields::numbers, true,
          [&](const storage::MessageRecord& row, ByteView content) {
            visited.insert(row.id);
            if (row.deleted || row.kind != MessageKind::normal) return true;
            contents.push_back({row.id, row.change_number, Bytes(content.begin(), content.end())});
            bytes += content.size();
            return bytes < kBytesAtOnce;
          }));
    }
    if (bytes < kBytesAtOnce) {
      ids.erase(ids.begin(),
                ids.begin() + static_cast<std::ptrdiff_t>(asked));  // with those that are not there
    } else {
      std::erase_if(ids, [&](MessageId id) { return visited.contains(id); });
    }
    TRY_SET(const std::vector<IndexedText> texts, fold_all(contents));
    TRY(index_->put(texts, was, ids.empty() ? now : was));
  } while (!ids.empty());
  return ok_status();
}

Result<std::vector<IndexedText>> Indexer::fold_all(const std::vector<Read>& contents) const {
  std::vector<IndexedText> texts;
  texts.reserve(contents.size());
  for (const Read& read : contents) {
    if (is_stopping()) return Error{Code::cancelled, "The store is being closed.", {}};
    auto content = decode_content(read.content);
    // What cannot be read now is looked at by every search, and can be then.
    std::string text(kBeyondNeedle);
    if (content.ok()) {
      TRY_SET(text, indexed_text(*content, large_));
    }
    texts.push_back({read.version, read.message, std::move(text)});
  }
  return texts;
}

Status Indexer::tidy(const IndexState& state) {
  std::int64_t messages = 0;
  {
    TRY_SET(const auto view, engine_.view());
    TRY_SET(messages, count_messages(*view));
  }
  const std::int64_t usual = std::max(messages, swept_);
  if (state.entries <= usual + usual / 4 + kFewStale) return ok_status();
  TRY(index_->sweep([&](std::span<const storage::Candidate> step) -> Result<std::vector<bool>> {
    if (is_stopping()) return Error{Code::cancelled, "The store is being closed.", {}};
    std::vector<MessageId> ids;
    for (const storage::Candidate& entry : step) ids.push_back(entry.message);
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    std::unordered_map<MessageId, ChangeNumber> current;
    TRY_SET(const auto view, engine_.view());
    TRY(view->scan_these(ids, storage::RowFields::numbers, false,
                         [&](const storage::MessageRecord& row, ByteView) {
                           current[row.id] = row.change_number;
                           return true;
                         }));
    std::vector<bool> answers;
    for (const storage::Candidate& entry : step) {
      const auto found = current.find(entry.message);
      answers.push_back(found != current.end() && found->second == entry.version);
    }
    return answers;
  }));
  TRY_SET(const IndexState now, index_->state());
  swept_ = now.entries;
  return ok_status();
}

Status Indexer::start() {
  TRY(index());
  if (engine_.is_read_only()) return ok_status();
  const std::lock_guard lock(mutex_);
  if (thread_.joinable() || stopping_) return ok_status();
  thread_ = std::thread([this] { run(); });
  return ok_status();
}

bool Indexer::is_stopping() const {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

// False: it is time to stop.
bool Indexer::wait(std::chrono::milliseconds longest) {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, longest, [this] { return poked_ || stopping_; });
  poked_ = false;
  return !stopping_;
}

void Indexer::run() {
  auto watch = engine_.watch([this] {
    const std::lock_guard lock(mutex_);
    poked_ = true;
    wake_.notify_all();
  });
  while (!is_stopping()) {
    const Result<Done> done = work();
    {
      const std::lock_guard lock(mutex_);
      failure_ = done.ok() ? std::optional<Error>() : done.error();
    }
    if (!done.ok()) role_.reset();
    if (done.ok() && *done == Done::something) continue;
    if (!wait(done.ok() ? kLookAnyway : kRetryAfter)) break;
  }
  role_.reset();
}

Result<bool> Indexer::has_reached(LogPosition target, const storage::Progress& progress) {
  TRY_SET(const auto opened, index());
  TRY_SET(const IndexState state, opened->state());
  TRY_SET(const auto view, engine_.view());
  TRY_SET(const bool usable, is_usable(state, *view));
  if (progress) {
    TRY_SET(const std::int64_t messages, count_messages(*view));
    const std::int64_t done = usable ? std::min(state.entries, messages) : 0;
    progress(static_cast<std::uint64_t>(done), static_cast<std::uint64_t>(messages));
  }
  return usable && state.place.scanned == kAllScanned && state.place.position >= target;
}

Status Indexer::catch_up(const storage::Progress& progress) {
  TRY(start());
  LogPosition target;
  {
    TRY_SET(const auto view, engine_.view());
    TRY_SET(const storage::Counters counters, view->counters());
    target = counters.log_position;
  }
  for (;;) {
    TRY_SET(const bool reached, has_reached(target, progress));
    if (reached) return ok_status();
    if (engine_.is_read_only()) {
      return Error{
          Code::read_only, "The store is open for reading only, and its index is not up to date.", {}};
    }
    std::unique_lock lock(mutex_);
    // Somebody else's write is no failure: it is looked at anew.
    if (failure_ && failure_->code != Code::busy) return *failure_;
    wake_.wait_for(lock, kReportEach, [this] { return stopping_; });
  }
}

}  // namespace postroom::store
