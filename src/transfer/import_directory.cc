#include "base/try.h"
#include "transfer/import_run.h"
#include "transfer/names_note.h"
#include "transfer/source_import.h"

namespace postroom::transfer {
namespace {

Result<std::unique_ptr<NamesNote>> note_of(const SourceImport& import) {
  if (import.options.earlier == Earlier::ignored) return std::unique_ptr<NamesNote>();
  const std::string source = source_of(import.path, import.noted_as);
  if (import.options.earlier == Earlier::forgotten) TRY(forget_source(import.store, import.session, source));
  return NamesNote::open(import.store, import.session, import.noted_as, source);
}

}  // namespace

Result<ImportReport> import_mail_directory(const SourceImport& import, DirectoryKind kind) {
  TRY_SET(const std::unique_ptr<NamesNote> note, note_of(import));
  const auto is_done = [&](std::uint64_t key) { return note && note->is_done(key); };
  TRY_SET(DirectoryOrigin origin, DirectoryOrigin::open(import.path, kind, is_done));
  if (note) note->be_of(origin);
  TRY_SET(ImportReport report, import_all({import.store, import.session, import.options, origin, note.get(), nullptr}));
  report.earlier = origin.done_before();
  for (ImportProblem& problem : origin.take_problems()) report.problems.push_back(std::move(problem));
  return report;
}

}  // namespace postroom::transfer
