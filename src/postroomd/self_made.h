// A certificate of the server's own making, for a machine that has no other: browsers warn of it until somebody trusts
// its fingerprint.
#pragma once

#include <postroom/time.h>

#include <vector>

#include "http/server.h"

namespace postroom::daemon {

struct SelfMade {
  http::TlsFiles files;
  std::string fingerprint;  // SHA-256, "AB:CD:…", as browsers show it
  bool is_new = false;      // made by this call
};

// In this folder, for these names and addresses ("localhost", "127.0.0.1"). What is there is kept until
// kRenewedBefore its end, or until it is for other names. The key is for its owner to read only.
Result<SelfMade> self_made_certificate(const std::string& folder, const std::vector<std::string>& names, FileTime now);

// localhost, its addresses, and what this machine calls itself.
std::vector<std::string> names_of_this_machine();

inline constexpr std::chrono::hours kSelfMadeFor{24 * 365};
inline constexpr std::chrono::hours kRenewedBefore{24 * 30};

}  // namespace postroom::daemon
