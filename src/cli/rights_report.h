// Who may do what, as the rights command prints it.
#pragma once

#include <postroom/store.h>

#include "cli/terminal.h"

namespace postroom::cli {

struct RightsReport {
  std::string owner;  // of the store
  struct Folder {
    FolderId id;
    std::string path;
    std::optional<AccessList> list;
  };
  std::vector<Folder> folders;
};

// Of one folder, or of it and all below; without a folder, of all that have a list and whose list the session may see.
Result<RightsReport> report_rights(Store& store, const Session& session, std::optional<FolderId> folder, Below below);

std::string as_text(const RightsReport& report, Look look);
std::string as_json(const RightsReport& report);

}  // namespace postroom::cli
