// Values in expressions: what is written for them, and back.
#pragma once

#include "formats/expression_literal.h"

namespace postroom::expression {

// The value of the tag's type that the literal means, or what the type expects instead.
Parsed<Value> to_value(const Literal& literal, PropertyTag tag, const ExpressionContext& context);

// The type of a literal that stands beside a property without one.
PropertyType type_of(const Literal& literal);

// The text that reads back as this value, under this tag.
std::string value_text(PropertyTag tag, const Value& value);

}  // namespace postroom::expression
