// What the rows share: a folder to work in, a store full of mail, and this program again as another process.
#pragma once

#include <postroom/open.h>

#include <filesystem>
#include <string>
#include <vector>

#include "benchmarks/measure.h"

namespace postroom::bench {

struct Workbench {
  std::filesystem::path folder;   // on a real disk, emptied at the start
  std::string program;            // this program, for rows that need another process
  std::int64_t messages = 20'000;   // in the store of the save and read rows
  std::int64_t many = 1'000'000;    // in the store of the memory row
  std::vector<std::int64_t> lists{10'000, 100'000, 1'000'000};  // in the stores of the table and search rows
  int rounds = 5;                 // of each pair
};

// Ends the program with the error printed: a benchmark has nothing to go on with.
void must(const Status& status);
template <class T>
T must(Result<T> result) {
  if (!result.ok()) must(Status(std::move(result).error()));
  return std::move(result).value();
}

// `count` generated messages of about 2.2 KB in one file; the same ones for the same seed.
void write_mbox(const std::string& path, std::int64_t count, std::uint64_t seed);

// A store with `count` generated messages of about 2.2 KB in its Inbox, imported as mail would be.
Store filled_store(const std::string& address, std::int64_t count, std::vector<MessageId>* ids = nullptr);

// The path of a store filled so, made when it is first asked for and kept for the rows after.
std::string kept_store(const Workbench& bench, std::int64_t count);

// Of a store in the database at `address`.
std::string with_store(const std::string& address, const std::string& name);

// Copies a store that nobody has open.
void copy_store(const std::string& from, const std::string& to);

// For parsing an mbox, from the file, into GMime's objects: what no import can do without.
double seconds_to_parse(const std::string& mbox, int messages);

// The rows, each printed as it is done.
void measure_saves(const Workbench& bench);
void measure_reads(const Workbench& bench);
void measure_marking(const Workbench& bench);
void measure_import(const Workbench& bench);
void measure_size(const Workbench& bench);
void measure_events(const Workbench& bench);
void measure_tables(const Workbench& bench);
void measure_search(const Workbench& bench);
void measure_mapi(const Workbench& bench);
void measure_server(const Workbench& bench);
void measure_server_postgres(const Workbench& bench);
void measure_postgres(const Workbench& bench);
void measure_postgres_import(const Workbench& bench);
void measure_postgres_tables(const Workbench& bench);

// What this program does as another process: `postroom_bench child NAME ARGUMENT…`.
int run_child(const std::vector<std::string>& arguments);

}  // namespace postroom::bench
