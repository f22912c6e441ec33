#include "transfer/mail_tree.h"

#include <postroom/maildir.h>
#include <postroom/text.h>

#include <algorithm>

#include "base/try.h"
#include "transfer/directory_entries.h"
#include "transfer/directory_origin.h"

namespace postroom::transfer {
namespace {

using Entries = std::vector<DirectoryEntry>;
using Path = std::filesystem::path;
using Names = std::vector<std::string>;

bool ends_with(const std::string& name, std::string_view ending) {
  return name.size() > ending.size() &&
         equals_ignoring_ascii_case(std::string_view(name).substr(name.size() - ending.size()), ending);
}

std::string without(std::string name, std::initializer_list<std::string_view> endings) {
  for (const std::string_view ending : endings) {
    if (ends_with(name, ending)) return name.substr(0, name.size() - ending.size());
  }
  return name;
}

bool is_mbox_name(const std::string& name) { return ends_with(name, ".mbox") || ends_with(name, ".mbx"); }

bool has(const Entries& entries, const std::string& name, EntryKind kind) {
  return std::any_of(entries.begin(), entries.end(),
                     [&](const DirectoryEntry& entry) { return entry.name == name && entry.kind == kind; });
}

bool is_maildir(const Entries& entries) {
  return has(entries, "cur", EntryKind::directory) &&
         (has(entries, "new", EntryKind::directory) || has(entries, "tmp", EntryKind::directory));
}

bool holds_maildir(const Path& directory) {
  std::error_code failure;
  return std::filesystem::is_directory(directory / "cur", failure);
}

Names below(Names folder, std::string name) {
  folder.push_back(std::move(name));
  return folder;
}

// Names of a Maildir's folders: in UTF-8 if one of them is not ASCII, else in modified UTF-7 where they are that.
class FolderNames {
 public:
  explicit FolderNames(const Entries& entries) {
    for (const DirectoryEntry& entry : entries) {
      const bool is_ascii = std::all_of(entry.name.begin(), entry.name.end(), [](unsigned char c) { return c < 0x80; });
      if (entry.kind == EntryKind::directory && !is_ascii) is_utf8_ = true;
    }
  }
  std::string decode(std::string_view name) const {
    return is_utf8_ ? std::string(name) : decode_modified_utf7(name).value_or(std::string(name));
  }
  // ".Sent.2026" is folder 2026 in Sent.
  Names of(std::string_view name, Names folder) const {
    name.remove_prefix(1);
    while (!name.empty()) {
      const std::size_t end = std::min(name.find('.'), name.size());
      if (end > 0) folder.push_back(decode(name.substr(0, end)));
      name.remove_prefix(std::min(end + 1, name.size()));
    }
    return folder;
  }

 private:
  bool is_utf8_ = false;
};

class Walk {
 public:
  explicit Walk(Path top) : top_(std::move(top)) {}

  Status enter(const Path& directory, const Names& folder, int depth) {
    if (depth > kMaxTreeDepth) {
      problem(directory, "Directories more than 64 deep are not looked into.", true);
      return ok_status();
    }
    auto entries = directory_entries(directory);
    if (!entries.ok() && depth == 0) return std::move(entries).error();
    if (!entries.ok()) {
      problem(directory, describe(entries.error()), true);
      return ok_status();
    }
    return is_maildir(*entries) ? look_at_maildir(directory, *entries, folder, depth)
                                : look_at_files(directory, *entries, folder, depth);
  }

  MailTree take() { return std::move(tree_); }

 private:
  Status look_at_maildir(const Path& directory, const Entries& entries, const Names& folder, int depth) {
    const FolderNames names(entries);
    TRY(add(SourceKind::maildir, directory, folder));
    for (const DirectoryEntry& entry : entries) {
      const Path path = directory / entry.name;
      if (entry.kind == EntryKind::link) look_at_link(path);
      if (entry.kind != EntryKind::directory) continue;
      if (entry.name == "cur" || entry.name == "new" || entry.name == "tmp") continue;
      const bool is_hidden = entry.name.front() == '.';
      if (is_hidden && !holds_maildir(path)) continue;  // of a mail program's own
      TRY(enter(path, is_hidden ? names.of(entry.name, folder) : below(folder, names.decode(entry.name)), depth + 1));
    }
    return ok_status();
  }

  Status look_at_files(const Path& directory, const Entries& entries, const Names& folder, int depth) {
    bool has_eml = false;
    for (const DirectoryEntry& entry : entries) {
      const Path path = directory / entry.name;
      switch (entry.kind) {
        case EntryKind::directory:
          TRY(enter(path, below(folder, without(entry.name, {".sbd", ".mbox"})), depth + 1));
          break;
        case EntryKind::file:
          TRY(look_at_file(path, entries, entry, folder, has_eml));
          break;
        case EntryKind::link:
          look_at_link(path);
          break;
        case EntryKind::other:
          if (is_eml_name(entry.name) || is_mbox_name(entry.name)) problem(path, "It is no file, and so no mail.", true);
          break;
      }
    }
    return has_eml ? add(SourceKind::eml, directory, folder) : ok_status();
  }

  Status look_at_file(const Path& path, const Entries& entries, const DirectoryEntry& file, const Names& folder,
                      bool& has_eml) {
    const bool is_eml = is_eml_name(file.name);
    const Names own = file.name == "mbox" ? folder : below(folder, without(file.name, {".mbox", ".mbx"}));
    if (is_mbox_name(file.name) && file.size > 0) return add(SourceKind::file, path, own);
    if (file.size == 0 && is_mbox_name(file.name)) problem(path, "The file is empty.", false);
    const bool is_empty_folder = has(entries, file.name + ".msf", EntryKind::file) ||
                                 has(entries, file.name + ".sbd", EntryKind::directory) || is_mbox_name(file.name);
    has_eml = has_eml || (is_eml && file.size == 0);
    if (file.size == 0) return is_empty_folder ? add(SourceKind::nothing, path, own) : ok_status();
    const auto is_mbox = begins_as_mbox(path);
    if (!is_mbox.ok() && !is_eml) problem(path, describe(is_mbox.error()), true);
    if (!is_mbox.ok() || !*is_mbox) {
      has_eml = has_eml || is_eml;
      return ok_status();
    }
    return add(SourceKind::file, path, is_eml ? folder : own);
  }

  // What it points to inside the tree is found where it stands.
  void look_at_link(const Path& path) {
    std::error_code failure;
    const Path target = std::filesystem::canonical(path, failure);
    if (failure) return problem(path, "The link points to nothing.", false);
    const auto inside = std::mismatch(top_.begin(), top_.end(), target.begin(), target.end());
    if (inside.first == top_.end()) return;
    problem(path, "The link leads out of the directory and is not followed: " + target.string() + ".", true);
  }

  Status add(SourceKind kind, const Path& path, const Names& folder) {
    if (tree_.sources.size() == kMaxTreeSources) {
      return Error{Code::too_big, "The directory has more than 50,000 mail folders; import its parts.", top_.string()};
    }
    tree_.sources.push_back({kind, path, folder});
    return ok_status();
  }

  void problem(const Path& path, std::string what, bool skipped) {
    tree_.problems.push_back({path.string(), std::move(what), skipped});
  }

  const Path top_;  // without links
  MailTree tree_;
};

}  // namespace

Result<MailTree> find_mail(const std::filesystem::path& directory) {
  std::error_code failure;
  const Path canonical = std::filesystem::canonical(directory, failure);
  Walk walk(failure ? directory : canonical);
  TRY(walk.enter(directory, {}, 0));
  return walk.take();
}

}  // namespace postroom::transfer
