#include "storage/sqlite/large_values.h"

#include <sqlite3.h>

#include <postroom/large_values.h>
#include <algorithm>
#include <cstring>

#include "base/try.h"
#include "storage/sqlite/transaction.h"

namespace postroom::storage {
namespace {

static_assert(kMaxLargeValue / kChunkSize < (std::uint64_t{1} << kChunkIdBits));

constexpr char kFind[] = "SELECT id, size FROM large_value WHERE hash = ?";
constexpr char kCount[] = "SELECT count(*), COALESCE(sum(size), 0) FROM large_value WHERE hash IS NOT NULL";
constexpr char kReadChunk[] = "SELECT data FROM chunk WHERE id = ?";
constexpr char kRefer[] = "INSERT OR IGNORE INTO large_reference(version, large) VALUES(?, ?)";
constexpr char kCountUp[] =
    "UPDATE large_value SET reference_count = reference_count + 1, unreferenced = NULL WHERE id = ?";
constexpr char kCountDown[] =
    "UPDATE large_value SET reference_count = reference_count - 1,"
    " unreferenced = CASE reference_count WHEN 1 THEN ?1 END"
    " WHERE id IN (SELECT large FROM large_reference WHERE version = ?2)";
constexpr char kForgetReferences[] = "DELETE FROM large_reference WHERE version = ?";
// Never referred to, or not complete: its time begins when a collection first sees it. The engine needs no
// clock.
constexpr char kStampNew[] =
    "UPDATE large_value SET unreferenced = ? WHERE reference_count = 0 AND unreferenced IS NULL";
constexpr char kForgetLeases[] = "DELETE FROM lease WHERE until < ?";
constexpr char kFirstLease[] = "SELECT taken FROM lease ORDER BY taken LIMIT 1";
constexpr char kUnreferenced[] =
    "SELECT id FROM large_value WHERE reference_count = 0 AND unreferenced < ? ORDER BY unreferenced LIMIT ?";
constexpr char kRemoveChunks[] = "DELETE FROM chunk WHERE id BETWEEN ? AND ?";
constexpr char kRemoveValue[] = "DELETE FROM large_value WHERE id = ?";
constexpr char kInsertValue[] = "INSERT INTO large_value(hash, size, reference_count) VALUES(NULL, 0, 0)";
constexpr char kInsertChunk[] = "INSERT INTO chunk(id, data) VALUES(?, ?)";
constexpr char kKeepStaging[] =
    "UPDATE large_value SET size = ?, unreferenced = NULL WHERE id = ? AND hash IS NULL AND reference_count "
    "= 0";
constexpr char kPublish[] =
    "UPDATE large_value SET hash = ?, size = ?, unreferenced = NULL"
    " WHERE id = ? AND hash IS NULL AND reference_count = 0";
constexpr char kRenew[] = "UPDATE large_value SET unreferenced = NULL WHERE id = ? AND reference_count = 0";

std::int64_t chunk_id(std::int64_t large, std::uint64_t sequence) {
  return large << kChunkIdBits | static_cast<std::int64_t>(sequence);
}

// Copies from one chunk; asks for no more than the value has.
Status read_from_chunk(Connection& connection, const StoredLarge& large, std::uint64_t offset,
                       std::span<std::uint8_t> piece) {
  TRY_SET(Statement row, connection.prepare(kReadChunk));
  row.bind(chunk_id(large.id, offset / kChunkSize));
  TRY_SET(const bool found, row.step());
  const ByteView data = found ? row.read_view() : ByteView();
  const std::size_t start = offset % kChunkSize;
  if (data.size() < start + piece.size()) return damaged_large_value(large.id);
  std::memcpy(piece.data(), data.data() + start, piece.size());
  return ok_status();
}

Status remove_large_value(Connection& connection, std::int64_t id) {
  TRY(connection.run(kRemoveChunks, chunk_id(id, 0), chunk_id(id + 1, 0) - 1));
  return connection.run(kRemoveValue, id);
}

class SqliteLargeWriter final : public StagingWriter {
 public:
  explicit SqliteLargeWriter(StagingCommit commit) : commit_(std::move(commit)) {}

 private:
  Result<std::int64_t> stage(const StagedPart& part) override {
    std::int64_t id = 0;
    TRY(commit_([&](SqliteTransaction& transaction) -> Status {
      TRY_SET(id, write(transaction.write_on(), part));
      return ok_status();
    }));
    return id;
  }

