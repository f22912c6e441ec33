#include "model/property_types.h"

#include <cstdio>

namespace postroom {
namespace {

// What values there are of a type.
enum class Values { none, single, multiple };

struct Type {
  const char* name;  // null: MAPI has no such type
  Values values;     // multiple: single and several ones
};

Type type_of(PropertyType type) {
  switch (type) {
    case PropertyType::unspecified:
      return {"unspecified", Values::none};
    case PropertyType::null:
      return {"null", Values::single};
    case PropertyType::integer16:
      return {"integer16", Values::multiple};
    case PropertyType::integer32:
      return {"integer32", Values::multiple};
    case PropertyType::float32:
      return {"float32", Values::multiple};
    case PropertyType::float64:
      return {"float64", Values::multiple};
    case PropertyType::currency:
      return {"currency", Values::multiple};
    case PropertyType::app_time:
      return {"application time", Values::multiple};
    case PropertyType::error:
      return {"error", Values::none};
    case PropertyType::boolean:
      return {"boolean", Values::single};
    case PropertyType::object:
      return {"object", Values::none};
    case PropertyType::integer64:
      return {"integer64", Values::multiple};
    case PropertyType::string8:
      return {"string8", Values::multiple};
    case PropertyType::unicode:
      return {"unicode", Values::multiple};
    case PropertyType::system_time:
      return {"system time", Values::multiple};
    case PropertyType::class_id:
      return {"class id", Values::multiple};
    case PropertyType::server_id:
      return {"server id", Values::single};
    case PropertyType::restriction:
      return {"restriction", Values::single};
    case PropertyType::rule_action:
      return {"rule action", Values::single};
    case PropertyType::binary:
      return {"binary", Values::multiple};
  }
  return {nullptr, Values::none};
}

}  // namespace

std::string type_name(PropertyTag tag) {
  const Type type = type_of(tag.base_type());
  const bool is_known = type.name && (tag.is_multi_valued() || !tag.is_instance());
  if (is_known) return (tag.is_multi_valued() ? "several " : "") + std::string(type.name);
  char number[16];
  std::snprintf(number, sizeof(number), "0x%04X", static_cast<unsigned>(tag.raw_type()));
  return "the unknown type " + std::string(number);
}

PropertyType comparable_type(PropertyTag tag) {
  return tag.base_type() == PropertyType::string8 ? PropertyType::unicode : tag.base_type();
}

bool has_values(PropertyTag tag) {
  const Values values = type_of(tag.base_type()).values;
  if (tag.is_multi_valued()) return values == Values::multiple;
  return values != Values::none && !tag.is_instance();
}

}  // namespace postroom
