// Hands events over from the store's thread to the command's, which also waits for signals.
#pragma once

#include <postroom/events.h>

#include <deque>
#include <mutex>
#include <optional>

namespace postroom::cli {

// push() from any thread; next() from one.
class EventQueue {
 public:
  EventQueue();
  ~EventQueue();
  EventQueue(const EventQueue&) = delete;
  EventQueue& operator=(const EventQueue&) = delete;

  void push(Event event);
  // Waits for the next one; nothing when a signal came.
  std::optional<Event> next();

 private:
  std::mutex mutex_;
  std::deque<Event> events_;
  int bell_;  // an eventfd: readable while there are events
};

}  // namespace postroom::cli
