#include "model/collation.h"

#include <cstdio>
#include <cstdlib>
#include <memory>

#include <postroom/text.h>
#include <unicode/ucol.h>
#include <unicode/uiter.h>
#include <unicode/ustring.h>
#include <unicode/uvernum.h>

namespace postroom {
namespace {

// Nothing is left to be done without ICU's data, which is part of its library.
void expect(UErrorCode status, const char* what) {
  if (U_SUCCESS(status)) return;
  std::fprintf(stderr, "ICU cannot %s: %s\n", what, u_errorName(status));
  std::abort();
}

UCollator* open_collator() {
  UErrorCode status = U_ZERO_ERROR;
  UCollator* collator = ucol_open("", &status);  // the root locale
  expect(status, "open its root collation");
  ucol_setAttribute(collator, UCOL_NORMALIZATION_MODE, UCOL_ON, &status);
  expect(status, "set up its root collation");
  return collator;
}

// Made once and never changed: ICU lets any number of threads use one collator through const.
const UCollator* root_collator() {
  static const std::unique_ptr<UCollator, decltype(&ucol_close)> collator(open_collator(), ucol_close);
  return collator.get();
}

// What is not UTF-8 counts as U+FFFD: one for each byte, in fold(), keys and comparisons alike.
std::string_view valid(std::string_view text, std::string& room) {
  if (is_valid_utf8(text)) return text;
  room = repair_utf8(text);
  return room;
}

// ICU counts in 32 bits; a key is up to some ten times its text. Texts are compared by what is in front of
// that.
constexpr std::size_t kLongestText = 64 << 20;

constexpr std::size_t kShortText = 512;  // bytes, for which there is room on the stack
constexpr std::size_t kShortKey = 1024;

// The key of valid UTF-8 without the zero byte that ICU ends it with.
Bytes whole_key(std::string_view text) {
  UChar short_units[kShortText];
  std::unique_ptr<UChar[]> long_units;
  UChar* units = short_units;
  if (text.size() > kShortText) units = (long_units = std::make_unique<UChar[]>(text.size())).get();
  std::int32_t length = 0;
  UErrorCode status = U_ZERO_ERROR;
  u_strFromUTF8(units, static_cast<std::int32_t>(text.size()), &length, text.data(),
                static_cast<std::int32_t>(text.size()), &status);
  expect(status == U_STRING_NOT_TERMINATED_WARNING ? U_ZERO_ERROR : status, "convert a text");
  std::uint8_t short_key[kShortKey];
  const std::int32_t size = ucol_getSortKey(root_collator(), units, length, short_key, kShortKey);
  if (size <= static_cast<std::int32_t>(kShortKey)) return Bytes(short_key, short_key + size - 1);
  Bytes key(static_cast<std::size_t>(size));
  ucol_getSortKey(root_collator(), units, length, key.data(), size);
  key.pop_back();
  return key;
}

// The same bytes as far as `limit`, without a look at the rest of a long text.
Bytes front_of_key(std::string_view text, std::size_t limit) {
  UCharIterator characters;
  uiter_setUTF8(&characters, text.data(), static_cast<std::int32_t>(text.size()));
  std::uint32_t state[2] = {0, 0};
  UErrorCode status = U_ZERO_ERROR;
  Bytes key(limit);
  const std::int32_t size = ucol_nextSortKeyPart(root_collator(), &characters, state, key.data(),
                                                 static_cast<std::int32_t>(limit), &status);
  expect(status, "make the key of a text");
  key.resize(static_cast<std::size_t>(size));
  if (!key.empty() && key.back() == 0) key.pop_back();
  return key;
}

std::string make_version() {
  UVersionInfo version;
  char text[U_MAX_VERSION_STRING_LENGTH];
  ucol_getVersion(root_collator(), version);
  u_versionToString(version, text);
  return std::string("icu ") + U_ICU_VERSION + " root " + text;
}

}  // namespace

Bytes collation_key(std::string_view text, std::size_t limit) {
  std::string room;
  text = truncate_utf8(text, kLongestText);
  if (text.size() > kShortText && limit <= kShortText) return front_of_key(valid(text, room), limit);
  Bytes key = whole_key(valid(text, room));
  if (key.size() > limit) key.resize(limit);
  return key;
}

std::weak_ordering compare_texts(std::string_view a, std::string_view b) {
  a = truncate_utf8(a, kLongestText);
  b = truncate_utf8(b, kLongestText);
  if (a == b) return std::weak_ordering::equivalent;
  std::string room_a;
  std::string room_b;
  a = valid(a, room_a);
  b = valid(b, room_b);
  UErrorCode status = U_ZERO_ERROR;
  const UCollationResult result =
      ucol_strcollUTF8(root_collator(), a.data(), static_cast<std::int32_t>(a.size()), b.data(),
                       static_cast<std::int32_t>(b.size()), &status);
  expect(status, "compare two texts");
  return static_cast<int>(result) <=> 0;
}

std::string_view collation_version() {
  static const std::string version = make_version();
  return version;
}

}  // namespace postroom
