// Passwords as argon2id hashes (libsodium's crypto_pwhash_str). Thread-safe.
#pragma once

#include <postroom/result.h>

#include <atomic>
#include <cstddef>
#include <semaphore>
#include <string>
#include <string_view>

namespace postroom::accounts {

inline constexpr std::size_t kMinPassword = 8;     // characters
inline constexpr std::size_t kMaxPassword = 1024;  // bytes

// How much work a password's hash is: libsodium's crypto_pwhash limits.
struct PasswordCost {
  unsigned long long operations = 2;  // crypto_pwhash_OPSLIMIT_INTERACTIVE
  std::size_t memory = 64 << 20;      // bytes; crypto_pwhash_MEMLIMIT_INTERACTIVE
};

// Code::invalid_argument for one that may not be chosen.
Status check_new_password(std::string_view password);

class Passwords {
 public:
  explicit Passwords(PasswordCost cost);

  // Code::io_error: memory ran out; busy: so many wait already.
  Result<std::string> hash(std::string_view password);
  // Whether the hash is of this password. An empty one is of none, and that takes as long. Errors as above.
  Result<bool> matches(const std::string& hash, std::string_view password);

  static constexpr std::ptrdiff_t kMaxAtOnce = 4;  // further callers wait, so that memory is bounded …
  static constexpr int kMaxWaiting = 12;  // … and no more of them, so that who guesses does not hold every thread

 private:
  class Turn;
  Result<Turn> take_turn();
  const PasswordCost cost_;
  std::counting_semaphore<kMaxAtOnce> turns_{kMaxAtOnce};
  std::atomic<int> callers_ = 0;  // at work and waiting
};

}  // namespace postroom::accounts
