#include "accounts/attempts.h"

#include <algorithm>

namespace postroom::accounts {
namespace {

// After `count` failures of which so many are free.
std::chrono::seconds wait_after(int count, int free, const AttemptLimits& limits) {
  if (count < free) return std::chrono::seconds(0);
  auto wait = limits.first_wait;
  for (int i = free; i < count && wait < limits.longest_wait; ++i) wait *= 2;
  return std::min(wait, limits.longest_wait);
}

template <class FailuresBy>
void count_failure(FailuresBy& failures, std::string_view key, FileTime now) {
  if (failures.size() >= Attempts::kMaxRemembered && !failures.contains(key)) {
    failures.erase(std::min_element(failures.begin(), failures.end(), [](const auto& a, const auto& b) {
      return a.second.last < b.second.last;
    }));
  }
  auto& found = failures[std::string(key)];
  ++found.count;
  found.last = now;
}

}  // namespace

std::chrono::seconds Attempts::wait_of(FailuresBy& failures, std::string_view key, int free, FileTime now) {
  const auto found = failures.find(key);
  if (found == failures.end()) return {};
  // A clock that is set back makes nobody wait longer.
  found->second.last = std::min(found->second.last, now);
  const auto since = std::chrono::duration_cast<std::chrono::seconds>(now - found->second.last);
  if (since < limits_.forgotten_after) return wait_after(found->second.count, free, limits_) - since;
  failures.erase(found);
  return {};
}

std::optional<std::chrono::seconds> Attempts::longest_wait(std::string_view name, std::string_view peer,
                                                           FileTime now) {
  const auto wait = std::max(wait_of(by_name_, name, limits_.free, now),
                             wait_of(by_peer_, peer, limits_.free_of_peer, now));
  return wait.count() > 0 ? std::optional(wait) : std::nullopt;
}

std::optional<std::chrono::seconds> Attempts::wait(std::string_view name, std::string_view peer,
                                                   FileTime now) {
  const std::lock_guard lock(mutex_);
  return longest_wait(name, peer, now);
}

std::optional<std::chrono::seconds> Attempts::begin(std::string_view name, std::string_view peer,
                                                    FileTime now) {
  const std::lock_guard lock(mutex_);
  if (const auto wait = longest_wait(name, peer, now)) return wait;
  count_failure(by_name_, name, now);
  count_failure(by_peer_, peer, now);
  return std::nullopt;
}

void Attempts::succeeded(std::string_view name, std::string_view peer) {
  const std::lock_guard lock(mutex_);
  for (auto [failures, key] : {std::pair(&by_name_, name), std::pair(&by_peer_, peer)}) {
    if (const auto found = failures->find(key); found != failures->end()) failures->erase(found);
  }
}

void Attempts::withdrawn(std::string_view name, std::string_view peer) {
  const std::lock_guard lock(mutex_);
  for (auto [failures, key] : {std::pair(&by_name_, name), std::pair(&by_peer_, peer)}) {
    const auto found = failures->find(key);
    if (found != failures->end() && --found->second.count <= 0) failures->erase(found);
  }
}

}  // namespace postroom::accounts
