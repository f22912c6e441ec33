// Writers that PATCH a few messages from connections of their own, conflicting and not, until the server is
// gone; and what each was told.
#pragma once

#include <postroom/property.h>

#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

#include "server/served.h"

namespace postroom::server_tests {

inline constexpr int kWriters = 6;

// The text that one writer alone changes; the subject is everybody's.
PropertyTag own_tag(int writer);

// Every save writes a token that no other save writes.
struct Attempt {
  enum class Outcome {
    unknown,  // no answer came
    kept,
    refused,
  };
  MessageId message;  // where it went: of one that was kept elsewhere, the copy
  VersionNumber version;
  int writer = 0;
  bool is_own = false;  // in own_tag(writer), else in the subject
  std::string token;
  Outcome outcome = Outcome::unknown;
};

class Load {
 public:
  // Begins at once. `round` is in each token.
  Load(const Served& served, std::vector<MessageId> messages, int round);
  ~Load();

  std::int64_t kept() const { return kept_; }  // so far
  // Returns when that many are kept; false if the writers have ended before, or nothing happened for long.
  bool wait_for_kept(std::int64_t count) const;
  // Once the server is gone: everything that was tried, in no order. `complaints` are answers that nobody
  // should get.
  std::vector<Attempt> finish(std::vector<std::string>& complaints);

 private:
  class Writer;
  void write(Writer writer);

  std::atomic<std::int64_t> kept_ = 0;
  std::atomic<int> running_ = 0;
  std::mutex mutex_;
  std::vector<Attempt> attempts_;
  std::vector<std::string> complaints_;
  std::vector<std::thread> threads_;
};

}  // namespace postroom::server_tests
