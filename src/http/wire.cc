#include "http/wire.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace postroom::http {
namespace {

bool is_all_sent(const Buffers& buffers) {
  return std::all_of(buffers.begin(), buffers.end(),
                     [](const asio::const_buffer& one) { return one.size() == 0; });
}

void take_off(Buffers& buffers, std::size_t count) {
  for (asio::const_buffer& buffer : buffers) {
    const std::size_t part = std::min(count, buffer.size());
    buffer += part;
    count -= part;
  }
}

}  // namespace

Wire::Wire(std::unique_ptr<Transport> transport, Limits limits)
    : transport_(std::move(transport)), limits_(limits), buffer_(kLeastRoom) {}

Awaitable<bool> Wire::handshake() {
  deadline_ = SteadyClock::now() + limits_.header_time;
  error_code error;
  co_await transport_->handshake(error);
  deadline_ = kNever;
  broken_ = static_cast<bool>(error);
  co_return !error;
}

void Wire::make_space() {
  if (begin_ == end_) begin_ = end_ = 0;
  if (end_ < buffer_.size()) return;
  if (begin_ == 0) buffer_.resize(buffer_.size() * 2);  // the parser says when a head is too long
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= std::exchange(begin_, 0);
}

void Wire::make_room(std::size_t bytes) {
  if (buffer_.size() < bytes) buffer_.resize(bytes);
}

void Wire::save_room() {
  if (begin_ != end_ || buffer_.size() == kLeastRoom) return;
  std::vector<char>(kLeastRoom).swap(buffer_);
  begin_ = end_ = 0;
}

Awaitable<Received> Wire::receive() {
  make_space();
  late_ = false;
  error_code error;
  const asio::mutable_buffer space(buffer_.data() + end_, buffer_.size() - end_);
  const std::size_t count = co_await transport_->read_some(space, error);
  end_ += count;
  received_ += count;
  if (count > 0) co_return Received::some;
  if (late_) co_return Received::late;
  if (error == asio::error::eof) co_return Received::end;
  broken_ = true;
  co_return Received::lost;
}

bool Wire::send_now(Buffers& buffers) {
  error_code error;
  const std::size_t count = transport_->write_now(buffers, error);
  sent_ += count;
  take_off(buffers, count);
  return is_all_sent(buffers);
}

Awaitable<bool> Wire::send(Buffers buffers) {
  while (!is_all_sent(buffers)) {
    late_ = false;
    deadline_ = SteadyClock::now() + limits_.write_time;
    error_code error;
    const std::size_t count = co_await transport_->write_some(buffers, error);
    sent_ += count;
    take_off(buffers, count);
    if (error) {
      broken_ = true;
      break;
    }
  }
  deadline_ = kNever;
  co_return !broken_;
}

Awaitable<void> Wire::finish(Lingers lingers) {
  if (broken_) co_return;
  deadline_ = SteadyClock::now() + kLingerTime;
  late_ = false;
  co_await transport_->end();
  error_code error;
  Socket& socket = transport_->socket();
  const std::uint64_t most = lingers == Lingers::yes ? kMaxLinger : 0;
  for (std::uint64_t drained = 0; !late_ && !error && drained < most;) {
    drained += co_await socket.async_read_some(asio::buffer(buffer_), into(error));
  }
}

void Wire::abort() {
  broken_ = true;
  error_code ignored;
  Socket& socket = transport_->socket();
  socket.set_option(asio::socket_base::linger(true, 0), ignored);
  socket.close(ignored);
}

void Wire::check_time(TimePoint now) {
  if (now >= deadline_) interrupt();
}

void Wire::interrupt() {
  deadline_ = kNever;
  late_ = true;
  error_code ignored;
  transport_->socket().cancel(ignored);
}

}  // namespace postroom::http
