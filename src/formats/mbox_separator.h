// Which lines that begin with "From " separate messages.
#pragma once

#include <postroom/bytes.h>

namespace postroom {

// Whether the "From " line at `offset`, which is not the first of the file, begins a message: it has a date,
// or stands after an empty line, and what follows looks like headers. Unquoted text is told apart as well as
// can be.
Result<bool> is_separator(RandomAccess& file, std::uint64_t offset);

}  // namespace postroom
