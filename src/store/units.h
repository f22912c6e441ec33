// Merge units: which properties go together, so that a merge takes all of them from one side (design of the save
// rules: docs/save-rules.md). Pure.
#pragma once

#include <postroom/conflict.h>

#include <map>

#include "store/names.h"

namespace postroom::store {

// How two different changes to one unit are put together.
enum class MergeRule {
  whole,  // not at all: an overlap
  set,    // as a set of values: what either added is in, what either removed is out
  bits,   // bit by bit
};

struct UnitName {
  std::string key;
  std::string label;
  MergeRule rule = MergeRule::whole;
  UnitKind kind = UnitKind::property;
};

// The unit that a property of a message belongs to.
UnitName unit_of(PropertyTag tag, const NameTable& names);

// One unit's value on one side. Recipients and attachments keep the whole object, to be put back.
struct UnitValue {
  UnitName name;
  PropertySet properties;
  const Recipient* recipient = nullptr;
  const Attachment* attachment = nullptr;
};

bool same_value(const UnitValue& a, const UnitValue& b);

// The content taken apart, by key. Points into `content`.
std::map<std::string, UnitValue> take_apart(const MessageContent& content, const NameTable& names);

}  // namespace postroom::store
