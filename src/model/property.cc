#include <postroom/property.h>

#include <bit>
#include <type_traits>

#include <postroom/tags.h>

namespace postroom {
namespace {

template <class T>
bool holds(const Value& value) {
  return std::holds_alternative<T>(value);
}

bool fits_single(PropertyTag tag, const Value& value) {
  switch (tag.base_type()) {
    case PropertyType::null:
      return holds<Null>(value);
    case PropertyType::integer16:
      return holds<std::int16_t>(value);
    case PropertyType::integer32:
      return holds<std::int32_t>(value);
    case PropertyType::float32:
      return holds<float>(value);
    case PropertyType::float64:
      return holds<double>(value);
    case PropertyType::currency:
      return holds<Currency>(value);
    case PropertyType::app_time:
      return holds<AppTime>(value);
    case PropertyType::boolean:
      return holds<bool>(value);
    case PropertyType::object:
      return tag == tag::attach_data_obj && holds<LargeValue>(value);
    case PropertyType::integer64:
      return holds<std::int64_t>(value);
    case PropertyType::string8:
      return holds<String8>(value) || holds<LargeValue>(value);
    case PropertyType::unicode:
      return holds<std::string>(value) || holds<LargeValue>(value);
    case PropertyType::system_time:
      return holds<FileTime>(value);
    case PropertyType::class_id:
      return holds<Guid>(value);
    case PropertyType::server_id:
    case PropertyType::restriction:
    case PropertyType::rule_action:
      return holds<Bytes>(value);
    case PropertyType::binary:
      return holds<Bytes>(value) || holds<LargeValue>(value);
    case PropertyType::unspecified:
    case PropertyType::error:
      return false;
  }
  return false;
}

bool fits_multiple(PropertyTag tag, const Value& value) {
  switch (tag.base_type()) {
    case PropertyType::integer16:
      return holds<std::vector<std::int16_t>>(value);
    case PropertyType::integer32:
      return holds<std::vector<std::int32_t>>(value);
    case PropertyType::float32:
      return holds<std::vector<float>>(value);
    case PropertyType::float64:
      return holds<std::vector<double>>(value);
    case PropertyType::currency:
      return holds<std::vector<Currency>>(value);
    case PropertyType::app_time:
      return holds<std::vector<AppTime>>(value);
    case PropertyType::integer64:
      return holds<std::vector<std::int64_t>>(value);
    case PropertyType::string8:
      return holds<std::vector<String8>>(value);
    case PropertyType::unicode:
      return holds<std::vector<std::string>>(value);
    case PropertyType::system_time:
      return holds<std::vector<FileTime>>(value);
    case PropertyType::class_id:
      return holds<std::vector<Guid>>(value);
    case PropertyType::binary:
      return holds<std::vector<Bytes>>(value);
    case PropertyType::unspecified:
    case PropertyType::null:
    case PropertyType::error:
    case PropertyType::boolean:
    case PropertyType::object:
    case PropertyType::server_id:
    case PropertyType::restriction:
    case PropertyType::rule_action:
      return false;
  }
  return false;
}

bool same_bits(float a, float b) {
  return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b);
}
bool same_bits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}
bool same_bits(AppTime a, AppTime b) { return same_bits(a.days, b.days); }
template <class T>
bool same_bits(const T& a, const T& b) {
  return a == b;
}
template <class T>
bool same_bits(const std::vector<T>& a, const std::vector<T>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!same_bits(a[i], b[i])) return false;
  }
  return true;
}

}  // namespace

bool fits(PropertyTag tag, const Value& value) {
  if (tag.is_instance()) return false;
  return tag.is_multi_valued() ? fits_multiple(tag, value) : fits_single(tag, value);
}

bool identical(const Value& a, const Value& b) {
  if (a.index() != b.index()) return false;
  return std::visit(
      [&b](const auto& left) { return same_bits(left, std::get<std::decay_t<decltype(left)>>(b)); }, a);
}

}  // namespace postroom
