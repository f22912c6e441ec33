#include "benchmarks/conflicting_saves.h"

#include <postroom/tags.h>

#include <array>
#include <atomic>
#include <set>
#include <thread>

#include "benchmarks/load_client.h"

namespace postroom::bench {
namespace {

constexpr std::size_t kEdited = 64;  // messages that all connections change

// Every connection changes one of a few messages on the version that it has seen last, and takes the newer one's
// ETag from each answer.
class ConflictingSaves final : public LoadScript {
 public:
  ConflictingSaves(const ServedStore& server, const std::vector<MessageId>& ids) : server_(server) {
    for (std::size_t i = 0; i < kConnections; ++i) clients_.push_back({ids[i % kEdited], "\"1\"", {}});
  }
  std::string next(std::size_t number) override {
    Client& client = clients_[number];
    client.subject = "subject " + std::to_string(++count_);
    return server_.request("PATCH", "/api/v1/stores/shop/messages/" + std::to_string(client.id.value),
                           "If-Match: " + client.etag + "\r\n",
                           "{\"set\":{\"PR_SUBJECT\":\"" + client.subject + "\"}}");
  }
  void answered(std::size_t number, unsigned status, std::string_view head, std::string_view) override {
    Client& client = clients_[number];
    client.etag = field_in(head, "ETag");
    if (status == 200) acknowledged_.push_back({client.id, std::stoll(client.etag.substr(1)), client.subject});
    if (status == 412) ++refused_;
    if (status != 200 && status != 412) ++strange_;
  }

  struct Saved {
    MessageId id;
    std::int64_t version = 0;
    std::string subject;
  };
  const std::vector<Saved>& acknowledged() const { return acknowledged_; }
  std::uint64_t refused() const { return refused_; }
  std::uint64_t strange() const { return strange_; }

 private:
  struct Client {
    MessageId id;
    std::string etag, subject;
  };
  const ServedStore& server_;
  std::vector<Client> clients_;
  std::vector<Saved> acknowledged_;
  std::uint64_t count_ = 0, refused_ = 0, strange_ = 0;
};

// Of saves that were acknowledged, those that are not in the history as they were sent, and versions that two were
// told they had made.
std::uint64_t count_lost_or_doubled(Store& store, const std::vector<ConflictingSaves::Saved>& saved) {
  const Session session = make_session("Ana Ruiz", "bench");
  std::set<std::pair<MessageId, std::int64_t>> versions;
  std::uint64_t wrong = 0;
  for (const auto& each : saved) {
    const auto content = store.version(session, each.id, VersionNumber{each.version});
    const auto* subject = content.ok() ? content->properties.get<std::string>(tag::subject) : nullptr;
    if (!subject || *subject != each.subject || !versions.insert({each.id, each.version}).second) ++wrong;
  }
  return wrong;
}

// The same clients without a server, four to each of 64 threads, as many as the server has for them.
double saves_in_process(Store& store, const std::vector<MessageId>& ids, double seconds) {
  constexpr std::size_t kThreads = 64;
  std::atomic<std::int64_t> done{0};
  std::vector<std::thread> threads;
  const double start = now_seconds();
  for (std::size_t t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      const Session session = make_session("Ana Ruiz", "bench");
      constexpr std::size_t kEach = kConnections / kThreads;
      std::array<VersionNumber, kEach> seen;
      const auto id_of = [&](std::size_t client) { return ids[(t * kEach + client) % kEdited]; };
      for (std::size_t c = 0; c < kEach; ++c) seen[c] = must(store.summary(session, id_of(c))).version;
      for (std::size_t i = 0; now_seconds() - start < seconds; ++i) {
        const std::size_t c = i % kEach;
        Message message = must(store.open_message_at(session, id_of(c), seen[c], Access::read_write));
        must(message.set(tag::subject, "subject " + std::to_string(t) + " " + std::to_string(i)));
        const auto saved = message.save();
        if (saved.ok()) ++done;
        seen[c] = saved.ok() ? saved->version : message.conflict()->their_version;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  return static_cast<double>(done) / (now_seconds() - start);
}

void require_none_lost(const LoadResult& load) {
  if (load.lost > 0) must(Status(Error{Code::io_error, "Connections were lost.", std::to_string(load.lost)}));
}

}  // namespace

void keep_history(Store& store) {
  Retention retention;
  retention.versions = retention.hard_versions = 10'000'000;
  retention.hard_bytes = std::int64_t{1} << 40;
  must(store.set_retention(make_session("Ana Ruiz", "bench"), retention));
}

void measure_conflicting_saves(const std::string& engine, const ServedStore& server, Store& store,
                               const std::vector<MessageId>& ids, double seconds) {
  ConflictingSaves script(server, ids);
  const LoadResult load = run_load(server.port(), kConnections, seconds, script);
  require_none_lost(load);
  const double saves = static_cast<double>(script.acknowledged().size()) / load.seconds;
  const double bare = saves_in_process(store, ids, seconds);
  print({engine + "PATCH, 256 connections on 64 messages: saves", rate(saves), "in process: " + rate(bare),
         saves / bare, 0.4, Better::more, "x"});
  print({engine + "PATCH, saved or refused", load_text(load.rate(), load.percentile(0.5), load.percentile(0.99)),
         std::to_string(script.refused()) + " refused", load.percentile(0.99) * 1000, 50, Better::less, "ms"});
  const std::uint64_t wrong = count_lost_or_doubled(store, script.acknowledged()) + script.strange();
  print({engine + "lost, doubled or strangely answered saves, of " + std::to_string(script.acknowledged().size()),
         std::to_string(wrong), "", static_cast<double>(wrong), 0.5, Better::less, ""});
}

}  // namespace postroom::bench
