// The bytes of values that are held in memory, as streams read them.
#pragma once

#include <postroom/bytes.h>
#include <postroom/property.h>

#include <memory>

namespace postroom::mapi {

// Whether what is stored under one tag is read as is under the other one: two texts, or the same type.
bool is_read_as(PropertyTag stored, PropertyTag wanted);

// Of a text (UTF-8) or binary; Code::invalid_argument for other values.
Result<std::unique_ptr<RandomAccess>> bytes_of(const Value& value);

}  // namespace postroom::mapi
