#include "model/testing/plain_evaluator.h"

#include <cmath>
#include <optional>

#include <postroom/text.h>

#include "model/collation.h"

namespace postroom::testing {
namespace {

// A single value of any type, brought down to a number or bytes that order as it does.
struct Atom {
  std::optional<std::int64_t> whole;
  std::optional<double> real;
  Bytes bytes;
  std::string text;        // of a string
  std::uint64_t size = 0;  // in memory, by MAPI
  bool is_text = false;
};

Atom whole(std::int64_t number, std::uint64_t size) { return {number, {}, {}, {}, size, false}; }
Atom real(double number, std::uint64_t size) { return {{}, number, {}, {}, size, false}; }

Atom atom(Null) { return whole(0, 0); }
Atom atom(bool value) { return whole(value ? 1 : 0, 2); }
Atom atom(std::int16_t value) { return whole(value, 2); }
Atom atom(std::int32_t value) { return whole(value, 4); }
Atom atom(std::int64_t value) { return whole(value, 8); }
Atom atom(Currency value) { return whole(value.ten_thousandths, 8); }
Atom atom(FileTime value) { return whole(value.ticks, 8); }
Atom atom(ErrorValue value) { return whole(value.scode, 4); }
Atom atom(float value) { return real(static_cast<double>(value), 4); }
Atom atom(double value) { return real(value, 8); }
Atom atom(AppTime value) { return real(value.days, 8); }
Atom atom(const Guid& value) {
  return {{}, {}, Bytes(value.bytes.begin(), value.bytes.end()), {}, 16, false};
}
Atom atom(const Bytes& value) { return {{}, {}, value, {}, value.size(), false}; }
Atom atom(const LargeValue& value) { return {{}, {}, {}, {}, value.size, false}; }

Atom atom(const String8& value) {
  return {{}, {}, collation_key(value.bytes), value.bytes, value.bytes.size() + 1, true};
}

Atom atom(const std::string& value) {
  std::uint64_t units = 1;
  std::string left = repair_utf8(value);
  while (!left.empty()) {
    std::size_t length = 1;
    while (truncate_utf8(left, length).empty()) ++length;  // the first character
    units += length == 4 ? 2 : 1;
    left.erase(0, length);
  }
  return {{}, {}, collation_key(value), value, 2 * units, true};
}

template <class T>
std::vector<Atom> atoms(const T& value) {
  return {atom(value)};
}
template <class T>
std::vector<Atom> atoms(const std::vector<T>& values) {
  std::vector<Atom> all;
  for (const T& value : values) all.push_back(atom(value));
  return all;
}
std::vector<Atom> atoms(const Bytes& value) { return {atom(value)}; }

std::vector<Atom> atoms_of(const Value& value) {
  return std::visit([](const auto& each) { return atoms(each); }, value);
}

bool less(const Atom& a, const Atom& b) {
  if (a.whole) return *a.whole < *b.whole;
  if (!a.real) return a.bytes < b.bytes;
  if (std::isnan(*a.real)) return false;
  return std::isnan(*b.real) || *a.real < *b.real;
}

bool less(std::uint64_t a, std::uint64_t b) { return a < b; }

bool less(const std::vector<Atom>& a, const std::vector<Atom>& b) {
  for (std::size_t i = 0;; ++i) {
    if (i == b.size()) return false;
    if (i == a.size()) return true;
    if (less(a[i], b[i])) return true;
    if (less(b[i], a[i])) return false;
  }
}

template <class T>
bool related(const T& left, Relation relation, const T& right) {
  const bool below = less(left, right);
  const bool above = less(right, left);
  switch (relation) {
    case Relation::less:
      return below;
    case Relation::less_or_equal:
      return !above;
    case Relation::greater:
      return above;
    case Relation::greater_or_equal:
      return !below;
    case Relation::equal:
      return !below && !above;
    case Relation::not_equal:
      return below || above;
    case Relation::like:
      break;
  }
  return false;
}

PropertyType type_of(PropertyTag tag) {
  const PropertyType type = tag.base_type();
  return type == PropertyType::string8 ? PropertyType::unicode : type;
}

// What a property has, and whether as one that may have several.
struct Stored {
  bool has_several = false;
  std::vector<Atom> values;
};

// Nothing where there is no property of the tag's id, or one of another type. One value under a tag with
// kInstanceFlag is that of a row made for it.
std::optional<Stored> find(const PlainRow& row, PropertyTag tag) {
  for (const Property& property : row.properties) {
    if (property.tag.id() != tag.id()) continue;
    const bool has_several = property.tag.is_multi_valued();
    if (type_of(property.tag) != type_of(tag)) return {};
    if (has_several && !tag.is_multi_valued()) return {};
    if (!has_several && tag.is_multi_valued() && !tag.is_instance()) return {};
    return Stored{has_several, atoms_of(property.value)};
  }
  return {};
}

// The values under the tag, of which one is enough for some restrictions.
std::vector<Atom> values(const PlainRow& row, PropertyTag tag) {
  const auto stored = find(row, tag);
  return stored ? stored->values : std::vector<Atom>();
}

bool stands_at(const std::string& text, std::size_t place, const std::string& needle) {
  return text.substr(place, needle.size()) == needle;
}

bool contains(const std::string& text, const std::string& needle, Match match) {
  if (match == Match::whole) return text == needle;
  if (match == Match::prefix) return stands_at(text, 0, needle);
  for (std::size_t place = 0; place <= text.size(); ++place) {
    if (stands_at(text, place, needle)) return true;
  }
  return false;
}

std::string searched(const Atom& atom, Looseness overlooks) {
  return atom.is_text ? fold(atom.text, overlooks) : std::string(atom.bytes.begin(), atom.bytes.end());
}

struct Plain {
  const PlainRow& row;

