// Message ids as the log's `messages` column holds them: as differences. SQLite's column also holds nothing
// for none and a plain integer for one.
#pragma once

#include <postroom/bytes.h>
#include <postroom/ids.h>

#include <span>
#include <vector>

namespace postroom::storage {

// Each id as its difference to the one before it, zigzag, in groups of seven bits (docs/schema.md).
Bytes encode_ids(std::span<const MessageId> ids);

// Code::corrupt for bytes that encode_ids() does not make.
Result<std::vector<MessageId>> decode_ids(ByteView bytes);

}  // namespace postroom::storage
