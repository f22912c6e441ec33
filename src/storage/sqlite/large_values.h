// Large values in chunks: finding, reading, staging, referring, releasing and collecting them.
#pragma once

#include "storage/sqlite/connection.h"
#include "storage/staging_writer.h"

#include <functional>

namespace postroom::storage {

class SqliteTransaction;

inline constexpr int kChunkIdBits = 20;  // chunk.id = large_value.id << kChunkIdBits | sequence

Result<std::optional<StoredLarge>> find_large_value(Connection& connection, const ContentHash& hash);

// How many there are in the store, and how many bytes they have.
Status count_large_values(Connection& connection, std::int64_t& count, std::int64_t& bytes);

// As Engine::read_large, inside an open transaction.
Result<std::size_t> read_large_value(Connection& connection, const LargeValue& value, std::uint64_t offset,
                                     std::span<std::uint8_t> buffer);

Status refer_to_large_value(Connection& connection, ChangeNumber version, std::int64_t large);
Status release_large_values(Connection& connection, ChangeNumber version, FileTime now);

// As Transaction::collect_large_values.
Result<std::size_t> remove_unreferenced_values(Connection& connection, FileTime before, FileTime now,
                                               std::size_t limit);

// Commits a job that writes chunks, and waits.
using StagingCommit = std::function<Status(std::function<Status(SqliteTransaction&)>)>;

std::unique_ptr<LargeWriter> make_large_writer(StagingCommit commit);

}  // namespace postroom::storage
