#include "transfer/mail_writer.h"

#include "base/try.h"
#include "transfer/mail_reader.h"

namespace postroom::transfer {

Status MailWriter::commit(Batch batch) {
  for (ImportProblem& problem : batch.problems) report_problem(std::move(problem));
  if (!batch.pieces.empty()) {
    TRY(commit_messages(std::move(batch.messages), batch.pieces, batch.end));
  } else if (batch.end > 0) {
    TRY(pass(batch.end));
  }
  if (batch.failure) return std::move(*batch.failure);
  return ok_status();
}

Status MailWriter::commit_messages(std::optional<PreparedMessages> messages,
                                   const std::vector<MailPiece>& pieces, std::uint64_t end) {
  if (messages) {
    const auto ids = add(std::move(*messages), pieces, end);
    if (ids.ok()) {
      for (std::size_t i = 0; i < ids->size(); ++i) count(pieces[i], (*ids)[i]);
      return ok_status();
    }
    if (!is_about_one_message(ids.error())) return ids.error();
  }
  for (const MailPiece& piece : pieces) TRY(commit_one(piece));
  return pass(end);
}

// Notes that what cannot go in has been passed over, in a file that is read from front to back.
Status MailWriter::pass(std::uint64_t end) {
  if (!note_ || !origin_.is_one_file()) return ok_status();
  TRY_SET(const auto changes, note_->changes({}, end));
  TRY(store_.change_notes(session_, changes));
  note_->commit();
  return ok_status();
}

Result<std::vector<MessageId>> MailWriter::add(PreparedMessages messages, std::span<const MailPiece> pieces,
                                               std::uint64_t end) {
  if (!note_) return store_.add_prepared(session_, options_.folder, std::move(messages));
  TRY_SET(const auto changes, note_->changes(pieces, end));
  TRY_SET(auto ids, store_.add_prepared(session_, options_.folder, std::move(messages), changes));
  note_->commit();
  return ids;
}

// Makes the message anew from the file, with less and less in it until the store takes it.
Status MailWriter::commit_one(const MailPiece& piece) {
  LargeValues& large = store_.large_values();
  auto name = origin_.open(piece, input_);
  auto id = name.ok() ? add(make_new_mail(input_, piece, large, options_, *name), piece)
                      : Result<MessageId>(name.error());
  std::vector<std::string> warnings;
  for (const Reduced how : {Reduced::without_names, Reduced::to_attachment}) {
    if (id.ok() || !name.ok() || !is_about_one_message(id.error())) break;
    auto mail = make_reduced_mail(input_, piece, large, options_, how, id.error(), *name);
    if (mail.ok()) warnings = mail->warnings;
    id = add(std::move(mail), piece);
  }
  if (!id.ok() && !is_about_one_message(id.error())) return std::move(id).error();
  if (id.ok()) count(piece, *id);
  if (!id.ok()) warnings = {"The message was not imported: " + describe(id.error())};
  for (std::string& warning : warnings)
    report_problem({origin_.place_of(piece), std::move(warning), !id.ok()});
  return ok_status();
}

Result<MessageId> MailWriter::add(Result<NewMail> mail, const MailPiece& piece) {
  if (!mail.ok()) return std::move(mail).error();
  std::vector<NewMessage> messages;
  messages.push_back(std::move(mail->message));
  TRY_SET(PreparedMessages prepared, store_.prepare_messages(session_, std::move(messages)));
  TRY_SET(const auto ids, add(std::move(prepared), {&piece, 1}, piece.offset + piece.length));
  return ids.front();
}

void MailWriter::count(const MailPiece& piece, MessageId id) {
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
        {origin_.name(), std::to_string(warnings_ - kMaxImportWarnings) + " more warnings are not listed.", false});
  }
  return std::move(report_);
}

}  // namespace postroom::transfer
