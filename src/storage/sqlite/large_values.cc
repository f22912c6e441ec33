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

Error missing_value() {
  return {
      Code::not_found, "The large value is not in the store, or no longer; it may have been collected.", {}};
}

Error damaged_value(std::int64_t id) {
  return {Code::corrupt, "Large value " + std::to_string(id) + " lacks a part of its bytes; run check.", {}};
}

// Copies from one chunk; asks for no more than the value has.
Status read_from_chunk(Connection& connection, const StoredLarge& large, std::uint64_t offset,
                       std::span<std::uint8_t> piece) {
  TRY_SET(Statement row, connection.prepare(kReadChunk));
  row.bind(chunk_id(large.id, offset / kChunkSize));
  TRY_SET(const bool found, row.step());
  const ByteView data = found ? row.read_view() : ByteView();
  const std::size_t start = offset % kChunkSize;
  if (data.size() < start + piece.size()) return damaged_value(large.id);
  std::memcpy(piece.data(), data.data() + start, piece.size());
  return ok_status();
}

Status remove_large_value(Connection& connection, std::int64_t id) {
  TRY(connection.run(kRemoveChunks, chunk_id(id, 0), chunk_id(id + 1, 0) - 1));
  return connection.run(kRemoveValue, id);
}

class SqliteLargeWriter final : public LargeWriter {
 public:
  explicit SqliteLargeWriter(StagingCommit commit) : commit_(std::move(commit)) {}

  Status append(ByteView bytes) override {
    if (bytes.size() > kMaxLargeValue - size_) {
      return Error{Code::too_big, "A value may have 64 GiB at most; split it.", {}};
    }
    size_ += bytes.size();
    while (!bytes.empty()) {
      const std::size_t count = std::min(bytes.size(), kBufferSize - buffer_.size());
      buffer_.insert(buffer_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count));
      bytes = bytes.subspan(count);
      if (buffer_.size() == kBufferSize) TRY(flush());
    }
    return ok_status();
  }

  Status finish(const LargeValue& value) override {
    if (value.size != size_) {
      return Error{Code::invalid_argument,
                   "The value should have " + std::to_string(value.size) + " bytes and " +
                       std::to_string(size_) + " were written.",
                   {}};
    }
    return commit_([&](SqliteTransaction& transaction) { return publish(transaction.write_on(), value); });
  }

 private:
  static constexpr std::size_t kBufferSize = 4 * kChunkSize;  // bytes that one staging transaction writes

  // Writes the buffered bytes; on success id_ is set.
  Status flush() {
    std::int64_t id = 0;
    TRY(commit_([&](SqliteTransaction& transaction) -> Status {
      TRY_SET(id, write_buffer(transaction.write_on()));
      return ok_status();
    }));
    id_ = id;
    written_ += buffer_.size();
    buffer_.clear();
    return ok_status();
  }

  // Returns the value's id; changes no member, for it may run again.
  Result<std::int64_t> write_buffer(Connection& connection) const {
    std::int64_t id = id_;
    if (id == 0) {
      TRY(connection.run(kInsertValue));
      id = sqlite3_last_insert_rowid(connection.handle());
    }
    TRY_SET(const std::int64_t kept, connection.change(kKeepStaging, written_ + buffer_.size(), id));
    if (kept == 0) return missing_value();
    for (std::size_t start = 0; start < buffer_.size(); start += kChunkSize) {
      const ByteView chunk = ByteView(buffer_).subspan(start, std::min(kChunkSize, buffer_.size() - start));
      TRY(connection.run(kInsertChunk, chunk_id(id, (written_ + start) / kChunkSize), chunk));
    }
    return id;
  }

  Status publish(Connection& connection, const LargeValue& value) const {
    TRY_SET(const std::optional<StoredLarge> same, find_large_value(connection, value.hash));
    if (same) {
      if (id_ != 0) TRY(remove_large_value(connection, id_));
      return connection.run(kRenew, same->id);
    }
    TRY_SET(const std::int64_t id, write_buffer(connection));
    return connection.run(kPublish, ByteView(value.hash), value.size, id);
  }

  StagingCommit commit_;
  Bytes buffer_;               // not yet written
  std::uint64_t written_ = 0;  // bytes in chunks
  std::uint64_t size_ = 0;     // bytes given
  std::int64_t id_ = 0;        // large_value.id once something was written
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

Result<std::size_t> read_large_value(Connection& connection, const LargeValue& value, std::uint64_t offset,
                                     std::span<std::uint8_t> buffer) {
  TRY_SET(const std::optional<StoredLarge> large, find_large_value(connection, value.hash));
  if (!large) return missing_value();
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
