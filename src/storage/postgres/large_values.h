// Large values in chunks: finding, reading, staging, referring, releasing and collecting them.
#pragma once

#include "storage/postgres/connection.h"
#include "storage/staging_writer.h"

#include <functional>

namespace postroom::storage::postgres {

class PostgresTransaction;

Result<std::optional<StoredLarge>> find_large_value(Connection& connection, const ContentHash& hash);

// How many there are in the store, and how many bytes they have.
Status count_large_values(Connection& connection, std::int64_t& count, std::int64_t& bytes);

// As Engine::read_large, inside an open transaction.
Result<std::size_t> read_large_value(Connection& connection, const LargeValue& value, std::uint64_t offset,
                                     std::span<std::uint8_t> buffer);

// Their ids, in no order, each once. Code::not_found if one of them is not in the store.
Result<std::vector<std::int64_t>> find_large_values(Connection& connection,
                                                    std::span<const ContentHash> hashes);

// Queued: `large`, each once, are referred to by a version; the references of a version, or of all versions
// of a message, are given up.
void refer_to_large_values(Connection& connection, ChangeNumber version,
                           const std::vector<std::int64_t>& large);
void release_large_values(Connection& connection, ChangeNumber version, FileTime now);
void release_large_values_of(Connection& connection, MessageId message, FileTime now);

// As Transaction::collect_large_values.
Result<std::size_t> remove_unreferenced_values(Connection& connection, FileTime before, FileTime now,
                                               std::size_t limit);

// Commits a job that writes chunks, and waits.
using StagingCommit = std::function<Status(std::function<Status(PostgresTransaction&)>)>;

std::unique_ptr<LargeWriter> make_large_writer(StagingCommit commit);

}  // namespace postroom::storage::postgres
