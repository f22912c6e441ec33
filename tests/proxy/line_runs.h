// Runs a program again and again by way of the proxy, with the line to the server breaking at every message
// in turn.
#pragma once

#include "fault/engine_access.h"
#include "fault/tally.h"
#include "support/postgres_proxy.h"

namespace postroom::fault {

// The PostgreSQL engine. A program's path is an address there, and what it does "through the ledger's vfs"
// goes by way of the proxy, which must outlive it.
EngineAccess postgres_access(const testing::PostgresProxy& proxy);

struct LineRuns {
  MakeProgram make;
  testing::PostgresProxy& proxy;
  std::function<std::string()> new_address;  // of the server itself, for a store that is not there yet
};

// Strikes message 1, 2, 3, ... of a run, each in a run of its own on a store of its own; then, with the line
// whole again, the program checks, and the answers have to be as good as an engine can give:
//   held: everything was done;
//   broken once: nothing is unknown, as the engine can look, and the jobs, which it can run again, were done;
//   from then on: at most one transaction is unknown, and none if the line broke under the writer outside of
//   a COMMIT. (A writer that was idle then sends its next COMMIT before it can know.)
// `sample` as in choose(), of which this does its share.
struct Share {
  std::size_t number = 0;  // from 0
  std::size_t of = 1;
};
Tally break_in_turn(const LineRuns& runs, testing::LineFault fault, testing::LineExtent extent,
                    std::uint64_t sample, Share share);

}  // namespace postroom::fault
