// One stream of a store's events: every change that its session may hear of, in order and once, from where
// the client stopped. Thread-safe.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "http/event_stream.h"
#include "server/event_teller.h"

namespace postroom::server {

class EventListener : public std::enable_shared_from_this<EventListener> {
 public:
  EventListener(Store store, Session session, std::shared_ptr<EventTeller> teller);

  // Begins behind `after`. Past kMaxBehind events, or where the log no longer reaches back or is not that far
  // yet, the client is told to read everything anew. Called once.
  Status start(LogPosition after);

  // Of a message that somebody has come to or left; nothing where the session may not read it, or the client is far
  // behind: who says so often that messages are open does not end the streams of others.
  void tell_of_message(MessageId message, const http::ServerEvent& event);
  // What begins a stream, for the client to know where it is.
  void tell_start(LogPosition position);

  const std::shared_ptr<http::EventStream>& stream() const { return stream_; }

  static constexpr std::size_t kMaxBehind = 1000;   // events that are told to who comes again
  static constexpr std::size_t kMaxWaiting = 2048;  // that a client has not taken; then its stream ends
  // Of one event; past it the client is told to read everything anew. What is told always fits into a stream that is
  // empty, so that a client which was cut off gets on.
  static constexpr std::size_t kMaxMessages = 50'000;

 private:
  Status catch_up();
  void hear(const Event& event);
  void tell(const Event& event);           // needs mutex_
  void tell_reload(LogPosition position);  // needs mutex_

  Store store_;
  const Session session_;
  const std::shared_ptr<EventTeller> teller_;
  const std::shared_ptr<http::EventStream> stream_ = std::make_shared<http::EventStream>(kMaxWaiting);
  std::mutex mutex_;
  bool catching_up_ = true;
  LogPosition last_;                    // that was told
  std::vector<Event> waiting_;          // came while catching up
  std::shared_ptr<void> subscription_;  // the last member: it ends first
};

}  // namespace postroom::server
