#include "store/base64.h"

#include <sodium.h>

namespace postroom::store {

std::string to_base64(ByteView bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // its final NUL
  return text;
}

std::optional<Bytes> from_base64(const std::string& text) {
  Bytes bytes(text.size() / 4 * 3 + 3);
  std::size_t size = 0;
  if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size, nullptr,
                        sodium_base64_VARIANT_ORIGINAL) != 0) {
    return std::nullopt;
  }
  bytes.resize(size);
  if (to_base64(bytes) != text) return std::nullopt;  // the decoder takes bytes past ASCII for letters
  return bytes;
}

}  // namespace postroom::store
