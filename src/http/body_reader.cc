#include "http/body_reader.h"

#include "base/try.h"
#include "http/on_worker.h"

namespace postroom::http {
namespace {

constexpr std::size_t kReceive = 64 << 10;  // bytes at once, of bodies that do not fit into what heads need

Problem cannot_keep(const Error& error) {
  return error.code == Code::disk_full ? problems::disk_full() : problems::internal({});
}

}  // namespace

Awaitable<std::optional<Response>> BodyReader::read() {
  const RequestHead& head = parser_.head();
  if (head.length > route_.max_body || (head.chunked && route_.max_body == 0)) {
    refuse(problems::body_too_large(route_.max_body));
  }
  if (!refusal_ && head.length > kMaxBodyInMemory) co_await ask_to_admit();
  if (!refusal_ && head.expects_continue && wire_.input().empty()) co_await say_continue();
  if (head.chunked || head.length > kReceive) wire_.make_room(kReceive);
  if (!head.chunked && head.length <= kMaxBodyInMemory) piece_.reserve(static_cast<std::size_t>(head.length));
  begin_window();
  while (!refusal_ && !parser_.is_done()) {
    if (!wire_.input().empty()) co_await decode();
    if (!refusal_ && !parser_.is_done()) co_await receive();
  }
  if (!refusal_ && file_) co_await spool();
  if (refusal_) co_return std::move(refusal_);
  if (file_) {
    request_.body = file_;
  } else if (size_ > 0) {
    request_.body = body_in_memory(std::move(piece_));
  }
  co_return std::nullopt;
}

void BodyReader::begin_window() {
  window_end_ = SteadyClock::now() + state_.options.limits.body_time;
  window_from_ = wire_.received();
}

Awaitable<void> BodyReader::receive() {
  const Limits& limits = state_.options.limits;
  for (;;) {
    const TimePoint now = SteadyClock::now();
    if (now >= window_end_) {
      const auto milliseconds = static_cast<std::uint64_t>(limits.body_time.count());
      const bool is_too_slow = (wire_.received() - window_from_) * 1000 < limits.body_rate * milliseconds;
      if (is_too_slow) co_return refuse(problems::request_timeout());
      begin_window();
    }
    wire_.set_deadline(window_end_);
    const Received received = co_await wire_.receive();
    wire_.set_deadline(kNever);
    if (received == Received::some) co_return;
    if (received != Received::late) co_return refuse(problems::malformed("The body ends before its time."));
  }
}

Awaitable<void> BodyReader::decode() {
  const std::size_t before = piece_.size();
  wire_.use(parser_.read_body(wire_.input(), piece_));
  const bool was_small = size_ <= kMaxBodyInMemory;
  size_ += piece_.size() - before;
  if (parser_.refused()) {
    refuse(*parser_.refused());
  } else if (size_ > route_.max_body) {
    refuse(problems::body_too_large(route_.max_body));
  } else if (parser_.head().chunked && was_small && size_ > kMaxBodyInMemory) {
    co_await ask_to_admit();
  }
  if (!refusal_ && piece_.size() > kMaxBodyInMemory) co_await spool();
}

Awaitable<void> BodyReader::ask_to_admit() {
  if (!route_.admit) co_return;
  auto ask = [this] { refusal_ = admit(route_, request_); };
  const bool asked = co_await on_worker(state_.workers, wire_.executor(), Takes::if_there_is_room, ask);
  if (!asked) refuse(problems::overloaded());
}

Awaitable<void> BodyReader::say_continue() {
  constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  const Buffers buffers{asio::const_buffer(kContinue.data(), kContinue.size()), {}, {}};
  co_await wire_.send(buffers);  // a client that is gone shows when it is read from
}

// Moves the piece into the file.
Awaitable<void> BodyReader::spool() {
  Status written = ok_status();
  auto write = [this, &written] {
    if (!file_) {
      Result<std::shared_ptr<SpoolFile>> made = SpoolFile::create(state_.options.spool);
      if (!made.ok()) {
        written = std::move(made).error();
        return;
      }
      file_ = *std::move(made);
    }
    written = file_->write(as_bytes(piece_));
  };
  co_await on_worker(state_.workers, wire_.executor(), Takes::always, write);
  piece_.clear();
  if (written.ok()) co_return;
  refuse(cannot_keep(written.error()));
  refusal_->note = describe(written.error());
}

}  // namespace postroom::http
