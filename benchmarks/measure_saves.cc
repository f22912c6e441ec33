// Open, change a property, durable strict save: one handle at a time, and from 64 threads.
#include <postroom/tags.h>

#include <atomic>
#include <random>
#include <thread>

#include "benchmarks/bare_sqlite.h"
#include "benchmarks/workbench.h"

namespace postroom::bench {
namespace {

constexpr int kThreads = 64;
constexpr int kSingly = 1500;    // saves of a round
constexpr int kTogether = 6400;

void save_once(Store& store, const Session& session, MessageId id, std::int32_t value) {
  Message message = must(store.open_message(session, id, Access::read_write));
  must(message.set(tag::importance, value % 3));
  must(message.set(tag::priority, value));
  must(message.save());
}

double our_singly(Store& store, const std::vector<MessageId>& ids, std::mt19937_64& random) {
  const Session session = make_session("Ana Ruiz", "bench");
  const double start = now_seconds();
  for (int i = 0; i < kSingly; ++i) save_once(store, session, ids[random() % ids.size()], i);
  return kSingly / (now_seconds() - start);
}

// Each thread has messages of its own, so that no save is refused.
double our_together(Store& store, const std::vector<MessageId>& ids) {
  std::vector<std::thread> threads;
  const double start = now_seconds();
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      const Session session = make_session("Ana Ruiz", "bench");
      std::mt19937_64 random(static_cast<std::uint64_t>(t));
      const std::size_t share = ids.size() / kThreads;
      for (int i = 0; i < kTogether / kThreads; ++i) {
        save_once(store, session, ids[static_cast<std::size_t>(t) * share + random() % share], i);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  return kTogether / (now_seconds() - start);
}

double bare_saves(BareSqlite& bare, const std::vector<std::int64_t>& ids, std::mt19937_64& random, int count,
                  int per_commit) {
  const std::string content(2900, 'x');
  const double start = now_seconds();
  for (int i = 0; i < count; i += per_commit) {
    bare.begin();
    for (int j = 0; j < per_commit; ++j) bare.save(ids[random() % ids.size()], content);
    bare.commit();
  }
  return count / (now_seconds() - start);
}

}  // namespace

void measure_saves(const Workbench& bench) {
  const std::string ours_path = (bench.folder / "saves.postroom").string();
  const std::string bare_path = (bench.folder / "saves-bare.postroom").string();
  { const Store fill = filled_store(ours_path, bench.messages); }
  copy_store(ours_path, bare_path);
  Store store = must(open_store(ours_path));
  BareSqlite bare(bare_path);
  const std::vector<std::int64_t> bare_ids = bare.messages_in(bare.folder_named("Inbox"));
  std::vector<MessageId> ids;
  for (const std::int64_t id : bare_ids) ids.push_back(MessageId{id});
  std::mt19937_64 random(1);

  const Pair singly = measure_pair(bench.rounds, [&] { return our_singly(store, ids, random); },
                                   [&] { return bare_saves(bare, bare_ids, random, kSingly, 1); });
  print({"open, change, durable strict save; one handle at a time", rate(singly.ours), rate(singly.bare),
         singly.ours / singly.bare, 0.8, Better::more, "x"});
  const Pair together = measure_pair(bench.rounds, [&] { return our_together(store, ids); },
                                     [&] { return bare_saves(bare, bare_ids, random, kTogether, kThreads); });
  print({"the same from 64 threads; bare: 64 per transaction", rate(together.ours), rate(together.bare),
         together.ours / together.bare, 0.8, Better::more, "x"});
}

}  // namespace postroom::bench
