// Records, bytes and text for tests of anything that works on an engine.
#pragma once

#include "storage/engine.h"

#include <stdexcept>
#include <string>
#include <vector>

namespace postroom::storage {

// The value, or the end of the test with the error's text.
template <class T>
T must(Result<T> result) {
  if (!result.ok())
    throw std::runtime_error(std::string(code_name(result.error().code)) + ": " + describe(result.error()));
  return std::move(result).value();
}

// Records with something in every field.
FolderRecord sample_folder(FolderId id, FolderId parent);
MessageRecord sample_message(MessageId id, FolderId folder, ChangeNumber change_number);
VersionRecord sample_version(MessageId message, std::int64_t number);
LogRecord log_record(FolderId folder, std::vector<MessageId> messages = {});

MessageQuery messages_in(FolderId folder);

// `count` bytes that differ for different seeds.
Bytes sample_bytes(std::size_t count, std::uint32_t seed = 1);
LargeValue name_of(ByteView bytes);

// Text that engines stumble over: empty, with NUL, beyond the basic plane, a megabyte long.
std::vector<std::string> difficult_texts();

}  // namespace postroom::storage
