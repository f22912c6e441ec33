#include "accounts/secrets.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace postroom::accounts {
namespace {

constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kSecretCharacters = 43;  // of base64url without padding
constexpr std::size_t kCsrfBytes = 16;

// BLAKE2b's keys tell apart what is derived from one secret; they are no secrets themselves.
constexpr std::string_view kForLookup = "Postroom: finding a credential";
constexpr std::string_view kForCsrf = "Postroom: a CSRF token";
constexpr std::string_view kForSession = "Postroom: the id of a session";

void derive(std::span<std::uint8_t> result, std::string_view secret, std::string_view purpose) {
  static_assert(std::min({kForLookup.size(), kForCsrf.size(), kForSession.size()}) >=
                crypto_generichash_KEYBYTES_MIN);
  std::array<std::uint8_t, kSecretBytes> hash{};
  crypto_generichash(hash.data(), hash.size(), as_bytes(secret).data(), secret.size(),
                     as_bytes(purpose).data(), purpose.size());
  std::copy_n(hash.begin(), result.size(), result.begin());
}

std::string as_base64url(ByteView bytes) {
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.pop_back();  // its NUL
  return text;
}

std::string_view prefix_of(storage::CredentialKind kind) {
  return kind == storage::CredentialKind::token ? kTokenPrefix : std::string_view();
}

bool is_base64url(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

}  // namespace

std::string make_secret(Random& random, storage::CredentialKind kind) {
  std::array<std::uint8_t, kSecretBytes> bytes{};
  for (std::size_t i = 0; i < bytes.size(); i += sizeof(std::uint64_t)) {
    const std::uint64_t number = random.number();
    std::memcpy(&bytes[i], &number, sizeof number);
  }
  return std::string(prefix_of(kind)) + as_base64url(bytes);
}

bool looks_like_secret(std::string_view text, storage::CredentialKind kind) {
  const std::string_view prefix = prefix_of(kind);
  return text.size() == prefix.size() + kSecretCharacters && text.starts_with(prefix) &&
         std::all_of(text.begin(), text.end(), is_base64url);
}

Bytes hash_of_secret(std::string_view secret) {
  Bytes hash(kSecretBytes);
  derive(hash, secret, kForLookup);
  return hash;
}

std::string csrf_of_secret(std::string_view secret) {
  std::array<std::uint8_t, kCsrfBytes> bytes{};
  derive(bytes, secret, kForCsrf);
  return as_base64url(bytes);
}

std::uint64_t session_id_of_secret(std::string_view secret) {
  std::array<std::uint8_t, sizeof(std::uint64_t)> bytes{};
  derive(bytes, secret, kForSession);
  std::uint64_t id = 0;
  for (const std::uint8_t byte : bytes) id = id << 8 | byte;
  return id;
}

}  // namespace postroom::accounts
