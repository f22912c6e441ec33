#include "fault/engine_script.h"

#include "base/try.h"
#include "storage/conformance_samples.h"

namespace postroom::fault {
namespace {

using namespace storage;
using Kind = Action::Kind;

constexpr FileTime kRemoved{5'000};    // when large values lose their references
constexpr FileTime kCollected{6'000};  // when they are collected, the grace period over
constexpr std::size_t kLongContent = 40'000;

// The id that an earlier step kept under this name.
Result<std::int64_t> recall(Transaction& transaction, const std::string& name) {
  TRY_SET(const std::optional<std::string> id, transaction.setting("id." + name));
  if (!id) return Error{Code::not_found, "An earlier step did not happen.", {}};
  return std::stoll(*id);
}

Status remember(Transaction& transaction, const std::string& name, std::int64_t id) {
  return transaction.put_setting("id." + name, std::to_string(id));
}

Status count_message(Transaction& transaction, FolderId id, std::int64_t by, MessageId message) {
  TRY_SET(std::optional<FolderRecord> folder, transaction.folder(id));
  if (!folder) return Error{Code::not_found, "The folder is not there.", {}};
  folder->content_count += by;
  TRY_SET(folder->log_position, transaction.append_log(log_record(id, {message})));
  return transaction.update_folder(*folder);
}

Job add_folder(const std::string& name) {
  return [=](Transaction& transaction) -> Status {
    FolderId id;
    TRY_SET(id.value, transaction.allocate_id());
    TRY(transaction.insert_folder(sample_folder(id, id)));
    TRY(transaction.append_log(log_record(id)));
    return remember(transaction, name, id.value);
  };
}

Job add_message(const std::string& name, const std::string& folder_name,
                std::vector<ContentHash> large = {}) {
  return [=](Transaction& transaction) -> Status {
    FolderId folder;
    TRY_SET(folder.value, recall(transaction, folder_name));
    MessageId id;
    TRY_SET(id.value, transaction.allocate_id());
    TRY_SET(const ChangeNumber number, transaction.insert_version(sample_version(id, 1), large));
    TRY(transaction.insert_message(sample_message(id, folder, number)));
    TRY(count_message(transaction, folder, 1, id));
    return remember(transaction, name, id.value);
  };
}

Job save_message(const std::string& name, std::size_t content_bytes) {
  return [=](Transaction& transaction) -> Status {
    MessageId id;
    TRY_SET(id.value, recall(transaction, name));
    TRY_SET(std::optional<MessageRecord> record, transaction.message(id));
    if (!record) return Error{Code::not_found, "The message is not there.", {}};
    VersionRecord version = sample_version(id, ++record->version.value);
    version.content = sample_bytes(content_bytes, static_cast<std::uint32_t>(record->version.value));
    TRY_SET(record->change_number, transaction.insert_version(version, {}));
    record->subject += "*";
    TRY_SET(record->log_position, transaction.append_log(log_record(record->folder, {id})));
    return transaction.update_message(*record);
  };
}

Job remove_message(const std::string& name) {
  return [=](Transaction& transaction) -> Status {
    MessageId id;
    TRY_SET(id.value, recall(transaction, name));
    TRY_SET(const std::optional<MessageRecord> record, transaction.message(id));
    if (!record) return Error{Code::not_found, "The message is not there.", {}};
    TRY(transaction.remove_message(id, kRemoved));
    return count_message(transaction, record->folder, -1, id);
  };
}

Job mark_messages(const std::vector<std::string>& names) {
  return [=](Transaction& transaction) -> Status {
    std::vector<MessageId> ids;
    for (const std::string& name : names) {
      TRY_SET(ids.emplace_back().value, recall(transaction, name));
    }
    TRY_SET(const LogPosition position, transaction.append_log(log_record({}, ids)));
    return transaction.change_flags(ids, 0x100, 0x1, position);
  };
}

Job add_many(const std::string& folder_name, int count) {
  return [=](Transaction& transaction) -> Status {
    FolderId folder;
    TRY_SET(folder.value, recall(transaction, folder_name));
    for (int i = 0; i < count; ++i) {
      MessageId id;
      TRY_SET(id.value, transaction.allocate_id());
      TRY_SET(const ChangeNumber number, transaction.insert_version(sample_version(id, 1), {}));
      TRY(transaction.insert_message(sample_message(id, folder, number)));
    }
    return ok_status();
  };
}

Job link_messages(const std::string& winner, const std::string& copy) {
  return [=](Transaction& transaction) -> Status {
    ConflictLink link;
    TRY_SET(link.winner.value, recall(transaction, winner));
    TRY_SET(link.copy.value, recall(transaction, copy));
    TRY(transaction.insert_name({0x8000, {kPsCommon, "name"}}));
    return transaction.insert_link(link);
  };
}

Job remove_first_version(const std::string& name) {
  return [=](Transaction& transaction) -> Status {
    MessageId id;
    TRY_SET(id.value, recall(transaction, name));
    TRY_SET(const std::vector<VersionInfo> versions, transaction.versions(id));
    if (versions.size() < 2) return Error{Code::not_found, "There is no older version.", {}};
    return transaction.remove_version(versions.front().change_number, kRemoved);
  };
}

Job trim_log() {
  return [](Transaction& transaction) -> Status {
    TRY_SET(const Counters counters, transaction.counters());
    return transaction.trim_log({counters.log_position.value / 2});
  };
}

Job collect() {
  return [](Transaction& transaction) -> Status {
    TRY(transaction.collect_large_values(kRemoved + Ticks(1), kCollected, 100));
    return ok_status();
  };
}

Action job(std::string name, Job job) { return {Kind::job, std::move(name), {std::move(job)}}; }
Action stage(std::string name, std::uint32_t seed) { return {Kind::stage, std::move(name), {}, seed}; }

std::vector<Action> make_script() {
  const std::vector<ContentHash> first{large_value(1).hash}, both{large_value(1).hash, large_value(2).hash};
  return {
      job("make the folder Inbox", add_folder("inbox")),
      job("make the folder Sent", add_folder("sent")),
      job("add message a", add_message("a", "inbox")),
      job("add message b", add_message("b", "inbox")),
      stage("stage the first large value", 1),
      job("add message c with a large value", add_message("c", "inbox", first)),
      job("save a", save_message("a", 3'000)),
      job("save a again", save_message("a", kLongContent)),
      job("mark a and b", mark_messages({"a", "b"})),
      {Kind::read, "read everything"},
      stage("stage the second large value", 2),
      job("add message d with both large values", add_message("d", "sent", both)),
      job("link a to b", link_messages("a", "b")),
      {Kind::group,
       "a group",
       {add_message("e", "sent"), save_message("a", 100), save_message("b", kLongContent),
        add_message("f", "inbox"), mark_messages({"a", "c"})}},
      job("remove b", remove_message("b")),
      {Kind::reopen, "close and open"},
      {Kind::read, "read everything again"},
      job("add many messages", add_many("sent", 60)),
      job("remove c", remove_message("c")),
      stage("stage a large value that nobody uses", 3),
      job("drop the first version of a", remove_first_version("a")),
      job("trim the log", trim_log()),
      job("remove d", remove_message("d")),
      job("collect large values", collect()),
      {Kind::reclaim, "reclaim space"},
      stage("stage the first large value once more", 1),
      job("add message g with a large value", add_message("g", "inbox", first)),
      {Kind::read, "read everything at last"},
  };
}

}  // namespace

const std::vector<Action>& engine_script() {
  static const std::vector<Action> script = make_script();
  return script;
}

const Bytes& large_bytes(std::uint32_t seed) {
  static const std::vector<Bytes> values{sample_bytes(280'010, 1), sample_bytes(280'020, 2),
                                         sample_bytes(300'000, 3)};
  return values.at(seed - 1);
}

const LargeValue& large_value(std::uint32_t seed) {
  static const std::vector<LargeValue> names{name_of(large_bytes(1)), name_of(large_bytes(2)),
                                             name_of(large_bytes(3))};
  return names.at(seed - 1);
}

const std::vector<std::string>& script_settings() {
  static const std::vector<std::string> keys{"id.inbox", "id.sent", "id.a", "id.b", "id.c",
                                             "id.d",     "id.e",    "id.f", "id.g"};
  return keys;
}

}  // namespace postroom::fault
