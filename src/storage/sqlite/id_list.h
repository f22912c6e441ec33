// Message ids as the log's `messages` column holds them: nothing, one integer, or a blob of differences.
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
