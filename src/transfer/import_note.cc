#include "transfer/import_note.h"

#include <algorithm>
#include <sstream>

#include "base/try.h"
#include "transfer/source_key.h"

namespace postroom::transfer {
namespace {

constexpr std::size_t kPage = 1000;  // notes read at once
constexpr const char* kFileForm = "file-1";
constexpr const char* kNamesForm = "names-1";

// What every form begins with.
struct Common {
  std::string form;
  FolderId folder;
  FileTime when;
};

std::optional<Common> common_of(std::istringstream& text) {
  Common common;
  if (!(text >> common.form >> common.folder.value >> common.when.ticks)) return std::nullopt;
  return common;
}

struct NotedSource {
  std::string source;
  FileTime when;
};

// All of them that are still of use; the others are forgotten.
Result<std::vector<NotedSource>> usable_sources(Store& store, const Session& session) {
  TRY_SET(const auto folders, store.folders(session));
  std::vector<NotedSource> kept;
  std::vector<std::string> useless;
  std::string after = kNotePrefix;
  for (bool more = true; more;) {
    TRY_SET(const auto page, store.notes(session, after, kPage));
    more = page.size() == kPage;
    for (const Note& note : page) {
      if (!note.key.starts_with(kNotePrefix)) more = false;
      if (!note.key.starts_with(kNotePrefix)) break;
      std::string source = note.key.substr(std::string_view(kNotePrefix).size());
      std::istringstream text(note.text);
      const auto common = common_of(text);
      const bool is_usable = common && std::any_of(folders.begin(), folders.end(), [&](const FolderInfo& folder) {
                               return folder.id == common->folder;
                             });
      if (is_usable) kept.push_back({std::move(source), common->when});
      else useless.push_back(std::move(source));
    }
    if (!page.empty()) after = page.back().key;
  }
  for (const std::string& source : useless) TRY(forget_source(store, session, source));
  return kept;
}

}  // namespace

std::string source_of(const std::filesystem::path& path, FolderId folder) {
  std::error_code failure;
  const std::filesystem::path canonical = std::filesystem::canonical(path, failure);
  const std::string name = (failure ? std::filesystem::absolute(path, failure) : canonical).string();
  return long_hash(as_bytes(std::to_string(folder.value) + "\n" + name));
}

std::string to_text(const NotedFile& noted, FolderId folder, FileTime now) {
  std::ostringstream text;
  text << kFileForm << ' ' << folder.value << ' ' << now.ticks << ' ' << noted.offset << ' ' << noted.number << ' '
       << noted.size << ' ' << noted.head << ' ' << noted.head_hash << ' ' << noted.tail_hash;
  return std::move(text).str();
}

std::string to_text(const NotedNames& noted, FolderId folder, FileTime now) {
  std::ostringstream text;
  text << kNamesForm << ' ' << folder.value << ' ' << now.ticks << ' ' << noted.parts << ' ' << noted.names;
  return std::move(text).str();
}

std::optional<NotedFile> noted_file(std::string_view note) {
  std::istringstream text{std::string(note)};
  const auto common = common_of(text);
  NotedFile noted;
  const bool is_whole = common && common->form == kFileForm &&
                        (text >> noted.offset >> noted.number >> noted.size >> noted.head >> noted.head_hash >>
                         noted.tail_hash);
  return is_whole ? std::optional(std::move(noted)) : std::nullopt;
}

std::optional<NotedNames> noted_names(std::string_view note) {
  std::istringstream text{std::string(note)};
  const auto common = common_of(text);
  NotedNames noted;
  const bool is_whole = common && common->form == kNamesForm && (text >> noted.parts >> noted.names);
  return is_whole ? std::optional(noted) : std::nullopt;
}

// The names first: interrupted, the rest is found again by the note that counts them.
Status forget_source(Store& store, const Session& session, const std::string& source) {
  const std::string key = kNotePrefix + source;
  const std::string prefix = kNamesPrefix + source + ".";
  for (;;) {
    TRY_SET(const auto page, store.notes(session, prefix, kMaxNoteChanges));
    std::vector<NoteChange> changes;
    for (const Note& note : page) {
      if (!note.key.starts_with(prefix)) break;
      changes.push_back({note.key, note.text, std::nullopt});
    }
    if (changes.empty()) break;
    TRY(store.change_notes(session, changes));
  }
  TRY_SET(auto text, store.note(session, key));
  if (!text) return ok_status();
  const NoteChange removal{key, std::move(text), std::nullopt};
  return store.change_notes(session, {&removal, 1});
}

Status forget_old_sources(Store& store, const Session& session, std::size_t limit) {
  TRY_SET(auto sources, usable_sources(store, session));
  if (sources.size() <= limit) return ok_status();
  std::sort(sources.begin(), sources.end(),
            [](const NotedSource& a, const NotedSource& b) { return a.when > b.when; });
  for (std::size_t i = limit; i < sources.size(); ++i) TRY(forget_source(store, session, sources[i].source));
  return ok_status();
}

}  // namespace postroom::transfer
