#include "formats/transfer_decoder.h"

#include <algorithm>

#include "base/try.h"

namespace postroom {
namespace {

constexpr std::array<bool, 256> kBase64Characters = [] {
  std::array<bool, 256> allowed{};
  for (const char c :
       std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n \t")) {
    allowed[static_cast<std::uint8_t>(c)] = true;
  }
  return allowed;
}();

bool is_encoded(GMimeContentEncoding encoding) {
  return encoding == GMIME_CONTENT_ENCODING_BASE64 || encoding == GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE ||
         encoding == GMIME_CONTENT_ENCODING_UUENCODE;
}

}  // namespace

TransferDecoder::TransferDecoder(RandomAccess& mail, ByteRange range, GMimeContentEncoding encoding)
    : raw_(mail, range.begin, range.length()), encoded_(is_encoded(encoding)) {
  if (encoded_) g_mime_encoding_init_decode(&state_, encoding);
}

Result<std::size_t> TransferDecoder::read(std::span<std::uint8_t> buffer) {
  if (!encoded_) return raw_.read(buffer);
  while (next_ == ready_ && !ended_) TRY(refill());
  const std::size_t count = std::min(buffer.size(), ready_ - next_);
  std::copy_n(decoded_.begin() + static_cast<std::ptrdiff_t>(next_), count, buffer.begin());
  next_ += count;
  return count;
}

Status TransferDecoder::refill() {
  TRY_SET(const std::size_t count, raw_.read(encoded_bytes_));
  const auto* in = reinterpret_cast<const char*>(encoded_bytes_.data());
  auto* out = reinterpret_cast<char*>(decoded_.data());
  next_ = 0;
  if (count == 0) {
    ended_ = true;
    ready_ = g_mime_encoding_flush(&state_, in, 0, out);
    return ok_status();
  }
  if (state_.encoding == GMIME_CONTENT_ENCODING_BASE64 && !damaged_) {
    damaged_ =
        !std::all_of(encoded_bytes_.begin(), encoded_bytes_.begin() + static_cast<std::ptrdiff_t>(count),
                     [](std::uint8_t byte) { return kBase64Characters[byte]; });
  }
  assert(g_mime_encoding_outlen(&state_, count) <= decoded_.size());
  ready_ = g_mime_encoding_step(&state_, in, count, out);
  return ok_status();
}

}  // namespace postroom
