#include "storage/conformance.h"

#include <sodium.h>

#include <cstdlib>
#include <random>

namespace postroom::storage {

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(EngineTest);

void EngineTest::SetUp() {
  std::string pattern = (std::filesystem::temp_directory_path() / "postroom-XXXXXX").string();
  ASSERT_NE(mkdtemp(pattern.data()), nullptr);
  folder_ = pattern;
  address_ = other_address("store");
  engine_ = must(GetParam().create(address_));
}

void EngineTest::TearDown() {
  if (engine_) {
    EXPECT_EQ(must(engine_->verify()), std::vector<std::string>());
  }
  engine_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void EngineTest::reopen() {
  close();
  engine_ = must(GetParam().open(address_));
}

Code EngineTest::code_of(Job job) {
  const Status status = commit_and_wait(*engine_, std::move(job));
  if (status.ok()) throw std::runtime_error("The job succeeded and should not have.");
  return status.error().code;
}

FolderId EngineTest::add_folder() {
  FolderId id;
  commit([&](Transaction& transaction) -> Status {
    TRY_SET(id.value, transaction.allocate_id());
    return transaction.insert_folder(sample_folder(id, id));
  });
  return id;
}

MessageId EngineTest::add_message(FolderId folder, FileTime date) {
  MessageId id;
  commit([&](Transaction& transaction) -> Status {
    TRY_SET(id.value, transaction.allocate_id());
    TRY_SET(const ChangeNumber number, transaction.insert_version(sample_version(id, 1), {}));
    MessageRecord message = sample_message(id, folder, number);
    message.date = date;
    return transaction.insert_message(message);
  });
  return id;
}

MessageId EngineTest::add_message_with(FolderId folder, const std::vector<ContentHash>& large) {
  MessageId id;
  commit([&](Transaction& transaction) -> Status {
    TRY_SET(id.value, transaction.allocate_id());
    TRY_SET(const ChangeNumber number, transaction.insert_version(sample_version(id, 1), large));
    return transaction.insert_message(sample_message(id, folder, number));
  });
  return id;
}

ChangeNumber EngineTest::add_version(MessageId id, std::int64_t number,
                                     const std::vector<ContentHash>& large) {
  ChangeNumber change;
  commit([&](Transaction& transaction) -> Status {
    TRY_SET(change, transaction.insert_version(sample_version(id, number), large));
    TRY_SET(std::optional<MessageRecord> record, transaction.message(id));
    record->version = {number};
    record->change_number = change;
    return transaction.update_message(*record);
  });
  return change;
}

MessageRecord EngineTest::message(MessageId id) { return must(view()->message(id)).value(); }

LargeValue EngineTest::put_large(Engine& into, ByteView bytes) {
  constexpr std::size_t kPiece = 100'000;  // no engine's chunk size
  const LargeValue value = name_of(bytes);
  const auto writer = must(into.write_large());
  for (; !bytes.empty(); bytes = bytes.subspan(std::min(kPiece, bytes.size()))) {
    must(writer->append(bytes.first(std::min(kPiece, bytes.size()))));
  }
  must(writer->finish(value));
  return value;
}

Result<Bytes> EngineTest::read_large(const LargeValue& value) {
  Bytes bytes(value.size);
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    TRY_SET(const std::size_t count, engine_->read_large(value, filled, std::span(bytes).subspan(filled)));
    if (count == 0) break;
    filled += count;
  }
  bytes.resize(filled);
  return bytes;
}

std::size_t EngineTest::collect(FileTime before, FileTime now, std::size_t limit) {
  std::size_t collected = 0;
  commit([&](Transaction& transaction) -> Status {
    TRY_SET(collected, transaction.collect_large_values(before, now, limit));
    return ok_status();
  });
  return collected;
}

FolderRecord sample_folder(FolderId id, FolderId parent) {
  FolderRecord folder;
  folder.id = id;
  folder.parent = parent;
  folder.kind = FolderKind::generic;
  folder.name = "Folder " + std::to_string(id.value);
  folder.properties = sample_bytes(100, 7);
  folder.created = {1234};
  folder.modified = {5678};
  folder.content_count = 11;
  folder.unread_count = 12;
  folder.associated_count = 13;
  folder.deleted_count = 14;
  folder.log_position = {0};
  return folder;
}

MessageRecord sample_message(MessageId id, FolderId folder, ChangeNumber change_number) {
  MessageRecord message;
  message.id = id;
  message.folder = folder;
  message.version = {1};
  message.change_number = change_number;
  message.flags = 0x11;
  message.status = 0x22;
  message.size = 3333;
  message.date = {1000};
  message.created = {4444};
  message.modified = {5555};
  message.importance = 2;
  message.has_attachments = true;
  message.message_class = "IPM.Note";
  message.subject = "Subject " + std::to_string(id.value);
  message.sender = "Ana";
  message.display_to = "Ben; Carla";
  message.history_count = 1;
  message.history_bytes = 66;
  return message;
}

VersionRecord sample_version(MessageId message, std::int64_t number) {
  VersionRecord version;
  version.info.message = message;
  version.info.number = {number};
  version.info.kind = number == 1 ? SaveKind::first : SaveKind::plain;
  version.info.saved = {777 + number};
  version.info.who = "Ana";
  version.info.client = "suite";
  version.info.session = 42;
  version.content = sample_bytes(66, static_cast<std::uint32_t>(message.value * 1000 + number));
  return version;
}

LogRecord log_record(FolderId folder, std::vector<MessageId> messages) {
  LogRecord record;
  record.kind = ChangeKind::message_modified;
  record.folder = folder;
  record.session = 5;
  record.messages = std::move(messages);
  return record;
}

MessageQuery messages_in(FolderId folder) {
  MessageQuery query;
  query.folder = folder;
  return query;
}

Bytes sample_bytes(std::size_t count, std::uint32_t seed) {
  std::mt19937 random(seed);
  Bytes bytes(count);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
  return bytes;
}

LargeValue name_of(ByteView bytes) {
  LargeValue value;
  value.size = bytes.size();
  crypto_generichash(value.hash.data(), value.hash.size(), bytes.data(), bytes.size(), nullptr, 0);
  return value;
}

std::vector<std::string> difficult_texts() {
  using namespace std::string_literals;
  return {"",
          "\0"s,
          "before\0after"s,
          "\U0001F4EE \U00020000 \u00FC \u05D0\u05D1"s,
          "' \" % _ \\ \n\r\t"s,
          std::string(1 << 20, 'x')};
}

}  // namespace postroom::storage
