// wrk, Debian's load generator, driven from here: GETs over many connections.
#pragma once

#include <string>
#include <vector>

namespace postroom::bench {

struct WrkResult {
  double rate = 0;            // answers a second
  double p50 = 0, p99 = 0;    // seconds
  std::string errors;         // what wrk says of answers that were none, or of others than 2xx and 3xx; empty for none
};

// For so many seconds, with these header fields. Ends the program where wrk is not there.
WrkResult run_wrk(const std::string& url, std::size_t connections, double seconds,
                  const std::vector<std::string>& fields = {});

}  // namespace postroom::bench
