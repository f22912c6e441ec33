#include "model/testing/random_content.h"

#include <array>
#include <cassert>
#include <limits>
#include <string_view>
#include <type_traits>
#include <utility>

#include <postroom/tags.h>

namespace postroom::testing {
namespace {

constexpr std::size_t kMostValues = 4;     // in a multi-valued property
constexpr std::size_t kMostBytes = 24;     // in a binary value
constexpr std::size_t kMostFragments = 5;  // in a text

constexpr std::array<PropertyType, 17> kSingleTypes{
    PropertyType::null,      PropertyType::integer16, PropertyType::integer32,   PropertyType::float32,
    PropertyType::float64,   PropertyType::currency,  PropertyType::app_time,    PropertyType::boolean,
    PropertyType::integer64, PropertyType::string8,   PropertyType::unicode,     PropertyType::system_time,
    PropertyType::class_id,  PropertyType::server_id, PropertyType::restriction, PropertyType::rule_action,
    PropertyType::binary,
};

constexpr std::array<PropertyType, 12> kMultipleTypes{
    PropertyType::integer16, PropertyType::integer32,   PropertyType::float32,   PropertyType::float64,
    PropertyType::currency,  PropertyType::app_time,    PropertyType::integer64, PropertyType::string8,
    PropertyType::unicode,   PropertyType::system_time, PropertyType::class_id,  PropertyType::binary,
};

constexpr std::array<std::string_view, 16> kFragments{
    "Re: ",
    "Ana Ruiz",
    "ben@example.com",
    "; ",
    "\\",
    "\\;",
    "\"",
    " ",
    "\n",
    "0x12",
    "\xC3\xA4\xC3\xB6\xC3\xBC",
    "\xE6\x97\xA5\xE6\x9C\xAC",
    "\xD0\x9F\xD1\x80\xD0\xB8",
    "\xF0\x9F\x93\xAC",
    "a",
    "z",
};

bool one_in(RandomNumbers& random, std::size_t count) { return random_below(random, count) == 0; }

// Small numbers, and the ends of the type's range, more often than chance would have them.
template <class Integer>
Integer random_integer(RandomNumbers& random) {
  switch (random_below(random, 4)) {
    case 0:
      return static_cast<Integer>(random_below(random, 4));
    case 1:
      return std::numeric_limits<Integer>::min();
    case 2:
      return std::numeric_limits<Integer>::max();
    default:
      return static_cast<Integer>(random());
  }
}

Bytes random_bytes(RandomNumbers& random) {
  Bytes bytes(random_below(random, kMostBytes));
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
  return bytes;
}

LargeValue random_large(RandomNumbers& random) {
  LargeValue large;
  for (std::uint8_t& byte : large.hash) byte = static_cast<std::uint8_t>(random());
  large.size = kInlineLimit + 1 + random_below(random, 1'000'000);
  return large;
}

double random_real(RandomNumbers& random) {
  return static_cast<double>(random_integer<std::int32_t>(random)) /
         static_cast<double>(1 + random_below(random, 1000));
}

template <class T>
struct Random {
  static T make(RandomNumbers& random) { return random_integer<T>(random); }
};
template <>
struct Random<Null> {
  static Null make(RandomNumbers&) { return {}; }
};
template <>
struct Random<bool> {
  static bool make(RandomNumbers& random) { return one_in(random, 2); }
};
template <>
struct Random<float> {
  static float make(RandomNumbers& random) { return static_cast<float>(random_real(random)); }
};
template <>
struct Random<double> {
  static double make(RandomNumbers& random) { return random_real(random); }
};
template <>
struct Random<Currency> {
  static Currency make(RandomNumbers& random) { return {random_integer<std::int64_t>(random)}; }
};
template <>
struct Random<AppTime> {
  static AppTime make(RandomNumbers& random) { return {random_real(random)}; }
};
template <>
struct Random<FileTime> {
  static FileTime make(RandomNumbers& random) { return {random_integer<std::int64_t>(random)}; }
};
template <>
struct Random<Guid> {
  static Guid make(RandomNumbers& random) { return random_guid(random); }
};
template <>
struct Random<Bytes> {
  static Bytes make(RandomNumbers& random) { return random_bytes(random); }
};
template <>
struct Random<std::string> {
  static std::string make(RandomNumbers& random) { return random_text(random); }
};
template <>
struct Random<String8> {
  static String8 make(RandomNumbers& random) { return {random_text(random)}; }
};

template <class T>
Value random_values(RandomNumbers& random, PropertyTag tag) {
  if (!tag.is_multi_valued()) return Value(Random<T>::make(random));
  if constexpr (std::is_constructible_v<Value, std::vector<T>>) {
    std::vector<T> values(random_below(random, kMostValues));
    for (T& value : values) value = Random<T>::make(random);
    return Value(std::move(values));
  }
  return {};
}

}  // namespace

std::size_t random_below(RandomNumbers& random, std::size_t limit) {
  assert(limit > 0);
  return static_cast<std::size_t>(random() % limit);
}

std::string random_text(RandomNumbers& random) {
  std::string text;
  for (std::size_t i = random_below(random, kMostFragments); i > 0; --i) {
    text += kFragments[random_below(random, kFragments.size())];
  }
  return text;
}

Guid random_guid(RandomNumbers& random) {
  Guid guid;
  for (std::uint8_t& byte : guid.bytes) byte = static_cast<std::uint8_t>(random());
  return guid;
}

PropertyTag random_tag(RandomNumbers& random, std::uint16_t first_id, std::uint16_t last_id) {
  assert(first_id <= last_id);
  const auto id =
      static_cast<std::uint16_t>(first_id + random_below(random, last_id - first_id + std::size_t{1}));
  const std::size_t kind = random_below(random, kSingleTypes.size() + kMultipleTypes.size());
  if (kind < kSingleTypes.size()) return PropertyTag(id, kSingleTypes[kind]);
  return multi_valued(PropertyTag(id, kMultipleTypes[kind - kSingleTypes.size()]));
}

Value random_value(RandomNumbers& random, PropertyTag tag) {
  if (fits(tag, LargeValue{}) && one_in(random, 8)) return random_large(random);
  switch (tag.base_type()) {
    case PropertyType::null:
      return Null{};
    case PropertyType::integer16:
      return random_values<std::int16_t>(random, tag);
    case PropertyType::integer32:
      return random_values<std::int32_t>(random, tag);
    case PropertyType::float32:
      return random_values<float>(random, tag);
    case PropertyType::float64:
      return random_values<double>(random, tag);
    case PropertyType::currency:
      return random_values<Currency>(random, tag);
    case PropertyType::app_time:
      return random_values<AppTime>(random, tag);
    case PropertyType::boolean:
      return one_in(random, 2);
    case PropertyType::integer64:
      return random_values<std::int64_t>(random, tag);
    case PropertyType::string8:
      return random_values<String8>(random, tag);
    case PropertyType::unicode:
      return random_values<std::string>(random, tag);
    case PropertyType::system_time:
      return random_values<FileTime>(random, tag);
    case PropertyType::class_id:
      return random_values<Guid>(random, tag);
    case PropertyType::server_id:
    case PropertyType::restriction:
    case PropertyType::rule_action:
    case PropertyType::binary:
      return random_values<Bytes>(random, tag);
    case PropertyType::object:
      return random_large(random);
    case PropertyType::unspecified:
    case PropertyType::error:
      break;
  }
  assert(false && "no value fits this tag");
  return {};
}

PropertySet random_properties(RandomNumbers& random, std::size_t limit) {
  PropertySet properties;
  for (std::size_t i = random_below(random, limit + 1); i > 0; --i) {
    const PropertyTag tag = random_tag(random);
    properties.set(tag, random_value(random, tag));
  }
  return properties;
}

MessageContent random_content(RandomNumbers& random, const ContentSize& size) {
  MessageContent content;
  content.properties = random_properties(random, size.properties);
  std::uint32_t row = 0;
  for (std::size_t i = random_below(random, size.recipients + 1); i > 0; --i) {
    const auto type = static_cast<RecipientType>(1 + random_below(random, 3));
    Recipient recipient = make_recipient(type, random_text(random), random_text(random) + "@example.com");
    recipient.row = row;
    row += 1 + static_cast<std::uint32_t>(random_below(random, 3));
    content.recipients.push_back(std::move(recipient));
  }
  std::uint32_t number = 0;
  for (std::size_t i = random_below(random, size.attachments + 1); i > 0; --i) {
    Attachment attachment{number, random_guid(random), random_properties(random, size.properties), nullptr};
    number += 1 + static_cast<std::uint32_t>(random_below(random, 3));
    if (one_in(random, 4)) attachment.properties.set(tag::attach_data_obj, random_large(random));
    if (size.embedding_depth > 0 && one_in(random, 3)) {
      ContentSize inner = size;
      --inner.embedding_depth;
      attachment.embedded = std::make_shared<const MessageContent>(random_content(random, inner));
    }
    content.attachments.push_back(std::move(attachment));
  }
  return content;
}

}  // namespace postroom::testing
