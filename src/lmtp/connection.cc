#include "lmtp/connection.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

namespace postroom::lmtp {
namespace {

constexpr std::size_t kReadAtOnce = 64 << 10;

auto into(error_code& error) { return asio::redirect_error(asio::use_awaitable, error); }

}  // namespace

// In coroutines `co_await` stands in a statement of its own: g++ 12 makes wrong code of it in conditions of
// loops.

Connection::Connection(Ground& ground, Socket socket, std::string peer)
    : ground_(ground),
      socket_(std::move(socket)),
      timer_(socket_.get_executor()),
      peer_(std::move(peer)),
      dialogue_(ground.options.host, ground.addressees, ground.options.limits),
      buffer_(kReadAtOnce, '\0') {}

Connection::~Connection() { ++*turn_; }

// The socket is asked to give up, which whoever waits for it notices. A timer that has run out already tells
// all the same when it is cancelled: by then it is somebody else's turn.
void Connection::set_deadline() {
  timer_.expires_after(ground_.options.patience);
  timer_.async_wait([this, turn = turn_, mine = ++*turn_](const error_code& error) {
    error_code ignored;
    if (!error && *turn == mine) socket_.cancel(ignored);
  });
}

void Connection::end_deadline() {
  ++*turn_;
  timer_.cancel();
}

asio::awaitable<std::string_view> Connection::receive() {
  error_code error;
  set_deadline();
  waiting_ = true;
  const std::size_t size = co_await socket_.async_read_some(asio::buffer(buffer_), into(error));
  waiting_ = false;
  end_deadline();
  const bool is_silent = error == asio::error::operation_aborted;
  if (is_silent) dialogue_.end(stopping_ ? "The server stops" : "Nothing came for too long");
  co_return error ? std::string_view() : std::string_view(buffer_).substr(0, size);
}

asio::awaitable<bool> Connection::send() {
  const std::string replies = dialogue_.take_replies();
  if (replies.empty()) co_return true;
  error_code error;
  set_deadline();
  co_await asio::async_write(socket_, asio::buffer(replies), into(error));
  end_deadline();
  co_return !error;
}

void Connection::log(const std::vector<Reply>& outcomes) const {
  if (!ground_.options.log) return;
  const Envelope& envelope = dialogue_.envelope();
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const Recipient& recipient = envelope.recipients[i];
    ground_.options.log({peer_, envelope.sender, recipient.address, recipient.store, outcomes[i]});
  }
}

asio::awaitable<void> Connection::deliver() {
  const Envelope& envelope = dialogue_.envelope();
  std::vector<Reply> outcomes;
  if (const auto obstacle = dialogue_.obstacle()) {
    outcomes.assign(envelope.recipients.size(), *obstacle);
  } else {
    const auto work = [this, &envelope, &outcomes]() -> asio::awaitable<void> {
      outcomes = ground_.delivery.deliver(envelope, dialogue_.mail(), peer_);
      co_return;
    };
    co_await asio::co_spawn(ground_.workers, work, asio::use_awaitable);
  }
  log(outcomes);
  dialogue_.answer(outcomes);
}

asio::awaitable<void> Connection::consume(std::string_view bytes) {
  for (bool more = true; more;) {
    bytes.remove_prefix(dialogue_.take(bytes));
    more = dialogue_.has_mail();
    if (more) co_await deliver();
  }
}

asio::awaitable<void> Connection::serve() {
  bool whole = co_await send();
  while (whole && !dialogue_.is_over()) {
    const std::string_view bytes = co_await receive();
    if (bytes.empty() && !dialogue_.is_over()) co_return;
    co_await consume(bytes);
    if (stopping_) dialogue_.end("The server stops");
    whole = co_await send();
  }
}

asio::awaitable<void> Connection::turn_away(std::string_view reason) {
  (void)dialogue_.take_replies();
  dialogue_.end(reason);
  (void)co_await send();
}

void Connection::stop() {
  stopping_ = true;
  error_code ignored;
  if (waiting_) socket_.cancel(ignored);
}

}  // namespace postroom::lmtp
