#include "model/blob_values.h"

#include <algorithm>
#include <string>
#include <utility>

#include <postroom/content.h>

namespace postroom::blob {
namespace {

// Read<T>::from(in): one value of type T.
template <class T>
struct Read {
  static T from(BlobReader& in) { return in.number<T>(); }
};
template <>
struct Read<Currency> {
  static Currency from(BlobReader& in) { return {in.number<std::int64_t>()}; }
};
template <>
struct Read<AppTime> {
  static AppTime from(BlobReader& in) { return {in.number<double>()}; }
};
template <>
struct Read<FileTime> {
  static FileTime from(BlobReader& in) { return {in.number<std::int64_t>()}; }
};
template <>
struct Read<Null> {
  static Null from(BlobReader&) { return {}; }
};
template <>
struct Read<bool> {
  static bool from(BlobReader& in) {
    const std::uint8_t byte = in.byte();
    if (byte > 1) in.fail("a yes or no is neither 0 nor 1");
    return byte == 1;
  }
};
template <>
struct Read<Guid> {
  static Guid from(BlobReader& in) {
    Guid guid;
    const ByteView bytes = in.bytes(guid.bytes.size());
    std::copy(bytes.begin(), bytes.end(), guid.bytes.begin());
    return guid;
  }
};
template <>
struct Read<std::string> {
  static std::string from(BlobReader& in) { return std::string(as_text(in.sized_bytes())); }
};
template <>
struct Read<String8> {
  static String8 from(BlobReader& in) { return {Read<std::string>::from(in)}; }
};
template <>
struct Read<Bytes> {
  static Bytes from(BlobReader& in) {
    const ByteView bytes = in.sized_bytes();
    return Bytes(bytes.begin(), bytes.end());
  }
};
template <>
struct Read<LargeValue> {
  static LargeValue from(BlobReader& in) {
    LargeValue value;
    const ByteView hash = in.bytes(value.hash.size());
    std::copy(hash.begin(), hash.end(), value.hash.begin());
    value.size = in.number<std::uint64_t>();
    return value;
  }
};
template <class T>
struct Read<std::vector<T>> {
  static std::vector<T> from(BlobReader& in) {
    const std::size_t count = in.count(kSmallest<T>, kMaxContentBytes);
    std::vector<T> values;
    values.reserve(count);
    for (std::size_t i = 0; i < count && !in.failed(); ++i) values.push_back(Read<T>::from(in));
    return values;
  }
};

template <class T>
void read_into(Value& value, BlobReader& in) {
  value.emplace<T>(Read<T>::from(in));
}

void read_multiple(PropertyTag tag, Value& value, BlobReader& in) {
  switch (tag.base_type()) {
    case PropertyType::integer16:
      return read_into<std::vector<std::int16_t>>(value, in);
    case PropertyType::integer32:
      return read_into<std::vector<std::int32_t>>(value, in);
    case PropertyType::float32:
      return read_into<std::vector<float>>(value, in);
    case PropertyType::float64:
      return read_into<std::vector<double>>(value, in);
    case PropertyType::currency:
      return read_into<std::vector<Currency>>(value, in);
    case PropertyType::app_time:
      return read_into<std::vector<AppTime>>(value, in);
    case PropertyType::integer64:
      return read_into<std::vector<std::int64_t>>(value, in);
    case PropertyType::string8:
      return read_into<std::vector<String8>>(value, in);
    case PropertyType::unicode:
      return read_into<std::vector<std::string>>(value, in);
    case PropertyType::system_time:
      return read_into<std::vector<FileTime>>(value, in);
    case PropertyType::class_id:
      return read_into<std::vector<Guid>>(value, in);
    case PropertyType::binary:
      return read_into<std::vector<Bytes>>(value, in);
    default:
      return in.fail("a property has an unknown multi-valued type");
  }
}

void read_single(PropertyTag tag, Value& value, BlobReader& in) {
  switch (tag.base_type()) {
    case PropertyType::null:
      return read_into<Null>(value, in);
    case PropertyType::integer16:
      return read_into<std::int16_t>(value, in);
    case PropertyType::integer32:
      return read_into<std::int32_t>(value, in);
    case PropertyType::float32:
      return read_into<float>(value, in);
    case PropertyType::float64:
      return read_into<double>(value, in);
    case PropertyType::currency:
      return read_into<Currency>(value, in);
    case PropertyType::app_time:
      return read_into<AppTime>(value, in);
    case PropertyType::boolean:
      return read_into<bool>(value, in);
    case PropertyType::integer64:
      return read_into<std::int64_t>(value, in);
    case PropertyType::string8:
      return read_into<String8>(value, in);
    case PropertyType::unicode:
      return read_into<std::string>(value, in);
    case PropertyType::system_time:
      return read_into<FileTime>(value, in);
    case PropertyType::class_id:
      return read_into<Guid>(value, in);
    case PropertyType::server_id:
    case PropertyType::restriction:
    case PropertyType::rule_action:
    case PropertyType::binary:
      return read_into<Bytes>(value, in);
    default:
      return in.fail("a property has an unknown type");
  }
}

void read_large(PropertyTag tag, Value& value, BlobReader& in) {
  read_into<LargeValue>(value, in);
  if (!fits(tag, value)) in.fail("a large value stands under a type that has none");
}

}  // namespace

Property read_property(BlobReader& in) {
  const auto stored = in.number<std::uint32_t>();
  Property property{PropertyTag(stored & ~kLargeFlag), {}};
  if ((stored & kLargeFlag) != 0) {
    read_large(property.tag, property.value, in);
  } else if (property.tag.is_instance()) {
    in.fail("a property has an unknown type: one for tables alone");
  } else if (property.tag.is_multi_valued()) {
    read_multiple(property.tag, property.value, in);
  } else {
    read_single(property.tag, property.value, in);
  }
  return property;
}

bool read_bool(BlobReader& in) { return Read<bool>::from(in); }

Guid read_guid(BlobReader& in) { return Read<Guid>::from(in); }

}  // namespace postroom::blob
