// How an imported message is kept as the bytes it came as, in a few bytes: compressed against its own content blob,
// which holds nearly all of the same text (docs/schema.md, version.source).
#pragma once

#include <postroom/content.h>
#include <postroom/large_values.h>

namespace postroom::store {

inline constexpr std::size_t kMaxInlineSource = 1 << 20;  // bytes; longer ones are large values

// `content` is the encoded content of the same version.
Result<Bytes> pack_source(ByteView source, ByteView content);
Bytes pack_source(const LargeValue& source);

// The large value that holds the source, if it is one.
std::optional<LargeValue> large_source(ByteView packed);
// Code::corrupt if `packed` makes no sense with this content.
Result<Bytes> unpack_source(ByteView packed, ByteView content);

}  // namespace postroom::store
