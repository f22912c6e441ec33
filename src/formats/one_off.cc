#include "formats/one_off.h"

#include <postroom/guid.h>
#include <postroom/text.h>

#include <algorithm>
#include <optional>

namespace postroom {
namespace {

// MUIDOOP, the provider of one-off entry IDs.
constexpr Guid kOneOffProvider = make_guid(0xA41F2B81, 0xA3BE, 0x1910, 0x9D6E00DD010F5402);
constexpr std::uint16_t kUnicodeStrings = 0x8000;
constexpr std::uint16_t kNoRichInfo = 0x0001;
constexpr std::size_t kFixedPart = 24;  // flags, provider, version, flags
constexpr std::size_t kMaxListedAddresses = 1024;

void put(Bytes& out, std::uint32_t value, int width) {
  for (int i = 0; i < width; ++i) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

std::uint32_t get(ByteView bytes, std::size_t at, int width) {
  std::uint32_t value = 0;
  for (int i = width - 1; i >= 0; --i) value = value << 8 | bytes[at + static_cast<std::size_t>(i)];
  return value;
}

// One character of valid UTF-8 off the front.
char32_t take_character(std::string_view& text) {
  const auto first = static_cast<std::uint8_t>(text.front());
  const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  char32_t character = length == 1 ? first : first & (0x7F >> length);
  for (std::size_t i = 1; i < length; ++i)
    character = character << 6 | (static_cast<std::uint8_t>(text[i]) & 0x3F);
  text.remove_prefix(length);
  return character;
}

// UTF-16LE with its terminator.
void put_text(Bytes& out, std::string_view utf8) {
  const std::string valid = repair_utf8(utf8);
  for (std::string_view rest = valid; !rest.empty();) {
    const char32_t character = take_character(rest);
    if (character < 0x10000) {
      put(out, character, 2);
    } else {
      put(out, 0xD800 + ((character - 0x10000) >> 10), 2);
      put(out, 0xDC00 + ((character - 0x10000) & 0x3FF), 2);
    }
  }
  put(out, 0, 2);
}

void add_character(std::string& text, std::uint32_t character) {
  if (character < 0x80) {
    text += static_cast<char>(character);
    return;
  }
  const int more = character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
  constexpr std::uint8_t kLead[] = {0, 0xC0, 0xE0, 0xF0};
  text += static_cast<char>(kLead[more] | character >> (6 * more));
  for (int i = more - 1; i >= 0; --i) text += static_cast<char>(0x80 | ((character >> (6 * i)) & 0x3F));
}

// Text up to its terminator, taken off the front; nothing if there is none.
std::optional<std::string> take_text(ByteView& bytes) {
  std::string text;
  while (bytes.size() >= 2) {
    std::uint32_t unit = get(bytes, 0, 2);
    bytes = bytes.subspan(2);
    if (unit == 0) return repair_utf8(text);
    if (unit >= 0xD800 && unit < 0xDC00 && bytes.size() >= 2 && (get(bytes, 0, 2) & 0xFC00) == 0xDC00) {
      unit = 0x10000 + ((unit & 0x3FF) << 10 | (get(bytes, 0, 2) & 0x3FF));
      bytes = bytes.subspan(2);
    }
    add_character(text, unit);
  }
  return std::nullopt;
}

Bytes encode_one_off(const MailAddress& address) {
  Bytes entry(4);
  entry.insert(entry.end(), kOneOffProvider.bytes.begin(), kOneOffProvider.bytes.end());
  put(entry, 0, 2);
  put(entry, kUnicodeStrings | kNoRichInfo, 2);
  put_text(entry, address.name.empty() ? address.address : address.name);
  put_text(entry, "SMTP");
  put_text(entry, address.address);
  return entry;
}

std::optional<MailAddress> decode_one_off(ByteView entry) {
  if (entry.size() < kFixedPart) return std::nullopt;
  if (!std::equal(kOneOffProvider.bytes.begin(), kOneOffProvider.bytes.end(), entry.begin() + 4))
    return std::nullopt;
  if ((get(entry, 22, 2) & kUnicodeStrings) == 0) return std::nullopt;
  ByteView rest = entry.subspan(kFixedPart);
  auto name = take_text(rest);
  auto type = take_text(rest);
  auto address = take_text(rest);
  if (!name || !type || !address || !equals_ignoring_ascii_case(*type, "SMTP")) return std::nullopt;
  return MailAddress{std::move(*name), std::move(*address)};
}

}  // namespace

Bytes encode_address_list(const std::vector<MailAddress>& addresses) {
  Bytes entries;
  for (const MailAddress& address : addresses) {
    const Bytes entry = encode_one_off(address);
    put(entries, static_cast<std::uint32_t>(entry.size()), 4);
    entries.insert(entries.end(), entry.begin(), entry.end());
    entries.resize((entries.size() + 3) / 4 * 4);
  }
  Bytes list;
  put(list, static_cast<std::uint32_t>(addresses.size()), 4);
  put(list, static_cast<std::uint32_t>(entries.size()), 4);
  list.insert(list.end(), entries.begin(), entries.end());
  return list;
}

std::vector<MailAddress> decode_address_list(ByteView bytes) {
  std::vector<MailAddress> addresses;
  if (bytes.size() < 8) return addresses;
  const std::size_t count = std::min<std::size_t>(get(bytes, 0, 4), kMaxListedAddresses);
  bytes = bytes.subspan(8);
  for (std::size_t i = 0; i < count && bytes.size() >= 4; ++i) {
    const std::size_t size = get(bytes, 0, 4);
    bytes = bytes.subspan(4);
    if (size > bytes.size()) break;
    if (auto address = decode_one_off(bytes.first(size))) addresses.push_back(std::move(*address));
    bytes = bytes.subspan(std::min(bytes.size(), (size + 3) / 4 * 4));
  }
  return addresses;
}

}  // namespace postroom
