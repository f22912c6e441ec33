#include "store/message_copies.h"

#include <postroom/tags.h>
#include <postroom/text.h>

#include "base/try.h"
#include "model/blob.h"
#include "store/bulk.h"
#include "store/log_entries.h"
#include "store/source.h"

namespace postroom::store {
namespace {

// A copy has been made by who copied it, whoever made the original. Its original bytes are packed against its
// content, so they are packed anew.
Status give_creator(storage::VersionRecord& version, const Session& session) {
  TRY_SET(MessageContent content, decode_content(version.content));
  const std::string creator = person(session);
  if (content.properties.get_or<std::string>(tag::creator_name, {}) == creator) return ok_status();
  content.properties.set(tag::creator_name, creator);
  TRY_SET(Bytes encoded, encode(content));
  if (!version.source.empty() && !large_source(version.source)) {
    TRY_SET(const Bytes source, unpack_source(version.source, version.content));
    TRY_SET(version.source, pack_source(source, encoded));
  }
  version.content = std::move(encoded);
  return ok_status();
}

// The current version, as a message of its own with the source's search key (rules C44, C53: neither status
// nor history nor links come along).
Result<storage::MessageRecord> copy_message(storage::Transaction& transaction, const Session& session,
                                            const storage::MessageRecord& from, FolderId to) {
  TRY_SET(auto version, transaction.version(from.id, from.version));
  if (!version) return no_such_message(from.id);
  const std::size_t bytes_before = version->content.size();
  TRY(give_creator(*version, session));
  TRY_SET(const auto large, transaction.references(from.change_number));
  TRY_SET(const std::int64_t id, transaction.allocate_id());
  storage::MessageRecord copy = from;
  copy.id = MessageId{id};
  copy.folder = to;
  copy.version = VersionNumber{1};
  copy.read_state = {};
  copy.status = 0;
  copy.deleted.reset();
  version->info.message = copy.id;
  version->info.number = copy.version;
  version->info.kind = SaveKind::first;
  version->info.saved = session.clock->now();
  version->info.who = person(session);
  version->info.client = truncate_utf8(session.client, kMaxSessionText);
  version->info.session = session.id;
  version->info.content_bytes = static_cast<std::int64_t>(version->content.size());
  copy.size += version->info.content_bytes - static_cast<std::int64_t>(bytes_before);
  TRY_SET(copy.change_number, transaction.insert_version(*version, large));
  copy.history_count = 1;
  copy.history_bytes = version->info.content_bytes;
  return copy;
}

}  // namespace

Result<std::vector<MessageId>> copy_into(storage::Transaction& transaction, const Session& session,
                                         const std::vector<storage::MessageRecord>& originals, FolderId from,
                                         FolderId to, FolderLedger& ledger) {
  std::vector<storage::MessageRecord> copies;
  for (const storage::MessageRecord& original : originals) {
    TRY_SET(auto copy, copy_message(transaction, session, original, to));
    ledger.add(to, copy.kind, copy.flags);
    copies.push_back(std::move(copy));
  }
  const std::vector<MessageId> made = ids_of(copies);
  TRY_SET(const LogPosition position,
          transaction.append_log(copies_entry(to, from, session.id, made, ids_of(originals))));
  for (storage::MessageRecord& copy : copies) {
    copy.log_position = position;
    TRY(transaction.insert_message(copy));
  }
  return made;
}

}  // namespace postroom::store

namespace postroom {

Result<std::vector<std::pair<MessageId, MessageId>>> Store::copy_messages(const Session& session,
                                                                          std::span<const MessageId> ids,
                                                                          FolderId to, In in) {
  TRY(store::check_bulk(*core_, session, ids.size()));
  std::vector<std::pair<MessageId, MessageId>> copied;
  TRY(storage::commit_and_wait(*core_->engine, [&](storage::Transaction& transaction) -> Status {
    copied.clear();
    TRY(store::require_folder(transaction, to));
    store::Permissions permissions(session, transaction);
    TRY(permissions.require(to, FolderRights::create));
    const auto allowed = [&](const storage::MessageRecord& message) {
      return permissions.require(store::MessageUse::read, message.folder, message.id);
    };
    BulkReport report;
    TRY_SET(const auto found, store::collect(transaction, ids, store::live_in(in), allowed, report));
    store::FolderLedger ledger;
    for (const auto& [from, originals] : found) {
      TRY_SET(const auto copies, store::copy_into(transaction, session, originals, from, to, ledger));
      for (std::size_t i = 0; i < copies.size(); ++i) copied.emplace_back(originals[i].id, copies[i]);
    }
    return ledger.write(transaction, session.id);
  }));
  return copied;
}

}  // namespace postroom
