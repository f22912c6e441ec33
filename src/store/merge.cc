#include "store/merge.h"

#include <algorithm>
#include <set>

#include "store/units.h"

namespace postroom::store {
namespace {

using Units = std::map<std::string, UnitValue>;

const UnitValue* find(const Units& units, const std::string& key) {
  const auto found = units.find(key);
  return found == units.end() ? nullptr : &found->second;
}

bool same(const UnitValue* a, const UnitValue* b) {
  if (!a || !b) return a == b;
  return same_value(*a, *b);
}

template <class T>
bool contains(const std::vector<T>& values, const T& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

// What theirs has, without what mine removed, and with what mine added.
std::vector<std::string> combine_sets(const std::vector<std::string>& base, const std::vector<std::string>& theirs,
                                      const std::vector<std::string>& mine) {
  std::vector<std::string> result;
  for (const std::string& value : theirs) {
    if (contains(base, value) && !contains(mine, value)) continue;
    if (!contains(result, value)) result.push_back(value);
  }
  for (const std::string& value : mine) {
    if (!contains(base, value) && !contains(result, value)) result.push_back(value);
  }
  return result;
}

// A bit that either side flipped is flipped; both flipping one means that both made it the same.
std::int32_t combine_bits(std::int32_t base, std::int32_t theirs, std::int32_t mine) {
  return base ^ ((base ^ theirs) | (base ^ mine));
}

// The one property of a unit that is combined by value, as T; nothing if it is absent.
template <class T>
const T* only_value(const UnitValue* unit) {
  if (!unit || unit->properties.size() != 1) return nullptr;
  return std::get_if<T>(&unit->properties.begin()->value);
}

// Both sides changed the unit differently: the value that holds both changes, where the rule knows one. An empty set
// means that the property goes.
std::optional<PropertySet> combine(const UnitValue* base, const UnitValue* theirs, const UnitValue* mine) {
  const UnitValue* any = theirs ? theirs : mine;
  PropertySet result;
  const auto absent_or = [](const UnitValue* unit, bool readable) { return unit == nullptr || readable; };
  switch (any->name.rule) {
    case MergeRule::whole: return std::nullopt;
    case MergeRule::set: {
      using Set = std::vector<std::string>;
      const Set none;
      const auto* b = only_value<Set>(base);
      const auto* t = only_value<Set>(theirs);
      const auto* m = only_value<Set>(mine);
      if (!absent_or(base, b) || !absent_or(theirs, t) || !absent_or(mine, m)) return std::nullopt;
      Set values = combine_sets(b ? *b : none, t ? *t : none, m ? *m : none);
      if (!values.empty()) result.set(any->properties.begin()->tag, std::move(values));
      return result;
    }
    case MergeRule::bits: {
      const auto* b = only_value<std::int32_t>(base);
      const auto* t = only_value<std::int32_t>(theirs);
      const auto* m = only_value<std::int32_t>(mine);
      if (!t || !m || !absent_or(base, b)) return std::nullopt;
      result.set(any->properties.begin()->tag, combine_bits(b ? *b : 0, *t, *m));
      return result;
    }
  }
  return std::nullopt;
}

struct Decision {
  UnitState state = UnitState::alike;
  const UnitValue* taken = nullptr;       // null: the unit is not in the result
  std::optional<PropertySet> combined;    // instead of `taken`
  bool open = false;                      // an overlap that nobody decided
};

Decision decide(bool has_base, const UnitValue* base, const UnitValue* theirs, const UnitValue* mine,
                const Side* choice) {
  Decision decision;
  decision.taken = theirs;
  if (same(theirs, mine)) {
    decision.state = UnitState::alike;
  } else if (has_base && same(base, theirs)) {
    decision.state = UnitState::mine_only;
    decision.taken = mine;
  } else if (has_base && same(base, mine)) {
    decision.state = UnitState::theirs_only;
  } else if (decision.combined = has_base ? combine(base, theirs, mine) : std::nullopt; decision.combined) {
    decision.state = UnitState::combined;
  } else {
    decision.state = UnitState::overlap;
    decision.open = choice == nullptr;
  }
  if (choice) {
    decision.taken = *choice == Side::mine ? mine : theirs;
    decision.combined.reset();
  }
  return decision;
}

// Puts chosen recipients or attachments together: theirs in their order, then what only mine has. Numbers stay where
// they are free.
template <class T, class NumberOf>
std::vector<T> in_order(std::vector<const T*> chosen, const std::vector<T>& theirs, NumberOf number_of) {
  std::vector<T> result;
  std::set<std::uint32_t> used;
  const auto is_theirs = [&](const T* item) {
    return !theirs.empty() && item >= theirs.data() && item < theirs.data() + theirs.size();
  };
  std::stable_partition(chosen.begin(), chosen.end(), is_theirs);
  std::uint32_t next = 0;
  for (const T* item : chosen) next = std::max(next, number_of(*item) + 1);
  for (const T* item : chosen) {
    T copy = *item;
    if (!used.insert(number_of(copy)).second) {
      number_of(copy) = next++;
      used.insert(number_of(copy));
    }
    result.push_back(std::move(copy));
  }
  std::sort(result.begin(), result.end(), [&](const T& a, const T& b) { return number_of(a) < number_of(b); });
  return result;
}

struct RowOf {
  std::uint32_t& operator()(Recipient& recipient) const { return recipient.row; }
  std::uint32_t operator()(const Recipient& recipient) const { return recipient.row; }
};
struct NumberOf {
  std::uint32_t& operator()(Attachment& attachment) const { return attachment.number; }
  std::uint32_t operator()(const Attachment& attachment) const { return attachment.number; }
};

std::optional<PropertySet> shown(const UnitValue* value) {
  return value ? std::optional(value->properties) : std::nullopt;
}

// Subject and body first, then people and files, then the rest.
int rank(const Unit& unit) {
  if (unit.key == "subject") return 0;
  if (unit.key == "body") return 1;
  switch (unit.kind) {
    case UnitKind::recipient: return 2;
    case UnitKind::attachment: return 3;
    case UnitKind::group: return 4;
    case UnitKind::property: return 5;
  }
  return 6;
}

const Side* choice_for(const std::vector<UnitChoice>& choices, const std::string& key) {
  for (const UnitChoice& choice : choices) {
    if (choice.key == key) return &choice.side;
  }
  return nullptr;
}

struct Chosen {
  std::vector<const Recipient*> recipients;
  std::vector<const Attachment*> attachments;
};

void take(const Decision& decision, PropertySet& properties, Chosen& chosen) {
  if (decision.combined) {
    for (const Property& property : *decision.combined) properties.set(property.tag, property.value);
  } else if (!decision.taken) {
    return;
  } else if (decision.taken->recipient) {
    chosen.recipients.push_back(decision.taken->recipient);
  } else if (decision.taken->attachment) {
    chosen.attachments.push_back(decision.taken->attachment);
  } else {
    for (const Property& property : decision.taken->properties) properties.set(property.tag, property.value);
  }
}

}  // namespace

Merged merge(const MessageContent* base, const MessageContent& theirs, const MessageContent& mine,
             const NameTable& names, const std::vector<UnitChoice>& choices) {
  const Units base_units = base ? take_apart(*base, names) : Units{};
  const Units their_units = take_apart(theirs, names);
  const Units my_units = take_apart(mine, names);
  std::set<std::string> keys;
  for (const Units* units : {&base_units, &their_units, &my_units}) {
    for (const auto& [key, value] : *units) keys.insert(key);
  }

  Merged merged;
  Chosen chosen;
  for (const std::string& key : keys) {
    const UnitValue* in_base = find(base_units, key);
    const UnitValue* in_theirs = find(their_units, key);
    const UnitValue* in_mine = find(my_units, key);
    const Decision decision = decide(base != nullptr, in_base, in_theirs, in_mine, choice_for(choices, key));
    take(decision, merged.content.properties, chosen);
    merged.overlaps = merged.overlaps || decision.open;
    if (same(in_theirs, in_mine) && (!base || same(in_base, in_theirs))) continue;  // nobody changed it
    const UnitName& name = (in_theirs ? in_theirs : in_mine ? in_mine : in_base)->name;
    merged.units.push_back({key, name.label, name.kind, decision.state, shown(in_base), shown(in_theirs), shown(in_mine)});
  }
  merged.content.recipients = in_order(std::move(chosen.recipients), theirs.recipients, RowOf{});
  merged.content.attachments = in_order(std::move(chosen.attachments), theirs.attachments, NumberOf{});
  std::stable_sort(merged.units.begin(), merged.units.end(), [](const Unit& a, const Unit& b) { return rank(a) < rank(b); });
  return merged;
}

}  // namespace postroom::store

namespace postroom {

bool Conflict::can_merge() const {
  return std::none_of(units.begin(), units.end(), [](const Unit& unit) { return unit.state == UnitState::overlap; });
}

}  // namespace postroom
