#include "store/unversioned_values.h"

#include <postroom/property_names.h>

#include "base/try.h"
#include "store/intake.h"

namespace postroom::store {
namespace {

std::size_t size_of(const std::string& text) { return text.size(); }
std::size_t size_of(const String8& text) { return text.bytes.size(); }
std::size_t size_of(const Bytes& bytes) { return bytes.size(); }
std::size_t size_of(const LargeValue& value) { return static_cast<std::size_t>(value.size); }
template <class T>
std::size_t size_of(const T&) {
  return sizeof(T);
}
template <class T>
std::size_t size_of(const std::vector<T>& values) {
  std::size_t size = 0;
  for (const T& value : values) size += size_of(value);
  return size;
}

}  // namespace

Status check_unversioned_values(Core& core, const PropertySet& set, const char* whose) {
  for (const Property& property : set) {
    const bool is_large =
        std::holds_alternative<LargeValue>(property.value) ||
        std::visit([](const auto& value) { return size_of(value); }, property.value) > kInlineLimit;
    if (is_large)
      return Error{Code::too_big, std::string("A property of a ") + whose + " can have at most 8 KiB.", {}};
  }
  PropertySet short_ones = set;
  TRY(take_in(short_ones, core.large));  // stores nothing: there is nothing long in it
  MessageContent named;
  named.properties = std::move(short_ones);
  return check_named_ids(core, named);
}

Error is_computed_here(PropertyTag tag) {
  return {Code::no_access, postroom::property_name(tag) + " is computed by the store and cannot be set.", {}};
}

}  // namespace postroom::store
