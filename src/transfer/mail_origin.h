// Where the messages of an import come from: one file that holds them, or a directory with a file for each.
#pragma once

#include <postroom/maildir.h>
#include <postroom/transfer.h>

#include "transfer/input.h"
#include "transfer/mail_file.h"

namespace postroom::transfer {

class MailOrigin {
 public:
  virtual ~MailOrigin() = default;

  // For reports.
  virtual const std::string& name() const = 0;
  virtual std::string place_of(const MailPiece& piece) const = 0;
  // Of all messages together; the offset and length of a piece are places in that.
  virtual std::uint64_t size() const = 0;

  // The thread that finds messages, and reads with `input`. Nothing after the last one.
  virtual Result<std::optional<MailPiece>> next(WatchedInput& input) = 0;
  // Any thread, which reads with `input`: lets it read the file that the piece is in. Gives what the file's name says,
  // where it is one of a Maildir. Code::not_found if the file has gone.
  virtual Result<std::optional<MaildirName>> open(const MailPiece& piece, WatchedInput& input) = 0;
  // Whether one message that cannot be read stops the others.
  virtual bool is_one_file() const = 0;
};

}  // namespace postroom::transfer
