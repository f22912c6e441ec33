// What is said of a property, before it is known of how many properties it is said: "from" means two.
#pragma once

#include "formats/expression_property.h"
#include "formats/expression_value.h"

namespace postroom::expression {

enum class TailKind : std::uint8_t { content, relation, day, compare, bits, exists };

struct Tail {
  TailKind kind = TailKind::exists;
  bool is_negated = false;
  Match match = Match::whole;
  Looseness overlooks;
  Relation relation = Relation::equal;
  BitmaskRestriction::Bits bits = BitmaskRestriction::Bits::some_set;
  std::uint32_t mask = 0;
  Literal literal;                            // of content, relation and day
  std::optional<PropertyReference> value_of;  // the property whose type the value has, where it is another
  PropertyTag right;                          // of compare
  std::size_t offset = 0, length = 0;         // of the operator
};

Parsed<Tail> parse_tail(Reader& reader, Scope scope, const PropertyReference& property);

// < <= > >= = == != <>, also before, since, after; nothing if none of them comes next.
std::optional<Relation> accept_relation(Reader& reader);

}  // namespace postroom::expression
