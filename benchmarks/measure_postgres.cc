// The PostgreSQL engine: saves from one and 64 threads, in one store and in 64, by one, two and four processes; reads.
// Each beside the same rows written through libpq by hand, on the same server, a sync for each commit.
#include <postroom/tags.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <random>
#include <thread>

#include "benchmarks/bare_postgres.h"
#include "benchmarks/mail_generator.h"
#include "benchmarks/workbench.h"
#include "storage/postgres/address.h"
#include "support/postgres_server.h"

namespace postroom::bench {
namespace {

constexpr int kStores = 64;
constexpr int kThreads = 64;             // over all processes
constexpr int kMessages = 4096;          // in the store that all share
constexpr int kMessagesEach = 64;        // in each of the others
constexpr double kSeconds = 3;           // of saving
constexpr double kSetUp = 5;             // seconds until every process is ready
constexpr double kWarmUp = 2;            // of these, with saves that do not count: all connections come to be used

// What one of several processes does at the same time.
struct Share {
  bool ours = true;
  std::string address;  // without a store
  std::string stores;   // their names before the number
  int first_store = 0, store_count = 1;
  int thread_count = 1;
  int place = 0, places = 1;  // its threads among those of all processes, where they share a store
  double start = 0;
};

std::string to_argument(const Share& share) {
  char text[1024];
  std::snprintf(text, sizeof text, "%d '%s' %s %d %d %d %d %d %.6f", share.ours, share.address.c_str(),
                share.stores.c_str(), share.first_store, share.store_count, share.thread_count, share.place,
                share.places, share.start);
  return text;
}

Share from_arguments(const std::vector<std::string>& arguments) {
  return {arguments[0] == "1",           arguments[1],
          arguments[2],                  std::atoi(arguments[3].c_str()),
          std::atoi(arguments[4].c_str()), std::atoi(arguments[5].c_str()),
          std::atoi(arguments[6].c_str()), std::atoi(arguments[7].c_str()),
          std::atof(arguments[8].c_str())};
}

void wait_until(double moment) {
  if (now_seconds() > moment) std::fprintf(stderr, "The processes took longer to connect than was given them.\n");
  while (now_seconds() < moment) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

// The part of a store's messages that is one thread's alone, so that no save is refused.
template <class Id>
std::vector<Id> own_part(const std::vector<Id>& ids, int place, int places) {
  const std::size_t size = ids.size() / static_cast<std::size_t>(places);
  const auto first = ids.begin() + static_cast<std::ptrdiff_t>(size * static_cast<std::size_t>(place));
  return {first, first + static_cast<std::ptrdiff_t>(size)};
}

// Runs `save` in turn on what each thread was given until the time is over; returns how often since `start`.
template <class Prepared, class Save>
std::int64_t run_threads(std::vector<Prepared>& prepared, double start, const Save& save) {
  std::atomic<std::int64_t> total = 0;
  std::vector<std::thread> threads;
  wait_until(start - kWarmUp);
  for (Prepared& each : prepared) {
    threads.emplace_back([&] {
      std::int64_t count = 0;
      for (double now = now_seconds(); now < start + kSeconds; now = now_seconds()) {
        const std::int64_t saved = save(each);
        if (now >= start) count += saved;
      }
      total += count;
    });
  }
  for (std::thread& thread : threads) thread.join();
  return total;
}

struct OurThread {
  std::vector<Store> stores;
  std::vector<std::vector<MessageId>> ids;  // by store
  std::mt19937_64 random;
};

std::vector<MessageId> all_ids(Store& store, const Session& session) {
  ListOptions options;
  options.limit = 100'000;
  std::vector<MessageId> ids;
  for (const MessageSummary& row : must(store.list(session, store.special(SpecialFolder::inbox), options)))
    ids.push_back(row.id);
  std::sort(ids.begin(), ids.end());
  return ids;
}

// Which of a process's stores a thread works on: with as many threads as stores one each, with one thread all.
bool is_mine(int store, int thread, int threads) { return store % threads == thread; }

std::int64_t our_saves(const Share& share) {
  const Session session = make_session("Ana Ruiz", "bench");
  std::vector<OurThread> prepared(static_cast<std::size_t>(share.thread_count));
  const SharedConnections shared;
  for (int s = 0; s < share.store_count; ++s) {
    Store store = must(open_store(with_store(share.address, share.stores + std::to_string(share.first_store + s)),
                                  OpenAs::read_write, shared));
    const std::vector<MessageId> ids = all_ids(store, session);
    for (int t = 0; t < share.thread_count; ++t) {
      OurThread& thread = prepared[static_cast<std::size_t>(t)];
      thread.random.seed(static_cast<std::uint64_t>(share.place + t));
      if (share.store_count > 1 && !is_mine(s, t, share.thread_count)) continue;
      thread.stores.push_back(store);
      thread.ids.push_back(share.store_count > 1 ? ids : own_part(ids, share.place + t, share.places));
    }
  }
  return run_threads(prepared, share.start, [&](OurThread& thread) {
    const std::size_t which = thread.random() % thread.stores.size();
    const std::vector<MessageId>& ids = thread.ids[which];
    Message message =
        must(thread.stores[which].open_message(session, ids[thread.random() % ids.size()], Access::read_write));
    must(message.set(tag::priority, static_cast<std::int32_t>(thread.random() % 1'000'000)));
    must(message.save());
    return 1;
  });
}

struct BareThread {
  std::unique_ptr<BarePostgres> connection;  // for all of its stores
  std::vector<std::int64_t> stores;
  std::vector<std::vector<std::int64_t>> ids;
  std::mt19937_64 random;
};

// In one store, who saves with 64 threads has one connection take 64 saves at once, as group commit does.
std::int64_t bare_saves(const Share& share) {
  const bool grouped = share.store_count == 1 && share.thread_count > 1;
  const std::string content = MailGenerator(9).next(2900);
  std::vector<BareThread> prepared(static_cast<std::size_t>(grouped ? 1 : share.thread_count));
  for (int s = 0; s < share.store_count; ++s) {
    const std::string name = share.stores + std::to_string(share.first_store + s);
    for (std::size_t t = 0; t < prepared.size(); ++t) {
      BareThread& thread = prepared[t];
      thread.random.seed(static_cast<std::uint64_t>(share.place) + t);
      if (share.store_count > 1 && !is_mine(s, static_cast<int>(t), share.thread_count)) continue;
      thread.stores.push_back(storage::postgres::store_id_of(name));
      if (!thread.connection) thread.connection = std::make_unique<BarePostgres>(share.address, thread.stores.back());
      thread.connection->serve(thread.stores.back());
      thread.ids.push_back(thread.connection->messages_of_store());
    }
  }
  return run_threads(prepared, share.start, [&](BareThread& thread) {
    const std::size_t which = thread.random() % thread.stores.size();
    const std::vector<std::int64_t>& ids = thread.ids[which];
    const int count = grouped ? share.thread_count : 1;
    std::vector<std::int64_t> chosen;
    for (int i = 0; i < count; ++i) chosen.push_back(ids[thread.random() % ids.size()]);
    BarePostgres& store = *thread.connection;
    store.serve(thread.stores[which]);
    for (const std::int64_t id : chosen) store.read(id);  // who edits a message has opened it
    store.begin();
    for (const std::int64_t id : chosen) store.save(id, content);
    store.commit();
    return count;
  });
}

// Saves per second of `processes` that work side by side.
double saves_per_second(const Workbench& bench, const Share& whole, int processes) {
  std::vector<FILE*> children;
  const double start = now_seconds() + kSetUp;
  for (int p = 0; p < processes; ++p) {
    Share share = whole;
    share.start = start;
    share.thread_count = std::max(1, whole.thread_count / processes);
    share.places = share.thread_count * processes;
    share.place = share.thread_count * p;
    if (whole.store_count > 1) {
      share.store_count = whole.store_count / processes;
      share.first_store = share.store_count * p;
    }
    const std::string command = "'" + bench.program + "' child postgres " + to_argument(share);
    children.push_back(::popen(command.c_str(), "r"));
  }
  std::int64_t total = 0;
  for (FILE* child : children) {
    long long count = 0;
    if (!child || std::fscanf(child, "%lld", &count) != 1 || ::pclose(child) != 0)
      must(Status(Error{Code::io_error, "A process of the benchmark failed.", {}}));
    total += count;
  }
  return static_cast<double>(total) / kSeconds;
}

void measure_saves_of(const Workbench& bench, const std::string& address) {
  filled_store(with_store(address, "one-ours-0"), kMessages);
  filled_store(with_store(address, "one-bare-0"), kMessages);
  for (int i = 0; i < kStores; ++i) {
    filled_store(with_store(address, "many-ours-" + std::to_string(i)), kMessagesEach);
    filled_store(with_store(address, "many-bare-" + std::to_string(i)), kMessagesEach);
  }
  for (const int stores : {1, kStores}) {
    for (const int threads : {1, kThreads}) {
      for (const int processes : {1, 2, 4}) {
        Share share;
        share.address = address;
        share.store_count = stores;
        share.thread_count = threads;
        const auto run = [&](bool ours) {
          share.ours = ours;
          share.stores = std::string(stores == 1 ? "one" : "many") + (ours ? "-ours-" : "-bare-");
          return saves_per_second(bench, share, processes);
        };
        const Pair rates = measure_pair(std::max(1, bench.rounds / 2), [&] { return run(true); }, [&] { return run(false); });
        char work[128];
        std::snprintf(work, sizeof work, "PostgreSQL: open, change, save; %d store%s, %d thread%s, %d process%s", stores,
                      stores == 1 ? "" : "s", threads, threads == 1 ? " each" : "s in all", processes,
                      processes == 1 ? "" : "es");
        print({work, rate(rates.ours), rate(rates.bare), rates.ours / rates.bare, 0.8, Better::more, "x"});
      }
    }
  }
}

void measure_reads_of(const Workbench& bench, const std::string& address) {
  constexpr int kReads = 10'000;
  const Session session = make_session("Ana Ruiz", "bench");
  Store store = must(open_store(with_store(address, "one-ours-0")));
  BarePostgres bare(address, storage::postgres::store_id_of("one-ours-0"));
  const std::vector<MessageId> ids = all_ids(store, session);
  std::mt19937_64 random(2);
  const auto timed = [&](const auto& read) {
    const double start = now_seconds();
    for (int i = 0; i < kReads; ++i) read(ids[random() % ids.size()]);
    return kReads / (now_seconds() - start);
  };
  const Pair reads = measure_pair(
      bench.rounds,
      [&] { return timed([&](MessageId id) { must(store.open_message(session, id, Access::read_only)); }); },
      [&] { return timed([&](MessageId id) { bare.read(id.value); }); });
  print({"PostgreSQL: open and read a random message", rate(reads.ours), rate(reads.bare), reads.ours / reads.bare, 0.8,
         Better::more, "x"});
}

}  // namespace

int child_save_postgres(const std::vector<std::string>& arguments) {
  const Share share = from_arguments(arguments);
  std::printf("%lld\n", static_cast<long long>(share.ours ? our_saves(share) : bare_saves(share)));
  return 0;
}

void measure_postgres(const Workbench& bench) {
  testing::PostgresServer server(testing::Syncs::on);
  const std::string address = server.database_address();
  measure_saves_of(bench, address);
  measure_reads_of(bench, address);
}

}  // namespace postroom::bench
