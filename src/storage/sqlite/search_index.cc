#include "storage/sqlite/search_index.h"

#include <unistd.h>

#include <algorithm>
#include <mutex>
#include <set>

#include "base/try.h"
#include "storage/sqlite/search_file.h"
#include "storage/sqlite/search_pairs.h"

namespace postroom::storage {
namespace {

constexpr char kState[] =
    "SELECT position, scanned, mark, made_by, making, entries, written FROM state WHERE id = 1";
constexpr char kMaking[] = "SELECT making FROM state WHERE id = 1";
constexpr char kBegin[] = "BEGIN IMMEDIATE";
constexpr char kCommit[] = "COMMIT";
constexpr char kRollBack[] = "ROLLBACK";
constexpr char kAdvance[] =
    "UPDATE state SET position = ?, scanned = ?, mark = ?"
    " WHERE id = 1 AND position = ? AND scanned = ? AND mark = ?";
constexpr char kCountIn[] = "UPDATE state SET entries = entries + ?1, written = written + ?1 WHERE id = 1";
constexpr char kCountOut[] = "UPDATE state SET entries = entries - ? WHERE id = 1";
constexpr char kInsertEntry[] = "INSERT OR IGNORE INTO entry(version, message) VALUES(?, ?)";
constexpr char kInsertText[] = "INSERT INTO grams(rowid, text) VALUES(?, ?)";
constexpr char kInsertPairs[] = "INSERT INTO pairs(rowid, text) VALUES(?, ?)";
constexpr char kCandidates[] =
    "SELECT entry.version, entry.message FROM grams CROSS JOIN entry ON entry.version = grams.rowid"
    " WHERE grams MATCH ? AND grams.rowid < ? ORDER BY grams.rowid DESC LIMIT ?";
constexpr char kCandidatesOfPair[] =
    "SELECT entry.version, entry.message FROM pairs CROSS JOIN entry ON entry.version = pairs.rowid"
    " WHERE pairs MATCH ? AND pairs.rowid < ? ORDER BY pairs.rowid DESC LIMIT ?";
constexpr char kEstimate[] = "SELECT count(*) FROM (SELECT 1 FROM grams WHERE grams MATCH ? LIMIT ?)";
constexpr char kEstimateOfPair[] = "SELECT count(*) FROM (SELECT 1 FROM pairs WHERE pairs MATCH ? LIMIT ?)";
constexpr char kEntries[] = "SELECT version, message FROM entry WHERE version > ? ORDER BY version LIMIT ?";
constexpr char kRemoveEntry[] = "DELETE FROM entry WHERE version = ?";
constexpr std::int64_t kFewDead = 1000;  // are not worth making the index anew

Error busy_error(const std::string& path) {
  return {Code::busy, "Somebody else has written to the search index " + path + "; look at it anew.", {}};
}

bool is_damage(Code code) { return code == Code::corrupt || code == Code::not_a_store; }

Result<IndexState> read_state(Connection& connection) {
  TRY_SET(Statement statement, connection.prepare(kState));
  TRY_SET(const bool found, statement.step());
  if (!found) return Error{Code::corrupt, connection.path() + " has lost its state.", {}};
  IndexState state;
  std::int64_t making = 0, written = 0;
  statement.read(state.place.position, state.place.scanned, state.place.mark, state.made_by, making,
                 state.entries, written);
  state.making = static_cast<std::uint64_t>(making);
  const std::int64_t dead = written - state.entries;
  state.worn = dead > kFewDead && dead > state.entries;
  return state;
}

// Ends what kBegin began, whatever comes between.
template <class Work>
Status as_transaction(Connection& connection, Work work) {
  TRY(connection.run(kBegin));
  Status done = work();
  if (done.ok()) done = connection.run(kCommit);
  if (!done.ok() && connection.in_transaction()) (void)connection.run(kRollBack);
  return done;
}

Status write_texts(Connection& connection, std::span<const IndexedText> texts) {
  std::int64_t added = 0;
  for (const IndexedText& text : texts) {
    TRY_SET(const std::int64_t is_new, connection.change(kInsertEntry, text.version, text.message));
    if (is_new == 0) continue;
    TRY(connection.run(kInsertText, text.version, text.text));
    const std::string pairs = pairs_in(text.text);
    if (!pairs.empty()) TRY(connection.run(kInsertPairs, text.version, pairs));
    ++added;
  }
  return connection.run(kCountIn, added);
}

struct Asked {
  std::string query;
  const char* candidates;
  const char* estimate;
};

Asked ask_for(std::string_view needle) {
  std::string pair = pair_of(needle);
  if (!pair.empty()) return {std::move(pair), kCandidatesOfPair, kEstimateOfPair};
  return {grams_query(needle), kCandidates, kEstimate};
}

class SqliteSearchIndex final : public SearchIndex {
 public:
  SqliteSearchIndex(ConnectionOptions store, IndexMode mode)
      : store_(std::move(store)), path_(search_path_of(store_.path)), mode_(mode) {}

