// The note of a file: up to where it has been read.
#pragma once

#include "transfer/import_note.h"

namespace postroom::transfer {

class FileNote final : public ImportNote {
 public:
  // `file` outlives it. Finds where reading goes on; Code::collision if the file has changed before that place, or is
  // another one than that whose import was interrupted.
  static Result<std::unique_ptr<FileNote>> open(Store& store, const Session& session, FolderId folder,
                                                std::string source, RandomAccess& file);

  PlaceInMbox start() const { return start_; }
  Result<std::vector<NoteChange>> changes(std::span<const MailPiece> pieces, std::uint64_t end) override;
  void commit() override;

 private:
  FileNote(const Session& session, FolderId folder, std::string source, RandomAccess& file)
      : session_(session), folder_(folder), key_(kNotePrefix + source), file_(file) {}
  Status find_start(const NotedFile& noted);

  const Session& session_;
  const FolderId folder_;
  const std::string key_;
  RandomAccess& file_;
  PlaceInMbox start_;
  NotedFile noted_, next_;
  std::optional<std::string> before_;  // the note as it is in the store
  std::string after_;                  // as it is after the commit under way
};

}  // namespace postroom::transfer
