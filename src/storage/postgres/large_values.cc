#include "storage/postgres/large_values.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/try.h"
#include "storage/postgres/transaction.h"

namespace postroom::storage::postgres {
namespace {

const Sql kFind("SELECT id, size FROM postroom.large_value WHERE store_id = $1 AND hash = $2");
const Sql kFindAll("SELECT id FROM postroom.large_value WHERE store_id = $1 AND hash = ANY($2)");
const Sql kCount(
    "SELECT count(*), COALESCE(sum(size), 0)::bigint FROM postroom.large_value"
    " WHERE store_id = $1 AND hash IS NOT NULL");
// Counts from 1. Chunks are stored as they are, so that the server fetches no more than this part of one.
const Sql kReadChunk(
    "SELECT substring(data FROM $4::integer FOR $5::integer) FROM postroom.chunk"
    " WHERE store_id = $1 AND large = $2 AND number = $3");
const Sql kRefer("INSERT INTO postroom.large_reference(store_id, version, large) SELECT $1, $2, unnest($3)");
const Sql kCountUp(
    "UPDATE postroom.large_value SET reference_count = reference_count + 1, unreferenced = NULL"
    " WHERE store_id = $1 AND id = ANY($2)");
const Sql kRelease(
    "WITH released AS (DELETE FROM postroom.large_reference WHERE store_id = $1 AND version = $2"
    " RETURNING large)"
    " UPDATE postroom.large_value SET reference_count = reference_count - 1,"
    " unreferenced = CASE reference_count WHEN 1 THEN $3 END"
    " WHERE store_id = $1 AND id IN (SELECT large FROM released)");
const Sql kReleaseOfMessage(
    "WITH released AS (DELETE FROM postroom.large_reference WHERE store_id = $1 AND version IN"
    " (SELECT change_number FROM postroom.version WHERE store_id = $1 AND message = $2) RETURNING large),"
    " counted AS (SELECT large, count(*) AS times FROM released GROUP BY large)"
    " UPDATE postroom.large_value SET reference_count = reference_count - times,"
    " unreferenced = CASE WHEN reference_count = times THEN $3 END"
    " FROM counted WHERE store_id = $1 AND id = large");
// Never referred to, or not complete: its time begins when a collection first sees it. The engine needs no
// clock.
const Sql kStampNew(
    "UPDATE postroom.large_value SET unreferenced = $2"
    " WHERE store_id = $1 AND reference_count = 0 AND unreferenced IS NULL");
const Sql kForgetLeases("DELETE FROM postroom.lease WHERE store_id = $1 AND until < $2");
// What lost its last reference at or after the oldest lease's start is protected by it.
const Sql kUnreferenced(
    "SELECT id FROM postroom.large_value WHERE store_id = $1 AND reference_count = 0 AND unreferenced <"
    " LEAST($2, (SELECT min(taken) FROM postroom.lease WHERE store_id = $1)) ORDER BY unreferenced LIMIT $3");
const Sql kRemoveChunks("DELETE FROM postroom.chunk WHERE store_id = $1 AND large = ANY($2)");
const Sql kRemoveValues("DELETE FROM postroom.large_value WHERE store_id = $1 AND id = ANY($2)");
const Sql kInsertValue(
    "INSERT INTO postroom.large_value(store_id, id, size, reference_count) VALUES($1, $2, $3, 0)");
const Sql kInsertChunk("INSERT INTO postroom.chunk(store_id, large, number, data) VALUES($1, $2, $3, $4)");
const Sql kKeepStaging(
    "UPDATE postroom.large_value SET size = $3, unreferenced = NULL"
    " WHERE store_id = $1 AND id = $2 AND hash IS NULL AND reference_count = 0");
const Sql kPublish(
    "UPDATE postroom.large_value SET hash = $3, unreferenced = NULL"
    " WHERE store_id = $1 AND id = $2 AND hash IS NULL AND reference_count = 0");
const Sql kRenew(
    "UPDATE postroom.large_value SET unreferenced = NULL"
    " WHERE store_id = $1 AND id = $2 AND reference_count = 0");

// Fills the buffer, which asks for no more than the value has, from a few chunks. Returns how much it filled.
Result<std::size_t> read_some_chunks(Connection& connection, const StoredLarge& large, std::uint64_t offset,
                                     std::span<std::uint8_t> buffer) {
  std::array<Rows, kChunksAtOnce> answers;
  std::array<std::span<std::uint8_t>, kChunksAtOnce> pieces;
  std::size_t done = 0;
  for (std::size_t i = 0; i < kChunksAtOnce && done < buffer.size(); ++i) {
    const std::size_t start = (offset + done) % kChunkSize;
    pieces[i] = buffer.subspan(done, std::min(buffer.size() - done, kChunkSize - start));
    connection.queue_into(answers[i], kReadChunk, large.id, (offset + done) / kChunkSize, start + 1,
                          pieces[i].size());
    done += pieces[i].size();
  }
  TRY(connection.flush());
  for (std::size_t i = 0; i < kChunksAtOnce && !pieces[i].empty(); ++i) {
    const ByteView data = answers[i].next() ? answers[i].read_view() : ByteView();
    if (data.size() != pieces[i].size()) return damaged_large_value(large.id);
    std::memcpy(pieces[i].data(), data.data(), data.size());
  }
  return done;
}

void remove_large_values(Connection& connection, const std::vector<std::int64_t>& ids) {
  connection.queue(kRemoveChunks, ids);
  connection.queue(kRemoveValues, ids);
}

class PostgresLargeWriter final : public StagingWriter {
 public:
  explicit PostgresLargeWriter(StagingCommit commit) : commit_(std::move(commit)) {}

