// "Ana Ruiz <ana@example.com>; ben@example.com" as a person types it.
#pragma once

#include <postroom/result.h>

#include <string>
#include <string_view>
#include <vector>

namespace postroom::cli {

struct Address {
  std::string name;     // without quotes; may be empty
  std::string address;  // may be empty: a name alone
  friend bool operator==(const Address&, const Address&) = default;
};

// Separated by ";" or ","; a name with one of these inside stands in quotes. Empty parts are skipped.
// Code::invalid_argument: a quote or bracket that is not closed.
Result<std::vector<Address>> parse_addresses(std::string_view text);

}  // namespace postroom::cli
