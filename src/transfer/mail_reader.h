// The reading half of an import, for a thread of its own.
#pragma once

#include "transfer/batch_queue.h"
#include "transfer/input.h"

namespace postroom::transfer {

// Reads a file to its end, in batches, and ends the queue. Everything given outlives it.
class MailReader {
 public:
  MailReader(WatchedInput& file, NamedAs named, std::string name, LargeValues& large,
             const ImportOptions& options, BatchQueue& queue)
      : file_(file), named_(named), name_(std::move(name)), large_(large), options_(options), queue_(queue) {}

  void run();

 private:
  Status read_all_mail();
  Status read_one(MailPiece piece);
  bool is_full() const;

  WatchedInput& file_;
  const NamedAs named_;
  const std::string name_;
  LargeValues& large_;
  const ImportOptions& options_;
  BatchQueue& queue_;
  Batch batch_;
};

// "mail.mbox, message 3, at byte 5120"; of a mail that is a file by itself only the name.
std::string place_of(const MailPiece& piece, const std::string& file_name);

}  // namespace postroom::transfer
