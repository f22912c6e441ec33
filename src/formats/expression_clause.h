// One property and what is said of it: "subject contains "invoice"".
#pragma once

#include "formats/expression_property.h"
#include "formats/expression_value.h"

namespace postroom::expression {

// Takes a property and what follows it, and makes the restriction, which has passed check().
Parsed<Restriction> parse_clause(Reader& reader, Scope scope);

// "size of PROPERTY RELATION BYTES", from behind "of".
Parsed<Restriction> parse_size_clause(Reader& reader, Scope scope);

// "PROPERTY = VALUE", as comments hold them.
Parsed<Property> parse_assignment(Reader& reader, Scope scope);

// A whole number of 32 bits without sign, perhaps with a unit of size.
Parsed<std::uint32_t> parse_count(Reader& reader, const char* expected);

// The tag by which a value beside this property is read, if nothing else is said: of single values.
PropertyTag value_tag(PropertyTag tag);

}  // namespace postroom::expression
