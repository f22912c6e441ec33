#include "formats/expression_tail.h"

#include "base/try.h"
#include "formats/expression_clause.h"

namespace postroom::expression {
namespace {

bool is_textual(PropertyTag tag) {
  const PropertyType type = tag.base_type();
  return type == PropertyType::unicode || type == PropertyType::string8 || type == PropertyType::binary;
}

// Behind "is", "contains" and "begins with": how exactly. Without a word, neither case nor accents count.
Parsed<Looseness> parse_looseness(Reader& reader) {
  if (reader.accept_word("exactly")) return Looseness{false, false};
  if (!reader.accept_word("matching")) return Looseness{true, true};
  if (reader.accept_word("case")) return Looseness{false, true};
  if (reader.accept_word("accents")) return Looseness{true, false};
  return error_at(reader.current(),
                  "Expected case or accents behind matching, or exactly instead of it for both.");
}

Parsed<Tail> parse_value_of(Reader& reader, Scope scope, Tail tail) {
  TRY_SET(tail.literal, parse_literal(reader));
  if (reader.accept_word("as")) {
    TRY_SET(tail.value_of, parse_property(reader, scope));
  }
  return tail;
}

Parsed<Tail> parse_content(Reader& reader, Scope scope, Tail tail, Match match) {
  tail.kind = TailKind::content;
  tail.match = match;
  TRY_SET(tail.overlooks, parse_looseness(reader));
  return parse_value_of(reader, scope, std::move(tail));
}

Parsed<Tail> parse_is(Reader& reader, Scope scope, Tail tail, const PropertyReference& property) {
  tail.is_negated = reader.accept_word("not");
  if (is_textual(property.tag)) return parse_content(reader, scope, std::move(tail), Match::whole);
  if (!property.has_type) {
    const TokenKind next = reader.current().kind;
    const bool is_text = next == TokenKind::text || next == TokenKind::binary ||
                         reader.current().is_word("exactly") || reader.current().is_word("matching");
    if (is_text) return parse_content(reader, scope, std::move(tail), Match::whole);
  }
  tail.kind = TailKind::relation;
  return parse_value_of(reader, scope, std::move(tail));
}

// Whether the word is a value of the property's type, and so does not name a property.
bool is_value_word(const Reader& reader, PropertyTag tag) {
  Literal word;
  word.text = std::string(reader.current().written);
  const PropertyTag one = value_tag(tag);
  return reader.current().kind == TokenKind::word && !is_textual(one) &&
         to_value(word, one, reader.context()).ok();
}

ExpressionError no_value(const Reader& reader, Scope scope) {
  const std::string hint = suggestion(scope, reader.current().written);
  return error_at(reader.current(), "Expected a value or a property: put text in quotation marks." + hint);
}

Parsed<Tail> parse_relation(Reader& reader, Scope scope, Tail tail, const PropertyReference& property) {
  const Token& token = reader.current();
  const bool is_said = reader.accept_word("property");
  const bool names_one = token.kind != TokenKind::number && is_property(reader, scope);
  if (is_said || (names_one && !is_value_word(reader, property.tag))) {
    tail.kind = TailKind::compare;
    TRY_SET(const PropertyReference right, parse_property(reader, scope));
    tail.right = right.tag;
    return tail;
  }
  tail.kind = TailKind::relation;
  const bool is_bare_text = token.kind == TokenKind::word && is_textual(property.tag);
  if (is_bare_text && !(token.is_word("large") && reader.following().kind == TokenKind::binary)) {
    return no_value(reader, scope);
  }
  return parse_value_of(reader, scope, std::move(tail));
}

Parsed<std::uint32_t> parse_mask(Reader& reader, PropertyTag tag) {
  if (reader.current().kind == TokenKind::word) {
    if (const ValueWord* known = find_flag_word(tag, reader.current().written)) {
      reader.take();
      return static_cast<std::uint32_t>(known->value);
    }
    const std::string words = flag_words(tag);
    return error_at(reader.current(),
                    "Expected " + (words.empty() ? std::string() : words + ", or ") + "bits such as 0x5.");
  }
  return parse_count(reader, "Expected bits such as 0x5, of at most 32.");
}

// Behind "has": "any of BITS", "none of BITS", "flag BIT", "no flag BIT".
Parsed<Tail> parse_bits(Reader& reader, Tail tail, PropertyTag tag) {
  using Bits = BitmaskRestriction::Bits;
  tail.kind = TailKind::bits;
  const Token first = reader.take();
  const bool is_none = first.is_word("none") || first.is_word("no");
  tail.bits = is_none ? Bits::all_clear : Bits::some_set;
  const bool wants_of = first.is_word("any") || first.is_word("none");
  const bool is_right =
      wants_of ? reader.accept_word("of") : first.is_word("flag") || (is_none && reader.accept_word("flag"));
  if (!is_right) return error_at(first, "Expected any of, none of, flag or no flag, and bits, behind has.");
  TRY_SET(tail.mask, parse_mask(reader, tag));
  return tail;
}

ExpressionError no_operator(const Reader& reader, const PropertyReference& property) {
  const Token& token = reader.current();
  std::string message = is_textual(property.tag)
                            ? "Expected what is said of the property: contains, is, begins with, = or exists."
                            : "Expected what is said of the property: =, !=, <, <=, >, >= or exists.";
  if (token.kind == TokenKind::end || token.is_word("and") || token.is_word("or") || token.is_sign(")")) {
    message += " To search for the word itself, put it in quotation marks.";
    return {property.offset, property.length, message};
  }
  return error_at(token, message);
}

Parsed<Tail> parse_does_not(Reader& reader, Scope scope, Tail tail) {
  tail.is_negated = true;
  if (!reader.accept_word("not")) return error_at(reader.current(), "Expected not behind does.");
  if (reader.accept_word("contain")) return parse_content(reader, scope, std::move(tail), Match::substring);
  if (reader.accept_word("exist")) return tail;
  if (!reader.accept_word("begin") && !reader.accept_word("start")) {
    return error_at(reader.current(), "Expected contain, begin with or exist behind does not.");
  }
  if (!reader.accept_word("with")) return error_at(reader.current(), "Expected with behind begin.");
  return parse_content(reader, scope, std::move(tail), Match::prefix);
}

}  // namespace

std::optional<Relation> accept_relation(Reader& reader) {
  struct Known {
    std::string_view sign;
    Relation relation;
  };
  constexpr Known kSigns[] = {{"<", Relation::less},       {"<=", Relation::less_or_equal},
                              {">", Relation::greater},    {">=", Relation::greater_or_equal},
                              {"=", Relation::equal},      {"==", Relation::equal},
                              {"!=", Relation::not_equal}, {"<>", Relation::not_equal}};
  constexpr Known kWords[] = {
      {"before", Relation::less}, {"since", Relation::greater_or_equal}, {"after", Relation::greater}};
  for (const Known& known : kSigns) {
    if (reader.accept_sign(known.sign)) return known.relation;
  }
  for (const Known& known : kWords) {
    if (reader.accept_word(known.sign)) return known.relation;
  }
  return std::nullopt;
}

Parsed<Tail> parse_tail(Reader& reader, Scope scope, const PropertyReference& property) {
  Tail tail;
  tail.offset = reader.current().offset;
  tail.length = reader.current().written.size();
  if (const auto relation = accept_relation(reader)) {
    tail.relation = *relation;
    return parse_relation(reader, scope, std::move(tail), property);
  }
  if (reader.accept_word("is")) return parse_is(reader, scope, std::move(tail), property);
  if (reader.accept_word("contains")) return parse_content(reader, scope, std::move(tail), Match::substring);
  if (reader.accept_word("begins") || reader.accept_word("starts")) {
    if (!reader.accept_word("with")) return error_at(reader.current(), "Expected with behind begins.");
    return parse_content(reader, scope, std::move(tail), Match::prefix);
  }
  if (reader.accept_word("exists")) return tail;
  if (reader.accept_word("does")) return parse_does_not(reader, scope, std::move(tail));
  if (reader.accept_word("has")) return parse_bits(reader, std::move(tail), property.tag);
  if (reader.accept_word("on")) {
    tail.kind = TailKind::day;
    return parse_value_of(reader, scope, std::move(tail));
  }
  return no_operator(reader, property);
}

}  // namespace postroom::expression
