// What /metrics tells, in Prometheus' text format (version 0.0.4). Thread-safe.
#pragma once

#include <array>
#include <atomic>
#include <map>
#include <mutex>

#include "http/server.h"

namespace postroom::daemon {

// Upper ends of the classes of the duration histogram, in microseconds.
inline constexpr std::array<std::int64_t, 11> kDurationClasses{1'000,  2'500,   5'000,   10'000,    25'000,   50'000,
                                                               100'000, 250'000, 500'000, 1'000'000, 5'000'000};

class Metrics {
 public:
  void count(const http::Served& served);

  struct Gauges {
    http::Counters counters;
    std::size_t stores_open = 0, stores = 0;
    std::string version;
  };
  std::string text(const Gauges& gauges) const;

 private:
  struct Requests {
    std::map<unsigned, std::uint64_t> by_status;
    std::array<std::uint64_t, kDurationClasses.size() + 1> by_duration{};
    std::int64_t micros = 0;
  };
  // By method and pattern of the route, which are looked up without a copy.
  struct InOrder {
    using is_transparent = void;
    bool operator()(const auto& a, const auto& b) const {
      return a.first == b.first ? a.second < b.second : a.first < b.first;
    }
  };
  Requests& requests_of(std::string_view method, std::string_view pattern);  // needs mutex_

  mutable std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, Requests, InOrder> requests_;
  std::uint64_t bytes_in_ = 0, bytes_out_ = 0;
};

// Bytes of memory that this process has resident now; 0 where that cannot be told.
std::uint64_t resident_bytes();

}  // namespace postroom::daemon
