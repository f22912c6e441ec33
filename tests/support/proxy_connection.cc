#include "support/proxy_connection.h"

#include <fcntl.h>
#include <sys/socket.h>

#include <cerrno>
#include <utility>

namespace postroom::testing {
namespace {

constexpr std::size_t kPiece = 64 * 1024;

Side other(Side side) { return side == Side::client ? Side::server : Side::client; }

bool would_wait() { return errno == EAGAIN || errno == EINTR; }

}  // namespace

ProxyConnection::ProxyConnection(OwnedFile client, OwnedFile server)
    : client_(std::move(client)), server_(std::move(server)) {
  for (const Side side : {Side::client, Side::server}) ::fcntl(end(side).number(), F_SETFL, O_NONBLOCK);
}

std::array<pollfd, 2> ProxyConnection::waiting() const {
  // An end with nothing to wait for is left out: poll() would report that it is closed again and again.
  const auto file = [](const OwnedFile& end, const Lane& in, const Lane& out) {
    const auto events = static_cast<short>((in.held ? 0 : POLLIN) | (out.out.empty() ? 0 : POLLOUT));
    return pollfd{events == 0 ? -1 : end.number(), events, 0};
  };
  const auto& [from_client, from_server] = lanes_;
  return {file(client_, from_client, from_server), file(server_, from_server, from_client)};
}

std::optional<ProxyConnection::Clock::time_point> ProxyConnection::held_until() const {
  for (const Lane& lane : lanes_) {
    if (lane.held) return lane.held_until;
  }
  return std::nullopt;
}

void ProxyConnection::release() {
  for (Lane& lane : lanes_) lane.held_until = {};
}

bool ProxyConnection::serve(const Judge& judge) {
  bool goes_on = true;
  for (Lane& lane : lanes_) {
    const bool has_more = lane.held || receive(lane);
    if (!judge_all(lane, judge)) return false;
    goes_on = send(lane) && has_more && goes_on;
  }
  return goes_on;
}

// False: that end has closed the connection.
bool ProxyConnection::receive(Lane& lane) {
  std::string piece(kPiece, '\0');
  for (;;) {
    const ssize_t count = ::recv(end(lane.from).number(), piece.data(), piece.size(), 0);
    if (count < 0 && would_wait()) return true;
    if (count <= 0) return false;
    lane.splitter.add(std::string_view(piece).substr(0, static_cast<std::size_t>(count)));
  }
}

// False: the connection is to end here.
bool ProxyConnection::judge_all(Lane& lane, const Judge& judge) {
  if (lane.held && Clock::now() >= lane.held_until) pass(lane, *std::exchange(lane.held, std::nullopt));
  while (!lane.held) {
    std::optional<WireMessage> message = lane.splitter.next();
    if (!message) break;
    const Verdict verdict = judge(lane.from, *message);
    switch (verdict.kind) {
      case Verdict::Kind::pass:
        pass(lane, *message);
        break;
      case Verdict::Kind::cut:
        send(lane);
        return false;
      case Verdict::Kind::truncate:
        lane.out += message->bytes.substr(0, message->bytes.size() / 2);
        send(lane);
        return false;
      case Verdict::Kind::hold:
        lane.held = std::move(message);
        lane.held_until = Clock::now() + verdict.time;
        break;
    }
  }
  return true;
}

void ProxyConnection::pass(Lane& lane, const WireMessage& message) {
  passed_.passed(lane.from, message);
  lane.out += message.bytes;
}

bool ProxyConnection::may_be_committing(Side from, const WireMessage& message) {
  CommitWatch heard = passed_;
  if (from == Side::client) heard.passed(from, message);
  return may_be_committing(heard);
}

bool ProxyConnection::may_be_committing() {
  CommitWatch heard = passed_;
  if (const auto& held = lanes_[0].held) heard.passed(Side::client, *held);
  return may_be_committing(heard);
}

bool ProxyConnection::may_be_committing(CommitWatch heard) {
  Lane& lane = lanes_[0];
  receive(lane);
  MessageSplitter ahead = lane.splitter;
  while (const auto message = ahead.next()) heard.passed(Side::client, *message);
  return heard.is_under_way() || !heard.is_client_done() || !ahead.is_empty();
}

bool ProxyConnection::send(Lane& lane) {
  while (!lane.out.empty()) {
    const ssize_t count =
        ::send(end(other(lane.from)).number(), lane.out.data(), lane.out.size(), MSG_NOSIGNAL);
    if (count < 0) return would_wait();
    lane.out.erase(0, static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace postroom::testing
