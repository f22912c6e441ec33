// What there is to import in a directory and those below it.
#pragma once

#include <postroom/transfer.h>

namespace postroom::transfer {

enum class SourceKind {
  file,     // an mbox, or an eml that looks like one
  eml,      // the eml files of a directory
  maildir,
  nothing,  // a folder without mail
};

struct FoundSource {
  SourceKind kind = SourceKind::file;
  std::filesystem::path path;
  std::vector<std::string> folder;  // names below the folder of the import, as the directories have them, in UTF-8
};

struct MailTree {
  std::vector<FoundSource> sources;     // in the order of their names
  std::vector<ImportProblem> problems;  // what could not be looked at
};

// Code::not_found, no_access and io_error if the directory itself cannot be read; too_big past kMaxTreeSources.
Result<MailTree> find_mail(const std::filesystem::path& directory);

}  // namespace postroom::transfer