  Result<IndexState> state() override {
    IndexState state;
    TRY(read([&](Connection& connection) -> Status {
      TRY_SET(state, read_state(connection));
      return ok_status();
    }));
    return state;
  }

  bool knows(std::string_view needle) const override {
    return SearchIndex::knows(needle) || !pair_of(needle).empty();
  }

  Result<std::shared_ptr<void>> take_role() override {
    if (mode_ == IndexMode::read_only) return std::shared_ptr<void>();
    return take_index_role(store_.path);
  }

  Status start_anew(const std::string& made_by, const IndexPlace& place) override {
    const std::lock_guard lock(writer_.mutex);
    writer_.opened.reset();
    return make_index(store_, made_by, place);
  }

  Status put(std::span<const IndexedText> texts, const IndexPlace& was, const IndexPlace& now) override {
    return write([&](Connection& connection) -> Status {
      TRY_SET(const std::int64_t advanced, connection.change(kAdvance, now.position, now.scanned, now.mark,
                                                             was.position, was.scanned, was.mark));
      if (advanced == 0) return busy_error(path_);
      return write_texts(connection, texts);
    });
  }

  Result<std::vector<Candidate>> candidates(const std::string& needle, std::uint64_t making,
                                            ChangeNumber before, std::size_t limit) override {
    std::vector<Candidate> found;
    bool same = making == 0;  // as long as there is none
    const Asked asked = ask_for(needle);
    TRY(read([&](Connection& connection) -> Status {
      TRY_SET(const std::int64_t now, connection.number(kMaking));
      same = static_cast<std::uint64_t>(now) == making;
      TRY_SET(Statement statement, connection.prepare(asked.candidates));
      statement.bind(asked.query, before.value == 0 ? INT64_MAX : before.value, limit);
      while (same) {
        TRY_SET(const bool more, statement.step());
        if (!more) break;
        Candidate& candidate = found.emplace_back();
        statement.read(candidate.version, candidate.message);
      }
      return ok_status();
    }));
    if (!same) return busy_error(path_);
    return found;
  }

  Result<std::size_t> estimate(const std::string& needle, std::size_t limit) override {
    std::int64_t count = 0;
    const Asked asked = ask_for(needle);
    TRY(read([&](Connection& connection) -> Status {
      TRY_SET(count, connection.number(asked.estimate, asked.query, limit));
      return ok_status();
    }));
    return static_cast<std::size_t>(count);
  }

  Status sweep(
      const std::function<Result<std::vector<bool>>(std::span<const Candidate>)>& is_current) override {
    ChangeNumber after;
    for (;;) {
      TRY_SET(const std::vector<Candidate> step, entries_after(after));
      if (step.empty()) return ok_status();
      TRY_SET(const std::vector<bool> current, is_current(step));
      TRY(remove_denied(step, current));
      after = step.back().version;
    }
  }

 private:
  // A connection that is opened anew when another file has taken the place of its own.
  struct Access {
    std::mutex mutex;
    std::optional<OpenedIndex> opened;
  };

  // Leaves everything as it is where there is no index.
  template <class Work>
  Status read(Work work) {
    const std::lock_guard lock(reader_.mutex);
    TRY_SET(Connection* const connection, usable(reader_, IndexAccess::read));
    return connection ? settle(reader_, work(*connection)) : ok_status();
  }

