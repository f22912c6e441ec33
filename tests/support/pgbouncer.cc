#include "support/pgbouncer.h"

#include "support/must.h"
#include "support/unix_socket.h"

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace postroom::testing {
namespace {

constexpr char kProgram[] = "/usr/sbin/pgbouncer";
constexpr char kSocket[] = ".s.PGSQL.5432";
constexpr std::chrono::seconds kPatience{60};

}  // namespace

PgBouncer::PgBouncer(const PostgresServer& server) : server_folder_(server.socket_folder()) {
  if (!std::filesystem::exists(kProgram)) {
    throw std::runtime_error("PgBouncer is not there; install Debian's pgbouncer.");
  }
  write_settings();
  for (const char* name : {"", "settings.ini", "users.txt"}) must(give_to_server_user(folder_.path(name)));
  const std::string log = folder_.path("log");
  process_ = must(ServerProcess::start({kProgram, {folder_.path("settings.ini")}, log}));
  const auto is_up = [&] { return process_->has_ended() || can_connect(folder_.path(kSocket)); };
  if (wait_until(kPatience, is_up) && !process_->has_ended()) return;
  throw std::runtime_error("The test's PgBouncer did not start:\n" + last_lines(log));
}

PgBouncer& PgBouncer::shared() {
  static PgBouncer pooler(PostgresServer::shared());
  return pooler;
}

void PgBouncer::write_settings() const {
  std::ofstream(folder_.path("users.txt")) << "\"postgres\" \"\"\n";
  std::ofstream(folder_.path("settings.ini")) << "[databases]\n"
                                              << "* = host=" << server_folder_ << " port=5432\n"
                                              << "[pgbouncer]\n"
                                              << "pool_mode = transaction\n"
                                              << "unix_socket_dir = " << folder_.path() << "\n"
                                              << "listen_port = 5432\n"  // of the socket's name
                                              << "auth_type = trust\n"
                                              << "auth_file = " << folder_.path("users.txt") << "\n"
                                              << "max_client_conn = 300\n"
                                              << "default_pool_size = 50\n";
}

std::string PgBouncer::through(std::string address) const {
  const std::size_t place = address.find(server_folder_);
  if (place == std::string::npos) throw std::runtime_error("Not an address of this server: " + address);
  return address.replace(place, server_folder_.size(), folder_.path()) + "&pooled=yes";
}

}  // namespace postroom::testing
