// Sends the events of a stream as they come, and notices when the client leaves.
#pragma once

#include <memory>
#include <mutex>

#include "http/event_stream.h"
#include "http/wire.h"

namespace postroom::http {

enum class EventFraming { chunks, bare };

class EventWriter {
 public:
  // `wire` outlives it.
  EventWriter(Wire& wire, std::shared_ptr<EventStream> stream, std::chrono::milliseconds heartbeat);
  // The stream is abandoned.
  ~EventWriter();
  EventWriter(const EventWriter&) = delete;
  EventWriter& operator=(const EventWriter&) = delete;

  // The head first, then events until the stream is closed or the client gone: false then. `owner` keeps this
  // alive.
  Awaitable<bool> write(std::string_view head, EventFraming framing, std::shared_ptr<void> owner);
  // What waits goes out, then it ends.
  void stop() { stream_->close(); }

 private:
  // What a pushing thread holds, for longer than this perhaps.
  struct Waker {
    std::mutex mutex;               // the writer's own thread alone changes what it guards
    EventWriter* writer = nullptr;  // null once nobody is to be woken
    static void wake(const std::shared_ptr<Waker>& waker);
  };

  Awaitable<void> watch_client(std::shared_ptr<void> owner);
  Awaitable<bool> send_text(std::string_view before, std::string_view text);
  Awaitable<bool> send_events();
  Awaitable<void> end_watch();

  Wire& wire_;
  const std::shared_ptr<EventStream> stream_;
  const std::chrono::milliseconds heartbeat_;
  EventFraming framing_ = EventFraming::chunks;
  Timer timer_;
  bool watching_ = false, gone_ = false;
  std::shared_ptr<Waker> waker_;
};

}  // namespace postroom::http
