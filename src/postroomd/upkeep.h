// What the server does by the clock while nobody asks: it ends streams of those who were signed out, and lets go of what
// has expired.
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "server/service.h"

namespace postroom::daemon {

class Upkeep {
 public:
  explicit Upkeep(std::shared_ptr<server::Service> service);
  ~Upkeep();  // waits for what is under way

  static constexpr std::chrono::seconds kOften{2};    // streams of events, presence
  static constexpr std::chrono::seconds kSometimes{60};  // open tables, uploads, sessions and tokens

 private:
  void run();
  bool wait();  // false: it is time to end

  const std::shared_ptr<server::Service> service_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace postroom::daemon
