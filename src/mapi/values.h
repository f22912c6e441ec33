// Property values between Postroom and SPropValue.
#pragma once

#include <mapi/mapidefs.h>
#include <postroom/property.h>
#include <postroom/result.h>

#include "mapi/memory.h"
#include "mapi/text.h"

namespace postroom::mapi {

// Of one property that comes in; what is longer comes through a stream.
inline constexpr ULONG kMaxBinary = 64 << 20;  // bytes, of all of its values
inline constexpr ULONG kMaxValues = 65'536;

inline bool is_text(PropertyTag tag) {
  return tag.base_type() == PropertyType::unicode || tag.base_type() == PropertyType::string8;
}
// Of a text, also a multi-valued one, the tag of that width; other tags as they are.
PropertyTag in_width(PropertyTag tag, Width width);

// Whether values of that type come in: all that are stored but PT_SRESTRICTION and PT_ACTIONS, which are
// structures in memory and bytes in the store.
bool is_readable_type(PropertyTag tag);

// What comes in. PT_STRING8 becomes PT_UNICODE, and so do multi-valued ones. Code::invalid_argument for null
// pointers, text that is none, PT_OBJECT, a multi-valued property without values, and a type that is not
// readable; too_big past kMaxText, kMaxBinary and kMaxValues.
Result<Property> read_value(const SPropValue& value);

// What goes out, under `tag`, of the property's own type or the other string type; what it points to is
// allocated on `block`. Asserts that it is no LargeValue. PT_ERROR where the value is one, and of
// PT_SRESTRICTION and PT_ACTIONS.
void write_value(PropertyTag tag, const Value& value, Block& block, SPropValue& out);
// PT_ERROR under that id.
void write_error(PropertyTag tag, SCODE scode, SPropValue& out);

// The bytes of a binary, which may be unaligned; empty for null.
inline ByteView view_of(ULONG size, const void* bytes) {
  return {static_cast<const std::uint8_t*>(bytes), bytes ? size : 0};
}
// A binary on the block.
SBinary to_binary(ByteView bytes, Block& block);

}  // namespace postroom::mapi
