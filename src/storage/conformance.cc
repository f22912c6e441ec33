#include "storage/conformance.h"

#include <cstdlib>

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

std::string EngineTest::backup_address() const {
  return GetParam().backup_address ? GetParam().backup_address(folder_) : other_address("copy");
}

std::unique_ptr<Engine> EngineTest::open_backup() const {
  const EngineFactory::Open& open = GetParam().open_backup ? GetParam().open_backup : GetParam().open;
  return must(open(backup_address()));
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

std::vector<MessageId> EngineTest::add_messages(FolderId folder, int count) {
  std::vector<MessageId> ids;
  commit([&](Transaction& transaction) -> Status {
    ids.clear();
    for (int i = 0; i < count; ++i) {
      MessageId id;
      TRY_SET(id.value, transaction.allocate_id());
      TRY_SET(const ChangeNumber number, transaction.insert_version(sample_version(id, 1), {}));
      TRY(transaction.insert_message(sample_message(id, folder, number)));
      ids.push_back(id);
    }
    return ok_status();
  });
  return ids;
}

MessageId EngineTest::add_as(FolderId folder, MessageKind kind, std::optional<FileTime> deleted) {
  MessageRecord record = message(add_message(folder));
  record.kind = kind;
  record.deleted = deleted;
  commit([&](Transaction& transaction) { return transaction.update_message(record); });
  return record.id;
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
    TRY_SET(const auto found, transaction.message(id));
    auto record = found.value();
    record.version = {number};
    record.change_number = change;
    return transaction.update_message(record);
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

}  // namespace postroom::storage
