#include "storage/postgres/search_index.h"

#include <algorithm>

#include "base/try.h"
#include "storage/postgres/reader_pool.h"
#include "storage/postgres/search_role.h"
#include "storage/postgres/search_schema.h"
#include "storage/postgres/store_row.h"

namespace postroom::storage::postgres {
namespace {

constexpr std::int64_t kDeletedAtOnce = 5'000;

const Sql kState(
    "SELECT position, scanned, mark, made_by, making, entries FROM postroom.search_state WHERE store_id = "
    "$1");
const Sql kBegin("BEGIN ISOLATION LEVEL READ COMMITTED", Scope::session);
const Sql kCommit("COMMIT", Scope::session);
const Sql kRollBack("ROLLBACK", Scope::session);
const Sql kBeginAnew(
    "INSERT INTO postroom.search_state(store_id, position, scanned, mark, made_by, making, entries, holder, "
    "held_until)"
    " VALUES($1, 0, 0, '', '', 0, 0, 0, 'epoch') ON CONFLICT(store_id) DO UPDATE SET making = 0, entries = "
    "0");
const Sql kForget(
    "DELETE FROM postroom.search_text WHERE store_id = $1 AND version <="
    " (SELECT version FROM (SELECT version FROM postroom.search_text WHERE store_id = $1"
    " ORDER BY version LIMIT $2) first ORDER BY version DESC LIMIT 1)");
const Sql kStart(
    "UPDATE postroom.search_state SET position = $2, scanned = $3, mark = $4, made_by = $5, making = $6, "
    "entries = 0"
    " WHERE store_id = $1");
// What is written keeps a lease, too.
const Sql kAdvance(
    "UPDATE postroom.search_state SET position = $2, scanned = $3, mark = $4,"
    " held_until = CASE WHEN holder = 0 THEN held_until ELSE clock_timestamp() + interval '30 seconds' END"
    " WHERE store_id = $1 AND making <> 0 AND position = $5 AND scanned = $6 AND mark = $7");
const Sql kPut(
    "INSERT INTO postroom.search_text(store_id, version, message, text) VALUES($1, $2, $3, $4) ON CONFLICT "
    "DO NOTHING");
const Sql kCount("UPDATE postroom.search_state SET entries = entries + $2 WHERE store_id = $1");
const Sql kMaking("SELECT making FROM postroom.search_state WHERE store_id = $1");
// All of them before any: else the server may take it for a good idea to look through the key from its end.
const Sql kCandidates(
    "WITH found AS MATERIALIZED (SELECT version, message FROM postroom.search_text"
    " WHERE store_id = $1 AND version < $2 AND text LIKE $3)"
    " SELECT version, message FROM found ORDER BY version DESC LIMIT $4");
const Sql kSample(
    "SELECT count(*) FROM (SELECT text FROM postroom.search_text WHERE store_id = $1 ORDER BY version DESC "
    "LIMIT $2)"
    " newest WHERE text LIKE $3");
const Sql kEntriesAfter(
    "SELECT version, message FROM postroom.search_text WHERE store_id = $1 AND version > $2 ORDER BY version "
    "LIMIT $3");
const Sql kRemove("DELETE FROM postroom.search_text WHERE store_id = $1 AND version = ANY($2)");

Error busy_error(const std::string& store) {
  return {Code::busy,
          "Somebody else has written to the search index of store " + store + "; look at it anew.",
          {}};
}

std::vector<Candidate> as_candidates(Rows rows) {
  std::vector<Candidate> found;
  found.reserve(static_cast<std::size_t>(rows.count()));
  while (rows.next()) {
    Candidate& candidate = found.emplace_back();
    rows.read(candidate.version, candidate.message);
  }
  return found;
}

Result<IndexState> read_state(Connection& connection) {
  TRY_SET(Rows rows, connection.query(kState));
  IndexState state;
  if (!rows.next()) return state;
  std::int64_t making = 0;
  rows.read(state.place.position, state.place.scanned, state.place.mark, state.made_by, making,
            state.entries);
  state.making = static_cast<std::uint64_t>(making);
  return making == 0 ? IndexState{} : state;
}

// How many of them are new.
Result<std::int64_t> write_texts(Connection& connection, std::span<const IndexedText> texts) {
  std::vector<Rows> rows(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    connection.queue_into(rows[i], kPut, texts[i].version, texts[i].message, Text{texts[i].text});
  }
  TRY(connection.flush());
  std::int64_t added = 0;
  for (const Rows& row : rows) added += row.changed();
  return added;
}

// Where writes are taken, with a connection that may wait for long between them.
ConnectionOptions for_writing(ConnectionOptions options) {
  options.host = Host::takes_writes;
  return options;
}

class PostgresSearchIndex final : public SearchIndex {
 public:
  PostgresSearchIndex(const ConnectionOptions& options, std::shared_ptr<ConnectionPool> connections, IndexMode mode)
      : store_(options.store),
        mode_(mode),
        readers_(options, std::move(connections)),
        writer_(std::make_shared<IndexWriter>(for_writing(options))) {}

