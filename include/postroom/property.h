// Properties: what a message, folder, recipient or attachment is made of.
// Types, ids and tags are MAPI's (MS-OXCDATA 2.11.1; "Property Types" in the Outlook MAPI reference).
#pragma once

#include <postroom/bytes.h>
#include <postroom/guid.h>
#include <postroom/time.h>

#include <array>
#include <compare>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace postroom {

enum class PropertyType : std::uint16_t {
  unspecified = 0x0000,
  null = 0x0001,
  integer16 = 0x0002,
  integer32 = 0x0003,
  float32 = 0x0004,
  float64 = 0x0005,
  currency = 0x0006,
  app_time = 0x0007,
  error = 0x000A,
  boolean = 0x000B,
  object = 0x000D,
  integer64 = 0x0014,
  string8 = 0x001E,
  unicode = 0x001F,
  system_time = 0x0040,
  class_id = 0x0048,
  server_id = 0x00FB,    // bytes
  restriction = 0x00FD,  // bytes
  rule_action = 0x00FE,  // bytes
  binary = 0x0102,
};

inline constexpr std::uint16_t kMultiValueFlag = 0x1000;
// In the columns and sort orders of tables: a row for each value (MV_INSTANCE; MVI_FLAG is both). Never stored.
inline constexpr std::uint16_t kInstanceFlag = 0x2000;
inline constexpr std::uint16_t kFirstNamedId = 0x8000;
inline constexpr std::uint16_t kLastNamedId = 0xFFFE;

// A property's id (high 16 bits) and type (low 16 bits), as MAPI writes it: 0x0037001F is PR_SUBJECT_W.
struct PropertyTag {
  std::uint32_t value = 0;

  constexpr PropertyTag() = default;
  constexpr explicit PropertyTag(std::uint32_t tag) : value(tag) {}
  constexpr PropertyTag(std::uint16_t id, PropertyType type)
      : value(std::uint32_t{id} << 16 | static_cast<std::uint16_t>(type)) {}

  constexpr std::uint16_t id() const { return static_cast<std::uint16_t>(value >> 16); }
  constexpr std::uint16_t raw_type() const { return static_cast<std::uint16_t>(value); }
  constexpr PropertyType base_type() const { return static_cast<PropertyType>(raw_type() & ~(kMultiValueFlag | kInstanceFlag)); }
  constexpr bool is_multi_valued() const { return (raw_type() & kMultiValueFlag) != 0; }
  constexpr bool is_instance() const { return (raw_type() & kInstanceFlag) != 0; }
  constexpr bool is_named() const { return id() >= kFirstNamedId && id() <= kLastNamedId; }
  friend constexpr auto operator<=>(PropertyTag, PropertyTag) = default;
};

constexpr PropertyTag multi_valued(PropertyTag tag) { return PropertyTag(tag.value | kMultiValueFlag); }

struct Null {
  friend auto operator<=>(Null, Null) = default;
};
struct Currency {
  std::int64_t ten_thousandths = 0;
  friend auto operator<=>(Currency, Currency) = default;
};
struct AppTime {
  double days = 0;  // since 1899-12-30T00:00, fraction is the time of day
  friend auto operator<=>(AppTime, AppTime) = default;
};
struct ErrorValue {
  std::uint32_t scode = 0;
  friend auto operator<=>(ErrorValue, ErrorValue) = default;
};
struct String8 {
  std::string bytes;  // in the code page of whoever wrote it
  friend auto operator<=>(const String8&, const String8&) = default;
};

// BLAKE2b-256 of a value's bytes.
using ContentHash = std::array<std::uint8_t, 32>;

// Stands for a string or binary value of more than kInlineLimit bytes, which is kept once per content in the store
// and read through a stream (Message::read).
struct LargeValue {
  ContentHash hash{};
  std::uint64_t size = 0;  // bytes (of UTF-8, for text)
  friend auto operator<=>(const LargeValue&, const LargeValue&) = default;
};

inline constexpr std::size_t kInlineLimit = 8 * 1024;  // bytes; a longer string or binary is a LargeValue

