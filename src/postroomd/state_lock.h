// Keeps a second server out of a state folder: each would count the other's uploads as its own, and sweep them away.
#pragma once

#include <postroom/result.h>

#include <string>

namespace postroom::daemon {

class StateLock {
 public:
  // Code::busy if another server has the folder, of this process or another; it is told by its process id. What stays
  // in the folder, kStateLockFile, is no lock by itself: however a server ends, the next may have it.
  static Result<StateLock> take(const std::string& folder);
  ~StateLock();
  StateLock(StateLock&& other) noexcept;
  StateLock& operator=(StateLock&&) = delete;

 private:
  explicit StateLock(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;  // -1: moved away
};

inline constexpr char kStateLockFile[] = "postroomd.lock";

}  // namespace postroom::daemon
