// The program that the kill test kills: kill_worker ADDRESS BACKUPS SEED ACTOR SLOT THREADS DUTY SHARED-ID...
// or kill_worker ADDRESS ACTOR make, which makes one new store after another beside ADDRESS.
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <iostream>
#include <thread>

#include "kill/working_actor.h"

namespace postroom::kill {
namespace {

constexpr int kFirstShared = 8;

// One write per line: lines of threads do not mix, and none is held back in a buffer when the end comes.
void print(const Event& event) {
  const std::string line = to_line(event) + "\n";
  if (::write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) std::_Exit(3);
}

Event about_store(Phase phase, int actor, Operation operation, std::string text) {
  Event event;
  event.phase = phase;
  event.actor = actor;
  event.operation = operation;
  event.text = std::move(text);
  return event;
}

// Reports on both sides of it. Nothing if it failed.
std::optional<Store> begin(int actor, Operation operation, const std::string& path,
                           const std::function<Result<Store>()>& work) {
  print(about_store(Phase::trying, actor, operation, path));
  auto store = work();
  const std::string text = store.ok() ? path : path + ": " + describe(store.error());
  print(about_store(store.ok() ? Phase::done : Phase::broken, actor, operation, text));
  if (!store.ok()) return std::nullopt;
  return *std::move(store);
}

[[noreturn]] void make_stores(const std::string& address, int actor) {
  const Session session = make_session("Maker", "kill_worker");
  for (int i = 0;; ++i) {
    const std::string path = address + ".new-" + std::to_string(actor) + "-" + std::to_string(i);
    if (!begin(actor, Operation::make_store, path, [&] { return create_store(path, session); }))
      std::_Exit(1);
  }
}

[[noreturn]] void work(const Assignment& first, int threads) {
  auto store = begin(first.actor, Operation::open, first.address, [&] { return open_store(first.address); });
  if (!store) std::_Exit(1);
  std::vector<std::thread> running;
  for (int i = 0; i < threads; ++i) {
    Assignment assignment = first;
    assignment.actor += i;
    assignment.slot += i;
    assignment.seed += static_cast<std::uint64_t>(i);
    assignment.session = make_session("Actor " + std::to_string(assignment.actor), "kill_worker");
    running.emplace_back([own = *store, assignment] {
      WorkingActor actor(own, assignment, [](const Event& event, const Status&) { print(event); });
      for (;;) actor.step();
    });
  }
  store.reset();
  for (std::thread& thread : running) thread.join();
  std::_Exit(0);
}

Duty duty_of(const char* name) {
  if (std::strcmp(name, "reopen") == 0) return Duty::reopen;
  if (std::strcmp(name, "compact") == 0) return Duty::compact;
  return std::strcmp(name, "backup") == 0 ? Duty::backup : Duty::work;
}

}  // namespace
}  // namespace postroom::kill

int main(int argc, char** argv) {
  using namespace postroom::kill;
  if (argc == 4) make_stores(argv[1], std::atoi(argv[2]));
  if (argc <= kFirstShared) {
    std::cerr << "The kill test starts this program.\n";
    return 2;
  }
  Assignment first;
  first.address = argv[1];
  first.backups = argv[2];
  first.seed = std::strtoull(argv[3], nullptr, 10);
  first.actor = std::atoi(argv[4]);
  first.slot = std::atoi(argv[5]);
  first.duty = duty_of(argv[7]);
  for (int i = kFirstShared; i < argc; ++i) first.shared.push_back({std::atoll(argv[i])});
  work(first, std::atoi(argv[6]));
}