using Value = std::variant<Null, std::int16_t, std::int32_t, float, double, Currency, AppTime, ErrorValue, bool,
                           std::int64_t, String8, std::string, FileTime, Guid, Bytes, LargeValue,
                           std::vector<std::int16_t>, std::vector<std::int32_t>, std::vector<float>,
                           std::vector<double>, std::vector<Currency>, std::vector<AppTime>,
                           std::vector<std::int64_t>, std::vector<String8>, std::vector<std::string>,
                           std::vector<FileTime>, std::vector<Guid>, std::vector<Bytes>>;

// Whether a value of this C++ type may stand under this tag. Null fits only PT_NULL; PT_UNSPECIFIED, PT_OBJECT and
// PT_ERROR are never stored. A LargeValue fits string8, unicode, binary, and PT_OBJECT under PR_ATTACH_DATA.
bool fits(PropertyTag tag, const Value& value);

// Equal bit for bit: unlike ==, a floating-point NaN is identical to itself and 0.0 is not to -0.0.
bool identical(const Value& a, const Value& b);

struct Property {
  PropertyTag tag;
  Value value;
  friend bool operator==(const Property& a, const Property& b) {
    return a.tag == b.tag && identical(a.value, b.value);
  }
};

// The properties of one object: at most one per id, kept in order of id. A value.
class PropertySet {
 public:
  PropertySet() = default;
  PropertySet(std::initializer_list<Property> properties);

  // Adds, or replaces whatever stood under the same id, whatever its type was. Asserts fits(tag, value).
  void set(PropertyTag tag, Value value);
  // Returns whether something was there. The type in the tag is ignored.
  bool remove(PropertyTag tag);
  void remove_id(std::uint16_t id);

  // By id, whatever the type; null if absent.
  const Property* find_id(std::uint16_t id) const;
  // By id and type; null if absent or of another type.
  const Value* find(PropertyTag tag) const;
  template <class T>
  const T* get(PropertyTag tag) const {
    const Value* value = find(tag);
    return value ? std::get_if<T>(value) : nullptr;
  }
  template <class T>
  T get_or(PropertyTag tag, T otherwise) const {
    const T* value = get<T>(tag);
    return value ? *value : std::move(otherwise);
  }
  bool has(PropertyTag tag) const { return find_id(tag.id()) != nullptr; }

  auto begin() const { return properties_.begin(); }
  auto end() const { return properties_.end(); }
  std::size_t size() const { return properties_.size(); }
  bool empty() const { return properties_.empty(); }
  void reserve(std::size_t count) { properties_.reserve(count); }
  // For decoders whose input is already in order: the id must be greater than the last one.
  void append(Property property);

  friend bool operator==(const PropertySet&, const PropertySet&) = default;

 private:
  std::vector<Property> properties_;
};

// What a named property is called: a GUID, and a number or a string (MS-OXCDATA 2.6.1).
struct PropertyName {
  Guid set;
  std::variant<std::uint32_t, std::string> name;
  friend auto operator<=>(const PropertyName&, const PropertyName&) = default;
};

inline constexpr Guid kPsMapi = make_guid(0x00020328, 0, 0, 0xC000000000000046);
inline constexpr Guid kPsPublicStrings = make_guid(0x00020329, 0, 0, 0xC000000000000046);
inline constexpr Guid kPsInternetHeaders = make_guid(0x00020386, 0, 0, 0xC000000000000046);
inline constexpr Guid kPsAppointment = make_guid(0x00062002, 0, 0, 0xC000000000000046);
inline constexpr Guid kPsTask = make_guid(0x00062003, 0, 0, 0xC000000000000046);
inline constexpr Guid kPsAddress = make_guid(0x00062004, 0, 0, 0xC000000000000046);
inline constexpr Guid kPsCommon = make_guid(0x00062008, 0, 0, 0xC000000000000046);
inline constexpr Guid kPsNote = make_guid(0x0006200E, 0, 0, 0xC000000000000046);

}  // namespace postroom
