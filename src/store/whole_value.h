// Values as rows give them, large ones read from the store.
#pragma once

#include <postroom/large_values.h>

namespace postroom::store {

// The property with its value whole (up to kMaxRestrictedValue, message_row.h), in `buffer` where it had to
// be read; null for null, and for a large value that is no longer in the store.
Result<const Property*> whole_value(const Property* property, LargeValues& large, Property& buffer);

// What a column of that tag shows of it (MessageRow::column).
Result<std::optional<Value>> column_value(const Property* property, PropertyTag column, LargeValues& large);

}  // namespace postroom::store
