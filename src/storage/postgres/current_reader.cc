#include "storage/postgres/current_reader.h"

#include <algorithm>
#include <thread>

#include "storage/postgres/errors.h"
#include "storage/postgres/reader_pool.h"

namespace postroom::storage::postgres {
namespace {

using Clock = std::chrono::steady_clock;

// At once: who comes then waits for one of them. More than there are processors to take the answers make
// nothing faster.
constexpr std::size_t kFewestGroups = 2, kMostGroups = 8;

}  // namespace

CurrentReader::CurrentReader(std::shared_ptr<ConnectionPool> connections)
    : connections_(std::move(connections)),
      most_under_way_(
          std::clamp<std::size_t>(std::thread::hardware_concurrency(), kFewestGroups, kMostGroups)) {}

// What fails for several is looked up again by each for itself: one alone may have been the cause, and what
// is said of it is of one store. So is a message that was moved just then, at one moment.
Result<std::optional<CurrentMessage>> CurrentReader::current(const ConnectionOptions& store, MessageId id) {
  const auto end = Clock::now() + store.patience;
  Reading mine{store, id};
  const bool was_read = wait_and_read(mine, end);
  if (was_read && mine.outcome.ok()) {
    bool has_moved = false;
    auto read = read_current(mine.rows, id, has_moved);
    if (!has_moved) return read;
  } else if (was_read && !mine.had_company) {
    return std::move(mine.outcome).error();
  }
  if (Clock::now() >= end) return timeout_error("The database of store " + store.store);
  const auto look = [id](Connection& connection) { return Reads<View>(connection).current(id); };
  return ReaderPool(store, connections_).read(look);
}

// False: the time was over before its turn came.
bool CurrentReader::wait_and_read(Reading& mine, ConnectionPool::Time end) {
  std::unique_lock guard(mutex_);
  waiting_.push_back(&mine);
  const auto may_read = [&] {
    return !waiting_.empty() && waiting_.front() == &mine && under_way_ < most_under_way_;
  };
  const auto is_over = [&] { return mine.is_done || may_read(); };
  if (!mine.is_next.wait_until(guard, end, is_over) && !mine.is_taken) {
    std::erase(waiting_, &mine);
    wake_first();
    return false;
  }
  mine.is_next.wait(guard, is_over);  // its group has as long as the connection gives it
  if (!mine.is_done) read_waiting(guard);
  return true;
}

void CurrentReader::wake_first() {
  if (!waiting_.empty()) waiting_.front()->is_next.notify_one();
}

// The first of them is this thread's own.
void CurrentReader::read_waiting(std::unique_lock<std::mutex>& guard) {
  const auto end =
      waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(waiting_.size(), kMaxReadTogether));
  const Readings readings(waiting_.begin(), end);
  waiting_.erase(waiting_.begin(), end);
  for (Reading* const reading : readings) reading->is_taken = true;
  ++under_way_;
  wake_first();
  guard.unlock();
  const Status read = read_together(readings);
  guard.lock();
  --under_way_;
  for (Reading* const reading : readings) {
    reading->outcome = read;
    reading->had_company = readings.size() > 1;
    reading->is_done = true;
    reading->is_next.notify_one();
  }
  wake_first();
}

Status CurrentReader::read_together(const Readings& readings) const {
  const auto look = [&](Connection& connection) {
    for (Reading* const reading : readings) {
      connection.serve(reading->store);
      ask_current(connection, reading->id, reading->rows);
    }
    return connection.flush();
  };
  try {
    return ReaderPool(readings[0]->store, connections_).read(look, ReaderPool::Readings::one);
  } catch (const std::bad_alloc&) {
    return Error{Code::io_error, "Memory ran out.", {}};
  }
}

}  // namespace postroom::storage::postgres
