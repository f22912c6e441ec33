// Properties in expressions: by friendly name, MAPI name, tag, or the name of a named property.
#pragma once

#include "formats/expression_names.h"
#include "formats/expression_reader.h"

namespace postroom::expression {

struct PropertyReference {
  PropertyTag tag;
  const FriendlyName* friendly = nullptr;  // if it was named so
  bool has_type = true;                    // else its type is what the value beside it has
  std::size_t offset = 0;
  std::size_t length = 0;
};

// Whether what comes next names a property.
bool is_property(const Reader& reader, Scope scope);
// Names it, or says what would.
Parsed<PropertyReference> parse_property(Reader& reader, Scope scope);

// The text that parse_property() reads as this tag and nothing else.
std::string property_text(PropertyTag tag, Scope scope, Use use, const PropertyNamer& name_of);

}  // namespace postroom::expression
