#include "formats/charset_decoder.h"

#include <postroom/text.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "formats/code_pages.h"
#include "formats/gmime_library.h"

namespace postroom {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// Replaces NULs in what stands from `start` on.
void replace_nuls(std::string& text, std::size_t start, bool& repaired) {
  for (std::size_t at = text.find('\0', start); at != std::string::npos; at = text.find('\0', at)) {
    text.replace(at, 1, kReplacement);
    repaired = true;
  }
}

// How many bytes at the end begin a character that more bytes could complete.
std::size_t incomplete_tail(std::string_view text) {
  for (std::size_t back = 1; back <= std::min<std::size_t>(3, text.size()); ++back) {
    const auto byte = static_cast<std::uint8_t>(text[text.size() - back]);
    if (byte < 0x80) return 0;
    if (byte >= 0xC0) {
      const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
      return back < length ? back : 0;
    }
  }
  return 0;
}

}  // namespace

bool is_ascii(std::string_view bytes) {
  std::uint64_t seen = 0;
  while (bytes.size() >= sizeof seen) {
    std::uint64_t eight;
    std::memcpy(&eight, bytes.data(), sizeof eight);
    seen |= eight;
    bytes.remove_prefix(sizeof eight);
  }
  for (const char c : bytes) seen |= static_cast<std::uint8_t>(c);
  return (seen & 0x8080808080808080) == 0;
}

// An open iconv descriptor.
class CharsetDecoder::Conversion {
 public:
  explicit Conversion(const std::string& charset)
      : descriptor_(g_mime_iconv_open("UTF-8", charset.c_str())) {}
  Conversion(const Conversion&) = delete;
  Conversion& operator=(const Conversion&) = delete;
  ~Conversion() {
    if (ok()) g_mime_iconv_close(descriptor_);
  }
  bool ok() const { return descriptor_ != reinterpret_cast<iconv_t>(-1); }

  // Takes converted bytes off the front of `bytes`; returns 0 or the reason for stopping, as iconv names it.
  int step(std::string_view& bytes, std::string& text) {
    std::array<char, 4096> buffer;
    char* in = const_cast<char*>(bytes.data());
    std::size_t in_left = bytes.size();
    char* out = buffer.data();
    std::size_t out_left = buffer.size();
    const bool done = iconv(descriptor_, &in, &in_left, &out, &out_left) != static_cast<std::size_t>(-1);
    const int reason = done ? 0 : errno;
    text.append(buffer.data(), buffer.size() - out_left);
    bytes.remove_prefix(bytes.size() - in_left);
    return reason;
  }

 private:
  iconv_t descriptor_;
};

CharsetDecoder::CharsetDecoder() = default;
CharsetDecoder::CharsetDecoder(CharsetDecoder&&) noexcept = default;
CharsetDecoder& CharsetDecoder::operator=(CharsetDecoder&&) noexcept = default;
CharsetDecoder::~CharsetDecoder() = default;

std::optional<CharsetDecoder> CharsetDecoder::open(const std::string& charset) {
  start_gmime();  // iconv by charset names needs its tables
  CharsetDecoder decoder;
  const std::optional<int> page = code_page_of(charset);
  if (page == kUtf8CodePage || page == kAsciiCodePage) return decoder;
  decoder.conversion_ = std::make_unique<Conversion>(charset);
  if (!decoder.conversion_->ok()) return std::nullopt;
  return decoder;
}

void CharsetDecoder::feed(std::string_view bytes, std::string& text) {
  std::string joined;
  if (!rest_.empty()) {
    joined = std::exchange(rest_, {});
    joined += bytes;
    bytes = joined;
  }
  const std::size_t start = text.size();
  conversion_ ? feed_conversion(bytes, text) : feed_utf8(bytes, text);
  replace_nuls(text, start, repaired_);
}

void CharsetDecoder::feed_utf8(std::string_view bytes, std::string& text) {
  if (is_ascii(bytes)) {
    text += bytes;
    return;
  }
  const std::size_t tail = incomplete_tail(bytes);
  rest_ = bytes.substr(bytes.size() - tail);
  bytes.remove_suffix(tail);
  if (is_valid_utf8(bytes)) {
    text += bytes;
    return;
  }
  text += repair_utf8(bytes);
  repaired_ = true;
}

void CharsetDecoder::feed_conversion(std::string_view bytes, std::string& text) {
  constexpr std::size_t kLongestCharacter = 16;  // bytes, shift sequences included
  while (!bytes.empty()) {
    const int reason = conversion_->step(bytes, text);
    if (reason == EINVAL && bytes.size() <= kLongestCharacter) {
      rest_ = bytes;
      return;
    }
    if (reason == EILSEQ || reason == EINVAL) {
      text += kReplacement;
      bytes.remove_prefix(1);
      repaired_ = true;
    }
  }
}

void CharsetDecoder::finish(std::string& text) {
  if (rest_.empty()) return;
  rest_.clear();
  text += kReplacement;
  repaired_ = true;
}

}  // namespace postroom
