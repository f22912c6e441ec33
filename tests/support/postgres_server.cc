#include "support/postgres_server.h"

#include "storage/postgres/postgres_engine.h"
#include "support/child_process.h"
#include "support/must.h"
#include "support/unix_socket.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>

namespace postroom::testing {
namespace {

constexpr char kInstallations[] = "/usr/lib/postgresql";
constexpr char kDatabase[] = "postroom";
constexpr char kFirstDatabase[] = "postgres";  // that every server has
constexpr char kSocket[] = ".s.PGSQL.5432";
constexpr std::chrono::seconds kPatience{60};
constexpr char kReplicasWaitedFor[] = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'";

// The newest that is installed.
std::string find_program(const std::string& name) {
  std::vector<std::pair<int, std::string>> found;
  std::error_code ignored;
  for (const auto& version : std::filesystem::directory_iterator(kInstallations, ignored)) {
    const std::string program = version.path() / "bin" / name;
    if (std::filesystem::exists(program))
      found.emplace_back(std::atoi(version.path().filename().c_str()), program);
  }
  if (found.empty()) throw std::runtime_error("PostgreSQL is not there; install Debian's postgresql-15.");
  return std::max_element(found.begin(), found.end())->second;
}

std::string percent_encoded(const std::string& text) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = (byte < 0x80 && std::isalnum(byte)) || c == '-' || c == '.' || c == '/';
    if (is_plain) {
      encoded += c;
    } else {
      encoded += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return encoded;
}

void wait_for_output(const ChildProcess& child) {
  pollfd waiting{child.output(), POLLIN, 0};
  ::poll(&waiting, 1, -1);
}

// Tells the stores of one process from those of another, of this run and of those before.
const std::string& process_prefix() {
  static const std::string prefix = [] {
    const auto now = std::chrono::system_clock::now().time_since_epoch().count();
    return std::to_string(::getpid()) + "-" + std::to_string(now) + "-";
  }();
  return prefix;
}

}  // namespace

std::string fixture_link(pid_t ctest) {
  return std::filesystem::temp_directory_path() / ("postroom-ctest-" + std::to_string(ctest));
}

std::optional<PostgresServer::Running> PostgresServer::find_fixture() {
  std::error_code missing;
  const auto folder = std::filesystem::read_symlink(fixture_link(::getppid()), missing);
  if (missing || !can_connect(folder / kSocket)) return std::nullopt;
  return Running{folder};
}

PostgresServer& PostgresServer::shared() {
  static const std::unique_ptr<PostgresServer> server = [] {
    const std::optional<Running> fixture = find_fixture();
    return std::unique_ptr<PostgresServer>(fixture ? new PostgresServer(*fixture) : new PostgresServer());
  }();
  return *server;
}

PostgresServer::PostgresServer(Running elsewhere) : socket_folder_(std::move(elsewhere.socket_folder)) {}

PostgresServer::PostgresServer(Syncs syncs) : syncs_(syncs) {
  folder_.emplace();
  socket_folder_ = folder_->path();
  make_cluster();
  start();
  run_sql(std::string("CREATE DATABASE ") + kDatabase, address_of(kFirstDatabase));
  must(storage::make_postgres_tables(database_address()));
}

PostgresServer::PostgresServer(ReplicaOf of) : syncs_(of.primary.syncs_) {
  folder_.emplace();
  socket_folder_ = folder_->path();
  copy_cluster(of.primary);
  start();
  of.primary.put_setting("synchronous_standby_names = '*'");
  of.primary.put_setting("synchronous_commit = remote_apply");
  const auto follows = [&] { return of.primary.run_sql(kReplicasWaitedFor) == "1"; };
  if (!wait_until(kPatience, follows)) throw std::runtime_error("The replica does not follow:\n" + log());
}

void PostgresServer::copy_cluster(const PostgresServer& primary) {
  must(give_to_server_user(folder_->path()));
  must(run_command({find_program("pg_basebackup"),
                    {"--pgdata=" + folder_->path("data"), "--dbname=" + primary.address_of(kFirstDatabase),
                     "--write-recovery-conf", "--checkpoint=fast", "--no-sync"},
                    folder_->path("basebackup.log")}));
  put_setting("unix_socket_directories = '" + folder_->path() + "'");
}

void PostgresServer::promote() const {
  if (run_sql("SELECT pg_promote()") != "t") throw std::runtime_error("It was not promoted:\n" + log());
}

void PostgresServer::put_setting(const std::string& line) {
  std::ofstream(folder_->path("data/postgresql.conf"), std::ios::app) << line << "\n";
  if (process_ && !process_->has_ended()) run_sql("SELECT pg_reload_conf()");
}

std::string PostgresServer::log() const { return last_lines(folder_->path("server.log")); }

void PostgresServer::make_cluster() {
  must(give_to_server_user(folder_->path()));
  const std::string data = folder_->path("data");
  must(run_command({find_program("initdb"),
                    {"--pgdata=" + data, "--username=postgres", "--auth=trust", "--encoding=UTF8",
                     "--locale=C.UTF-8", "--no-sync"},
                    folder_->path("initdb.log")}));
  std::ofstream settings(data + "/postgresql.conf", std::ios::app);
  settings << "listen_addresses = ''\n"
           << "unix_socket_directories = '" << folder_->path() << "'\n"
           << "max_connections = 300\n"
           << "shared_buffers = 32MB\n"
           << "max_wal_size = 256MB\n"
           << "log_timezone = UTC\n";
  if (syncs_ == Syncs::off) settings << "fsync = off\nfull_page_writes = off\n";
}

void PostgresServer::start() {
  const std::string log = folder_->path("server.log");
  process_ = must(ServerProcess::start({find_program("postgres"), {"-D", folder_->path("data")}, log}));
  const bool is_up = wait_until(kPatience, [&] { return process_->has_ended() || answers(); });
  if (is_up && !process_->has_ended()) return;
  throw std::runtime_error("The test's PostgreSQL server did not start:\n" + this->log());
}

// The postmaster says so in the last line of its file; the socket is there before it takes connections.
bool PostgresServer::answers() const {
  std::ifstream file(folder_->path("data/postmaster.pid"));
  std::string line;
  while (std::getline(file, line)) {
    if (line.starts_with("ready")) return true;
  }
  return false;
}

std::string PostgresServer::run_sql(const std::string& sql, const std::string& database) const {
  ChildProcess psql = must(ChildProcess::start(
      find_program("psql"), {"--no-psqlrc", "--quiet", "--no-align", "--tuples-only", "--set=ON_ERROR_STOP=1",
                             "--dbname=" + database, "--command=" + sql}));
  std::string output;
  const auto add = [&](std::string_view line) {
    output += std::string(output.empty() ? "" : "\n") + std::string(line);
  };
  while (psql.read_lines(add)) wait_for_output(psql);
  if (psql.wait() != Ending{true, 0}) throw std::runtime_error("This SQL failed: " + sql);
  return output;
}

void PostgresServer::stop(Stop how) {
  if (!process_) throw std::runtime_error("Nobody may stop the server that all tests share.");
  process_->stop(how == Stop::fast ? SIGINT : SIGQUIT);
}

std::string PostgresServer::address_of(const std::string& database, const std::string& hosts) {
  return "postgresql://postgres@/" + database + "?host=" + percent_encoded(hosts);
}

std::string PostgresServer::address(const std::string& store) const {
  return address_of(kDatabase) + "&store=" + percent_encoded(process_prefix() + store);
}

std::string PostgresServer::address(const std::string& store, const PostgresServer& other) const {
  return address_of(kDatabase, socket_folder_ + "," + other.socket_folder_) +
         "&store=" + percent_encoded(process_prefix() + store);
}

std::string PostgresServer::database_address() const { return address_of(kDatabase); }

std::string PostgresServer::make_database() {
  std::string name = "d" + process_prefix() + std::to_string(++databases_);
  std::replace(name.begin(), name.end(), '-', '_');
  run_sql("CREATE DATABASE " + name, address_of(kFirstDatabase));
  return address_of(name);
}

}  // namespace postroom::testing
