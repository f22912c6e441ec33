#include "store/folder_contents.h"

#include "base/try.h"
#include "store/bulk.h"
#include "store/message_copies.h"

namespace postroom::store {
namespace {

constexpr std::size_t kPage = 1000;  // messages read at once

// Those of both kinds, in pages.
Status append_messages(storage::View& view, FolderId folder, storage::Deleted deleted,
                       std::vector<storage::MessageRecord>& messages) {
  for (const MessageKind kind : {MessageKind::normal, MessageKind::associated}) {
    storage::MessageQuery query{folder, kind, deleted, std::nullopt, kPage};
    for (;;) {
      TRY_SET(auto page, view.messages(query));
      if (page.empty()) break;
      query.before = storage::MessageQuery::Place{page.back().date, page.back().id};
      for (storage::MessageRecord& message : page) messages.push_back(std::move(message));
    }
  }
  return ok_status();
}

// With those that are deleted already.
Result<std::vector<storage::MessageRecord>> all_messages(storage::View& view, FolderId folder) {
  std::vector<storage::MessageRecord> messages;
  TRY(append_messages(view, folder, storage::Deleted::no, messages));
  TRY(append_messages(view, folder, storage::Deleted::yes, messages));
  return messages;
}

}  // namespace

Status copy_all(storage::Transaction& transaction, const Session& session, FolderId from, FolderId to) {
  std::vector<storage::MessageRecord> originals;
  TRY(append_messages(transaction, from, storage::Deleted::no, originals));
  if (originals.empty()) return ok_status();
  FolderLedger ledger;
  TRY(copy_into(transaction, session, originals, from, to, ledger));
  return ledger.write(transaction, session.id);
}

Status delete_all(storage::Transaction& transaction, const Session& session, FolderId from, FolderId refuge) {
  const FileTime now = session.clock->now();
  TRY_SET(auto doomed, all_messages(transaction, from));
  storage::LogRecord log{{}, ChangeKind::message_deleted, from, {}, session.id, {}};
  for (const storage::MessageRecord& message : doomed) {
    if (!message.deleted) log.messages.push_back(message.id);
  }
  if (!log.messages.empty()) {
    TRY(transaction.append_log(log));
  }
  TRY_SET(const storage::Counters counters, transaction.counters());
  for (storage::MessageRecord& message : doomed) {
    if (!message.deleted) message.deleted = now;
    message.folder = refuge;
    message.log_position = counters.log_position;
    TRY(transaction.update_message(message));
  }
  return ok_status();
}

Status remove_all(storage::Transaction& transaction, const Session& session, FolderId from) {
  TRY_SET(const auto doomed, all_messages(transaction, from));
  if (doomed.empty()) return ok_status();
  TRY(Permissions(session, transaction).require(from, FolderRights::delete_all));
  TRY(transaction.append_log({{}, ChangeKind::message_removed, from, {}, session.id, ids_of(doomed)}));
  const FileTime now = session.clock->now();
  for (const storage::MessageRecord& message : doomed) TRY(transaction.remove_message(message.id, now));
  return ok_status();
}

}  // namespace postroom::store