  bool operator()(const AndRestriction& all) const {
    bool met = true;
    for (const Restriction& part : all.parts) met = met && plainly_meets(part, row);
    return met;
  }

  bool operator()(const OrRestriction& any) const {
    bool met = false;
    for (const Restriction& part : any.parts) met = met || plainly_meets(part, row);
    return met;
  }

  bool operator()(const NotRestriction& negated) const { return !plainly_meets(*negated.part, row); }

  bool operator()(const ContentRestriction& content) const {
    const std::string needle = searched(atoms_of(content.value.value).front(), content.overlooks);
    bool met = false;
    for (const Atom& value : values(row, content.tag)) {
      met = met || contains(searched(value, content.overlooks), needle, content.match);
    }
    return met;
  }

  bool operator()(const PropertyRestriction& property) const {
    const Atom wanted = atoms_of(property.value.value).front();
    bool met = false;
    for (const Atom& value : values(row, property.tag)) {
      met = met || related(value, property.relation, wanted);
    }
    return met;
  }

  bool operator()(const CompareRestriction& compare) const {
    const auto left = find(row, compare.left);
    const auto right = find(row, compare.right);
    if (!left || !right || left->has_several != right->has_several) return false;
    return related(left->values, compare.relation, right->values);
  }

  bool operator()(const BitmaskRestriction& bitmask) const {
    const auto stored = find(row, bitmask.tag);
    if (!stored) return false;
    const bool is_clear = (static_cast<std::uint32_t>(*stored->values.front().whole) & bitmask.mask) == 0;
    return bitmask.bits == BitmaskRestriction::Bits::all_clear ? is_clear : !is_clear;
  }

  bool operator()(const SizeRestriction& size) const {
    const auto stored = find(row, size.tag);
    if (!stored) return false;
    std::uint64_t sum = 0;
    for (const Atom& value : stored->values) sum += value.size;
    return related(sum, size.relation, std::uint64_t{size.size});
  }

  bool operator()(const ExistRestriction& exist) const {
    for (const Property& property : row.properties) {
      if (property.tag.id() == exist.tag.id()) return true;
    }
    return false;
  }

  bool operator()(const SubRestriction& sub) const {
    bool met = false;
    for (const PropertySet& each : sub.of == SubObject::recipients ? row.recipients : row.attachments) {
      met = met || plainly_meets(*sub.part, {each, {}, {}});
    }
    return met;
  }

  bool operator()(const CommentRestriction& comment) const {
    return !comment.part || plainly_meets(*comment.part, row);
  }

  bool operator()(const CountRestriction& count) const { return plainly_meets(*count.part, row); }
};

}  // namespace

bool plainly_meets(const Restriction& restriction, const PlainRow& row) {
  return std::visit(Plain{row}, restriction.kind);
}

bool plainly_before(const Value* a, const Value* b, bool descending) {
  if (!a || !b) return a && !b;
  return descending ? less(atoms_of(*b), atoms_of(*a)) : less(atoms_of(*a), atoms_of(*b));
}

}  // namespace postroom::testing
