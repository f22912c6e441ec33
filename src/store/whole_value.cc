#include "store/whole_value.h"

#include <postroom/text.h>

#include <algorithm>

#include "base/try.h"
#include "store/message_row.h"

namespace postroom::store {
namespace {

// The beginning of a large value. Nothing if the store no longer has it.
Result<std::optional<Bytes>> read_start(const LargeValue& value, LargeValues& large, std::uint64_t limit) {
  auto access = large.get(value);
  if (!access.ok()) {
    if (access.error().code == Code::not_found) return std::optional<Bytes>();
    return std::move(access).error();
  }
  Bytes bytes(std::min(value.size, limit));
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    TRY_SET(const std::size_t count, (*access)->read_at(filled, std::span(bytes).subspan(filled)));
    if (count == 0)
      return Error{Code::corrupt, "A large value ends before its size; run the check of the store.", {}};
    filled += count;
  }
  return std::optional(std::move(bytes));
}

Value as_type(PropertyTag tag, Bytes bytes, bool cut) {
  if (tag.base_type() == PropertyType::string8) return String8{std::string(as_text(bytes))};
  if (tag.base_type() != PropertyType::unicode) return bytes;
  std::string_view text = as_text(bytes);
  if (cut && !text.empty()) {  // not in the middle of a character
    const std::string with_more = std::string(text) + "x";
    text = text.substr(0, truncate_utf8(with_more, text.size()).size());
  }
  return std::string(text);
}

Result<const Property*> read_large(const Property& property, LargeValues& large, std::uint64_t limit,
                                   Property& buffer) {
  const auto& value = std::get<LargeValue>(property.value);
  TRY_SET(auto bytes, read_start(value, large, limit));
  if (!bytes) return static_cast<const Property*>(nullptr);
  buffer = {property.tag, as_type(property.tag, std::move(*bytes), value.size > limit)};
  return static_cast<const Property*>(&buffer);
}

bool is_text(PropertyTag tag) {
  return !tag.is_multi_valued() &&
         (tag.base_type() == PropertyType::unicode || tag.base_type() == PropertyType::string8);
}

// One form of a text for the other.
Value as_text_of(PropertyTag column, const Value& value) {
  if (column.base_type() == PropertyType::string8) {
    if (const auto* text = std::get_if<std::string>(&value)) return String8{*text};
  } else if (const auto* text = std::get_if<String8>(&value)) {
    return repair_utf8(text->bytes);
  }
  return value;
}

}  // namespace

Result<const Property*> whole_value(const Property* property, LargeValues& large, Property& buffer) {
  if (!property || !std::holds_alternative<LargeValue>(property->value)) return property;
  return read_large(*property, large, kMaxRestrictedValue, buffer);
}

Result<std::optional<Value>> column_value(const Property* property, PropertyTag column, LargeValues& large) {
  if (!property) return std::optional<Value>();
  const auto type = static_cast<std::uint16_t>(column.raw_type() & ~kInstanceFlag);
  const bool other_text = is_text(column) && is_text(property->tag);
  if (type != 0 && type != property->tag.raw_type() && !other_text) return std::optional<Value>();
  Property buffer;
  if (std::holds_alternative<LargeValue>(property->value)) {
    if (property->tag.base_type() == PropertyType::object) return std::optional<Value>();
    TRY_SET(property, read_large(*property, large, kMaxColumnValue, buffer));
    if (!property) return std::optional<Value>();
  }
  return std::optional(other_text ? as_text_of(column, property->value) : property->value);
}

}  // namespace postroom::store
