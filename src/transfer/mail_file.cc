#include "transfer/mail_file.h"

#include <postroom/mail.h>

#include "base/try.h"
#include "transfer/later_bytes.h"

namespace postroom::transfer {
namespace {

// All of a file.
class WholeFile final : public RandomAccess {
 public:
  explicit WholeFile(RandomAccess& file) : file_(file) {}
  std::uint64_t size() const override { return file_.size(); }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::uint8_t> buffer) override {
    return file_.read_at(offset, buffer);
  }

 private:
  RandomAccess& file_;
};

}  // namespace

Result<MailFile> MailFile::go_on(RandomAccess& file, PlaceInMbox start) {
  MailFile mails(file);
  mails.rest_ = std::make_unique<LaterBytes>(file, start.offset);
  mails.skipped_ = mails.done_ = start.offset;
  mails.number_ = mails.before_ = start.number;
  if (start.offset >= file.size()) return mails;
  auto mbox = MboxReader::open(*mails.rest_);
  if (!mbox.ok() && mbox.error().code == Code::invalid_argument) {
    return Error{Code::collision,
                 "What was read of it before ends at byte " + std::to_string(start.offset) +
                     ", where no message begins now.",
                 {}};
  }
  TRY_SET(mails.mbox_, std::move(mbox));
  return mails;
}

Result<MailFile> MailFile::open(RandomAccess& file, NamedAs named, PlaceInMbox start) {
  if (start.offset > 0) return go_on(file, start);
  MailFile mails(file);
  if (file.size() == 0) return mails;
  TRY_SET(const MailFormat format, detect_format(file));
  if (format == MailFormat::mbox) {
    auto mbox = MboxReader::open(file);
    if (mbox.ok()) {
      mails.mbox_ = std::move(*mbox);
      if (named == NamedAs::eml) TRY(mails.take_single_mail());
      return mails;
    }
    if (mbox.error().code != Code::invalid_argument) return std::move(mbox).error();
  }
  MailPiece only;
  only.length = only.entry.length = file.size();
  only.is_last = true;
  mails.waiting_ = std::move(only);
  return mails;
}

// The first message of the mbox, as a mail of its own if no other follows.
Status MailFile::take_single_mail() {
  TRY_SET(waiting_, next());
  if (!waiting_ || !waiting_->is_last) return ok_status();
  waiting_->in_mbox = false;
  waiting_->entry.frame.quoting = FromQuoting::none;
  return ok_status();
}

MailPiece MailFile::piece_of(MboxEntry entry) {
  MailPiece piece;
  piece.number = ++number_;
  piece.offset = done_;
  done_ = entry.offset + entry.length + entry.frame.separator.size();
  piece.length = done_ - piece.offset;
  piece.in_mbox = true;
  piece.is_last = done_ >= file_->size();
  piece.entry = std::move(entry);
  return piece;
}

Result<std::optional<MailPiece>> MailFile::next() {
  if (waiting_) return std::exchange(waiting_, std::nullopt);
  if (!mbox_) return std::optional<MailPiece>();
  TRY_SET(auto entry, mbox_->next());
  if (!entry) return std::optional<MailPiece>();
  entry->offset += skipped_;
  if (number_ == before_) entry->frame.from_line.insert(0, mbox_->preamble());
  return std::optional(piece_of(std::move(*entry)));
}

Result<std::unique_ptr<RandomAccess>> open_piece(RandomAccess& file, const MailPiece& piece) {
  if (piece.in_mbox) return open_message(file, piece.entry);
  return std::unique_ptr<RandomAccess>(std::make_unique<WholeFile>(file));
}

std::uint64_t bytes_before_mail(const MailPiece& piece) { return piece.in_mbox ? 0 : piece.entry.offset; }

}  // namespace postroom::transfer
