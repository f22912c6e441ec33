#include "transfer/file_note.h"

#include <algorithm>

#include "base/try.h"
#include "transfer/source_key.h"

namespace postroom::transfer {
namespace {

constexpr std::uint64_t kSample = 4096;  // bytes that are compared at the beginning, and before where reading stopped

Result<std::string> hash_of_range(RandomAccess& file, std::uint64_t offset, std::uint64_t length) {
  RangeSource source(file, offset, length);
  TRY_SET(const Bytes bytes, read_all(source, kSample));
  return long_hash(bytes);
}

Result<std::string> hash_before(RandomAccess& file, std::uint64_t offset) {
  const std::uint64_t length = std::min(offset, kSample);
  return hash_of_range(file, offset - length, length);
}

Error changed(const char* how) {
  return {Code::collision,
          std::string(how) + " Import it again as a whole (--again), which brings what came before once more.",
          {}};
}

}  // namespace

Result<std::unique_ptr<FileNote>> FileNote::open(Store& store, const Session& session, FolderId folder,
                                                 std::string source, RandomAccess& file) {
  std::unique_ptr<FileNote> note(new FileNote(session, folder, std::move(source), file));
  TRY_SET(note->before_, store.note(session, note->key_));
  const auto noted = note->before_ ? noted_file(*note->before_) : std::nullopt;
  if (noted) TRY(note->find_start(*noted));
  if (note->start_.offset == 0) {
    note->noted_.head = std::min<std::uint64_t>(kSample, file.size());
    TRY_SET(note->noted_.head_hash, hash_of_range(file, 0, note->noted_.head));
  }
  note->noted_.size = file.size();
  return note;
}

// A file that begins differently after its import was finished is another one, to be read from its beginning.
Status FileNote::find_start(const NotedFile& noted) {
  const bool was_finished = noted.offset >= noted.size;
  bool is_same = noted.head <= kSample && file_.size() >= noted.head;
  if (is_same) {
    TRY_SET(const std::string head, hash_of_range(file_, 0, noted.head));
    is_same = head == noted.head_hash;
  }
  if (!is_same && was_finished) return ok_status();
  if (!is_same) return changed("It is not the file whose import was interrupted, or it was changed since.");
  bool is_as_read = file_.size() >= noted.offset;
  if (is_as_read) {
    TRY_SET(const std::string tail, hash_before(file_, noted.offset));
    is_as_read = tail == noted.tail_hash;
  }
  if (!is_as_read) return changed("What was imported of it before has been changed since.");
  noted_ = noted;
  start_ = {noted.offset, noted.number};
  return ok_status();
}

Result<std::vector<NoteChange>> FileNote::changes(std::span<const MailPiece> pieces, std::uint64_t end) {
  next_ = noted_;
  next_.offset = std::max(noted_.offset, end);
  if (!pieces.empty()) next_.number = pieces.back().number;
  TRY_SET(next_.tail_hash, hash_before(file_, next_.offset));
  after_ = to_text(next_, folder_, session_.clock->now());
  return std::vector<NoteChange>{{key_, before_, after_}};
}

void FileNote::commit() {
  noted_ = next_;
  before_ = std::move(after_);
}

}  // namespace postroom::transfer
