// What is between a file and the store: runs of messages that were found in the file, wait to be read, are
// read by whichever thread has time, and are committed in the order of the file.
#pragma once

#include <postroom/transfer.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>

#include "transfer/mail_file.h"

namespace postroom::transfer {

// Messages that were found, one after another in the file.
struct Chunk {
  std::uint64_t sequence = 0;
  std::vector<MailPiece> pieces;
  std::uint64_t bytes = 0;       // of these pieces in the file
  std::optional<Error> failure;  // why none comes after these
};

// The same, read and made ready: what goes into the store in one commit.
struct Batch {
  std::vector<MailPiece> pieces;
  std::optional<PreparedMessages>
      messages;                         // of these pieces, in the same order; none if the store refused one
  std::vector<ImportProblem> problems;  // met while they were read
  std::uint64_t end = 0;         // the place in the file up to which messages are in it or in batches before
  std::optional<Error> failure;  // why nothing comes after these
};

inline constexpr std::uint64_t kMaxLentBytes =
    2 << 20;  // of a chunk that the committing thread reads: it is soon back
inline constexpr std::size_t kMaxUnreadChunks = 2;           // found and not yet read
inline constexpr std::uint64_t kMaxBytesUnderWay = 4 << 20;  // of mail that was found and is not committed;
                                                             // one chunk may go beyond

class ImportQueue {
 public:
  // For the thread that finds chunks, in order. Its sequence is set here.
  void add(Chunk chunk);
  void end();  // there are no more
  // Waits until another chunk is wanted or one is to be read; false once everything was found and read,
  // or stop() was called.
  bool wait_for_work();
  bool wants_chunk() const;

  // The next one to be read, for the thread that finds them. Then put() what became of it.
  std::optional<Chunk> take_chunk();
  void put(const Chunk& chunk, Batch batch);

  // For the thread that commits: the next batch, if it is read by now or within `patience`. Comes back early
  // and without one when there is a chunk to lend.
  std::optional<Batch> take_batch(std::chrono::milliseconds patience);
  // As take_chunk(), for the thread that commits, while it has nothing else to do.
  std::optional<Chunk> lend_chunk();
  bool is_done() const;  // every batch was taken, and there are no more
  void stop();

 private:
  bool has_room() const;  // these with mutex_ held
  bool can_lend() const;
  Chunk take_first();

  mutable std::mutex mutex_;
  std::condition_variable work_, read_;
  std::deque<Chunk> unread_;
  std::map<std::uint64_t, Batch> batches_;        // read, by sequence
  std::map<std::uint64_t, std::uint64_t> bytes_;  // of chunks under way, by sequence
  std::uint64_t bytes_under_way_ = 0;
  std::uint64_t added_ = 0;  // chunks so far
  std::uint64_t taken_ = 0;  // batches so far
  bool ended_ = false;
  bool stopped_ = false;
};

}  // namespace postroom::transfer
