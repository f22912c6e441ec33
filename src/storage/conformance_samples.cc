#include "storage/conformance_samples.h"

#include <sodium.h>

#include <algorithm>
#include <random>

namespace postroom::storage {

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
  message.subject_key = sample_bytes(kSortKeyBytes, static_cast<std::uint32_t>(id.value));
  message.sender_key = {0, 1, 2};
  message.to_key = {0xFF};
  return message;
}

VersionRecord sample_version(MessageId message, std::int64_t number) {
  VersionRecord version;
  version.info.message = message;
  version.info.number = {number};
  version.info.kind = number == 1 ? SaveKind::first : SaveKind::plain;
  version.info.saved = {777 + number % 1'000'000};
  version.info.who = "Ana";
  version.info.client = "suite";
  version.info.session = 42;
  version.content = sample_bytes(66, static_cast<std::uint32_t>(message.value * 1000 + number % 1'000'000));
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
  for (std::size_t start = 0; start < count; start += 4) {
    const auto word = static_cast<std::uint32_t>(random());
    for (std::size_t i = start; i < std::min(count, start + 4); ++i) {
      bytes[i] = static_cast<std::uint8_t>(word >> (8 * (i - start)));
    }
  }
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
