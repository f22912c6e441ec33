// The notes of a directory: the names of the mails that are done, as hashes.
#pragma once

#include <algorithm>

#include "transfer/directory_origin.h"
#include "transfer/import_note.h"

namespace postroom::transfer {

inline constexpr std::size_t kMaxNotedNames = 4'000'000;  // of one directory, with those that are no longer there

class NamesNote final : public ImportNote {
 public:
  // Code::too_big past kMaxNotedNames.
  static Result<std::unique_ptr<NamesNote>> open(Store& store, const Session& session, FolderId folder,
                                                 std::string source);

  bool is_done(std::uint64_t key) const { return std::binary_search(done_.begin(), done_.end(), key); }
  // Before changes(): `origin` outlives it.
  void be_of(const DirectoryOrigin& origin) { origin_ = &origin; }
  Result<std::vector<NoteChange>> changes(std::span<const MailPiece> pieces, std::uint64_t end) override;
  void commit() override;

 private:
  NamesNote(const Session& session, FolderId folder, std::string source)
      : session_(session), folder_(folder), source_(std::move(source)) {}
  Status read_names(Store& store);
  std::string part_key(std::uint64_t part) const;

  const Session& session_;
  const FolderId folder_;
  const std::string source_;
  const DirectoryOrigin* origin_ = nullptr;
  std::vector<std::uint64_t> done_;  // sorted
  NotedNames noted_, next_;
  std::optional<std::string> before_;
  std::string after_;
};

}  // namespace postroom::transfer
