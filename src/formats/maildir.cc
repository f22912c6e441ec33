#include <postroom/maildir.h>

#include <algorithm>
#include <charconv>

namespace postroom {
namespace {

constexpr std::string_view kSeparators = ":;!";
constexpr std::string_view kFlagsFollow = "2,";
constexpr std::size_t kMostDigits = 11;  // of seconds since 1970, for the next three thousand years

// Where the information after the unique name begins; its size if there is none.
std::size_t end_of_unique(std::string_view name) {
  for (std::size_t at = name.size(); at-- > 0;) {
    const bool is_information = kSeparators.find(name[at]) != std::string_view::npos &&
                                name.substr(at + 1).starts_with(kFlagsFollow);
    if (is_information) return at;
  }
  return std::min(name.find(':'), name.size());  // ":1,…" is there for experiments
}

std::optional<FileTime> seconds_at_start(std::string_view unique) {
  const std::size_t digits = std::min(unique.find_first_not_of("0123456789"), unique.size());
  std::int64_t seconds = 0;
  if (digits == 0 || digits > kMostDigits || digits == unique.size() || unique[digits] != '.') return std::nullopt;
  std::from_chars(unique.data(), unique.data() + digits, seconds);
  return from_unix_seconds(seconds);
}

// The value of a character in the base64 of modified UTF-7, which has ',' for '/'; -1 for any other.
int base64_value(char c) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";
  const std::size_t at = kDigits.find(c);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

void append_utf8(char32_t c, std::string& text) {
  const auto add = [&](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (c < 0x80) return add(c);
  if (c < 0x800) {
    add(0xC0 | c >> 6);
  } else if (c < 0x10000) {
    add(0xE0 | c >> 12);
    add(0x80 | (c >> 6 & 0x3F));
  } else {
    add(0xF0 | c >> 18);
    add(0x80 | (c >> 12 & 0x3F));
    add(0x80 | (c >> 6 & 0x3F));
  }
  add(0x80 | (c & 0x3F));
}

// UTF-16 units become characters one after another.
class Utf16Reader {
 public:
  explicit Utf16Reader(std::string& text) : text_(text) {}
  bool take(char32_t unit) {
    const bool is_low = unit >= 0xDC00 && unit < 0xE000;
    if (is_low != (high_ != 0)) return false;
    if (is_low) {
      append_utf8(0x10000 + ((high_ - 0xD800) << 10) + (unit - 0xDC00), text_);
      high_ = 0;
    } else if (unit >= 0xD800 && unit < 0xDC00) {
      high_ = unit;
    } else if (unit >= 0x20 && unit < 0x7F) {
      return false;  // printable ASCII stands for itself
    } else {
      append_utf8(unit, text_);
    }
    return true;
  }
  bool is_done() const { return high_ == 0; }

 private:
  std::string& text_;
  char32_t high_ = 0;
};

// What stands between '&' and '-'.
bool decode_shifted(std::string_view digits, std::string& text) {
  Utf16Reader reader(text);
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : digits) {
    const int value = base64_value(c);
    if (value < 0) return false;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    count += 6;
    if (count < 16) continue;
    count -= 16;
    if (!reader.take(bits >> count & 0xFFFF)) return false;
  }
  const bool is_padded_with_zeros = count < 6 && (bits & ((1u << count) - 1)) == 0;
  return is_padded_with_zeros && reader.is_done();
}

}  // namespace

MaildirName parse_maildir_name(std::string_view name) {
  const std::size_t end = end_of_unique(name);
  MaildirName parsed;
  parsed.unique = name.substr(0, end);
  parsed.delivered = seconds_at_start(parsed.unique);
  if (end == name.size() || !name.substr(end + 1).starts_with(kFlagsFollow)) return parsed;
  const std::string_view flags = name.substr(end + 1 + kFlagsFollow.size());
  const auto has = [&](char flag) { return flags.find(flag) != std::string_view::npos; };
  parsed.passed = has('P');
  parsed.replied = has('R');
  parsed.seen = has('S');
  parsed.trashed = has('T');
  parsed.draft = has('D');
  parsed.flagged = has('F');
  return parsed;
}

std::optional<std::string> decode_modified_utf7(std::string_view name) {
  std::string text;
  while (!name.empty()) {
    const char c = name.front();
    name.remove_prefix(1);
    if (c < 0x20 || c == 0x7F) return std::nullopt;  // above ASCII, too: char may be signed or not
    if (static_cast<unsigned char>(c) >= 0x80) return std::nullopt;
    if (c != '&') {
      text += c;
      continue;
    }
    const std::size_t end = name.find('-');
    if (end == std::string_view::npos) return std::nullopt;
    if (end == 0) text += '&';
    if (end > 0 && !decode_shifted(name.substr(0, end), text)) return std::nullopt;
    name.remove_prefix(end + 1);
  }
  return text;
}

}  // namespace postroom
