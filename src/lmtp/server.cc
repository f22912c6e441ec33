#include "lmtp/server.h"

#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <condition_variable>
#include <optional>
#include <set>
#include <thread>

#include "base/try.h"
#include "lmtp/connection.h"

namespace postroom::lmtp {
namespace {

using Tcp = asio::ip::tcp;
using Local = asio::local::stream_protocol;

constexpr std::chrono::milliseconds kPause{50};  // when there are no descriptors left

Error cannot_listen(const std::string& where, const error_code& error) {
  const Code code = error == asio::error::address_in_use  ? Code::busy
                    : error == asio::error::access_denied ? Code::no_access
                                                          : Code::invalid_argument;
  return {code, "Cannot take mail at " + where + ": " + error.message() + ".", {}};
}

std::string peer_name(const Tcp::endpoint& peer) { return peer.address().to_string(); }
std::string peer_name(const Local::endpoint&) { return {}; }

// A socket that its server has left behind is in the way of the next one.
Status remove_left_socket(asio::io_context& context, const std::string& path) {
  struct stat about {};
  if (::lstat(path.c_str(), &about) != 0) return ok_status();
  if (!S_ISSOCK(about.st_mode)) {
    return Error{Code::invalid_argument,
                 "Cannot take mail at " + path + ": there is something that is no socket.",
                 {}};
  }
  Local::socket probe(context);
  error_code error;
  probe.connect(Local::endpoint(path), error);
  if (!error) return Error{Code::busy, "Another program takes mail at " + path + " already.", {}};
  ::unlink(path.c_str());
  return ok_status();
}

template <class Acceptor>
Status listen_at(Acceptor& acceptor, const typename Acceptor::endpoint_type& endpoint,
                 const std::string& where) {
  error_code error;
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) return cannot_listen(where, error);
  return ok_status();
}

}  // namespace

struct Server::Inside {
  Inside(ServerOptions options, OpenStore open)
      : ground{options, Addressees(options.mailboxes),
               Delivery(std::move(open), options.clock, options.random, options.host),
               asio::thread_pool(options.workers)},
        tcp(context),
        local(context) {}
  ~Inside();

  Status listen();
  Status listen_tcp();
  Status listen_local();
  template <class Acceptor>
  asio::awaitable<void> accept_from(Acceptor& acceptor);
  asio::awaitable<void> welcome(Socket socket, std::string peer);
  void run();
  void close_doors();
  void stop(std::chrono::milliseconds patience);

  Ground ground;
  std::mutex mutex;  // of the two below; connections are touched by their own thread
  std::condition_variable left;
  std::set<Connection*> connections;
  bool stopping = false;  // the thread's own
  asio::io_context context{1};
  asio::basic_socket_acceptor<Tcp> tcp;
  asio::basic_socket_acceptor<Local> local;
  std::thread thread;
};

Status Server::Inside::listen_tcp() {
  error_code error;
  const auto address = asio::ip::make_address(ground.options.address, error);
  const std::string where = "'" + ground.options.address + "' port " + std::to_string(ground.options.port);
  if (error) return cannot_listen(where, error);
  TRY(listen_at(tcp, Tcp::endpoint(address, ground.options.port), where));
  asio::co_spawn(context, accept_from(tcp), asio::detached);
  return ok_status();
}

// Who may connect is decided by the folder that the socket is in.
Status Server::Inside::listen_local() {
  const std::string& path = ground.options.socket_path;
  TRY(remove_left_socket(context, path));
  TRY(listen_at(local, Local::endpoint(path), path));
  ::chmod(path.c_str(), 0666);
  asio::co_spawn(context, accept_from(local), asio::detached);
  return ok_status();
}

Status Server::Inside::listen() {
  TRY(ground.options.address.empty() ? listen_local() : listen_tcp());
  thread = std::thread([this] { run(); });
  return ok_status();
}

// What a coroutine throws, such as want of memory, ends its connection alone.
void Server::Inside::run() {
  const auto keep = asio::make_work_guard(context);
  while (!context.stopped()) {
    try {
      context.run();
    } catch (const std::exception&) {
    }
  }
}

template <class Acceptor>
asio::awaitable<void> Server::Inside::accept_from(Acceptor& acceptor) {
  while (!stopping) {
    error_code error;
    Socket socket(context);
    typename Acceptor::endpoint_type peer;
    co_await acceptor.async_accept(socket, asio::redirect_error(asio::use_awaitable, error));
    if (stopping) co_return;
    if (error) {
      asio::steady_timer pause(context, kPause);
      co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
      continue;
    }
    const auto remote = socket.remote_endpoint(error);
    if (!error && remote.size() <= peer.capacity()) {
      peer.resize(remote.size());
      std::memcpy(peer.data(), remote.data(), remote.size());
    }
    asio::co_spawn(context, welcome(std::move(socket), error ? std::string() : peer_name(peer)),
                   asio::detached);
  }
}

asio::awaitable<void> Server::Inside::welcome(Socket socket, std::string peer) {
  Connection connection(ground, std::move(socket), std::move(peer));
  bool is_full = false;
  {
    const std::lock_guard lock(mutex);
    is_full = connections.size() >= ground.options.connections;
    connections.insert(&connection);
  }
  struct Leave {
    Inside& inside;
    Connection& connection;
    ~Leave() {
      const std::lock_guard lock(inside.mutex);
      inside.connections.erase(&connection);
      inside.left.notify_all();
    }
  } leave{*this, connection};
  if (is_full) {
    co_await connection.turn_away("There are too many connections");
  } else {
    co_await connection.serve();
  }
}

void Server::Inside::close_doors() {
  stopping = true;
  error_code ignored;
  tcp.close(ignored);
  local.close(ignored);
  const std::lock_guard lock(mutex);
  for (Connection* connection : connections) connection->stop();
}

void Server::Inside::stop(std::chrono::milliseconds patience) {
  if (!thread.joinable()) return;
  asio::post(context, [this] { close_doors(); });
  {
    std::unique_lock lock(mutex);
    left.wait_for(lock, patience, [this] { return connections.empty(); });
  }
  ground.workers.join();  // a delivery under way cannot be called back
  context.stop();
  thread.join();
  if (ground.options.address.empty()) ::unlink(ground.options.socket_path.c_str());
}

Server::Inside::~Inside() { stop(std::chrono::milliseconds(0)); }

Server::Server(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, OpenStore open) {
  auto inside = std::make_unique<Inside>(std::move(options), std::move(open));
  TRY(inside->listen());
  return std::unique_ptr<Server>(new Server(std::move(inside)));
}

std::uint16_t Server::port() const {
  error_code ignored;
  return inside_->tcp.is_open() ? inside_->tcp.local_endpoint(ignored).port() : 0;
}

void Server::stop(std::chrono::milliseconds patience) { inside_->stop(patience); }

}  // namespace postroom::lmtp
