#include "transfer/mail_writer.h"

#include "base/try.h"
#include "transfer/mail_reader.h"
#include "transfer/new_mail.h"

namespace postroom::transfer {
namespace {

// Whether another message may fare better.
bool is_about_one_message(const Error& error) {
  switch (error.code) {
    case Code::invalid_argument:
    case Code::not_found:
    case Code::too_big:
    case Code::not_supported:
      return true;
    case Code::no_access:
    case Code::read_only:
    case Code::object_changed:
    case Code::object_deleted:
    case Code::collision:
    case Code::folder_cycle:
    case Code::has_folders:
    case Code::has_messages:
    case Code::busy:
    case Code::disk_full:
    case Code::io_error:
    case Code::corrupt:
    case Code::not_a_store:
    case Code::newer_format:
    case Code::cancelled:
    case Code::outcome_unknown:
      return false;
  }
  return false;
}

}  // namespace

Status MailWriter::commit(Batch batch) {
  for (ImportProblem& problem : batch.problems) report_problem(std::move(problem));
  if (batch.messages.empty()) return ok_status();
  const auto ids = store_.add_messages(session_, options_.folder, std::move(batch.messages));
  if (ids.ok()) {
    for (std::size_t i = 0; i < ids->size(); ++i) note(batch.pieces[i], (*ids)[i]);
    return ok_status();
  }
  if (!is_about_one_message(ids.error())) return ids.error();
  if (batch.pieces.size() == 1) return commit_wrapped(batch.pieces[0], ids.error());
  for (const MailPiece& piece : batch.pieces) TRY(commit_one(piece));
  return ok_status();
}

Status MailWriter::commit_one(const MailPiece& piece) {
  const auto id = add_again(piece, nullptr);
  if (id.ok()) {
    note(piece, *id);
    return ok_status();
  }
  if (!is_about_one_message(id.error())) return id.error();
  return commit_wrapped(piece, id.error());
}

Status MailWriter::commit_wrapped(const MailPiece& piece, const Error& refusal) {
  const auto id = add_again(piece, &refusal);
  if (id.ok()) {
    note(piece, *id);
    return ok_status();
  }
  if (!is_about_one_message(id.error())) return id.error();
  report_problem({place_of(piece, name_), "The message was not imported: " + describe(id.error()), true});
  return ok_status();
}

// Makes the message anew from the file, as an attachment if it was refused.
Result<MessageId> MailWriter::add_again(const MailPiece& piece, const Error* refusal) {
  auto mail = refusal ? make_wrapped_mail(file_, piece, store_.large_values(), options_, *refusal)
                      : make_new_mail(file_, piece, store_.large_values(), options_);
  if (!mail.ok()) return std::move(mail).error();
  std::vector<NewMessage> messages;
  messages.push_back(std::move(mail->message));
  TRY_SET(const auto ids, store_.add_messages(session_, options_.folder, std::move(messages)));
  if (refusal) report_problem({place_of(piece, name_), mail->warnings.front(), false});
  return ids.front();
}

void MailWriter::note(const MailPiece& piece, MessageId id) {
  report_.messages += 1;
  report_.bytes += piece.length;
  report_.ids.push_back(id);
}

void MailWriter::report_problem(ImportProblem problem) {
  if (!problem.skipped && ++warnings_ > kMaxImportWarnings) return;
  report_.problems.push_back(std::move(problem));
}

ImportReport MailWriter::take_report() {
  if (warnings_ > kMaxImportWarnings) {
    report_.problems.push_back(
        {name_, std::to_string(warnings_ - kMaxImportWarnings) + " more warnings are not listed.", false});
  }
  return std::move(report_);
}

}  // namespace postroom::transfer
