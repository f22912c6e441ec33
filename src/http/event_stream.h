// Server-sent events (HTML standard, section 9.2): what is pushed here by any thread goes out on the
// connection that the stream is the body of.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <string>

namespace postroom::http {

struct ServerEvent {
  std::string id;    // what the client says as Last-Event-ID when it comes again; may be empty
  std::string type;  // one word; empty: "message"
  std::string data;  // lines
  friend bool operator==(const ServerEvent&, const ServerEvent&) = default;
};

// As it goes over the wire.
std::string to_wire(const ServerEvent& event);

// Thread-safe.
class EventStream {
 public:
  explicit EventStream(std::size_t limit = kMaxWaitingEvents) : limit_(limit) {}

  // False: it is closed, or just became so, since more events wait than the limit, or more bytes of them than
  // kMaxWaitingBytes. The client comes again and goes on from its last one.
  bool push(ServerEvent event);
  // The same for what is no loss: where half of what may wait does so already, it is left out (false), and the stream
  // goes on.
  bool offer(ServerEvent event);
  // No more will come: what waits goes out, then the connection ends.
  void close();
  bool is_closed() const;

  // For the connection. Called, on the pushing thread, when something waits or the stream has closed; at once
  // if that is so already. Null: nobody listens any more.
  void on_ready(std::function<void()> ready);
  // What waits, as it goes over the wire; empty if nothing does.
  std::string take();
  // The client is gone: closes the stream and tells whoever feeds it.
  void abandon();
  // For whoever feeds it: called once, by abandon(), or at once if that has been.
  void on_abandoned(std::function<void()> abandoned);

  static constexpr std::size_t kMaxWaitingEvents = 4096;
  static constexpr std::size_t kMaxWaitingBytes = 4 << 20;

 private:
  // Both need mutex_.
  bool has_room(std::size_t bytes, std::size_t share) const;
  void add(ServerEvent event, std::size_t bytes);

  mutable std::mutex mutex_;
  std::size_t limit_;
  std::deque<ServerEvent> waiting_;
  std::size_t waiting_bytes_ = 0;
  bool closed_ = false, abandoned_ = false;
  std::function<void()> ready_, on_abandoned_;
};

}  // namespace postroom::http
