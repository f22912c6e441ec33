// Tags by their MAPI names, and values as text a person can read and type.
#pragma once

#include <postroom/property.h>

#include <optional>
#include <string>
#include <string_view>

namespace postroom {

// "PR_SUBJECT" for 0x0037001F (the string8 form has the same name), else "0x66AB0003". Named ids have no fixed name.
std::string property_name(PropertyTag tag);

// The tag for "PR_SUBJECT", in any case, also with _W or _A behind it or written as 0x0037001F.
std::optional<PropertyTag> find_property_tag(std::string_view name);

// "PSETID_Appointment:0x820D" or "PS_PUBLIC_STRINGS:Keywords" or "{guid}:name"; the well-known sets by name.
std::string to_text(const PropertyName& name);
std::optional<PropertyName> parse_property_name(std::string_view text);

// The type by which a well-known named property is stored, with its multi-value flag: a PropertyTag of id 0.
// E.g. PSETID_Appointment:0x820D is system_time; nothing for unknown names.
std::optional<PropertyTag> well_known_type(const PropertyName& name);

// One line for a person: text as it is, numbers in decimal, times in ISO 8601, binary in hexadecimal, several values
// with "; " between ("\;" and "\\" stand for ";" and "\" in them). Valid UTF-8 of at most `limit` bytes, cut with "…".
std::string to_text(PropertyTag tag, const Value& value, std::size_t limit = 1024);

// The inverse, for what a person typed: integers in decimal or 0x hexadecimal, true/false/yes/no, ISO 8601 times,
// GUIDs, hexadecimal bytes, several values separated by ";" ("\;" for one inside a value). Reads back exactly what
// to_text() wrote in full; a large value, or text that is not UTF-8, is not written in full.
// Code::invalid_argument says what the type expects.
Result<Value> parse_value(PropertyTag tag, std::string_view text);

}  // namespace postroom
