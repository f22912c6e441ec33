// Who the client is where a proxy stands in between.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/fields.h"

namespace postroom::http {

struct Client {
  std::string address;
  bool secure = false;
};

// `direct` is who connected. Only if that is one of `trusted`, X-Forwarded-For and X-Forwarded-Proto are
// believed: from the last entry backwards, each a proxy that is trusted too, up to the first that is not,
// since what stands before that may be invented. What is no address is not believed either.
Client client_of(const Client& direct, const Fields& fields, const std::vector<std::string>& trusted);

// "::ffff:192.0.2.1" is "192.0.2.1"; empty for what is no address.
std::string plain_address(std::string_view text);

}  // namespace postroom::http