 private:
  Result<std::int64_t> stage(const StagedPart& part) override {
    std::int64_t id = 0;
    TRY(commit_([&](PostgresTransaction& transaction) -> Status {
      TRY_SET(id, write(transaction, part));
      return ok_status();
    }));
    return id;
  }

  Status publish(const StagedPart& rest, const LargeValue& value) override {
    return commit_([&](PostgresTransaction& transaction) -> Status {
      TRY_SET(const auto same, find_large_value(transaction.write_on(), value.hash));
      if (same) {
        if (rest.id != 0) remove_large_values(transaction.write_on(), {rest.id});
        transaction.write_on().queue(kRenew, same->id);
        return ok_status();
      }
      TRY_SET(const std::int64_t id, write(transaction, rest));
      transaction.write_on().queue(kPublish, id, ByteView(value.hash));
      return ok_status();
    });
  }

  static Result<std::int64_t> write(PostgresTransaction& transaction, const StagedPart& part) {
    std::int64_t id = part.id;
    if (id == 0) {
      TRY_SET(id, transaction.allocate_large_id());
      transaction.write_on().queue(kInsertValue, id, part.size());
    } else {
      TRY_SET(const std::int64_t kept, transaction.write_on().change(kKeepStaging, id, part.size()));
      if (kept == 0) return missing_large_value();
    }
    Connection& connection = transaction.write_on();
    TRY(part.each_chunk([&](std::uint64_t number, ByteView chunk) {
      connection.queue(kInsertChunk, id, number, chunk);
      return ok_status();
    }));
    return id;
  }

  const StagingCommit commit_;
};

}  // namespace

Result<std::optional<StoredLarge>> find_large_value(Connection& connection, const ContentHash& hash) {
  TRY_SET(Rows rows, connection.query(kFind, ByteView(hash)));
  std::optional<StoredLarge> large;
  if (rows.next()) {
    large.emplace();
    rows.read(large->id, large->size);
  }
  return large;
}

Status count_large_values(Connection& connection, std::int64_t& count, std::int64_t& bytes) {
  TRY_SET(Rows row, connection.query(kCount));
  if (row.next()) row.read(count, bytes);
  return ok_status();
}

Result<std::size_t> read_large_value(Connection& connection, const LargeValue& value, std::uint64_t offset,
                                     std::span<std::uint8_t> buffer) {
  TRY_SET(const std::optional<StoredLarge> large, find_large_value(connection, value.hash));
  if (!large) return missing_large_value();
  if (offset >= large->size) return std::size_t{0};
  const std::size_t total = std::min<std::uint64_t>(buffer.size(), large->size - offset);
  for (std::size_t done = 0; done < total;) {
    TRY_SET(const std::size_t count,
            read_some_chunks(connection, *large, offset + done, buffer.subspan(done, total - done)));
    done += count;
  }
  return total;
}

Result<std::vector<std::int64_t>> find_large_values(Connection& connection,
                                                    std::span<const ContentHash> hashes) {
  std::vector<ContentHash> each(hashes.begin(), hashes.end());
  std::sort(each.begin(), each.end());
  each.erase(std::unique(each.begin(), each.end()), each.end());
  TRY_SET(Rows rows, connection.query(kFindAll, std::span<const ContentHash>(each)));
  std::vector<std::int64_t> ids;
  while (rows.next()) rows.read(ids.emplace_back());
  if (ids.size() != each.size()) {
    return Error{Code::not_found, "A large value of this version is not in the store; write it again.", {}};
  }
  return ids;
}

void refer_to_large_values(Connection& connection, ChangeNumber version,
                           const std::vector<std::int64_t>& large) {
  connection.queue(kRefer, version, large);
  connection.queue(kCountUp, large);
}

void release_large_values(Connection& connection, ChangeNumber version, FileTime now) {
  connection.queue(kRelease, version, now);
}

void release_large_values_of(Connection& connection, MessageId message, FileTime now) {
  connection.queue(kReleaseOfMessage, message, now);
}

Result<std::size_t> remove_unreferenced_values(Connection& connection, FileTime before, FileTime now,
                                               std::size_t limit) {
  connection.queue(kStampNew, now);
  connection.queue(kForgetLeases, now);
  TRY_SET(Rows rows, connection.query(kUnreferenced, before, std::min<std::size_t>(limit, 1'000'000)));
  std::vector<std::int64_t> ids;
  while (rows.next()) rows.read(ids.emplace_back());
  if (!ids.empty()) remove_large_values(connection, ids);
  return ids.size();
}

std::unique_ptr<LargeWriter> make_large_writer(StagingCommit commit) {
  return std::make_unique<PostgresLargeWriter>(std::move(commit));
}

}  // namespace postroom::storage::postgres
