#include "cli/rights_words.h"

#include <postroom/text.h>

#include <fmt/format.h>

#include "base/try.h"

namespace postroom::cli {
namespace {

bool is_others(std::string_view name) { return equals_ignoring_ascii_case(name, kOthersName); }

Status parse_one(const std::string& text, RightsChange& change) {
  const std::size_t equals = text.rfind('=');  // no right has one in its name; a person may
  if (equals == std::string::npos || equals == 0) {
    return Error{Code::invalid_argument,
                 fmt::format("“{}” is not NAME=RIGHTS, such as 'Ben Okafor=editor' or default=none.", text), ""};
  }
  std::string name = text.substr(0, equals);
  TRY_SET(const FolderRights rights, parse_rights(std::string_view(text).substr(equals + 1)));
  if (!is_others(name)) {
    change.set.push_back({std::move(name), rights});
    return ok_status();
  }
  if (change.others) return Error{Code::invalid_argument, "--set gives default rights twice.", ""};
  change.others = rights;
  return ok_status();
}

}  // namespace

Result<RightsChange> parse_rights_change(const std::vector<std::string>& set, const std::vector<std::string>& remove) {
  RightsChange change;
  for (const std::string& text : set) TRY(parse_one(text, change));
  for (const std::string& name : remove) {
    if (is_others(name)) {
      return Error{Code::invalid_argument, "The rights of all others cannot be removed; --set default=none takes them.", ""};
    }
    change.remove.push_back(name);
  }
  return change;
}

}  // namespace postroom::cli
