// One import from one origin: a thread that finds and reads, and the calling one that commits.
#pragma once

#include "transfer/import_note.h"
#include "transfer/mail_origin.h"

namespace postroom::transfer {

// Everything that an import needs; outlives it.
struct ImportRun {
  Store& store;
  const Session& session;
  const ImportOptions& options;
  MailOrigin& origin;
  ImportNote* note = nullptr;  // null: nothing is noted
  RandomAccess* file = nullptr;  // that every thread reads; null: each mail has a file of its own
};

// As import_file(); also Code::collision if somebody else imports the same meanwhile.
Result<ImportReport> import_all(const ImportRun& run);

}  // namespace postroom::transfer
