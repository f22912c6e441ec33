#include "transfer/names_note.h"

#include "base/try.h"
#include "transfer/source_key.h"

namespace postroom::transfer {
namespace {

constexpr std::size_t kPage = 200;      // notes read at once: at most 13 MB
constexpr std::size_t kPartDigits = 9;  // so that keys sort as their numbers do

}  // namespace

std::string NamesNote::part_key(std::uint64_t part) const {
  const std::string number = std::to_string(part);
  return kNamesPrefix + source_ + "." + std::string(kPartDigits - std::min(kPartDigits, number.size()), '0') + number;
}

// Where names are missing, somebody was about to forget them all.
Result<std::unique_ptr<NamesNote>> NamesNote::open(Store& store, const Session& session, FolderId folder,
                                                   std::string source) {
  std::unique_ptr<NamesNote> note(new NamesNote(session, folder, std::move(source)));
  TRY_SET(note->before_, store.note(session, kNotePrefix + note->source_));
  const auto noted = note->before_ ? noted_names(*note->before_) : std::nullopt;
  if (noted) TRY(note->read_names(store));
  if (noted && note->done_.size() == noted->names) {
    note->noted_ = *noted;
    std::sort(note->done_.begin(), note->done_.end());
    return note;
  }
  TRY(forget_source(store, session, note->source_));
  note->before_.reset();
  note->done_.clear();
  return note;
}

Status NamesNote::read_names(Store& store) {
  const std::string prefix = kNamesPrefix + source_ + ".";
  std::string after = prefix;
  for (bool more = true; more;) {
    TRY_SET(const auto page, store.notes(session_, after, kPage));
    more = page.size() == kPage;
    for (const Note& note : page) {
      if (!note.key.starts_with(prefix)) return ok_status();
      const auto hashes = unpack_hashes(note.text);
      if (hashes) done_.insert(done_.end(), hashes->begin(), hashes->end());
      if (done_.size() > kMaxNotedNames) {
        return Error{Code::too_big, "More than 4,000,000 mails of this directory have been imported; use --again.", {}};
      }
      after = note.key;
    }
  }
  return ok_status();
}

Result<std::vector<NoteChange>> NamesNote::changes(std::span<const MailPiece> pieces, std::uint64_t) {
  std::vector<std::uint64_t> hashes;
  for (const MailPiece& piece : pieces) hashes.push_back(origin_->key_of(piece));
  next_ = {noted_.parts + 1, noted_.names + hashes.size()};
  after_ = to_text(next_, folder_, session_.clock->now());
  return std::vector<NoteChange>{{kNotePrefix + source_, before_, after_},
                                 {part_key(next_.parts), std::nullopt, pack_hashes(hashes)}};
}

void NamesNote::commit() {
  noted_ = next_;
  before_ = std::move(after_);
}

}  // namespace postroom::transfer
