#include "storage/sqlite/committer.h"

#include <sqlite3.h>

#include <algorithm>

#include "base/try.h"
#include "storage/sqlite/errors.h"

namespace postroom::storage {
namespace {

constexpr int kCheckpointFrames = 1000;  // pages in the log file that call for a checkpoint
constexpr int kRestartFrames =
    8 * kCheckpointFrames;              // then readers are waited for, so that the file starts anew
constexpr int kRestartPatience = 1000;  // milliseconds

int remember_frames(void* frames, sqlite3*, const char*, int count) {
  *static_cast<int*>(frames) = count;
  return SQLITE_OK;
}

}  // namespace

Committer::Committer(std::unique_ptr<Connection> connection, std::unique_ptr<WriterLock> lock,
                     std::shared_ptr<Watcher> watcher, std::chrono::milliseconds patience)
    : connection_(std::move(connection)),
      transaction_(*connection_),
      lock_(std::move(lock)),
      watcher_(std::move(watcher)),
      patience_(patience),
      queue_(*this) {
  // Also ends SQLite's own checkpoints: ours come after the jobs have their answers.
  sqlite3_wal_hook(connection_->handle(), remember_frames, &log_frames_);
}

void Committer::commit(SqliteJob job, Completion done, Announce announce) {
  queue_.commit(std::move(job), std::move(done), announce);
}

Status Committer::commit_and_wait(SqliteJob job, Announce announce) {
  return queue_.commit_and_wait(std::move(job), announce);
}

Status Committer::check_settled() {
  if (!in_doubt_) return ok_status();
  const auto settle = [&] {
    if (!lock_->acquire(patience_).ok()) return;
    settle_doubt();
    lock_->release();
  };
  if (!queue_.run_if_free(settle) || in_doubt_) return doubt_error(connection_->path());
  return ok_status();
}

// With the lock held. False: what is in the store may change when it is opened next.
bool Committer::settle_doubt() {
  if (in_doubt_ && transaction_.settle()) in_doubt_ = false;
  return !in_doubt_;
}

// Returns how many from the front are decided, at least one.
std::size_t Committer::run_some(Items items) {
  const auto refuse_all = [&](const Error& error) {
    for (Item& item : items) item.outcome = error;
    return items.size();
  };
  if (const Status locked = lock_->acquire(patience_); !locked.ok()) return refuse_all(locked.error());
  if (!settle_doubt()) {
    lock_->release();
    return refuse_all(doubt_error(connection_->path()));
  }
  std::size_t count = items.size() == 1 ? 0 : run_together(items);
  if (count == 0) {
    for (Item& item : items) run_alone(item);
    count = items.size();
  }
  announce(items.first(count));
  lock_->release();
  return count;
}

// 0: the group is thrown away and nothing of it was written.
std::size_t Committer::run_together(Items items) {
  connection_->forget_failure();
  if (!transaction_.begin().ok()) return 0;
  const auto end = std::chrono::steady_clock::now() + kMaxGroupTime;
  std::size_t count = 0;
  while (count < items.size() && (count == 0 || std::chrono::steady_clock::now() < end)) {
    if (!run_marked(items[count++])) {
      transaction_.roll_back();
      return 0;
    }
  }
  return commit_together(items.first(count)) ? count : 0;
}

// False: SQLite failed, and with it everything that the transaction holds so far.
bool Committer::run_marked(Item& item) {
  const Counters before = transaction_.state();
  if (!transaction_.mark().ok()) return false;
  item.outcome = call_job(item.job, transaction_);
  if (connection_->failure()) return false;
  item.wrote = item.outcome.ok() && transaction_.wrote();
  return (item.outcome.ok() ? transaction_.keep() : transaction_.undo(before)).ok();
}

// False: nothing was written.
bool Committer::commit_together(Items items) {
  if (std::none_of(items.begin(), items.end(), [](const Item& item) { return item.wrote; })) {
    transaction_.roll_back();
    return true;
  }
  const Status committed = commit_written();
  if (committed.ok()) return true;
  if (committed.error().code != Code::outcome_unknown) return false;
  // Who did not write was refused, or read, on the strength of what is now in doubt.
  for (Item& item : items) {
    item.outcome = item.wrote ? committed.error()
                              : Error{Code::io_error, "The disk failed; nothing was changed. Try again.",
                                      committed.error().detail};
  }
  return true;
}

// Code::outcome_unknown, or any other error for: surely not written.
Status Committer::commit_written() {
  if (Status written = transaction_.write_counters(); !written.ok()) {
    transaction_.roll_back();
    return written;
  }
  const Status committed = transaction_.commit();
  if (committed.ok()) return committed;
  transaction_.roll_back();
  if (transaction_.settle()) return committed;
  // A full disk stops the pages before the last, which alone completes them.
  if (committed.error().code == Code::disk_full) return committed;
  in_doubt_ = true;
  return lost_track_error(connection_->path(), committed.error().detail);
}

void Committer::run_alone(Item& item) {
  connection_->forget_failure();
  item.wrote = false;
  if (item.outcome = transaction_.begin(); !item.outcome.ok()) return;
  item.outcome = call_job(item.job, transaction_);
  if (connection_->failure()) item.outcome = *connection_->failure();
  if (!item.outcome.ok() || !transaction_.wrote()) return transaction_.roll_back();
  item.wrote = true;
  item.outcome = commit_written();
}

void Committer::announce(Items items) {
  const auto is_news = [](const Item& item) {
    return item.wrote && item.outcome.ok() && item.announce == Announce::yes;
  };
  if (std::none_of(items.begin(), items.end(), is_news)) return;
  lock_->announce(transaction_.state().log_position.value);
  watcher_->notice();
}

// A log file that readers keep from starting anew grows; past kRestartFrames they are waited for.
void Committer::tidy_up() {
  if (log_frames_ < checkpoint_frames_) checkpoint_frames_ = 0;
  if (log_frames_ - checkpoint_frames_ < kCheckpointFrames) return;
  checkpoint_frames_ = log_frames_;
  sqlite3* const handle = connection_->handle();
  // What fails here is done by a later checkpoint; the log file has everything.
  sqlite3_wal_checkpoint_v2(handle, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  if (log_frames_ < kRestartFrames || !lock_->acquire(patience_).ok()) return;
  sqlite3_busy_timeout(handle, kRestartPatience);
  sqlite3_wal_checkpoint_v2(handle, nullptr, SQLITE_CHECKPOINT_RESTART, nullptr, nullptr);
  sqlite3_busy_timeout(handle, static_cast<int>(patience_.count()));
  lock_->release();
}

}  // namespace postroom::storage
