#include "benchmarks/load_client.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>

#include "benchmarks/workbench.h"

namespace postroom::bench {
namespace {

struct Connection {
  int socket = -1;
  std::string received;
  double asked = 0;
};

int connect_to(std::uint16_t port) {
  const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (made < 0 || ::connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    must(Status(Error{Code::io_error, "The load client could not connect.", std::to_string(port)}));
  }
  const int yes = 1;
  ::setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  return made;
}

// The end of the answer that `received` begins with; 0 while it is not all there.
std::size_t answer_end(std::string_view received, std::size_t& head_end) {
  head_end = received.find("\r\n\r\n");
  if (head_end == std::string_view::npos) return 0;
  head_end += 4;
  std::size_t length = 0;
  const std::string_view text = field_in(received.substr(0, head_end), "Content-Length");
  std::from_chars(text.data(), text.data() + text.size(), length);
  return received.size() < head_end + length ? 0 : head_end + length;
}

unsigned status_in(std::string_view head) {
  unsigned status = 0;
  if (head.size() > 12) std::from_chars(head.data() + 9, head.data() + 12, status);
  return status;
}

class Load {
 public:
  Load(std::uint16_t port, std::size_t connections, LoadScript& script) : script_(script), connections_(connections) {
    poll_ = ::epoll_create1(EPOLL_CLOEXEC);
    for (std::size_t i = 0; i < connections; ++i) {
      connections_[i].socket = connect_to(port);
      epoll_event event{};
      event.events = EPOLLIN;
      event.data.u64 = i;
      ::epoll_ctl(poll_, EPOLL_CTL_ADD, connections_[i].socket, &event);
    }
  }
  ~Load() {
    for (const Connection& each : connections_) {
      if (each.socket >= 0) ::close(each.socket);
    }
    ::close(poll_);
  }
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  // Asks for so long, then waits for the last answers.
  LoadResult run(double seconds) {
    const double start = now_seconds();
    end_ = start + seconds;
    for (std::size_t i = 0; i < connections_.size(); ++i) ask(i);
    std::vector<epoll_event> events(256);
    while (under_way_ > 0) {
      const int count = ::epoll_wait(poll_, events.data(), static_cast<int>(events.size()), 10'000);
      if (count <= 0) break;  // ten seconds without an answer
      for (int i = 0; i < count; ++i) receive(static_cast<std::size_t>(events[static_cast<std::size_t>(i)].data.u64));
    }
    result_.lost += under_way_;
    result_.seconds = now_seconds() - start;
    return std::move(result_);
  }

 private:
  void ask(std::size_t number) {
    Connection& connection = connections_[number];
    const std::string request = script_.next(number);
    connection.asked = now_seconds();
    // Requests are small: what the socket does not take at once ends the measurement.
    const ssize_t sent = ::send(connection.socket, request.data(), request.size(), MSG_NOSIGNAL);
    if (sent == static_cast<ssize_t>(request.size())) {
      ++under_way_;
    } else {
      ++result_.lost;
    }
  }

  void receive(std::size_t number) {
    Connection& connection = connections_[number];
    char buffer[64 << 10];
    const ssize_t count = ::recv(connection.socket, buffer, sizeof buffer, 0);
    if (count <= 0) {
      ::close(connection.socket);
      connection.socket = -1;
      ++result_.lost;
      --under_way_;
      return;
    }
    connection.received.append(buffer, static_cast<std::size_t>(count));
    std::size_t head_end = 0;
    const std::size_t end = answer_end(connection.received, head_end);
    if (end == 0) return;
    --under_way_;
    ++result_.answers;
    result_.micros.push_back(static_cast<std::uint32_t>((now_seconds() - connection.asked) * 1e6));
    const std::string_view whole(connection.received);
    script_.answered(number, status_in(whole), whole.substr(0, head_end), whole.substr(head_end, end - head_end));
    connection.received.clear();
    if (now_seconds() < end_) ask(number);
  }

  LoadScript& script_;
  std::vector<Connection> connections_;
  int poll_ = -1;
  double end_ = 0;
  std::size_t under_way_ = 0;
  LoadResult result_;
};

}  // namespace

double LoadResult::percentile(double part) const {
  if (micros.empty()) return 0;
  std::vector<std::uint32_t> sorted = micros;
  const auto at = sorted.begin() + static_cast<std::ptrdiff_t>(part * static_cast<double>(sorted.size() - 1));
  std::nth_element(sorted.begin(), at, sorted.end());
  return *at / 1e6;
}

LoadResult run_load(std::uint16_t port, std::size_t connections, double seconds, LoadScript& script) {
  return Load(port, connections, script).run(seconds);
}

std::string_view field_in(std::string_view head, std::string_view name) {
  const std::string wanted = "\r\n" + std::string(name) + ": ";
  const auto at = head.find(wanted);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = head.substr(at + wanted.size());
  return rest.substr(0, rest.find("\r\n"));
}

}  // namespace postroom::bench