  template <class Work>
  Status write(Work work) {
    const std::lock_guard lock(writer_.mutex);
    TRY_SET(Connection* const connection, usable(writer_, IndexAccess::write));
    if (!connection) return busy_error(path_);
    return settle(writer_, as_transaction(*connection, [&] { return work(*connection); }));
  }

  Result<Connection*> usable(Access& access, IndexAccess kind) {
    if (access.opened && identity_of(path_) == access.opened->file) return access.opened->connection.get();
    access.opened.reset();
    auto opened = open_index(store_, kind);
    if (opened.ok())
      access.opened = std::move(opened).value();
    else if (is_damage(opened.error().code))
      discard(identity_of(path_));
    else
      return std::move(opened).error();
    return access.opened ? access.opened->connection.get() : nullptr;
  }

  // Damage is no more than a rebuild: the file goes, and is as one that never was.
  Status settle(Access& access, Status done) {
    if (done.ok() || !is_damage(done.error().code)) return done;
    const FileIdentity damaged = access.opened->file;
    access.opened.reset();
    discard(damaged);
    return busy_error(path_);
  }

  void discard(const std::optional<FileIdentity>& file) {
    if (mode_ == IndexMode::read_write && file && identity_of(path_) == file)
      remove_search_files(store_.path);
  }

  Result<std::vector<Candidate>> entries_after(ChangeNumber after) {
    std::vector<Candidate> step;
    TRY(read([&](Connection& connection) -> Status {
      TRY_SET(Statement statement, connection.prepare(kEntries));
      statement.bind(after, kSweepStep);
      for (;;) {
        TRY_SET(const bool more, statement.step());
        if (!more) return ok_status();
        Candidate& entry = step.emplace_back();
        statement.read(entry.version, entry.message);
      }
    }));
    return step;
  }

  Status remove_denied(std::span<const Candidate> step, const std::vector<bool>& current) {
    if (std::find(current.begin(), current.end(), false) == current.end()) return ok_status();
    return write([&](Connection& connection) -> Status {
      std::int64_t removed = 0;
      for (std::size_t i = 0; i < step.size() && i < current.size(); ++i) {
        if (current[i]) continue;
        TRY_SET(const std::int64_t gone, connection.change(kRemoveEntry, step[i].version));
        removed += gone;
      }
      return connection.run(kCountOut, removed);
    });
  }

  const ConnectionOptions store_;
  const std::string path_;
  const IndexMode mode_;
  Access reader_, writer_;
};

std::size_t character_length(std::string_view text) {
  std::size_t length = 1;
  while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) ++length;
  return length;
}

}  // namespace

std::string grams_query(std::string_view needle) {
  std::set<std::string_view> grams;
  std::vector<std::size_t> starts;  // of the last three characters, and where the next one is
  for (std::size_t at = 0; at < needle.size() && grams.size() < kMaxGrams;) {
    starts.push_back(at);
    at += character_length(needle.substr(at));
    if (starts.size() < 3) continue;
    const std::size_t first = starts[starts.size() - 3];
    grams.insert(needle.substr(first, at - first));
  }
  std::string query;
  for (const std::string_view gram : grams) {
    query += query.empty() ? "\"" : " AND \"";
    for (const char character : gram) query.append(character == '"' ? 2 : 1, character);
    query += '"';
  }
  return query;
}

Result<std::shared_ptr<SearchIndex>> open_search_index(const ConnectionOptions& store, IndexMode mode) {
  const auto there = open_index(store, IndexAccess::read);
  const bool is_readable = there.ok() && there->has_value();
  if (!there.ok() && there.error().code == Code::not_supported) return there.error();
  if (mode == IndexMode::read_only && !is_readable) {
    return Error{Code::not_supported,
                 store.path + " has no search index, and none can be made here; every message is looked at.",
                 {}};
  }
  return std::shared_ptr<SearchIndex>(std::make_shared<SqliteSearchIndex>(store, mode));
}

}  // namespace postroom::storage
