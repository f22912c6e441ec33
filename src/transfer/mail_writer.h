// The committing half of an import: batches into the store, and the report of it.
#pragma once

#include "transfer/import_queue.h"
#include "transfer/import_note.h"
#include "transfer/mail_origin.h"
#include "transfer/new_mail.h"

namespace postroom::transfer {

// Everything given outlives it. `origin` is what the pieces of the batches are of; it is read again, with `input`, when
// the store refuses a batch. `note` may be null.
class MailWriter {
 public:
  MailWriter(Store& store, const Session& session, const ImportOptions& options, MailOrigin& origin,
             WatchedInput& input, ImportNote* note)
      : store_(store), session_(session), options_(options), origin_(origin), input_(input), note_(note) {}

  // Fails when the store takes nothing more, and with the batch's own failure. What the store refuses of it
  // is in the report.
  Status commit(Batch batch);

  const ImportReport& report() const { return report_; }
  ImportReport take_report();

 private:
  Status commit_messages(std::optional<PreparedMessages> messages, const std::vector<MailPiece>& pieces,
                         std::uint64_t end);
  Status commit_one(const MailPiece& piece);
  Status pass(std::uint64_t end);
  Result<MessageId> add(Result<NewMail> mail, const MailPiece& piece);
  Result<std::vector<MessageId>> add(PreparedMessages messages, std::span<const MailPiece> pieces, std::uint64_t end);
  void count(const MailPiece& piece, MessageId id);
  void report_problem(ImportProblem problem);

  Store& store_;
  const Session& session_;
  const ImportOptions& options_;
  MailOrigin& origin_;
  WatchedInput& input_;
  ImportNote* const note_;
  ImportReport report_;
  std::uint64_t warnings_ = 0;
};

}  // namespace postroom::transfer
