#include "http/event_writer.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include "http/response_writer.h"

namespace postroom::http {
namespace {

constexpr std::string_view kComment = ":\n\n";

asio::const_buffer buffer(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

EventWriter::EventWriter(Wire& wire, std::shared_ptr<EventStream> stream, std::chrono::milliseconds heartbeat)
    : wire_(wire),
      stream_(std::move(stream)),
      heartbeat_(heartbeat),
      timer_(wire.executor()),
      waker_(std::make_shared<Waker>()) {
  waker_->writer = this;
}

EventWriter::~EventWriter() {
  {
    const std::lock_guard lock(waker_->mutex);
    waker_->writer = nullptr;
  }
  stream_->on_ready(nullptr);
  stream_->abandon();
}

// The writer itself is looked at on its own thread, where it also goes.
void EventWriter::Waker::wake(const std::shared_ptr<Waker>& waker) {
  const std::lock_guard lock(waker->mutex);
  if (!waker->writer) return;
  asio::post(waker->writer->wire_.executor(), [waker] {
    if (waker->writer) waker->writer->timer_.cancel();
  });
}

Awaitable<bool> EventWriter::write(std::string_view head, EventFraming framing, std::shared_ptr<void> owner) {
  framing_ = framing;
  stream_->on_ready([waker = waker_] { Waker::wake(waker); });
  watching_ = true;
  asio::co_spawn(wire_.executor(), watch_client(std::move(owner)), asio::detached);
  bool whole = co_await send_text(head, kComment);
  if (whole) whole = co_await send_events();
  const Buffers last{buffer(framing_ == EventFraming::chunks ? "0\r\n\r\n" : ""), {}, {}};
  if (whole) whole = co_await wire_.send(last);
  co_await end_watch();
  co_return whole;
}

// False: the client is gone.
Awaitable<bool> EventWriter::send_events() {
  bool whole = true;
  while (whole && !gone_) {
    const bool closed = stream_->is_closed();  // asked first: what came before that is there to be taken
    const std::string text = stream_->take();
    if (text.empty() && closed) co_return true;
    if (!text.empty()) {
      whole = co_await send_text({}, text);
      continue;
    }
    error_code woken;
    timer_.expires_after(heartbeat_);
    co_await timer_.async_wait(into(woken));
    if (!woken) whole = co_await send_text({}, kComment);
  }
  co_return false;
}

Awaitable<bool> EventWriter::send_text(std::string_view before, std::string_view text) {
  std::string frame(before);
  const bool chunked = framing_ == EventFraming::chunks;
  if (chunked) frame += chunk_line(text.size());
  const Buffers buffers{buffer(frame), buffer(text), buffer(chunked ? "\r\n" : "")};
  co_return co_await wire_.send(buffers);
}

// A client that gets events has nothing more to say: what it says is dropped, and its end is what one waits
// for.
Awaitable<void> EventWriter::watch_client(std::shared_ptr<void>) {
  while (!gone_) {
    const Received received = co_await wire_.receive();
    gone_ = received != Received::some;
    wire_.use(wire_.input().size());
  }
  watching_ = false;
  timer_.cancel();
}

Awaitable<void> EventWriter::end_watch() {
  while (watching_) {
    wire_.interrupt();
    error_code woken;
    timer_.expires_at(TimePoint::max());
    co_await timer_.async_wait(into(woken));
  }
}

}  // namespace postroom::http
