#include "formats/expression_literal.h"

#include <charconv>

#include "base/try.h"
#include "formats/expression_names.h"

namespace postroom::expression {
namespace {

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Literal literal_of(LiteralKind kind, Token token) {
  const bool has_meaning =
      token.kind == TokenKind::text || token.kind == TokenKind::binary || token.kind == TokenKind::bits;
  Literal literal;
  literal.kind = kind;
  literal.offset = token.offset;
  literal.length = token.written.size();
  literal.text = has_meaning ? std::move(token.value) : std::string(token.written);
  return literal;
}

// A number alone, with a unit of size behind it, or with "days ago".
Parsed<Literal> parse_number(Reader& reader) {
  Literal literal = literal_of(LiteralKind::number, reader.take());
  const Token& unit = reader.current();
  if (unit.kind != TokenKind::word) return literal;
  if (const std::int64_t bytes = size_unit(unit.written); bytes != 0) {
    literal.unit = bytes;
    reader.take();
  } else if (is_time_unit(unit.written) && reader.following().is_word("ago")) {
    const auto count = whole_number(literal.text);
    const auto when = count ? ago(*count, unit.written, reader.context()) : std::nullopt;
    reader.take();
    reader.take();
    literal.length = reader.behind() - literal.offset;
    if (!when)
      return error_at(literal, "Expected a time after the year 1601, such as 3 days ago, in whole numbers.");
    literal.kind = LiteralKind::moment;
    literal.when = *when;
  }
  literal.length = reader.behind() - literal.offset;
  return literal;
}

Parsed<Literal> parse_date_literal(Reader& reader) {
  Literal literal = literal_of(LiteralKind::moment, reader.take());
  const auto when = parse_date(literal.text, reader.context());
  if (!when)
    return error_at(literal, "Expected a date such as 2026-11-28, or a time such as 2026-11-28T10:00Z.");
  literal.when = *when;
  return literal;
}

// "tick -12": a point in time that no date says.
Parsed<Literal> parse_tick(Reader& reader) {
  Literal literal = literal_of(LiteralKind::moment, reader.take());
  const Token number = reader.take();
  const auto ticks = whole_number(number.written);
  if (!ticks) return error_at(number, "Expected a whole number of ticks of 100 ns since 1601.");
  literal.when = When{FileTime{*ticks}, {}};
  literal.length = reader.behind() - literal.offset;
  return literal;
}

// "large x'…' of 9000": a value that stands elsewhere.
Parsed<Literal> parse_large(Reader& reader) {
  const Token word = reader.take();
  const Token hash = reader.take();
  if (hash.value.size() != ContentHash{}.size()) {
    return error_at(hash, "Expected the 32 bytes of a large value's hash.");
  }
  if (!reader.accept_word("of"))
    return error_at(reader.current(), "Expected of and the large value's size in bytes.");
  const Token size = reader.take();
  std::uint64_t bytes = 0;
  const char* const last = size.written.data() + size.written.size();
  const auto [end, error] = std::from_chars(size.written.data(), last, bytes);
  if (error != std::errc() || end != last) return error_at(size, "Expected the large value's size in bytes.");
  Literal literal;
  literal.kind = LiteralKind::large;
  literal.text = hash.value;
  literal.unit = static_cast<std::int64_t>(bytes);
  literal.offset = word.offset;
  literal.length = size.end() - word.offset;
  return literal;
}

Parsed<Literal> parse_word(Reader& reader) {
  const Token& token = reader.current();
  if (token.is_word("tick") && reader.following().kind == TokenKind::number) return parse_tick(reader);
  if (token.is_word("large") && reader.following().kind == TokenKind::binary) return parse_large(reader);
  return literal_of(LiteralKind::word, reader.take());
}

Parsed<Literal> parse_single(Reader& reader) {
  switch (reader.current().kind) {
    case TokenKind::number:
      return parse_number(reader);
    case TokenKind::date:
      return parse_date_literal(reader);
    case TokenKind::word:
      return parse_word(reader);
    case TokenKind::text:
      return literal_of(LiteralKind::text, reader.take());
    case TokenKind::binary:
      return literal_of(LiteralKind::binary, reader.take());
    case TokenKind::bits:
      return literal_of(LiteralKind::bits, reader.take());
    case TokenKind::guid:
      return literal_of(LiteralKind::guid, reader.take());
    case TokenKind::sign:
    case TokenKind::end:
      break;
  }
  if (reader.current().is_sign("-") && reader.following().is_word("inf")) {
    Literal literal = literal_of(LiteralKind::word, reader.take());
    reader.take();
    literal.text = "-inf";
    literal.length = reader.behind() - literal.offset;
    return literal;
  }
  return error_at(reader.current(),
                  "Expected a value here: text in quotation marks, a number, a date, true or false.");
}

}  // namespace

ExpressionError error_at(const Literal& literal, std::string message) {
  return {literal.offset, literal.length, std::move(message)};
}

Parsed<Literal> parse_literal(Reader& reader) {
  if (!reader.current().is_sign("[")) return parse_single(reader);
  Literal list;
  list.kind = LiteralKind::list;
  list.offset = reader.take().offset;
  while (!reader.accept_sign("]")) {
    if (!list.items.empty()) {
      if (auto error = reader.expect_sign(",", "between the values, or ] behind them"))
        return *std::move(error);
    }
    TRY_SET(Literal item, parse_single(reader));
    list.items.push_back(std::move(item));
  }
  list.length = reader.behind() - list.offset;
  return list;
}

std::optional<When> when_of(const Literal& literal, const ExpressionContext& context) {
  if (literal.kind == LiteralKind::moment) return literal.when;
  if (literal.kind == LiteralKind::word) return parse_day_word(literal.text, context);
  if (literal.kind != LiteralKind::text) return std::nullopt;
  if (const auto date = parse_date(literal.text, context)) return date;
  Reader inner(literal.text, context);
  if (inner.current().kind == TokenKind::text) return std::nullopt;
  const auto said = parse_literal(inner);
  if (!said.ok() || inner.error() || inner.current().kind != TokenKind::end) return std::nullopt;
  return when_of(*said, context);
}

}  // namespace postroom::expression
