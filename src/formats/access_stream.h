// RandomAccess as a stream that GMime can parse from. Its substreams only remember where they begin and end,
// so the content of a part is a range of the mail and nothing of it is held in memory.
#pragma once

#include <postroom/bytes.h>

#include <optional>

#include "formats/gmime_library.h"

namespace postroom {

// Both outlive the stream. `failure` gets the first error of `bytes`; GMime sees the end of the mail there.
GObjectPtr<GMimeStream> make_access_stream(RandomAccess& bytes, std::optional<Error>& failure);

}  // namespace postroom
