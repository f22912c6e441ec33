// Property values as JSON and back: the table "Values" of docs/api.md.
#pragma once

#include <postroom/large_values.h>
#include <postroom/property.h>

#include <boost/json/value.hpp>

#include "server/json_place.h"

namespace postroom::server {

inline constexpr std::uint64_t kMaxShownValue =
    64 << 10;  // bytes of a text or binary; longer ones are told, not shown

// How a value is shown. Large values of up to kMaxShownValue are read from `large`; of a longer one, or where
// `large` is null, come its size and, if there is one, the address where its bytes are.
Result<boost::json::value> to_json(PropertyTag tag, const Value& value, LargeValues* large,
                                   const std::string& href = {});

// What was sent for this tag. Code::invalid_argument says what its type expects.
Result<Value> from_json(PropertyTag tag, const JsonPlace& sent);

// "2026-11-28T10:00:00.5Z"; null for no time.
boost::json::value time_json(FileTime time, boost::json::storage_ptr storage = {});
Result<FileTime> time_from_json(const JsonPlace& sent);

}  // namespace postroom::server
