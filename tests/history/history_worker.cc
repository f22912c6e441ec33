// One process of the history test: history_worker ADDRESS SEED FIRST-ACTOR THREADS SAVES KEYWORDS-TAG
// MESSAGE-ID... Each thread is a client of its own and tries SAVES times to save.
#include <postroom/open.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <thread>

#include "history/editor.h"

namespace postroom::history {
namespace {

constexpr int kFirstMessage = 7;

// One write per line, so that the lines of threads do not mix.
void print(const Record& record) {
  const std::string line = to_line(record) + "\n";
  if (::write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) std::_Exit(3);
}

int run(int argc, char** argv) {
  auto store = open_store(argv[1]);
  if (!store.ok()) {
    std::cerr << describe(store.error()) << "\n";
    return 1;
  }
  const std::uint64_t seed = std::strtoull(argv[2], nullptr, 10);
  const int first_actor = std::atoi(argv[3]), count = std::atoi(argv[4]), saves = std::atoi(argv[5]);
  const PropertyTag keywords(static_cast<std::uint32_t>(std::strtoul(argv[6], nullptr, 10)));
  std::vector<MessageId> messages;
  for (int i = kFirstMessage; i < argc; ++i) messages.push_back({std::atoll(argv[i])});
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i) {
    threads.emplace_back([&, i] {
      Editor(*store, first_actor + i, seed + static_cast<std::uint64_t>(i), messages, keywords, print)
          .run(saves);
    });
  }
  for (std::thread& thread : threads) thread.join();
  return 0;
}

}  // namespace
}  // namespace postroom::history

int main(int argc, char** argv) {
  if (argc <= postroom::history::kFirstMessage) {
    std::cerr << "The history test starts this program.\n";
    return 2;
  }
  return postroom::history::run(argc, argv);
}
