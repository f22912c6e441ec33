// From the end of a save in one process to the event in another.
#include <postroom/tags.h>

#include <sys/wait.h>
#include <unistd.h>

#include <condition_variable>
#include <mutex>

#include "benchmarks/workbench.h"

namespace postroom::bench {
namespace {

constexpr int kEvents = 200;

}  // namespace

// Saves kEvents times and writes the moment before each save's commit returned to standard output.
int child_save(const std::string& path, std::int64_t id) {
  Store store = must(open_store(path));
  const Session session = make_session("Ben Okoro", "bench");
  Message message = must(store.open_message(session, MessageId{id}, Access::read_write));
  for (int i = 0; i < kEvents; ++i) {
    must(message.set(tag::priority, std::int32_t{i}));
    must(message.save());
    const double moment = now_seconds();
    if (::write(STDOUT_FILENO, &moment, sizeof moment) != sizeof moment) return 1;
    ::usleep(5000);  // so that each event travels alone
  }
  return 0;
}

void measure_events(const Workbench& bench) {
  const std::string path = (bench.folder / "events.postroom").string();
  std::vector<MessageId> ids;
  Store store = filled_store(path, 10, &ids);
  std::mutex mutex;
  std::condition_variable more;
  std::vector<double> heard;
  const Session session = make_session("Ana Ruiz", "bench");
  const auto subscription = must(store.subscribe(session, [&](const Event& event) {
    if (event.kind != ChangeKind::message_modified) return;
    const std::lock_guard lock(mutex);
    heard.push_back(now_seconds());
    more.notify_one();
  }));
  const std::string command = bench.program + " child save " + path + " " + std::to_string(ids.front().value);
  FILE* const child = ::popen(command.c_str(), "r");
  if (!child) must(Status(Error{Code::io_error, "The other process did not start.", {}}));
  std::vector<double> latencies;
  double saved = 0;
  for (std::size_t i = 0; std::fread(&saved, sizeof saved, 1, child) == 1; ++i) {
    std::unique_lock lock(mutex);
    if (!more.wait_for(lock, std::chrono::seconds(10), [&] { return heard.size() > i; })) {
      must(Status(Error{Code::io_error, "An event did not arrive within 10 seconds.", {}}));
    }
    latencies.push_back(std::max(0.0, heard[i] - saved) * 1000);
  }
  if (::pclose(child) != 0) must(Status(Error{Code::io_error, "The other process failed.", {}}));
  print({"event in another process, after the save returned; median", "", "", median(latencies), 50, Better::less, "ms"});
}

}  // namespace postroom::bench
