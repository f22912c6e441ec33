// How far an import has come, as a note of the store that changes in the commits that bring its messages
// (docs/schema.md).
#pragma once

#include <postroom/store.h>

#include <filesystem>
#include <span>

#include "transfer/mail_file.h"

namespace postroom::transfer {

inline constexpr const char* kNotePrefix = "import.";          // then the source
inline constexpr const char* kNamesPrefix = "import-names.";  // then the source, and a number

// By which a source is known: its path without links, and the folder that its mail goes to.
std::string source_of(const std::filesystem::path& path, FolderId folder);

// Not copyable: what the store has is known to one.
class ImportNote {
 public:
  virtual ~ImportNote() = default;
  // What changes with a commit of `pieces`, up to `end` of the source.
  virtual Result<std::vector<NoteChange>> changes(std::span<const MailPiece> pieces, std::uint64_t end) = 0;
  // They were committed.
  virtual void commit() = 0;
};

// What the notes of a source say, or forgets it.
struct NotedFile {
  std::uint64_t offset = 0;   // bytes done
  std::uint64_t number = 0;   // messages up to there
  std::uint64_t size = 0;     // of the file then
  std::size_t head = 0;       // bytes of its beginning
  std::string head_hash, tail_hash;  // of these, and of those before `offset`
};
struct NotedNames {
  std::uint64_t parts = 0;  // notes with names
  std::uint64_t names = 0;  // in them
};
std::string to_text(const NotedFile& noted, FolderId folder, FileTime now);
std::string to_text(const NotedNames& noted, FolderId folder, FileTime now);
std::optional<NotedFile> noted_file(std::string_view text);
std::optional<NotedNames> noted_names(std::string_view text);

// Forgets a source, whatever it is.
Status forget_source(Store& store, const Session& session, const std::string& source);

// Forgets what goes into folders that are no more, and the oldest sources past `limit`.
Status forget_old_sources(Store& store, const Session& session, std::size_t limit);

}  // namespace postroom::transfer
