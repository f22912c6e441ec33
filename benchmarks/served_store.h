// A postroomd of the benchmark's own, on a free port of this machine, with stores and one account.
#pragma once

#include <sys/types.h>

#include "benchmarks/workbench.h"

namespace postroom::bench {

class ServedStore {
 public:
  // Serves the store at this address as "shop", and `idle` small ones beside it.
  ServedStore(const Workbench& bench, const std::string& address, int idle);
  ~ServedStore();  // stops it
  ServedStore(const ServedStore&) = delete;
  ServedStore& operator=(const ServedStore&) = delete;

  std::uint16_t port() const { return port_; }
  const std::string& token() const { return token_; }
  double resident_megabytes() const;
  // A whole request with the token. `more` has further fields, each with its end.
  std::string request(const std::string& method, const std::string& target, const std::string& more = {},
                      const std::string& body = {}) const;

 private:
  std::string make_account(const std::string& folder);
  void wait_for_port(int output);

  pid_t process_ = -1;
  int output_ = -1;
  std::uint16_t port_ = 0;
  std::string token_;
};

}  // namespace postroom::bench
