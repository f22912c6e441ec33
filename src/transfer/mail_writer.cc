#include "transfer/mail_writer.h"

#include "base/try.h"
#include "transfer/mail_reader.h"

namespace postroom::transfer {
Status MailWriter::commit(Batch batch) {
  for (ImportProblem& problem : batch.problems) report_problem(std::move(problem));
  if (!batch.pieces.empty()) TRY(commit_messages(std::move(batch.messages), batch.pieces));
  if (batch.failure) return std::move(*batch.failure);
  return ok_status();
}

Status MailWriter::commit_messages(std::optional<PreparedMessages> messages,
                                   const std::vector<MailPiece>& pieces) {
  if (messages) {
    const auto ids = store_.add_prepared(session_, options_.folder, std::move(*messages));
    if (ids.ok()) {
      for (std::size_t i = 0; i < ids->size(); ++i) note(pieces[i], (*ids)[i]);
      return ok_status();
    }
    if (!is_about_one_message(ids.error())) return ids.error();
  }
  for (const MailPiece& piece : pieces) TRY(commit_one(piece));
  return ok_status();
}

// Makes the message anew from the file, with less and less in it until the store takes it.
Status MailWriter::commit_one(const MailPiece& piece) {
  LargeValues& large = store_.large_values();
  auto id = add(make_new_mail(file_, piece, large, options_));
  std::vector<std::string> warnings;
  for (const Reduced how : {Reduced::without_names, Reduced::to_attachment}) {
    if (id.ok() || !is_about_one_message(id.error())) break;
    auto mail = make_reduced_mail(file_, piece, large, options_, how, id.error());
    if (mail.ok()) warnings = mail->warnings;
    id = add(std::move(mail));
  }
  if (!id.ok() && !is_about_one_message(id.error())) return std::move(id).error();
  if (id.ok()) note(piece, *id);
  if (!id.ok()) warnings = {"The message was not imported: " + describe(id.error())};
  for (std::string& warning : warnings)
    report_problem({place_of(piece, name_), std::move(warning), !id.ok()});
  return ok_status();
}

Result<MessageId> MailWriter::add(Result<NewMail> mail) {
  if (!mail.ok()) return std::move(mail).error();
  std::vector<NewMessage> messages;
  messages.push_back(std::move(mail->message));
  TRY_SET(const auto ids, store_.add_messages(session_, options_.folder, std::move(messages)));
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
