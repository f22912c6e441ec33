#include "cli/event_queue.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <array>
#include <cstdint>

#include "cli/interruption.h"

namespace postroom::cli {

EventQueue::EventQueue() : bell_(eventfd(0, EFD_CLOEXEC | EFD_SEMAPHORE)) {}

EventQueue::~EventQueue() {
  if (bell_ >= 0) close(bell_);
}

void EventQueue::push(Event event) {
  {
    const std::lock_guard lock(mutex_);
    events_.push_back(std::move(event));
  }
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t rung = write(bell_, &one, sizeof one);
}

std::optional<Event> EventQueue::next() {
  while (!was_interrupted()) {
    std::array<pollfd, 2> wait = {pollfd{bell_, POLLIN, 0}, pollfd{interruption_descriptor(), POLLIN, 0}};
    if (poll(wait.data(), wait.size(), -1) < 0 || (wait[0].revents & POLLIN) == 0) continue;
    std::uint64_t count = 0;
    [[maybe_unused]] const ssize_t heard = read(bell_, &count, sizeof count);
    const std::lock_guard lock(mutex_);
    Event event = std::move(events_.front());
    events_.pop_front();
    return event;
  }
  return std::nullopt;
}

}  // namespace postroom::cli
