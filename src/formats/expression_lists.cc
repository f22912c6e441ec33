// Sort orders and column lists as text, and back.
#include <postroom/expression.h>

#include "base/try.h"
#include "formats/expression_property.h"

namespace postroom {
namespace {

using namespace expression;  // NOLINT: this file is its top

// A property, or "each PROPERTY": a row for each of its values.
Parsed<PropertyTag> parse_column(Reader& reader) {
  const std::size_t offset = reader.current().offset;
  const bool is_each = reader.accept_word("each");
  TRY_SET(const PropertyReference property, parse_property(reader, Scope::message));
  if (!property.has_type) {
    return ExpressionError{property.offset, property.length,
                           "Expected a type behind the property: its name and /text, say."};
  }
  if (!is_each) return property.tag;
  if (!property.tag.is_multi_valued()) {
    return ExpressionError{offset, reader.behind() - offset,
                           "Expected a property of several values behind each."};
  }
  return PropertyTag(property.tag.value | kInstanceFlag);
}

std::string column_text(PropertyTag tag, const PropertyNamer& name_of) {
  const bool is_each = tag.is_instance() && tag.is_multi_valued();
  const PropertyTag plain = is_each ? PropertyTag(tag.value & ~std::uint32_t{kInstanceFlag}) : tag;
  return (is_each ? "each " : "") + property_text(plain, Scope::message, Use::column, name_of);
}

CategoryUse accept_use(Reader& reader) {
  if (reader.accept_word("combined")) return CategoryUse::combined;
  if (reader.accept_word("maximum")) return CategoryUse::maximum;
  if (reader.accept_word("minimum")) return CategoryUse::minimum;
  return CategoryUse::plain;
}

std::string_view words(CategoryUse use) {
  switch (use) {
    case CategoryUse::plain:
      return "";
    case CategoryUse::combined:
      return "combined ";
    case CategoryUse::maximum:
      return "maximum ";
    case CategoryUse::minimum:
      break;
  }
  return "minimum ";
}

std::optional<Direction> accept_direction(Reader& reader) {
  if (reader.accept_word("descending") || reader.accept_word("desc")) return Direction::descending;
  if (reader.accept_word("ascending") || reader.accept_word("asc")) return Direction::ascending;
  return std::nullopt;
}

// "expanded" and "category" in front of a key; both only before the keys that are neither.
std::optional<ExpressionError> parse_category(Reader& reader, SortOrder& order) {
  const Token start = reader.current();
  const bool is_expanded = reader.accept_word("expanded");
  const bool is_category = reader.accept_word("category");
  if (is_expanded && !is_category) return error_at(reader.current(), "Expected category behind expanded.");
  if (is_category && order.categories < order.keys.size()) {
    return error_at(start, "Expected the categories before the other columns.");
  }
  if (is_expanded && order.expanded < order.categories) {
    return error_at(start, "Expected the expanded categories before the collapsed ones.");
  }
  order.categories += is_category ? 1 : 0;
  order.expanded += is_expanded ? 1 : 0;
  return std::nullopt;
}

std::optional<ExpressionError> parse_key(Reader& reader, SortOrder& order) {
  if (order.keys.size() == kMaxSortKeys) {
    return error_at(reader.current(),
                    "Expected less: at most " + std::to_string(kMaxSortKeys) + " columns are sorted by.");
  }
  if (auto error = parse_category(reader, order)) return error;
  SortKey key;
  key.use = accept_use(reader);
  const bool is_descending = reader.accept_sign("-");
  const bool is_signed = is_descending || reader.accept_sign("+");
  auto tag = parse_column(reader);
  if (!tag.ok()) return tag.error();
  key.tag = *tag;
  if (is_descending) key.direction = Direction::descending;
  if (const Token word = reader.current(); const auto direction = accept_direction(reader)) {
    if (is_signed) return error_at(word, "Expected either a sign in front or a word behind, not both.");
    key.direction = *direction;
  }
  order.keys.push_back(key);
  return std::nullopt;
}

// Calls parse_one() for what stands between commas, to the end of the text.
template <class ParseOne>
std::optional<ExpressionError> parse_list(Reader& reader, const ParseOne& parse_one) {
  bool goes_on = reader.current().kind != TokenKind::end;
  while (goes_on) {
    if (auto error = parse_one()) return reader.error() ? reader.error() : error;
    goes_on = reader.accept_sign(",");
  }
  if (reader.error()) return reader.error();
  if (reader.current().kind == TokenKind::end) return std::nullopt;
  return error_at(reader.current(), "Expected a comma, or the end of the list.");
}

}  // namespace

Parsed<SortOrder> parse_sort_order(std::string_view text, const ExpressionContext& context) {
  if (auto error = refuse(text)) return *std::move(error);
  Reader reader(text, context);
  SortOrder order;
  if (auto error = parse_list(reader, [&] { return parse_key(reader, order); })) return *std::move(error);
  if (const Status status = check(order); !status.ok())
    return ExpressionError{0, text.size(), status.error().message};
  return order;
}

Parsed<std::vector<PropertyTag>> parse_columns(std::string_view text, const ExpressionContext& context) {
  if (auto error = refuse(text)) return *std::move(error);
  Reader reader(text, context);
  std::vector<PropertyTag> columns;
  const auto parse_one = [&]() -> std::optional<ExpressionError> {
    if (columns.size() == kMaxColumns) {
      return error_at(reader.current(),
                      "Expected less: at most " + std::to_string(kMaxColumns) + " columns are shown.");
    }
    auto column = parse_column(reader);
    if (!column.ok()) return column.error();
    columns.push_back(*column);
    return std::nullopt;
  };
  if (auto error = parse_list(reader, parse_one)) return *std::move(error);
  return columns;
}

std::string to_text(const SortOrder& order, const PropertyNamer& name_of) {
  std::string text;
  for (std::size_t i = 0; i < order.keys.size(); ++i) {
    const SortKey& key = order.keys[i];
    if (i > 0) text += ", ";
    if (i < order.expanded) text += "expanded ";
    if (i < order.categories) text += "category ";
    text += words(key.use);
    if (key.direction == Direction::descending) text += "-";
    text += column_text(key.tag, name_of);
  }
  return text;
}

std::string columns_to_text(std::span<const PropertyTag> columns, const PropertyNamer& name_of) {
  std::string text;
  for (const PropertyTag tag : columns) {
    if (!text.empty()) text += ", ";
    text += column_text(tag, name_of);
  }
  return text;
}

}  // namespace postroom
