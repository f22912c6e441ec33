// The server under load from 256 connections: reads, list pages and conflicting saves, beside the same work in this
// process and beside nginx with a file of the same size.
#include <thread>

#include "benchmarks/conflicting_saves.h"
#include "benchmarks/load_client.h"
#include "benchmarks/nginx.h"
#include "benchmarks/wrk.h"
#include "support/postgres_server.h"

namespace postroom::bench {
namespace {

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

std::string text_of(const WrkResult& load) { return load_text(load.rate, load.p50, load.p99); }

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
  print({"GET a message of " + std::to_string(message.bytes) + " bytes", text_of(whole),
         "nginx, a file of that size: " + text_of(bare), whole.rate / bare.rate, 0, Better::more, "x"});
  const Pair cached = measure_pair(
      3,
      [&] {
        return get(url_of(server.port(), target), seconds / 3, {token, "If-None-Match: " + message.etag}).rate;
      },
      [&] { return get(url_of(kNginxPort, "/file"), seconds / 3, {"If-None-Match: " + file.etag}).rate; });
  print({"GET a message that the client has (304)", rate(cached.ours), "nginx, the same: " + rate(cached.bare),
         cached.ours / cached.bare, 0.5, Better::more, "x"});
}

void measure_pages(const std::string& engine, const ServedStore& server, FolderId inbox, double seconds) {
  const std::string target = kShop + ("/folders/" + std::to_string(inbox.value) + "/messages?limit=50");
  const WrkResult load =
      get(url_of(server.port(), target), seconds, {"Authorization: Bearer " + server.token()});
  print({engine + "GET the first 50 rows of a folder", text_of(load), "", 0, 0, Better::more, ""});
}

double seconds_of_load(const Workbench& bench) { return bench.rounds < 5 ? 6 : 60; }

}  // namespace

void measure_server(const Workbench& bench) {
  const double seconds = seconds_of_load(bench);
  const std::string path = (bench.folder / "shop.postroom").string();
  std::vector<MessageId> ids;
  Store store = filled_store(path, bench.messages, &ids);
  keep_history(store);
  const ServedStore server(bench, path, 9);
  std::this_thread::sleep_for(std::chrono::seconds(1));
  print({"memory of the server, ten stores open, idle", grouped(server.resident_megabytes()) + " MB", "",
         server.resident_megabytes(), 64, Better::less, "MB"});
  measure_small_gets(bench, server, ids.back(), seconds / 4);
  measure_pages("", server, store.special(SpecialFolder::inbox), seconds / 4);
  measure_conflicting_saves("", server, store, ids, seconds);
  print({"memory of the server after all this", grouped(server.resident_megabytes()) + " MB", "", 0, 0, Better::less,
         ""});
}

// Server, database and client on one machine.
void measure_server_postgres(const Workbench& bench) {
  const testing::PostgresServer database(testing::Syncs::on);
  const std::string address = database.address("shop");
  std::vector<MessageId> ids;
  Store store = filled_store(address, bench.messages, &ids);
  keep_history(store);
  const ServedStore server(bench, address, 0);
  const double seconds = seconds_of_load(bench);
  const std::string target = kShop + ("/messages/" + std::to_string(ids.back().value));
  const WrkResult whole =
      get(url_of(server.port(), target), seconds / 4, {"Authorization: Bearer " + server.token()});
  print({"PostgreSQL: GET a message", text_of(whole), "", 0, 0, Better::more, ""});
  measure_pages("PostgreSQL: ", server, store.special(SpecialFolder::inbox), seconds / 4);
  measure_conflicting_saves("PostgreSQL: ", server, store, ids, seconds);
}

}  // namespace postroom::bench
