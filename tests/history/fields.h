// A message's content as named fields, each of which merges on its own: what the checker compares.
#pragma once

#include <postroom/message.h>

#include <map>
#include <optional>
#include <string>

namespace postroom::history {

// "0x0037001F" for a property, "to:ana@example.com" for a recipient, "keyword:red", "flag:3",
// "attachment:plan.txt".
using Fields = std::map<std::string, std::string>;
// New values; nothing where the field is to go.
using Edits = std::map<std::string, std::optional<std::string>>;

Fields fields_of(const MessageContent& content);
void apply(Fields& fields, const Edits& edits);
Fields with(Fields fields, const Edits& edits);

// Both sides' changes to `base`; nothing if both changed one field differently.
std::optional<Fields> merge(const Fields& base, const Fields& theirs, const Fields& mine);

// Makes the same edits to an open message. `keywords` is the tag of that named property.
Status edit(Message& message, const Edits& edits, PropertyTag keywords);

// Of everything in it, also of what no field shows: rows, numbers and record keys.
std::string digest_of(const MessageContent& content);

std::string to_text(const Fields& fields);

}  // namespace postroom::history
