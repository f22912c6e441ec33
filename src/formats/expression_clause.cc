#include "formats/expression_clause.h"

#include <postroom/tags.h>

#include "base/try.h"
#include "formats/expression_tail.h"

namespace postroom::expression {
namespace {

Restriction negated(Restriction part) {
  return {NotRestriction{std::make_shared<const Restriction>(std::move(part))}};
}

PropertyTag with_type(PropertyTag tag, PropertyType type) { return PropertyTag(tag.id(), type); }

Restriction related(PropertyTag tag, Relation relation, FileTime time) {
  return {PropertyRestriction{tag, relation, {tag, time}}};
}

// A day is all its points in time: after it, before it, in it, or not in it.
Restriction related_to_day(PropertyTag tag, Relation relation, const When& day) {
  const Restriction since = related(tag, Relation::greater_or_equal, day.start);
  const Restriction before_next = related(tag, Relation::less, *day.next_day);
  const Restriction before = related(tag, Relation::less, day.start);
  const Restriction since_next = related(tag, Relation::greater_or_equal, *day.next_day);
  switch (relation) {
    case Relation::less:
      return before;
    case Relation::less_or_equal:
      return before_next;
    case Relation::greater:
      return since_next;
    case Relation::greater_or_equal:
      return since;
    case Relation::equal:
      return {AndRestriction{{since, before_next}}};
    case Relation::not_equal:
    case Relation::like:
      break;
  }
  return {OrRestriction{{before, since_next}}};
}

Parsed<Restriction> make_day(PropertyTag tag, const Tail& tail, const ExpressionContext& context) {
  const auto when = when_of(tail.literal, context);
  if (tag.raw_type() != static_cast<std::uint16_t>(PropertyType::system_time) || tail.value_of) {
    return ExpressionError{tail.offset, tail.length, "Expected =: only times are on a day."};
  }
  if (!when) return error_at(tail.literal, "Expected a day, such as 2026-11-28 or yesterday.");
  return related_to_day(tag, Relation::equal, when->next_day ? *when : day_of(when->start, context));
}

Parsed<Property> make_value(PropertyTag& tag, const Tail& tail, const ExpressionContext& context) {
  PropertyTag of = value_tag(tag);
  if (tail.value_of)
    of = tail.value_of->has_type ? tail.value_of->tag : with_type(tail.value_of->tag, type_of(tail.literal));
  TRY_SET(Value value, to_value(tail.literal, of, context));
  return Property{of, std::move(value)};
}

Parsed<Restriction> make_relation(PropertyTag tag, const Tail& tail, const ExpressionContext& context) {
  const bool is_time =
      tag.raw_type() == static_cast<std::uint16_t>(PropertyType::system_time) && !tail.value_of;
  const auto when = is_time ? when_of(tail.literal, context) : std::nullopt;
  if (when && when->next_day) return related_to_day(tag, tail.relation, *when);
  TRY_SET(Property value, make_value(tag, tail, context));
  return Restriction{PropertyRestriction{tag, tail.relation, std::move(value)}};
}

Parsed<Restriction> make_one(PropertyTag tag, const Tail& tail, const ExpressionContext& context) {
  switch (tail.kind) {
    case TailKind::content: {
      TRY_SET(Property value, make_value(tag, tail, context));
      return Restriction{ContentRestriction{tag, tail.match, tail.overlooks, std::move(value)}};
    }
    case TailKind::relation:
      return make_relation(tag, tail, context);
    case TailKind::day:
      return make_day(tag, tail, context);
    case TailKind::compare:
      return Restriction{CompareRestriction{tag, tail.relation, tail.right}};
    case TailKind::bits:
      return Restriction{BitmaskRestriction{tag, tail.bits, tail.mask}};
    case TailKind::exists:
      break;
  }
  return Restriction{ExistRestriction{tag}};
}

// "from" and "to": any of several properties.
Parsed<Restriction> make_any(const FriendlyName& name, Tail tail, const ExpressionContext& context) {
  const bool is_relation = tail.kind == TailKind::relation;
  const bool is_order =
      is_relation && tail.relation != Relation::equal && tail.relation != Relation::not_equal;
  if (is_order || tail.kind == TailKind::bits || tail.kind == TailKind::compare) {
    const std::string simple = std::string(name.name) + (name.meaning == Meaning::role ? "-names" : "-name");
    return ExpressionError{tail.offset, tail.length,
                           "Expected is, contains, begins with, = or exists: " + std::string(name.name) +
                               " means several properties. Did you mean " + simple + "?"};
  }
  const bool is_unequal = is_relation && tail.relation == Relation::not_equal;
  if (is_unequal) tail.relation = Relation::equal;
  OrRestriction any;
  for (const PropertyTag part : name.parts) {
    TRY_SET(Restriction one, make_one(part, tail, context));
    any.parts.push_back(std::move(one));
  }
  Restriction made{std::move(any)};
  if (name.meaning == Meaning::role) {
    const PropertyTag type = tag::recipient_type;
    Restriction role{PropertyRestriction{type, Relation::equal, {type, name.role}}};
    Restriction row = tail.kind == TailKind::exists
                          ? std::move(role)
                          : Restriction{AndRestriction{{std::move(role), std::move(made)}}};
    made = {SubRestriction{SubObject::recipients, std::make_shared<const Restriction>(std::move(row))}};
  }
  return is_unequal ? negated(std::move(made)) : made;
}

Parsed<Restriction> checked(Restriction restriction, std::size_t offset, std::size_t end) {
  if (const Status status = check(restriction); !status.ok()) {
    return ExpressionError{offset, end - offset, status.error().message};
  }
  return restriction;
}

// A property of no type that is known takes that of the value beside it.
void take_type(PropertyReference& property, const Tail& tail) {
  if (property.has_type) return;
  if (tail.kind == TailKind::compare) {
    property.tag = PropertyTag((property.tag.value & 0xFFFF0000) | tail.right.raw_type());
  } else if (tail.kind == TailKind::bits) {
    property.tag = with_type(property.tag, PropertyType::integer32);
  } else if (tail.kind == TailKind::day) {
    property.tag = with_type(property.tag, PropertyType::system_time);
  } else if (tail.kind != TailKind::exists) {
    property.tag = with_type(property.tag, type_of(tail.literal));
  }
}

// A boolean property alone says that it is true.
bool stands_alone(const Reader& reader, const PropertyReference& property) {
  if (property.tag.raw_type() != static_cast<std::uint16_t>(PropertyType::boolean)) return false;
  const Token& next = reader.current();
  return next.kind == TokenKind::end || next.is_word("and") || next.is_word("or") || next.is_sign(")") ||
         next.is_sign(",");
}

}  // namespace

PropertyTag value_tag(PropertyTag tag) { return with_type(tag, tag.base_type()); }

Parsed<Restriction> parse_clause(Reader& reader, Scope scope) {
  const std::size_t offset = reader.current().offset;
  TRY_SET(PropertyReference property, parse_property(reader, scope));
  if (stands_alone(reader, property)) {
    return checked({PropertyRestriction{property.tag, Relation::equal, {property.tag, true}}}, offset,
                   reader.behind());
  }
  TRY_SET(Tail tail, parse_tail(reader, scope, property));
  const std::size_t end = reader.behind();
  take_type(property, tail);
  const bool is_negated = tail.is_negated;
  const bool is_several = property.friendly != nullptr && property.friendly->meaning != Meaning::one;
  auto made = is_several ? make_any(*property.friendly, std::move(tail), reader.context())
                         : make_one(property.tag, tail, reader.context());
  if (!made.ok()) return made;
  TRY_SET(Restriction restriction, checked(std::move(made).value(), offset, end));
  return is_negated ? negated(std::move(restriction)) : restriction;
}

Parsed<std::uint32_t> parse_count(Reader& reader, const char* expected) {
  if (reader.current().kind != TokenKind::number) return error_at(reader.current(), expected);
  TRY_SET(const Literal literal, parse_literal(reader));
  const auto value = to_value(literal, PropertyTag(0, PropertyType::integer64), reader.context());
  const std::int64_t count = value.ok() ? std::get<std::int64_t>(*value) : -1;
  if (count < 0 || count > 0xFFFFFFFF) return error_at(literal, expected);
  return static_cast<std::uint32_t>(count);
}

Parsed<Restriction> parse_size_clause(Reader& reader, Scope scope) {
  const std::size_t offset = reader.current().offset;
  TRY_SET(const PropertyReference property, parse_property(reader, scope));
  const auto relation = accept_relation(reader);
  if (!relation)
    return error_at(reader.current(),
                    "Expected <, <=, >, >=, = or != behind the property whose size is meant.");
  TRY_SET(const std::uint32_t size,
          parse_count(reader, "Expected a size in bytes below 4 GB, such as 100 KB."));
  return checked({SizeRestriction{property.tag, *relation, size}}, offset, reader.behind());
}

Parsed<Property> parse_assignment(Reader& reader, Scope scope) {
  TRY_SET(PropertyReference property, parse_property(reader, scope));
  if (auto error = reader.expect_sign("=", "and a value behind a comment's property"))
    return *std::move(error);
  TRY_SET(const Literal literal, parse_literal(reader));
  if (!property.has_type) property.tag = with_type(property.tag, type_of(literal));
  TRY_SET(Value value, to_value(literal, property.tag, reader.context()));
  return Property{property.tag, std::move(value)};
}

}  // namespace postroom::expression
