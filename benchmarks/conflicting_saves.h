// Saves of a few messages over a server by 256 connections that get into each other's way, beside the same in this
// process.
#pragma once

#include "benchmarks/served_store.h"

namespace postroom::bench {

inline constexpr std::size_t kConnections = 256;

// A history that keeps every version, so that each acknowledged save can be looked up afterwards.
void keep_history(Store& store);

// Prints saves a second, time of an answer, and what of the acknowledged saves is not in the history. `engine`, such as
// "PostgreSQL: ", stands before the rows' names. `store` is what the server serves, opened here as well.
void measure_conflicting_saves(const std::string& engine, const ServedStore& server, Store& store,
                               const std::vector<MessageId>& ids, double seconds);

}  // namespace postroom::bench
