// The reading connections, kept open between uses, and views on them.
#pragma once

#include "storage/engine.h"
#include "storage/sqlite/connection.h"
#include "storage/sqlite/place_cache.h"

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace postroom::storage {

inline constexpr std::size_t kMaxReaders = 8;       // connections; further callers wait for one
inline constexpr int kReaderCacheKilobytes = 1024;  // each

class ReaderPool {
 public:
  explicit ReaderPool(ConnectionOptions options) : options_(std::move(options)) {}

  // A connection that sees one moment of the store; its end gives it back.
  class Lease {
   public:
    Lease(ReaderPool& pool, std::unique_ptr<Connection> connection)
        : pool_(&pool), connection_(std::move(connection)) {}
    Lease(Lease&&) = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease();
    // Chooses the moment: now.
    Status begin();
    Connection& operator*() const { return *connection_; }

   private:
    ReaderPool* pool_;
    std::unique_ptr<Connection> connection_;
    std::optional<Statement> anchor_;
  };

  // Code::busy when all are in use for as long as the options' patience.
  Result<Lease> borrow();
  Result<std::unique_ptr<View>> view();
  Result<std::optional<CurrentMessage>> current(MessageId id);
  // Waits for no connection where it is remembered.
  Result<std::optional<MessagePlace>> place(MessageId id);
  // At the end: what comes after it is read without remembering.
  void close_idle();

 private:
  Result<std::unique_ptr<Connection>> take();
  void give_back(std::unique_ptr<Connection> connection);
  std::optional<LogState> log_state() const;
  void post_lookout();

  const ConnectionOptions options_;
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Connection>> idle_;  // the last one returned is used first: its cache is warm
  std::size_t open_ = 0;
  // Never lent, and open to the end: that is what log_state.h asks for.
  std::unique_ptr<Connection> lookout_;
  std::once_flag is_posted_;
  std::atomic<const volatile std::uint32_t*> log_state_{nullptr};  // of the lookout
  PlaceCache places_;
};

}  // namespace postroom::storage
