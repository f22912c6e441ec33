#include "transfer/source_key.h"

#include <sodium.h>

#include <array>

namespace postroom::transfer {
namespace {

constexpr std::size_t kLongHash = 16;  // bytes
constexpr int kBase64 = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;

std::array<std::uint8_t, kLongHash> hash(ByteView bytes) {
  std::array<std::uint8_t, kLongHash> digest{};
  crypto_generichash(digest.data(), digest.size(), bytes.data(), bytes.size(), nullptr, 0);
  return digest;
}

}  // namespace

std::uint64_t short_hash(std::string_view name) {
  const auto digest = hash(as_bytes(name));
  std::uint64_t number = 0;
  for (int i = 0; i < 8; ++i) number |= std::uint64_t{digest[static_cast<std::size_t>(i)]} << (8 * i);
  return number;
}

std::string long_hash(ByteView bytes) {
  std::string text;
  for (const std::uint8_t byte : hash(bytes)) {
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return text;
}

std::string pack_hashes(const std::vector<std::uint64_t>& hashes) {
  Bytes bytes;
  bytes.reserve(hashes.size() * 8);
  for (const std::uint64_t number : hashes) {
    for (int shift = 0; shift < 64; shift += 8) bytes.push_back(static_cast<std::uint8_t>(number >> shift));
  }
  std::string text(sodium_base64_encoded_len(bytes.size(), kBase64), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), kBase64);
  text.pop_back();  // the NUL at its end
  return text;
}

std::optional<std::vector<std::uint64_t>> unpack_hashes(std::string_view text) {
  if (text.empty()) return std::vector<std::uint64_t>();
  Bytes bytes(text.size());
  std::size_t size = 0;
  const char* end = nullptr;
  const int result = sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size, &end, kBase64);
  if (result != 0 || end != text.data() + text.size() || size % 8 != 0) return std::nullopt;
  std::vector<std::uint64_t> hashes(size / 8);
  for (std::size_t i = 0; i < size; ++i) hashes[i / 8] |= std::uint64_t{bytes[i]} << (8 * (i % 8));
  return hashes;
}

}  // namespace postroom::transfer
