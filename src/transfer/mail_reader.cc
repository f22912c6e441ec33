#include "transfer/mail_reader.h"

#include "base/try.h"
#include "transfer/new_mail.h"

namespace postroom::transfer {

std::string place_of(const MailPiece& piece, const std::string& file_name) {
  if (!piece.in_mbox) return file_name;
  return file_name + ", message " + std::to_string(piece.number) + ", at byte " +
         std::to_string(piece.offset);
}

void MailReader::run() {
  Status status = read_all_mail();
  if (!batch_.is_empty()) queue_.push(std::move(batch_));  // what was read before a failure goes in
  queue_.end(std::move(status));
}

Status MailReader::read_all_mail() {
  TRY_SET(MailFile mails, MailFile::open(file_, named_));
  if (file_.size() == 0) batch_.problems.push_back({name_, "The file is empty.", false});
  for (;;) {
    TRY_SET(auto piece, mails.next());
    if (!piece) return ok_status();
    TRY(read_one(std::move(*piece)));
    if (is_full() && !queue_.push(std::exchange(batch_, {}))) return ok_status();
  }
}

Status MailReader::read_one(MailPiece piece) {
  file_.begin(piece.offset, piece.length);
  auto mail = make_new_mail(file_, piece, large_, options_);
  if (!mail.ok()) {
    if (mail.error().code != Code::too_big) return std::move(mail).error();
    batch_.problems.push_back({place_of(piece, name_), describe(mail.error()), true});
    return ok_status();
  }
  for (std::string& warning : mail->warnings) {
    batch_.problems.push_back({place_of(piece, name_), std::move(warning), false});
  }
  batch_.memory += mail->memory;
  batch_.pieces.push_back(std::move(piece));
  batch_.messages.push_back(std::move(mail->message));
  return ok_status();
}

bool MailReader::is_full() const {
  return batch_.messages.size() >= kMaxBatchMessages || batch_.memory >= kMaxBatchBytes;
}

}  // namespace postroom::transfer
