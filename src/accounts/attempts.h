// Attempts to sign in, counted for each name and each peer, so that nobody can guess on. In memory: a restart
// forgets them. Thread-safe.
#pragma once

#include <postroom/session.h>

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace postroom::accounts {

struct AttemptLimits {
  int free = 5;                        // failures in a row that cost nothing
  std::chrono::seconds first_wait{1};  // after the next one; then twice as long each time
  std::chrono::seconds longest_wait{300};
  int free_of_peer = 50;  // the same for all names from one peer
  std::chrono::seconds forgotten_after{3600};
};

class Attempts {
 public:
  explicit Attempts(AttemptLimits limits = {}) : limits_(limits) {}

  // How long to wait; nothing if an attempt is free now.
  std::optional<std::chrono::seconds> wait(std::string_view name, std::string_view peer, FileTime now);
  // The same before an attempt that is made if it is free: it counts as failed until one of the two below, so
  // that many at the same time are no way around the limits.
  std::optional<std::chrono::seconds> begin(std::string_view name, std::string_view peer, FileTime now);
  void succeeded(std::string_view name, std::string_view peer);  // nothing has failed
  void withdrawn(std::string_view name, std::string_view peer);  // this attempt was none

  static constexpr std::size_t kMaxRemembered = 100'000;  // names and peers; then the oldest go

 private:
  struct Failures {
    int count = 0;
    FileTime last;
  };
  using FailuresBy = std::map<std::string, Failures, std::less<>>;
  std::optional<std::chrono::seconds> longest_wait(std::string_view name, std::string_view peer,
                                                   FileTime now);
  std::chrono::seconds wait_of(FailuresBy& failures, std::string_view key, int free, FileTime now);

  std::mutex mutex_;
  const AttemptLimits limits_;
  FailuresBy by_name_, by_peer_;
};

}  // namespace postroom::accounts
