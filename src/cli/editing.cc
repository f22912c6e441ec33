#include "cli/editing.h"

#include <fmt/format.h>

#include "base/try.h"
#include "cli/editor.h"
#include "cli/interruption.h"
#include "cli/json.h"
#include "cli/message_text.h"
#include "cli/safe_text.h"
#include "cli/save_report.h"

namespace postroom::cli {
namespace {

Error interrupted() { return {Code::cancelled, "Interrupted before the message was saved.", ""}; }

void tell_holding(EditJob& job, const Message& message) {
  if (job.json) {
    Json json;
    json.begin_object().member("id", message.id().value);
    json.member("subject", subject_text(message.content().properties))
        .member("version", message.version().value);
    job.around.terminal.print(json.member("holding", true).end_object().line());
  } else {
    job.around.terminal.print(fmt::format("{} holds version {} of message {} for {} second{}.\n",
                                          safe_line(job.session.who), message.version().value,
                                          message.id().value, job.hold, job.hold == 1 ? "" : "s"));
  }
  (void)job.around.terminal.flush();  // scripts wait for this line
}

}  // namespace

Status edit_in_editor(EditJob& job, const Message& message) {
  Draft draft = job.typed.draft();
  const Edits before =
      editable_parts(message.content(), body_text(message.content().properties, job.store.large_values()));
  draft.edits = before;
  job.typed.set(draft);
  TRY_SET(const auto file, job.typed.file());
  TRY(run_editor(job.around, file));
  TRY_SET(Draft after, job.typed.read_file());
  draft.edits = difference(before, after.edits);
  job.typed.set(draft);
  return ok_status();
}

Result<ExitStatus> apply_and_save(EditJob& job, Message& message) {
  if (was_interrupted()) return interrupted();
  TRY_SET(const auto notes, apply(job.typed.draft().edits, message, job.store, job.session));
  if (job.hold > 0) {
    tell_holding(job, message);
    if (wait_for_interruption(std::chrono::seconds(job.hold))) return interrupted();
  }
  TRY_SET(const Saved saved, save_and_resolve(job.around, job.store, job.session, message, job.saving));
  const SaveTold told{job.store, job.session, message, job.json};
  if (saved.outcome == Outcome::refused || saved.outcome == Outcome::kept) {
    const ExitStatus status = tell_saved(job.around, told, saved, job.typed.keep());
    job.typed.tell();
    return status;
  }
  for (const std::string& note : notes) job.around.terminal.note(note + "\n");
  job.typed.discard();
  return tell_saved(job.around, told, saved, std::nullopt);
}

}  // namespace postroom::cli
