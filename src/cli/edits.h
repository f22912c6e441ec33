// What a person asked to change in a message, still as they typed it, so that nothing is lost when it cannot
// be saved.
#pragma once

#include <postroom/store.h>

#include <optional>
#include <string>
#include <vector>

namespace postroom::cli {

struct Edits {
  std::optional<std::string> to, cc, bcc;  // address lists that replace those of their type
  std::optional<std::string> subject;
  std::optional<std::string> body;
  std::vector<std::string> set;     // NAME=VALUE
  std::vector<std::string> unset;   // NAME
  std::vector<std::string> attach;  // paths
  std::vector<std::string> detach;  // file names or "#number"

  bool empty() const;
  friend bool operator==(const Edits&, const Edits&) = default;
};

// "PR_IMPORTANCE=2" taken apart: the tag by its name or number, or a named property with the type that is
// known for it, else text. `named` is set for a named property, whose tag has no id yet.
struct PropertyReference {
  PropertyTag tag;
  std::optional<PropertyName> named;
};
Result<PropertyReference> parse_property_reference(const std::string& name);

// Makes the edits on an open message. Returns sentences about side effects that the person should know.
Result<std::vector<std::string>> apply(const Edits& edits, Message& message, Store& store,
                                       const Session& session);

// `after` as edits of `before`: only what differs. A last line end alone is no difference.
Edits difference(const Edits& before, const Edits& after);

}  // namespace postroom::cli
