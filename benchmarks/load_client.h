// A client that keeps many connections busy from one thread: HTTP/1.1 to a port of this machine, one request at a time
// on each connection.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace postroom::bench {

// What each connection asks and does with the answer. Called on the thread that runs the load.
class LoadScript {
 public:
  virtual ~LoadScript() = default;
  // The next request of this connection, whole.
  virtual std::string next(std::size_t connection) = 0;
  // `head` has the status line and the fields.
  virtual void answered(std::size_t connection, unsigned status, std::string_view head, std::string_view body) = 0;
};

struct LoadResult {
  std::uint64_t answers = 0;
  std::uint64_t lost = 0;  // connections that ended before their time
  double seconds = 0;
  std::vector<std::uint32_t> micros;  // of each answer, in no order

  double rate() const { return seconds > 0 ? static_cast<double>(answers) / seconds : 0; }
  double percentile(double part) const;  // seconds; 0.99
};

LoadResult run_load(std::uint16_t port, std::size_t connections, double seconds, LoadScript& script);

// The value of a field in a head; empty if it has none.
std::string_view field_in(std::string_view head, std::string_view name);

}  // namespace postroom::bench
