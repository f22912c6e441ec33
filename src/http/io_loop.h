// One thread that waits for sockets, and the connections that live on it.
#pragma once

#include <string>
#include <thread>
#include <unordered_set>

#include "http/asio_types.h"

namespace postroom::http {

class IoLoop {
 public:
  // Somebody with time limits. All calls come on the loop's thread.
  class Member {
   public:
    virtual ~Member() = default;
    virtual void check_time(TimePoint now) = 0;
    virtual void stop() = 0;  // ends as soon as what is under way is done
    virtual void cut() = 0;   // ends now
  };

  // Members are told the time as often as `tick` says.
  explicit IoLoop(std::chrono::milliseconds tick);
  // Ends the thread; what is left of coroutines goes.
  ~IoLoop();

  Executor executor() { return context_.get_executor(); }
  asio::io_context& context() { return context_; }

  // The rest, for the loop's thread only.
  void join(Member& member) { members_.insert(&member); }
  void leave(Member& member) { members_.erase(&member); }
  void stop_members();
  void cut_members();
  // What goes into the field Date, now.
  const std::string& date();

 private:
  void run();
  void wait_for_tick();

  const std::chrono::milliseconds tick_;
  asio::io_context context_{1};  // one thread runs it
  Timer timer_;
  std::unordered_set<Member*> members_;
  std::int64_t date_second_ = 0;
  std::string date_;
  std::thread thread_;
};

}  // namespace postroom::http
