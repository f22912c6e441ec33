// Three-way merge of a message's content. Pure: the same arguments give the same result, nothing is read or written.
#pragma once

#include <postroom/conflict.h>

#include "store/names.h"

namespace postroom::store {

struct Merged {
  MessageContent content;   // complete even where units overlap: there it has theirs
  std::vector<Unit> units;  // every unit that either side changed, in order of importance to a reader
  bool overlaps = false;    // whether an overlap is left that no choice decides
};

// Puts together what `theirs` and `mine` changed since `base`. Takes every change that only one side made; a unit
// changed by both is combined where its rule allows, taken where both agree, and otherwise an overlap. Without a base
// every difference is an overlap. `choices` decide units whatever their state.
Merged merge(const MessageContent* base, const MessageContent& theirs, const MessageContent& mine,
             const NameTable& names, const std::vector<UnitChoice>& choices = {});

}  // namespace postroom::store
