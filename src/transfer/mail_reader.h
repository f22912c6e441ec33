// Finding and reading the messages of a file.
#pragma once

#include "transfer/import_queue.h"
#include "transfer/input.h"

namespace postroom::transfer {

inline constexpr std::size_t kMaxChunkMessages = 200;
inline constexpr std::uint64_t kMaxChunkBytes = 1 << 20;  // then no further message is added

// Each thread has one of its own, with its own `file`; everything given outlives it.
class MailReader {
 public:
  MailReader(WatchedInput& file, const std::string& name, Store& store, const Session& session,
             const ImportOptions& options)
      : file_(file), name_(name), store_(store), session_(session), options_(options) {}

  // Makes what the store takes of the messages of a chunk, in nearly all of the work that an import is.
  Batch read(const Chunk& chunk);

  // Finds everything in the file for `queue`, and reads what nobody else does.
  void run(NamedAs named, ImportQueue& queue);

 private:
  Status read_all(const Chunk& chunk, std::vector<NewMessage>& messages, Batch& batch);

  WatchedInput& file_;
  const std::string& name_;
  Store& store_;
  const Session& session_;
  const ImportOptions& options_;
};

// Whether the store refuses this message, but may take others.
bool is_about_one_message(const Error& error);

// "mail.mbox, message 3, at byte 5120"; of a mail that is a file by itself only the name.
std::string place_of(const MailPiece& piece, const std::string& file_name);

}  // namespace postroom::transfer
