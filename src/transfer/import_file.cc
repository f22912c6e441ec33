#include <postroom/text.h>
#include <postroom/transfer.h>

#include "base/try.h"
#include "transfer/file_note.h"
#include "transfer/file_origin.h"
#include "transfer/import_run.h"
#include "transfer/source_import.h"

namespace postroom {
namespace transfer {
namespace {

bool is_named_eml(const std::filesystem::path& path) {
  return equals_ignoring_ascii_case(path.extension().string(), ".eml");
}

// Code::collision of a note names no file.
Error about(const std::string& name, Error error) {
  error.message = "The import of " + name + " did not begin: " + error.message;
  return error;
}

Result<std::unique_ptr<FileNote>> note_of(const SourceImport& import, RandomAccess& file) {
  std::unique_ptr<FileNote> none;
  std::error_code failure;
  const bool can_come_again = import.path != "-" && std::filesystem::is_regular_file(import.path, failure);
  if (import.options.earlier == Earlier::ignored || !can_come_again || file.size() == 0) return none;
  const std::string source = source_of(import.path, import.noted_as);
  if (import.options.earlier == Earlier::forgotten) TRY(forget_source(import.store, import.session, source));
  return FileNote::open(import.store, import.session, import.noted_as, source, file);
}

}  // namespace

Result<ImportReport> import_mail_file(const SourceImport& import) {
  const std::string name = import.path == "-" ? "standard input" : import.path.string();
  TRY_SET(const auto input, open_input(import.path));
  auto note = note_of(import, *input);
  if (!note.ok()) return about(name, std::move(note).error());
  const PlaceInMbox start = *note ? (*note)->start() : PlaceInMbox();
  const NamedAs named = is_named_eml(import.path) ? NamedAs::eml : NamedAs::anything;
  FileOrigin origin(*input, name, named, start);
  TRY_SET(ImportReport report,
          import_all({import.store, import.session, import.options, origin, note->get(), input.get()}));
  report.earlier = start.number;
  if (input->size() == 0) report.problems.push_back({name, "The file is empty.", false});
  return report;
}

}  // namespace transfer

Result<ImportReport> import_file(Store& store, const Session& session, const std::filesystem::path& path,
                                 const ImportOptions& options) {
  TRY(store.add_messages(session, options.folder, {}));  // asks for the right to, before anything is read
  TRY(store.folder(session, options.folder));
  TRY_SET(ImportReport report,
          transfer::import_mail_file({store, session, options, path, options.folder}));
  if (options.earlier != Earlier::ignored) {
    TRY(transfer::forget_old_sources(store, session, kMaxNotedSources));
  }
  return report;
}

}  // namespace postroom
