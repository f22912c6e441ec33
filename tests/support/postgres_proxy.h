// Between a client and a PostgreSQL server, on Unix sockets: counts the messages of both directions, over all
// connections, and at one of them breaks or holds the line.
#pragma once

#include "support/proxy_connection.h"
#include "support/temporary_folder.h"

#include <list>
#include <mutex>
#include <thread>

namespace postroom::testing {

enum class LineFault {
  none,
  cut,       // the message does not arrive, and both ends see the connection end
  truncate,  // half of the message arrives first
  hold,      // the message and those behind it come late
};

enum class LineExtent {
  once,
  from_then_on,  // every other connection is cut, too, and no new one gets through
};

struct LinePlan {
  LineFault fault = LineFault::none;
  std::uint64_t at = 0;  // the at-th message from now on, counted from 1
  LineExtent extent = LineExtent::once;
  std::chrono::milliseconds hold{0};
};

// Where a plan came true.
struct LineStrike {
  Side from;
  char type;           // of the message
  bool on_writer;      // a COMMIT had come by way of that connection before
  bool during_commit;  // on one of the connections that it ended, a COMMIT had got through and its answer had
                       // not
};

// Runs on a thread of its own; every function from any thread.
class PostgresProxy {
 public:
  // To the server whose socket is in that folder, which may come and go.
  explicit PostgresProxy(std::string server_folder);
  ~PostgresProxy();
  PostgresProxy(const PostgresProxy&) = delete;
  PostgresProxy& operator=(const PostgresProxy&) = delete;

  // The same address by way of this proxy.
  std::string through(std::string address) const;

  void plan(const LinePlan& plan);
  void heal() { plan({}); }
  void release();               // what is held goes on
  std::uint64_t steps() const;  // messages since plan()
  std::optional<LineStrike> struck() const;

 private:
  void run();
  void serve(std::vector<pollfd>& waiting);
  std::vector<pollfd> list_files() const;
  void accept();
  Verdict judge(ProxyConnection& connection, Side from, const WireMessage& message);
  void wake() const;

  const std::string server_;  // the path of its socket
  const std::string server_folder_;
  TemporaryFolder folder_;
  OwnedFile listening_;
  OwnedFile wake_;
  mutable std::mutex mutex_;
  LinePlan plan_;
  std::uint64_t steps_ = 0;
  std::optional<LineStrike> struck_;
  bool is_down_ = false;
  bool is_over_ = false;
  std::list<ProxyConnection> connections_;
  std::thread thread_;  // last: it uses the rest
};

}  // namespace postroom::testing
