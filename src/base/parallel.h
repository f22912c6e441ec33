// Work that several threads share.
#pragma once

#include <postroom/result.h>

#include <cstddef>
#include <functional>

namespace postroom {

// Calls work(0) to work(parts - 1) at once, the first on this thread and each other one on a thread of its
// own (or on this one after the first, where there can be no further thread). Returns when all have; the
// error of the lowest part that has one. `work` throws nothing.
Status run_in_parts(std::size_t parts, const std::function<Status(std::size_t part)>& work);

// How many parts are worth it for so many items: one for each `items_each`, as many as there are processors
// and at most kMaxParts.
inline constexpr std::size_t kMaxParts = 4;
std::size_t parts_for(std::size_t items, std::size_t items_each);

}  // namespace postroom
