// The server under load from 256 connections: reads, list pages and conflicting saves, beside the same work in this
// process and beside nginx with a file of the same size.
#include <postroom/tags.h>

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <set>
#include <thread>

#include "benchmarks/load_client.h"
#include "benchmarks/served_store.h"
#include "benchmarks/wrk.h"

namespace postroom::bench {
namespace {

constexpr std::size_t kConnections = 256;
constexpr std::size_t kEdited = 64;  // messages that all connections change
constexpr int kThreads = 64;
const char kShop[] = "/api/v1/stores/shop";

// The same request again and again.
class SameRequest final : public LoadScript {
 public:
  SameRequest(std::string request, unsigned expected) : request_(std::move(request)), expected_(expected) {}
  std::string next(std::size_t) override { return request_; }
  void answered(std::size_t, unsigned status, std::string_view head, std::string_view body) override {
    if (status != expected_) wrong_ = std::string(head) + std::string(body.substr(0, 500));
    etag_ = field_in(head, "ETag");
    bytes_ = body.size();
  }
  void require_right() const {
    if (!wrong_.empty()) must(Status(Error{Code::io_error, "The server answered something else.", wrong_}));
  }
  const std::string& etag() const { return etag_; }
  std::size_t bytes() const { return bytes_; }

 private:
  const std::string request_;
  const unsigned expected_;
  std::string wrong_, etag_;
  std::size_t bytes_ = 0;
};

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
    return server_.request("PATCH", kShop + ("/messages/" + std::to_string(client.id.value)),
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

void keep_history(Store& store) {
  Retention retention;
  retention.versions = retention.hard_versions = 10'000'000;
  retention.hard_bytes = std::int64_t{1} << 40;
  must(store.set_retention(make_session("Ana Ruiz", "bench"), retention));
}

// The same saves without a server: as many handles as there were connections, on 64 threads.
double saves_in_process(Store& store, const std::vector<MessageId>& ids, double seconds) {
  std::atomic<std::int64_t> done{0};
  std::vector<std::thread> threads;
  const double start = now_seconds();
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      const Session session = make_session("Ana Ruiz", "bench");
      const MessageId id = ids[static_cast<std::size_t>(t) % kEdited];
      VersionNumber seen = must(store.summary(session, id)).version;
      for (int i = 0; now_seconds() - start < seconds; ++i) {
        Message message = must(store.open_message_at(session, id, seen, Access::read_write));
        must(message.set(tag::subject, "subject " + std::to_string(t) + " " + std::to_string(i)));
        const auto saved = message.save();
        if (saved.ok()) ++done;
        seen = saved.ok() ? saved->version : message.conflict()->their_version;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  return static_cast<double>(done) / (now_seconds() - start);
}

// nginx with one file of so many bytes, kept in its cache; stopped when destroyed.
class Nginx {
 public:
  Nginx(const Workbench& bench, std::size_t bytes, std::uint16_t port) {
    const std::string folder = (bench.folder / "nginx").string();
    std::filesystem::create_directories(folder + "/files");
    std::ofstream(folder + "/files/file") << std::string(bytes, 'x');
    std::ofstream(folder + "/nginx.conf")
        << "daemon off; user root; worker_processes auto; pid " << folder << "/pid; error_log " << folder
        << "/error.log;\nevents { worker_connections 1024; }\nhttp { access_log off; open_file_cache max=100;\n"
        << "keepalive_requests 10000000; sendfile on; tcp_nopush on;\nserver { listen 127.0.0.1:" << port << "; root "
        << folder << "/files; } }\n";
    process_ = ::fork();
    if (process_ == 0) {
      ::execl("/usr/sbin/nginx", "nginx", "-p", folder.c_str(), "-c", (folder + "/nginx.conf").c_str(), nullptr);
      ::_exit(127);
    }
    for (double start = now_seconds(); now_seconds() - start < 10;) {
      if (std::filesystem::exists(folder + "/pid") && std::filesystem::file_size(folder + "/pid") > 0) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    must(Status(Error{Code::io_error, "nginx did not start; ./bench installs it.", {}}));
  }
  ~Nginx() {
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
  }
  Nginx(const Nginx&) = delete;
  Nginx& operator=(const Nginx&) = delete;

 private:
  pid_t process_ = -1;
};

std::string load_text(double per_second, double p50, double p99) {
  return rate(per_second) + ", p50 " + milliseconds(p50) + ", p99 " + milliseconds(p99);
}
std::string load_text(const WrkResult& load) { return load_text(load.rate, load.p50, load.p99); }
std::string load_text(const LoadResult& load) {
  return load_text(load.rate(), load.percentile(0.5), load.percentile(0.99));
}

void require_none_lost(const LoadResult& load) {
  if (load.lost > 0) must(Status(Error{Code::io_error, "Connections were lost.", std::to_string(load.lost)}));
}

WrkResult get(const std::string& url, double seconds, const std::vector<std::string>& fields = {}) {
  WrkResult result = run_wrk(url, kConnections, seconds, fields);
  if (!result.errors.empty()) must(Status(Error{Code::io_error, "Not every GET was answered.", result.errors}));
  return result;
}

// One answer, to know its size and ETag.
struct Known {
  std::size_t bytes = 0;
  std::string etag;
};
Known ask_once(std::uint16_t port, std::string request) {
  SameRequest once(std::move(request), 200);
  run_load(port, 1, 0, once);
  once.require_right();
  return {once.bytes(), once.etag()};
}

constexpr std::uint16_t kNginxPort = 18'317;

std::string url_of(std::uint16_t port, const std::string& target) {
  return "http://127.0.0.1:" + std::to_string(port) + target;
}

void measure_small_gets(const Workbench& bench, const ServedStore& server, MessageId id, double seconds) {
  const std::string target = kShop + ("/messages/" + std::to_string(id.value));
  const std::string token = "Authorization: Bearer " + server.token();
  const Known message = ask_once(server.port(), server.request("GET", target));
  const Nginx nginx(bench, message.bytes, kNginxPort);
  const Known file = ask_once(kNginxPort, "GET /file HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
  const WrkResult whole = get(url_of(server.port(), target), seconds, {token});
  const WrkResult bare = get(url_of(kNginxPort, "/file"), seconds);
  print({"GET a message of " + std::to_string(message.bytes) + " bytes", load_text(whole),
         "nginx, a file of that size: " + load_text(bare), whole.rate / bare.rate, 0, Better::more, "x"});
  const Pair cached = measure_pair(
      3,
      [&] {
        return get(url_of(server.port(), target), seconds / 3, {token, "If-None-Match: " + message.etag}).rate;
      },
      [&] { return get(url_of(kNginxPort, "/file"), seconds / 3, {"If-None-Match: " + file.etag}).rate; });
  print({"GET a message that the client has (304)", rate(cached.ours), "nginx, the same: " + rate(cached.bare),
         cached.ours / cached.bare, 0.5, Better::more, "x"});
}

void measure_pages(const ServedStore& server, FolderId inbox, double seconds) {
  const std::string target = kShop + ("/folders/" + std::to_string(inbox.value) + "/messages?limit=50");
  const WrkResult load = get(url_of(server.port(), target), seconds, {"Authorization: Bearer " + server.token()});
  print({"GET the first 50 rows of a folder", load_text(load), "", 0, 0, Better::more, ""});
}

void measure_conflicting_saves(const ServedStore& server, Store& store, const std::vector<MessageId>& ids,
                               double seconds) {
  ConflictingSaves script(server, ids);
  const LoadResult load = run_load(server.port(), kConnections, seconds, script);
  require_none_lost(load);
  const double saves = static_cast<double>(script.acknowledged().size()) / load.seconds;
  const double bare = saves_in_process(store, ids, seconds);
  print({"PATCH, 256 connections on 64 messages: saves", rate(saves), "in process: " + rate(bare), saves / bare, 0.4,
         Better::more, "x"});
  print({"PATCH, saved or refused", load_text(load), std::to_string(script.refused()) + " refused",
         load.percentile(0.99) * 1000, 50, Better::less, "ms"});
  const std::uint64_t wrong = count_lost_or_doubled(store, script.acknowledged()) + script.strange();
  print({"lost, doubled or strangely answered saves, of " + std::to_string(script.acknowledged().size()),
         std::to_string(wrong), "", static_cast<double>(wrong), 0.5, Better::less, ""});
}

}  // namespace

void measure_server(const Workbench& bench) {
  const double seconds = bench.rounds < 5 ? 6 : 60;
  const std::string path = (bench.folder / "shop.postroom").string();
  std::vector<MessageId> ids;
  Store store = filled_store(path, bench.messages, &ids);
  keep_history(store);
  const ServedStore server(bench, path, 9);
  std::this_thread::sleep_for(std::chrono::seconds(1));
  print({"memory of the server, ten stores open, idle", grouped(server.resident_megabytes()) + " MB", "",
         server.resident_megabytes(), 64, Better::less, "MB"});
  measure_small_gets(bench, server, ids.back(), seconds / 4);
  measure_pages(server, store.special(SpecialFolder::inbox), seconds / 4);
  measure_conflicting_saves(server, store, ids, seconds);
  print({"memory of the server after all this", grouped(server.resident_megabytes()) + " MB", "", 0, 0, Better::less, ""});
}

}  // namespace postroom::bench