  Status publish(const StagedPart& rest, const LargeValue& value) override {
    return commit_([&](SqliteTransaction& transaction) -> Status {
      Connection& connection = transaction.write_on();
      TRY_SET(const auto same, find_large_value(connection, value.hash));
      if (same) {
        if (rest.id != 0) TRY(remove_large_value(connection, rest.id));
        return connection.run(kRenew, same->id);
      }
      TRY_SET(const std::int64_t id, write(connection, rest));
      return connection.run(kPublish, ByteView(value.hash), value.size, id);
    });
  }

  static Result<std::int64_t> write(Connection& connection, const StagedPart& part) {
    std::int64_t id = part.id;
    if (id == 0) {
      TRY(connection.run(kInsertValue));
      id = sqlite3_last_insert_rowid(connection.handle());
    }
    TRY_SET(const std::int64_t kept, connection.change(kKeepStaging, part.size(), id));
    if (kept == 0) return missing_large_value();
    TRY(part.each_chunk([&](std::uint64_t number, ByteView chunk) {
      return connection.run(kInsertChunk, chunk_id(id, number), chunk);
    }));
    return id;
  }

  const StagingCommit commit_;
};

}  // namespace

Result<std::optional<StoredLarge>> find_large_value(Connection& connection, const ContentHash& hash) {
  TRY_SET(Statement row, connection.prepare(kFind));
  row.bind(ByteView(hash));
  TRY_SET(const bool found, row.step());
  std::optional<StoredLarge> large;
  if (found) {
    large.emplace();
    row.read(large->id, large->size);
  }
  return large;
}

Status count_large_values(Connection& connection, std::int64_t& count, std::int64_t& bytes) {
  TRY_SET(Statement row, connection.prepare(kCount));
  TRY(row.step());
  row.read(count, bytes);
  return ok_status();
}

Result<std::size_t> read_large_value(Connection& connection, const LargeValue& value, std::uint64_t offset,
                                     std::span<std::uint8_t> buffer) {
  TRY_SET(const std::optional<StoredLarge> large, find_large_value(connection, value.hash));
  if (!large) return missing_large_value();
  if (offset >= large->size) return std::size_t{0};
  const std::size_t total = std::min<std::uint64_t>(buffer.size(), large->size - offset);
  for (std::size_t done = 0; done < total;) {
    const std::size_t in_chunk = kChunkSize - (offset + done) % kChunkSize;
    const std::size_t count = std::min(total - done, in_chunk);
    TRY(read_from_chunk(connection, *large, offset + done, buffer.subspan(done, count)));
    done += count;
  }
  return total;
}

Status refer_to_large_value(Connection& connection, ChangeNumber version, std::int64_t large) {
  TRY_SET(const std::int64_t added, connection.change(kRefer, version, large));
  if (added == 0) return ok_status();  // named twice
  return connection.run(kCountUp, large);
}

Status release_large_values(Connection& connection, ChangeNumber version, FileTime now) {
  TRY_SET(const std::int64_t released, connection.change(kCountDown, now, version));
  if (released == 0) return ok_status();
  return connection.run(kForgetReferences, version);
}

Result<std::size_t> remove_unreferenced_values(Connection& connection, FileTime before, FileTime now,
                                               std::size_t limit) {
  TRY(connection.run(kStampNew, now));
  TRY(connection.run(kForgetLeases, now));
  {
    // What lost its last reference at or after the oldest lease's start is protected by it.
    TRY_SET(Statement lease, connection.prepare(kFirstLease));
    TRY_SET(const bool found, lease.step());
    FileTime taken;
    if (found) lease.read(taken), before = std::min(before, taken);
  }
  std::vector<std::int64_t> ids;
  {
    TRY_SET(Statement rows, connection.prepare(kUnreferenced));
    rows.bind(before, std::min<std::size_t>(limit, 1'000'000));
    for (;;) {
      TRY_SET(const bool found, rows.step());
      if (!found) break;
      rows.read(ids.emplace_back());
    }
  }
  for (const std::int64_t id : ids) TRY(remove_large_value(connection, id));
  return ids.size();
}

std::unique_ptr<LargeWriter> make_large_writer(StagingCommit commit) {
  return std::make_unique<SqliteLargeWriter>(std::move(commit));
}

}  // namespace postroom::storage
