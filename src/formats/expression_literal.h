// What is written for a value, before it is known of which type the value has to be.
#pragma once

#include "formats/expression_reader.h"
#include "formats/expression_time.h"

namespace postroom::expression {

enum class LiteralKind : std::uint8_t {
  number,  // `text` as written, to be taken `unit` times if that is not 0
  word,    // `text` as written: true, high, today, or text without quotation marks
  text,    // `text` is what was quoted
  binary,  // `text` is the bytes
  bits,    // `text` is the bytes of a floating-point number, most significant first
  guid,
  moment,  // `when`
  large,   // `text` is the hash and `unit` the size of a large value
  list,    // `items`
};

struct Literal {
  LiteralKind kind = LiteralKind::word;
  std::string text;
  std::int64_t unit = 0;
  When when;
  std::vector<Literal> items;
  std::size_t offset = 0;
  std::size_t length = 0;
};

// Takes a value, or says that one is expected. A list holds no lists.
Parsed<Literal> parse_literal(Reader& reader);

// The point in time or day that a literal says, also in quotation marks; nothing if it is none.
std::optional<When> when_of(const Literal& literal, const ExpressionContext& context);

ExpressionError error_at(const Literal& literal, std::string message);

}  // namespace postroom::expression
