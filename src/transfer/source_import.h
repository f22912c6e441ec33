// The import of one source: a file, or the mails of a directory.
#pragma once

#include <postroom/transfer.h>

#include "transfer/directory_origin.h"

namespace postroom::transfer {

struct SourceImport {
  Store& store;
  const Session& session;
  const ImportOptions& options;
  std::filesystem::path path;
  FolderId noted_as;  // the folder that its notes name: that of the whole import
};

Result<ImportReport> import_mail_file(const SourceImport& import);
Result<ImportReport> import_mail_directory(const SourceImport& import, DirectoryKind kind);

}  // namespace postroom::transfer
