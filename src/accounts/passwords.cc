#include "accounts/passwords.h"

#include <postroom/text.h>

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cerrno>

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

class Passwords::Turn {
 public:
  explicit Turn(Passwords& passwords) : turns_(passwords.turns_) { turns_.acquire(); }
  ~Turn() { turns_.release(); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  std::counting_semaphore<kMaxAtOnce>& turns_;
};

Passwords::Passwords(PasswordCost cost) : cost_(cost) {
  (void)!sodium_init();  // fails only where there is no randomness, and then crypto_pwhash_str aborts
}

Result<std::string> Passwords::hash(std::string_view password) {
  const Turn turn(*this);
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
  const Turn turn(*this);
  errno = 0;
  if (crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0) return true;
  if (errno == ENOMEM) return no_memory();
  return false;
}

}  // namespace postroom::accounts
