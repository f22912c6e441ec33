#include "accounts/passwords.h"

#include <postroom/text.h>

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "base/try.h"

namespace postroom::accounts {
namespace {

std::size_t count_characters(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char byte) { return (byte & 0xC0) != 0x80; }));
}

Error no_memory() { return {Code::io_error, "There is no memory to check a password; try again.", {}}; }

}  // namespace

Status check_new_password(std::string_view password) {
  const auto refuse = [](const std::string& sentence) { return Error{Code::invalid_argument, sentence, {}}; };
  if (password.size() > kMaxPassword)
    return refuse("The password is longer than " + std::to_string(kMaxPassword) + " bytes.");
  if (!is_valid_utf8(password)) return refuse("The password is not text in UTF-8.");
  if (count_characters(password) < kMinPassword)
    return refuse("The password needs at least " + std::to_string(kMinPassword) + " characters.");
  return ok_status();
}

// One of the callers; it ends with this.
class Passwords::Turn {
 public:
  explicit Turn(Passwords& passwords) : passwords_(&passwords) { passwords.turns_.acquire(); }
  ~Turn() {
    if (!passwords_) return;
    passwords_->turns_.release();
    --passwords_->callers_;
  }
  Turn(Turn&& other) noexcept : passwords_(std::exchange(other.passwords_, nullptr)) {}
  Turn& operator=(Turn&&) = delete;

 private:
  Passwords* passwords_;  // null once it has moved away
};

Result<Passwords::Turn> Passwords::take_turn() {
  if (++callers_ > kMaxAtOnce + kMaxWaiting) {
    --callers_;
    return Error{Code::busy, "So many passwords are being checked that no more are taken; try again.", {}};
  }
  return Turn(*this);
}

Passwords::Passwords(PasswordCost cost) : cost_(cost) {
  (void)!sodium_init();  // fails only where there is no randomness, and then crypto_pwhash_str aborts
}

Result<std::string> Passwords::hash(std::string_view password) {
  TRY_SET(const Turn turn, take_turn());
  std::array<char, crypto_pwhash_STRBYTES> text{};
  if (crypto_pwhash_str(text.data(), password.data(), password.size(), cost_.operations, cost_.memory) != 0)
    return no_memory();
  return std::string(text.data());
}

Result<bool> Passwords::matches(const std::string& hash, std::string_view password) {
  if (password.size() > kMaxPassword) return false;  // whatever the hash is
  if (hash.empty()) {
    TRY(this->hash(password));
    return false;
  }
  TRY_SET(const Turn turn, take_turn());
  errno = 0;
  if (crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0) return true;
  if (errno == ENOMEM) return no_memory();
  return false;
}

}  // namespace postroom::accounts
