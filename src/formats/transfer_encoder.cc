#include "formats/transfer_encoder.h"

#include <array>
#include <cstring>

#include "base/try.h"

namespace postroom {
namespace {

constexpr std::size_t kPiece = 57 * 256;        // bytes encoded at once: whole lines of base64
constexpr std::size_t kLongestPlainLine = 900;  // bytes; RFC 5322 allows 998

// What a text has that 7bit cannot carry.
class TextSurvey {
 public:
  void look(std::string_view text) {
    for (const char c : text) look(static_cast<std::uint8_t>(c));
  }
  GMimeContentEncoding verdict() const {
    if (eight_bit_ * 6 > total_ || nuls_ != 0) return GMIME_CONTENT_ENCODING_BASE64;
    if (eight_bit_ != 0 || awkward_ || last_ == '\r') return GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
    return GMIME_CONTENT_ENCODING_7BIT;
  }

 private:
  void look(std::uint8_t byte) {
    ++total_;
    if (byte >= 0x80) ++eight_bit_;
    if (byte == 0) ++nuls_;
    if (last_ == '\r' && byte != '\n') awkward_ = true;
    if (column_ == 1 && last_ == '-' && byte == '-') awkward_ = true;  // it must not look like a boundary
    column_ = byte == '\n' ? 0 : column_ + 1;
    if (column_ > kLongestPlainLine) awkward_ = true;
    last_ = byte;
  }

  std::uint64_t total_ = 0;
  std::uint64_t eight_bit_ = 0;
  std::uint64_t nuls_ = 0;
  std::size_t column_ = 0;
  bool awkward_ = false;
  std::uint8_t last_ = '\n';
};

}  // namespace

Status CrlfSink::write(ByteView bytes) {
  lines_.clear();
  while (!bytes.empty()) {
    const void* newline = std::memchr(bytes.data(), '\n', bytes.size());
    const std::size_t length =
        newline ? static_cast<std::size_t>(static_cast<const std::uint8_t*>(newline) - bytes.data())
                : bytes.size();
    lines_.insert(lines_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length));
    if (length != 0) after_cr_ = bytes[length - 1] == '\r';
    bytes = bytes.subspan(length);
    if (!newline) break;
    if (!after_cr_) lines_.push_back('\r');
    lines_.push_back('\n');
    after_cr_ = false;
    bytes = bytes.subspan(1);
  }
  return sink_.write(lines_);
}

Result<GMimeContentEncoding> choose_text_encoding(RandomAccess& text) {
  RangeSource source(text);
  TextSurvey survey;
  std::array<std::uint8_t, kPiece> piece;
  for (;;) {
    TRY_SET(const std::size_t count, source.read(piece));
    if (count == 0) return survey.verdict();
    survey.look(as_text(ByteView(piece).first(count)));
  }
}

Status write_encoded(RandomAccess& content, GMimeContentEncoding encoding, CrlfSink& sink) {
  RangeSource source(content);
  GMimeEncoding state;
  g_mime_encoding_init_encode(&state, encoding);
  std::array<std::uint8_t, kPiece> piece;
  Bytes encoded(g_mime_encoding_outlen(&state, kPiece) + kPiece);
  auto* out = reinterpret_cast<char*>(encoded.data());
  for (;;) {
    TRY_SET(const std::size_t count, source.read(piece));
    const auto* in = reinterpret_cast<const char*>(piece.data());
    const std::size_t size =
        count == 0 ? g_mime_encoding_flush(&state, in, 0, out) : g_mime_encoding_step(&state, in, count, out);
    TRY(sink.write(ByteView(encoded).first(size)));
    if (count == 0) return ok_status();
  }
}

}  // namespace postroom
