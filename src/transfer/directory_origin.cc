#include "transfer/directory_origin.h"

#include <postroom/file.h>
#include <postroom/text.h>

#include <algorithm>

#include "base/try.h"
#include "transfer/directory_entries.h"
#include "transfer/source_key.h"

namespace postroom::transfer {
namespace {

constexpr const char* kNew = "new/";  // nobody has seen what is in it
constexpr const char* kCurrent = "cur/";

std::string unique_name(const std::string& file) {
  const std::size_t slash = file.find('/');
  return slash == std::string::npos ? file : parse_maildir_name(file.substr(slash + 1)).unique;
}

Error gone() { return {Code::not_found, "The mail has gone since the import began.", {}}; }

}  // namespace

bool is_eml_name(const std::string& file_name) {
  if (equals_ignoring_ascii_case(std::filesystem::path(file_name).extension().string(), ".eml")) return true;
  return !file_name.empty() && file_name.find_first_not_of("0123456789") == std::string::npos;
}

Result<bool> begins_as_mbox(const std::filesystem::path& path) {
  constexpr std::string_view kBeginning = "From ";
  TRY_SET(FileAccess file, FileAccess::open(path));
  Bytes bytes(kBeginning.size());
  TRY_SET(const std::size_t count, file.read_at(0, bytes));
  return as_text(ByteView(bytes).first(count)) == kBeginning;
}

Result<DirectoryOrigin> DirectoryOrigin::open(std::filesystem::path directory, DirectoryKind kind,
                                              const std::function<bool(std::uint64_t)>& is_done) {
  DirectoryOrigin origin(std::move(directory), kind);
  TRY(kind == DirectoryKind::maildir ? origin.list_maildir(is_done) : origin.list_files(is_done));
  return origin;
}

void DirectoryOrigin::add(std::string file, const std::function<bool(std::uint64_t)>& is_done) {
  if (is_done(short_hash(unique_name(file)))) {
    done_before_ += 1;
    return;
  }
  mails_.push_back({std::move(file), 0});
}

// new/ first: what moves to cur/ meanwhile is seen twice rather than not at all.
Status DirectoryOrigin::list_maildir(const std::function<bool(std::uint64_t)>& is_done) {
  std::map<std::string, std::pair<std::string, std::uint64_t>> found;  // file and size by unique name
  for (const char* part : {kNew, kCurrent}) {
    auto entries = directory_entries(directory_ / part);
    if (!entries.ok() && entries.error().code == Code::not_found) continue;
    if (!entries.ok()) return std::move(entries).error();
    for (const DirectoryEntry& entry : *entries) {
      if (entry.name.starts_with('.')) continue;  // no mail, the Maildir's rules say
      const std::string file = part + entry.name;
      if (entry.kind != EntryKind::file) {
        problems_.push_back({(directory_ / file).string(), "It is no file, and so no mail.", true});
        continue;
      }
      found[parse_maildir_name(entry.name).unique] = {file, entry.size};
    }
  }
  for (auto& [unique, mail] : found) {
    const std::size_t before = mails_.size();
    add(std::move(mail.first), is_done);
    if (mails_.size() == before) continue;
    mails_.back().size = mail.second;
    size_ += mail.second;
  }
  return ok_status();
}

Status DirectoryOrigin::list_files(const std::function<bool(std::uint64_t)>& is_done) {
  TRY_SET(const auto entries, directory_entries(directory_));
  for (const DirectoryEntry& entry : entries) {
    if (entry.kind != EntryKind::file || !is_eml_name(entry.name)) continue;
    const auto is_mbox = begins_as_mbox(directory_ / entry.name);
    if (is_mbox.ok() && *is_mbox) continue;
    const std::size_t before = mails_.size();
    add(entry.name, is_done);
    if (mails_.size() == before) continue;
    mails_.back().size = entry.size;
    size_ += entry.size;
  }
  return ok_status();
}

std::uint64_t DirectoryOrigin::key_of(const MailPiece& piece) const {
  return short_hash(unique_name(mails_[piece.number - 1].file));
}

std::string DirectoryOrigin::place_of(const MailPiece& piece) const {
  return (directory_ / mails_[piece.number - 1].file).string();
}

Result<std::optional<MailPiece>> DirectoryOrigin::next(WatchedInput&) {
  if (next_ == mails_.size()) return std::optional<MailPiece>();
  MailPiece piece;
  piece.offset = offset_;
  piece.length = mails_[next_].size;
  piece.number = ++next_;
  piece.is_last = true;
  offset_ += piece.length;
  return std::optional(std::move(piece));
}

Result<std::optional<MaildirName>> DirectoryOrigin::open_file(const std::string& file, WatchedInput& input) {
  TRY_SET(FileAccess access, FileAccess::open(directory_ / file));
  input.turn_to(std::make_unique<FileAccess>(std::move(access)));
  if (kind_ != DirectoryKind::maildir) return std::optional<MaildirName>();
  MaildirName name = parse_maildir_name(file.substr(file.find('/') + 1));
  if (file.starts_with(kNew)) name.seen = false;
  return std::optional(std::move(name));
}

// Its name as the directories have it now.
Result<std::string> DirectoryOrigin::find_again(const std::string& file) {
  const std::string unique = unique_name(file);
  const std::lock_guard lock(renamed_->mutex);
  auto& files = renamed_->files;
  const auto known = files.find(unique);
  if (known != files.end() && known->second != file) return known->second;
  files.clear();
  for (const char* part : {kNew, kCurrent}) {
    TRY_SET(const auto entries, directory_entries(directory_ / part));
    for (const DirectoryEntry& entry : entries) {
      if (entry.kind == EntryKind::file) files[parse_maildir_name(entry.name).unique] = part + entry.name;
    }
  }
  const auto found = files.find(unique);
  return found == files.end() ? Result<std::string>(gone()) : Result<std::string>(found->second);
}

Result<std::optional<MaildirName>> DirectoryOrigin::open(const MailPiece& piece, WatchedInput& input) {
  constexpr int kAttempts = 4;  // its flags may change again and again
  std::string file = mails_[piece.number - 1].file;
  for (int attempt = 1;; ++attempt) {
    auto name = open_file(file, input);
    if (name.ok() || name.error().code != Code::not_found) return name;
    if (kind_ != DirectoryKind::maildir || attempt == kAttempts) return gone();
    TRY_SET(file, find_again(file));
  }
}

}  // namespace postroom::transfer
