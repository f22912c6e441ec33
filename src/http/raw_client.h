// For tests: a client that sends bytes as they are and tells what comes back.
#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <functional>
#include <string>
#include <string_view>
#include <thread>

namespace postroom::http::testing {

inline constexpr std::chrono::seconds kPatience{10};

// Returns once it is so; a failure of the test after kPatience.
inline void wait_until(const std::function<bool()>& is_so) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (!is_so()) {
    ASSERT_LT(std::chrono::steady_clock::now(), end) << "It did not become so.";
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

struct Answer {
  unsigned status = 0;  // 0: the connection ended before there was a whole answer
  std::string head, body;

  // The value of a field; empty if it is not there.
  std::string field(std::string_view name) const {
    const std::size_t at = head.find("\r\n" + std::string(name) + ": ");
    if (at == head.npos) return {};
    const std::size_t begin = at + name.size() + 4;
    return head.substr(begin, head.find("\r\n", begin) - begin);
  }
};

class RawClient {
 public:
  explicit RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  }
  ~RawClient() { ::close(socket_); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  int socket() const { return socket_; }
  // False: the server has closed.
  bool send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
  }
  void end_sending() const { ::shutdown(socket_, SHUT_WR); }

  // The next answer; `to_head` is one to a HEAD request.
  Answer answer(bool to_head = false) {
    Answer answer;
    if (!read_past("\r\n\r\n", answer.head)) return answer;
    const auto status =
        static_cast<unsigned>(std::atoi(answer.head.c_str() + std::string_view("HTTP/1.1 ").size()));
    const std::string length = answer.field("Content-Length");
    bool whole = true;
    if (to_head || status == 100 || status == 204 || status == 304) {
    } else if (answer.field("Transfer-Encoding") == "chunked") {
      whole = read_chunks(answer.body);
    } else if (!length.empty()) {
      whole = read(std::stoull(length), answer.body);
    } else {
      answer.body = rest();
    }
    if (whole) answer.status = status;
    return answer;
  }
  Answer ask(std::string_view bytes) {
    send(bytes);
    return answer();
  }
  Answer get(const std::string& target, const std::string& fields = {}) {
    return ask("GET " + target + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n");
  }

  // Everything up to the end of the connection.
  std::string rest() {
    while (more()) {
    }
    return std::exchange(input_, {});
  }
  // Whether it ended in the way of connections that are broken.
  bool was_reset() const { return reset_; }
  // Up to and with `end`.
  std::string until(std::string_view end) {
    std::string text;
    EXPECT_TRUE(read_past(end, text)) << "There was only: " << input_;
    return text;
  }

 private:
  bool more() {
    pollfd waiting{socket_, POLLIN, 0};
    if (::poll(&waiting, 1, static_cast<int>(std::chrono::milliseconds(kPatience).count())) <= 0) {
      ADD_FAILURE() << "Nothing came.";
      return false;
    }
    char bytes[64 << 10];
    const ssize_t count = ::recv(socket_, bytes, sizeof(bytes), 0);
    reset_ = count < 0;
    if (count <= 0) return false;
    input_.append(bytes, static_cast<std::size_t>(count));
    return true;
  }
  bool read_past(std::string_view end, std::string& text) {
    std::size_t at;
    while ((at = input_.find(end)) == input_.npos) {
      if (!more()) return false;
    }
    return read(at + end.size(), text);
  }
  bool read(std::size_t size, std::string& text) {
    while (input_.size() < size) {
      if (!more()) return false;
    }
    text += input_.substr(0, size);
    input_.erase(0, size);
    return true;
  }
  bool read_chunks(std::string& body) {
    for (;;) {
      std::string line, end;
      if (!read_past("\r\n", line)) return false;
      const std::size_t size = std::stoull(line, nullptr, 16);
      if (!read(size, body) || !read(2, end)) return false;
      if (size == 0) return true;
    }
  }

  int socket_;
  bool reset_ = false;
  std::string input_;
};

}  // namespace postroom::http::testing
