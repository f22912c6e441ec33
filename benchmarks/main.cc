// postroom_bench FOLDER [--quick] [ROW…]: measures in FOLDER and prints a table. Called by ./bench.
#include <algorithm>
#include <cstdio>

#include "benchmarks/workbench.h"

using namespace postroom::bench;

int main(int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  if (!arguments.empty() && arguments[0] == "child") return run_child({arguments.begin() + 1, arguments.end()});
  Workbench bench;
  bench.program = std::filesystem::canonical("/proc/self/exe");
  if (std::erase(arguments, "--quick") > 0) {
    bench.messages = 5000;
    bench.many = 20'000;
    bench.lists = {1000, 10'000, 20'000};
    bench.rounds = 3;
  }
  if (arguments.empty()) {
    std::fprintf(stderr,
                 "usage: %s FOLDER [--quick] [saves|reads|marking|events|import|size|tables|search|mapi|server|"
                 "server-postgres|postgres|postgres-import|postgres-tables]\n",
                 argv[0]);
    return 2;
  }
  bench.folder = arguments[0];
  std::filesystem::remove_all(bench.folder);
  std::filesystem::create_directories(bench.folder);
  const auto wanted = [&](const char* row) {
    return arguments.size() == 1 || std::find(arguments.begin() + 1, arguments.end(), row) != arguments.end();
  };
  print_header();
  if (wanted("saves")) measure_saves(bench);
  if (wanted("reads")) measure_reads(bench);
  if (wanted("marking")) measure_marking(bench);
  if (wanted("events")) measure_events(bench);
  if (wanted("import")) measure_import(bench);
  if (wanted("size")) measure_size(bench);
  if (wanted("tables")) measure_tables(bench);
  if (wanted("search")) measure_search(bench);
  if (wanted("mapi")) measure_mapi(bench);
  if (wanted("server")) measure_server(bench);
  if (wanted("server-postgres")) measure_server_postgres(bench);
  if (wanted("postgres")) measure_postgres(bench);
  if (wanted("postgres") || wanted("postgres-import")) measure_postgres_import(bench);
  if (wanted("postgres") || wanted("postgres-tables")) measure_postgres_tables(bench);
  std::filesystem::remove_all(bench.folder);
}
