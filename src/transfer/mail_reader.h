// Finding and reading the messages of an import.
#pragma once

#include "transfer/import_queue.h"
#include "transfer/mail_origin.h"
#include "transfer/new_mail.h"

namespace postroom::transfer {

inline constexpr std::size_t kMaxChunkMessages = 200;
inline constexpr std::uint64_t kMaxChunkBytes = 1 << 20;  // then no further message is added

// Each thread has one of its own, with its own `input`; everything given outlives it.
class MailReader {
 public:
  MailReader(MailOrigin& origin, WatchedInput& input, Store& store, const Session& session,
             const ImportOptions& options)
      : origin_(origin), input_(input), store_(store), session_(session), options_(options) {}

  // Makes what the store takes of the messages of a chunk, in nearly all of the work that an import is.
  Batch read(const Chunk& chunk);

  // Finds everything for `queue`, and reads what nobody else does.
  void run(ImportQueue& queue);

 private:
  Chunk find_chunk();
  void find_some(ImportQueue& queue);
  bool fails_alone(const Error& error) const;
  Status read_all(const Chunk& chunk, std::vector<NewMessage>& messages, Batch& batch);

  MailOrigin& origin_;
  WatchedInput& input_;
  Store& store_;
  const Session& session_;
  const ImportOptions& options_;
};

// Whether the store refuses this message, but may take others.
bool is_about_one_message(const Error& error);

// Reads one message of `origin` with `input`.
Result<NewMail> read_mail(MailOrigin& origin, WatchedInput& input, const MailPiece& piece, LargeValues& large,
                          const ImportOptions& options);

}  // namespace postroom::transfer
