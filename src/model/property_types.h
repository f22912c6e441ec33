// What the rules of restrictions and orders ask of a tag's type.
#pragma once

#include <postroom/property.h>

#include <string>

namespace postroom {

// "integer32", "several unicode"; the number in hexadecimal for types that MAPI does not have.
std::string type_name(PropertyTag tag);

// The base type, unicode for string8 too: two of one comparable type compare.
PropertyType comparable_type(PropertyTag tag);

// Whether there are values of this type that compare: not of PT_UNSPECIFIED, PT_ERROR, PT_OBJECT and unknown
// types, and of no type with kInstanceFlag and without kMultiValueFlag.
bool has_values(PropertyTag tag);

}  // namespace postroom
