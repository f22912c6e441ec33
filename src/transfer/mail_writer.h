// The committing half of an import: batches into the store, and the report of it.
#pragma once

#include "transfer/import_queue.h"
#include "transfer/new_mail.h"

namespace postroom::transfer {

// Everything given outlives it. `file` is what the pieces of the batches are of; it is read again when the
// store refuses a batch.
class MailWriter {
 public:
  MailWriter(Store& store, const Session& session, const ImportOptions& options, RandomAccess& file,
             const std::string& name)
      : store_(store), session_(session), options_(options), file_(file), name_(name) {}

  // Fails when the store takes nothing more, and with the batch's own failure. What the store refuses of it
  // is in the report.
  Status commit(Batch batch);

  const ImportReport& report() const { return report_; }
  ImportReport take_report();

 private:
  Status commit_messages(std::optional<PreparedMessages> messages, const std::vector<MailPiece>& pieces);
  Status commit_one(const MailPiece& piece);
  Result<MessageId> add(Result<NewMail> mail);
  void note(const MailPiece& piece, MessageId id);
  void report_problem(ImportProblem problem);

  Store& store_;
  const Session& session_;
  const ImportOptions& options_;
  RandomAccess& file_;
  const std::string& name_;
  ImportReport report_;
  std::uint64_t warnings_ = 0;
};

}  // namespace postroom::transfer
