#include "cli/store_texts.h"

#include <postroom/property_names.h>

#include "cli/message_text.h"
#include "cli/time_text.h"

namespace postroom::cli {
namespace {

constexpr std::size_t kLongestValue = 64 * 1024;

std::string value_text(Store& store, PropertyTag tag, const Value& value) {
  const auto* large = std::get_if<LargeValue>(&value);
  if (!large) return to_text(tag, value, kLongestValue);
  if (tag.base_type() != PropertyType::unicode) return "(" + size_text(large->size) + ")";
  auto bytes = load(value, store.large_values(), kMaxShownText);
  if (!bytes) return "(" + size_text(large->size) + " that cannot be read: " + bytes.error().message + ")";
  return std::string(as_text(*bytes));
}

}  // namespace

Texts store_texts(Store& store, const Session& session) {
  Texts texts;
  texts.name = [&](PropertyTag tag) {
    if (tag.is_named()) {
      auto name = store.property_name(session, tag.id());
      if (name && *name) return to_text(**name);
    }
    return property_name(tag);
  };
  texts.body = [&](const PropertySet& properties) { return body_text(properties, store.large_values()); };
  texts.value = [&](PropertyTag tag, const Value& value) { return value_text(store, tag, value); };
  return texts;
}

}  // namespace postroom::cli
