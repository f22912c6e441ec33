#include "transfer/file_origin.h"

#include "base/try.h"

namespace postroom::transfer {

std::string FileOrigin::place_of(const MailPiece& piece) const {
  if (!piece.in_mbox) return name_;
  return name_ + ", message " + std::to_string(piece.number) + ", at byte " + std::to_string(piece.offset);
}

Result<std::optional<MailPiece>> FileOrigin::next(WatchedInput& input) {
  if (!mails_) {
    TRY_SET(mails_, MailFile::open(input, named_, start_));
  }
  return mails_->next();
}

}  // namespace postroom::transfer
