// The messages of a file, one after another.
#pragma once

#include <postroom/mbox.h>

namespace postroom::transfer {

// One message of a file. A value that makes sense with its file only.
struct MailPiece {
  std::uint64_t number = 1;  // in the file
  std::uint64_t offset = 0;  // of all that belongs to it, the From_ line included
  std::uint64_t length = 0;
  MboxEntry entry;       // the message; its From_ line has what empty lines there are before it, or is empty
  bool in_mbox = false;  // else the message's source is all of the file
  bool is_last = false;
};

// Where reading goes on.
struct PlaceInMbox {
  std::uint64_t offset = 0;
  std::uint64_t number = 0;  // messages before it
};

enum class NamedAs { eml, anything };

// One thread. `file` outlives it.
class MailFile {
 public:
  // `named` is a hint: an eml with a From_ line in front is one message as long as only one is in it.
  // Past `start` only an mbox is read on: Code::collision if no message of one begins there.
  static Result<MailFile> open(RandomAccess& file, NamedAs named, PlaceInMbox start = {});

  // Nothing after the last one. An empty file has none.
  Result<std::optional<MailPiece>> next();

 private:
  explicit MailFile(RandomAccess& file) : file_(&file) {}
  static Result<MailFile> go_on(RandomAccess& file, PlaceInMbox start);
  Status take_single_mail();
  MailPiece piece_of(MboxEntry entry);

  RandomAccess* file_;
  std::unique_ptr<RandomAccess> rest_;  // of the file, from where reading goes on
  std::uint64_t skipped_ = 0;           // bytes before that
  std::optional<MboxReader> mbox_;
  std::optional<MailPiece> waiting_;  // to be returned first
  std::uint64_t done_ = 0;            // bytes of the file that belong to what was returned
  std::uint64_t number_ = 0;
  std::uint64_t before_ = 0;  // the number that reading went on from
};

// The bytes that the piece is to be exported as, from which its content is read.
Result<std::unique_ptr<RandomAccess>> open_piece(RandomAccess& file, const MailPiece& piece);

// How many of these bytes come before the first header.
std::uint64_t bytes_before_mail(const MailPiece& piece);

}  // namespace postroom::transfer
