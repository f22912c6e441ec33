#include "accounts/remembered.h"

namespace postroom::accounts {

KnownIdentity Remembered::find(const Bytes& secret_hash, FileTime now) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(std::string(as_text(secret_hash)));
  if (found == entries_.end()) return nullptr;
  // Before `since` the clock was set back: who knows how far.
  if (now >= found->second.since && now < found->second.until) return found->second.identity;
  entries_.erase(found);
  return nullptr;
}

std::uint64_t Remembered::changes() const {
  const std::lock_guard lock(mutex_);
  return changes_;
}

void Remembered::put(const Bytes& secret_hash, KnownIdentity identity, FileTime now, FileTime until,
                     std::uint64_t changes) {
  const std::lock_guard lock(mutex_);
  if (changes != changes_) return;
  if (entries_.size() >= kMax) entries_.clear();
  entries_.insert_or_assign(std::string(as_text(secret_hash)), Entry{std::move(identity), now, until});
}

void Remembered::forget() {
  const std::lock_guard lock(mutex_);
  entries_.clear();
  ++changes_;
}

}  // namespace postroom::accounts
