// An HTTP client of the tests' own: one connection, one request after the other.
#pragma once

#include <postroom/result.h>

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace postroom::server_tests {

using Fields = std::vector<std::pair<std::string, std::string>>;

struct Answer {
  unsigned status = 0;
  Fields fields;
  std::string body;

  std::string field(std::string_view name) const;  // in whatever case; empty if it is not there
};

inline constexpr std::chrono::seconds kPatience{10};  // for one answer

// Used by one thread at a time.
class Client {
 public:
  // "http://127.0.0.1:8080", or https, where any certificate will do. `always` goes with each request.
  explicit Client(const std::string& address, Fields always = {});
  ~Client();
  Client(Client&& other) noexcept;
  Client& operator=(Client&&) = delete;

  // Connects when there is no connection, or none any more. Code::io_error: there was no answer, so nobody
  // knows what became of the request; it is not sent again.
  Result<Answer> send(const std::string& method, const std::string& target, const std::string& body = {},
                      const Fields& fields = {});
  Result<Answer> get(const std::string& target, const Fields& fields = {}) {
    return send("GET", target, {}, fields);
  }
  void disconnect();
  // Of the certificate of this connection, as postroomd prints it; empty without TLS.
  const std::string& fingerprint() const;

 private:
  struct Connection;
  std::unique_ptr<Connection> connection_;
  const Fields always_;
};

}  // namespace postroom::server_tests
