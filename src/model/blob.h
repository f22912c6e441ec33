// A message's content as bytes and back: the property blob (docs/property-blob.md).
#pragma once

#include <postroom/content.h>

namespace postroom {

inline constexpr std::uint8_t kBlobVersion = 1;

// Equal contents give equal bytes. Code::too_big past kMaxContentBytes, kMaxRecipients, kMaxAttachments,
// kMaxProperties or kMaxEmbeddingDepth; Code::invalid_argument when recipients or attachments are not in
// ascending order of row or number, or a value does not fit its tag.
Result<Bytes> encode(const MessageContent& content);

// Any bytes may be given. Code::corrupt says what is wrong and at which offset; Code::newer_format for a
// later blob version. Needs at most some 40 bytes of memory for each byte given. Does not look at the
// checksum.
Result<MessageContent> decode_content(ByteView bytes);

// Whether the checksum at the end of the blob matches (CRC-32C). Run by `check`, not by each read.
bool checksum_matches(ByteView bytes);

// The same form for the properties of a folder.
Result<Bytes> encode(const PropertySet& properties);
Result<PropertySet> decode_properties(ByteView bytes);

}  // namespace postroom
