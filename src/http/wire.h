// The bytes of one connection in both directions, within their time limits. Used on the thread of its loop.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "http/io_loop.h"
#include "http/server.h"
#include "http/transport.h"

namespace postroom::http {

enum class Received {
  some,
  end,   // the client sends no more
  late,  // the deadline has passed; what was sent so far stays
  lost,  // the connection is broken
};

class Wire {
 public:
  Wire(std::unique_ptr<Transport> transport, Limits limits);

  bool is_secure() const { return transport_->is_secure(); }
  Executor executor() { return transport_->socket().get_executor(); }
  std::uint64_t received() const { return received_; }
  std::uint64_t sent() const { return sent_; }

  Awaitable<bool> handshake();

  // What has come and was not used yet.
  std::string_view input() const { return {buffer_.data() + begin_, end_ - begin_}; }
  void use(std::size_t count) { begin_ += count; }
  // Adds to it. Waits until the deadline that was set last.
  Awaitable<Received> receive();
  void set_deadline(TimePoint deadline) { deadline_ = deadline; }
  // Room for larger pieces at once, for a body; and less again, between requests.
  void make_room(std::size_t bytes);
  void save_room();

  // Tries to send all without waiting, and takes off what went. False: send() the rest.
  bool send_now(Buffers& buffers);
  // False: the client took nothing for `write_time`, or is gone.
  Awaitable<bool> send(Buffers buffers);

  enum class Lingers { no, yes };
  // Says that no more comes and, if it lingers, reads what the client is still sending, for a while: to close
  // before would destroy what it has not read yet (RFC 9112, 9.6).
  Awaitable<void> finish(Lingers lingers);
  // The client sees a broken connection, not an end.
  void abort();

  void check_time(TimePoint now);
  // Whoever waits is told: late.
  void interrupt();

 private:
  static constexpr std::size_t kLeastRoom = 4096;
  static constexpr std::chrono::milliseconds kLingerTime{1000};
  static constexpr std::uint64_t kMaxLinger = 4 << 20;  // bytes

  void make_space();

  std::unique_ptr<Transport> transport_;
  const Limits limits_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0, end_ = 0;
  TimePoint deadline_ = TimePoint::max();
  bool late_ = false, broken_ = false;
  std::uint64_t received_ = 0, sent_ = 0;
};

inline constexpr TimePoint kNever = TimePoint::max();

}  // namespace postroom::http
