#include "copied_store.h"

#include "base/try.h"
#include "storage/store_keys.h"

namespace postroom::storage {
namespace {

constexpr FileTime kNow{9'000};

std::vector<std::string> kept_keys() { return {kGuidKey, kMadeKey, "retention.versions", "empty", "late"}; }

ContentHash put_large(Engine& engine, const Bytes& bytes) {
  const auto writer = must(engine.write_large());
  must(writer->append(bytes));
  must(writer->finish(name_of(bytes)));
  return name_of(bytes).hash;
}

struct LargeSamples {
  ContentHash empty, small, chunked;
};

Result<MessageId> insert(Transaction& transaction, FolderId folder, int number, const LargeSamples& large) {
  TRY_SET(const std::int64_t id, transaction.allocate_id());
  MessageRecord message = sample_message(MessageId{id}, folder, {});
  message.kind = number % 5 == 1 ? MessageKind::associated : MessageKind::normal;
  if (number % 7 == 2) message.deleted = FileTime{77};
  message.history_count = number % 4 + 1;
  for (std::int64_t version = 1; version <= message.history_count; ++version) {
    VersionRecord record = sample_version(message.id, version);
    if (version == 1) record.source = sample_bytes(300, static_cast<std::uint32_t>(number));
    std::vector<ContentHash> references;
    if (number % 3 == 0) references = {large.small};
    if (number % 6 == 0 && version > 1) references = {large.chunked, large.empty};
    message.version = {version};
    TRY_SET(message.change_number, transaction.insert_version(record, references));
  }
  TRY_SET(message.log_position, transaction.append_log(log_record(folder, {message.id})));
  TRY(transaction.insert_message(message));
  return message.id;
}

Result<MessageRecord> nth_message(Transaction& transaction, int number) {
  TRY_SET(const auto messages, transaction.messages_after({0}, 1000));
  return messages[static_cast<std::size_t>(number) * 7 % messages.size()];
}

Status save(Transaction& transaction, MessageRecord message) {
  ++message.version.value;
  ++message.history_count;
  TRY_SET(message.change_number,
          transaction.insert_version(sample_version(message.id, message.version.value), {}));
  TRY_SET(message.log_position, transaction.append_log(log_record(message.folder, {message.id})));
  return transaction.update_message(message);
}

Status mark_read(Transaction& transaction, const MessageRecord& message) {
  TRY_SET(const LogPosition position, transaction.append_log(log_record(message.folder, {message.id})));
  return transaction.change_flags(std::vector{message.id}, 0x100, 0x1, position);
}

Status remove(Transaction& transaction, const MessageRecord& message) {
  TRY(transaction.append_log(log_record(message.folder, {message.id})));
  return transaction.remove_message(message.id, kNow);
}

Status change_tables(Transaction& transaction, int number, const MessageRecord& message) {
  TRY_SET(const std::int64_t id, transaction.allocate_id());
  TRY(transaction.insert_folder(sample_folder(FolderId{id}, message.folder)));
  TRY(transaction.put_setting("late", std::to_string(number)));
  return transaction.insert_name(
      {static_cast<std::uint16_t>(0x9000 + number), {kPsCommon, std::to_string(number)}});
}

// Retention drops the oldest version and the log says nothing of it.
Status prune(Transaction& transaction, MessageRecord message) {
  TRY_SET(const auto versions, transaction.versions(message.id));
  if (versions.size() < 2) return ok_status();
  TRY(transaction.remove_version(versions[0].change_number, kNow));
  --message.history_count;
  return transaction.update_message(message);
}

Status change(Transaction& transaction, int number) {
  TRY_SET(const MessageRecord message, nth_message(transaction, number));
  TRY_SET(const Counters counters, transaction.counters());
  switch (number % 6) {
    case 0:
      return save(transaction, message);
    case 1:
      return mark_read(transaction, message);
    case 2:
      return remove(transaction, message);
    case 3:
      return change_tables(transaction, number, message);
    case 4:
      return prune(transaction, message);
    default:
      return transaction.trim_log({counters.log_start.value + 2});
  }
}

Status fill_tables(Transaction& transaction, std::vector<FolderId>& folders) {
  TRY(transaction.put_setting(kGuidKey, "{11111111-2222-3333-4444-555555555555}"));
  TRY(transaction.put_setting(kMadeKey, "2026-01-01T00:00:00Z"));
  TRY(transaction.put_setting("retention.versions", "7"));
  TRY(transaction.put_setting("empty", ""));
  for (int i = 0; i < 3; ++i) {
    TRY_SET(const std::int64_t id, transaction.allocate_id());
    folders.push_back(FolderId{id});
    TRY(transaction.insert_folder(sample_folder(FolderId{id}, folders.front())));
  }
  TRY(transaction.insert_name({kFirstNamedId, {kPsCommon, 5U}}));
  return transaction.insert_name({kFirstNamedId + 7, {kPsPublicStrings, "Keywords"}});
}

}  // namespace

void fill_store(Engine& engine, int messages) {
  const LargeSamples large{put_large(engine, {}), put_large(engine, sample_bytes(9'000)),
                           put_large(engine, sample_bytes(700'001))};
  put_large(engine, sample_bytes(10'000, 99));  // that nothing refers to
  must(commit_and_wait(engine, [&](Transaction& transaction) -> Status {
    std::vector<FolderId> folders;
    TRY(fill_tables(transaction, folders));
    std::vector<MessageId> ids;
    for (int i = 0; i < messages; ++i) {
      TRY_SET(const MessageId id, insert(transaction, folders[static_cast<std::size_t>(i) % 3], i, large));
      ids.push_back(id);
    }
    TRY(transaction.insert_link({ids[0], ids[1], {3}}));
    TRY(transaction.insert_link({ids[0], ids[2], {4}}));
    TRY(transaction.remove_message(ids[3], kNow));  // a gap in ids and change numbers
    return transaction.trim_log({messages / 2});
  }));
}

void change_store(Engine& engine, int number) {
  must(commit_and_wait(engine, [&](Transaction& transaction) { return change(transaction, number); }));
}

Snapshot snapshot_of(Engine& engine) { return must(read_snapshot(*must(engine.view()), kept_keys())); }

std::string differences(Engine& from, Engine& to) {
  const Snapshot source = snapshot_of(from), copy = snapshot_of(to);
  std::string found = describe_difference(source, copy);
  for (const auto& references : source.references) {
    for (const ContentHash& hash : references) {
      Bytes a(800'000), b(800'000);
      a.resize(must(from.read_large({hash, 0}, 0, a)));
      b.resize(must(to.read_large({hash, 0}, 0, b)));
      if (a != b) found += "a large value differs; ";
    }
  }
  return found;
}

}  // namespace postroom::storage
