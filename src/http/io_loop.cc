#include "http/io_loop.h"

#include <ctime>
#include <exception>
#include <vector>

#include "http/response_head.h"

namespace postroom::http {

IoLoop::IoLoop(std::chrono::milliseconds tick) : tick_(tick), timer_(context_) {
  wait_for_tick();
  thread_ = std::thread([this] { run(); });
}

IoLoop::~IoLoop() {
  context_.stop();
  thread_.join();
}

// What a coroutine throws ends its connection and does not come here; want of memory in Asio itself may.
void IoLoop::run() {
  while (!context_.stopped()) {
    try {
      context_.run();
    } catch (const std::exception&) {
    }
  }
}

// The tick is also what keeps the loop running while it has no connections.
void IoLoop::wait_for_tick() {
  timer_.expires_after(tick_);
  timer_.async_wait([this](const error_code& error) {
    if (error) return;
    wait_for_tick();
    const TimePoint now = SteadyClock::now();
    for (Member* member : members_) member->check_time(now);
  });
}

void IoLoop::stop_members() {
  for (Member* member : members_) member->stop();
}

void IoLoop::cut_members() {
  for (Member* member : members_) member->cut();
}

const std::string& IoLoop::date() {
  const auto second = static_cast<std::int64_t>(::time(nullptr));
  if (second != date_second_) {
    date_second_ = second;
    date_ = http_date(second);
  }
  return date_;
}

}  // namespace postroom::http
