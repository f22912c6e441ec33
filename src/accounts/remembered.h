// Who was behind a secret a moment ago, so that requests cost no look-up. Thread-safe.
#pragma once

#include <mutex>
#include <unordered_map>

#include "accounts/identity.h"

namespace postroom::accounts {

class Remembered {
 public:
  KnownIdentity find(const Bytes& secret_hash, FileTime now);
  // Counts the calls of forget(). Whoever looks something up asks before and hands it to put(), so that what
  // was read before a change is not remembered after it.
  std::uint64_t changes() const;
  void put(const Bytes& secret_hash, KnownIdentity identity, FileTime now, FileTime until,
           std::uint64_t changes);
  void forget();  // everything

  static constexpr std::size_t kMax = 10'000;  // then all go

 private:
  struct Entry {
    KnownIdentity identity;
    FileTime since, until;
  };
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Entry> entries_;  // by the hash
  std::uint64_t changes_ = 0;
};

}  // namespace postroom::accounts
