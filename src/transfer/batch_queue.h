// Messages on their way from the thread that reads them to the one that commits them.
#pragma once

#include <postroom/transfer.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>

#include "transfer/mail_file.h"

namespace postroom::transfer {

inline constexpr std::size_t kMaxBatchMessages = 200;     // in one commit
inline constexpr std::size_t kMaxBatchBytes = 8 << 20;     // of memory; a single message may take more
inline constexpr std::size_t kMaxWaitingBytes = 4 << 20;  // in the queue

// What goes into the store in one commit.
struct Batch {
  std::vector<MailPiece> pieces;
  std::vector<NewMessage> messages;     // of these pieces, in the same order
  std::vector<ImportProblem> problems;  // met while they were read
  std::size_t memory = 0;               // bytes
  bool is_empty() const { return messages.empty() && problems.empty(); }
};

class BatchQueue {
 public:
  // For the reading thread. Waits while the queue is full; false when nobody takes batches any more.
  bool push(Batch batch);
  // Nothing comes after the batches pushed so far: the file is at its end, or reading failed.
  void end(Status status);

  // For the committing thread. True: `batch` is the next one. False: none came within `patience`, or
  // is_done().
  bool take(Batch& batch, std::chrono::milliseconds patience);
  bool is_done() const;    // ended, and everything was taken
  Status outcome() const;  // of reading, once done
  void stop();             // takes no more

 private:
  mutable std::mutex mutex_;
  std::condition_variable room_, filled_;
  std::deque<Batch> waiting_;
  std::size_t waiting_bytes_ = 0;
  std::optional<Status> end_;
  bool stopped_ = false;
};

}  // namespace postroom::transfer