  Result<IndexState> state() override {
    return readers_.read([](Connection& connection) { return read_state(connection); },
                         ReaderPool::Readings::one);
  }

  Result<std::shared_ptr<void>> take_role() override {
    if (mode_ == IndexMode::read_only) return std::shared_ptr<void>();
    return take_index_role(writer_);
  }

  // In several transactions, during which nothing is in it.
  Status start_anew(const std::string& made_by, const IndexPlace& place) override {
    return write([&](Connection& connection) -> Status {
      TRY(connection.change(kBeginAnew));
      for (std::int64_t gone = 1; gone > 0;) {
        TRY_SET(gone, connection.change(kForget, kDeletedAtOnce));
      }
      TRY(connection.change(kStart, place.position, place.scanned, place.mark, made_by, make_token()));
      return ok_status();
    });
  }

  Status put(std::span<const IndexedText> texts, const IndexPlace& was, const IndexPlace& now) override {
    return write([&](Connection& connection) -> Status {
      connection.queue(kBegin);
      TRY_SET(const std::int64_t advanced, connection.change(kAdvance, now.position, now.scanned, now.mark,
                                                             was.position, was.scanned, was.mark));
      if (advanced == 0) {
        connection.queue(kRollBack);
        TRY(connection.flush());
        return busy_error(store_);
      }
      TRY_SET(const std::int64_t added, write_texts(connection, texts));
      connection.queue(kCount, added);
      connection.queue(kCommit);
      return connection.flush();
    });
  }

  Result<std::vector<Candidate>> candidates(const std::string& needle, std::uint64_t making,
                                            ChangeNumber before, std::size_t limit) override {
    const std::string pattern = like_pattern(needle);
    const std::int64_t end = before.value == 0 ? INT64_MAX : before.value;
    return readers_.read([&](Connection& connection) -> Result<std::vector<Candidate>> {
      TRY_SET(const std::int64_t now, connection.number(kMaking));
      if (static_cast<std::uint64_t>(now) != making) return busy_error(store_);
      if (making == 0) return std::vector<Candidate>();
      TRY_SET(Rows rows, connection.query(kCandidates, end, Text{pattern}, limit));
      return as_candidates(std::move(rows));
    });
  }

  // From a sample: the index itself gives none of its entries before it has them all.
  Result<std::size_t> estimate(const std::string& needle, std::size_t limit) override {
    const std::string pattern = like_pattern(needle);
    return readers_.read([&](Connection& connection) -> Result<std::size_t> {
      TRY_SET(const IndexState now, read_state(connection));
      TRY_SET(const std::int64_t hits, connection.number(kSample, kSampledEntries, Text{pattern}));
      const std::int64_t all = hits * std::max<std::int64_t>(1, now.entries / kSampledEntries);
      return std::min(static_cast<std::size_t>(all), limit);
    });
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
  template <class Work>
  Status write(Work work) {
    const std::lock_guard lock(writer_->mutex);
    TRY_SET(Connection* const connection, writer_->usable());
    return writer_->settle(work(*connection));
  }

  Result<std::vector<Candidate>> entries_after(ChangeNumber after) {
    const auto read = [&](Connection& connection) -> Result<std::vector<Candidate>> {
      TRY_SET(Rows rows, connection.query(kEntriesAfter, after, kSweepStep));
      return as_candidates(std::move(rows));
    };
    return readers_.read(read, ReaderPool::Readings::one);
  }

  Status remove_denied(std::span<const Candidate> step, const std::vector<bool>& current) {
    std::vector<std::int64_t> denied;
    for (std::size_t i = 0; i < step.size() && i < current.size(); ++i) {
      if (!current[i]) denied.push_back(step[i].version.value);
    }
    if (denied.empty()) return ok_status();
    return write([&](Connection& connection) -> Status {
      connection.queue(kBegin);
      TRY_SET(const std::int64_t gone, connection.change(kRemove, denied));
      connection.queue(kCount, -gone);
      connection.queue(kCommit);
      return connection.flush();
    });
  }

  const std::string store_;
  const IndexMode mode_;
  ReaderPool readers_;
  const std::shared_ptr<IndexWriter> writer_;
};

}  // namespace

std::string like_pattern(std::string_view needle) {
  std::string pattern = "%";
  for (const char character : needle) {
    if (character == '%' || character == '_' || character == '\\') pattern += '\\';
    pattern += character;
  }
  return pattern + '%';
}

Result<std::shared_ptr<SearchIndex>> open_search_index(const ConnectionOptions& options,
                                                       std::shared_ptr<ConnectionPool> connections,
                                                       IndexMode mode) {
  TRY_SET(const std::string obstacle,
          ReaderPool(options, connections).read(search_obstacle, ReaderPool::Readings::one));
  if (!obstacle.empty()) {
    return Error{Code::not_supported,
                 "There is no search index, and every message is looked at: " + obstacle + ".",
                 {}};
  }
  return std::shared_ptr<SearchIndex>(std::make_shared<PostgresSearchIndex>(options, std::move(connections), mode));
}

}  // namespace postroom::storage::postgres
