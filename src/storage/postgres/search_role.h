// Who fills a store's search index: a lock of the server's on the connection that writes, which ends with it;
// behind a pooler, where no connection is one's own, a lease in the index's row.
#pragma once

#include "storage/postgres/connection.h"

#include <mutex>

namespace postroom::storage::postgres {

// The connection that writes to the index, opened when it is wanted.
struct IndexWriter {
  explicit IndexWriter(ConnectionOptions opened_with) : options(std::move(opened_with)) {}
  // Under the mutex.
  Result<Connection*> usable();
  // What failed inside a transaction leaves nothing of it, and no role.
  Status settle(Status done);

  const ConnectionOptions options;
  std::mutex mutex;
  std::unique_ptr<Connection> connection;
  std::weak_ptr<void> role;
};

// As SearchIndex::take_role().
Result<std::shared_ptr<void>> take_index_role(const std::shared_ptr<IndexWriter>& writer);

// A lease is good for this long after it was taken or something was written.
inline constexpr int kLeaseSeconds = 30;

}  // namespace postroom::storage::postgres
