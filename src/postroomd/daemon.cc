#include "postroomd/daemon.h"

#include <unistd.h>

#include <array>
#include <filesystem>

#include "base/parallel.h"
#include "base/try.h"
#include "http/problem.h"
#include "open/accounts.h"
#include "postroomd/endpoint.h"
#include "postroomd/page_files.h"
#include "postroomd/self_made.h"
#include "server/api.h"
#include "server/event_routes.h"
#include "server/open_tables.h"
#include "server/uploads.h"

namespace postroom::daemon {
namespace {

// "127.0.0.1:8080", "[::1]:8080"
std::string place_text(const std::string& host, std::uint16_t port) {
  const bool is_ipv6 = host.find(':') != std::string::npos;
  return (is_ipv6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

// "https://127.0.0.1:8080"
std::string url(bool is_secure, const Endpoint& endpoint, std::uint16_t port) {
  return (is_secure ? "https://" : "http://") + place_text(endpoint.host, port);
}

// What the machine calls itself.
std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 && name[0] ? name.data() : "localhost";
}

Error about(const std::string& setting, Error error) {
  error.message = setting + ": " + error.message;
  return error;
}

// Beside the program, wherever that is installed.
std::string installed_page() {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  return (program.parent_path() / POSTROOM_PAGE_FROM_PROGRAM).lexically_normal().string();
}

http::Response plain(unsigned status, std::string text) {
  http::Response response = http::text_response(status, "text/plain; charset=utf-8", std::move(text));
  response.fields.set("Cache-Control", "no-store");
  return response;
}

}  // namespace

Daemon::Daemon(const Settings& settings, std::shared_ptr<Log> log) : settings_(settings), log_(std::move(log)) {}

Daemon::~Daemon() { stop(); }

Result<std::unique_ptr<Daemon>> Daemon::start(const Settings& settings, std::shared_ptr<Log> log) {
  std::unique_ptr<Daemon> daemon(new Daemon(settings, std::move(log)));
  TRY(daemon->prepare_folders());
  TRY(daemon->make_service());
  TRY(daemon->open_stores());
  TRY_SET(daemon->presence_passing_, server::PresencePassing::start(*daemon->service_));
  TRY(daemon->listen());
  TRY(daemon->listen_for_mail());
  return daemon;
}

Status Daemon::prepare_folders() {
  std::error_code error;
  for (const std::string folder : {"", "/spool"}) {
    std::filesystem::create_directories(settings_.state + folder, error);
    if (error) {
      return Error{Code::io_error, "state: the folder " + settings_.state + folder + " cannot be made.", error.message()};
    }
    std::filesystem::permissions(settings_.state + folder, std::filesystem::perms::owner_all, error);
  }
  TRY_SET(StateLock lock, StateLock::take(settings_.state));
  state_lock_.emplace(std::move(lock));
  return ok_status();
}

Status Daemon::make_service() {
  service_ = std::make_shared<server::Service>();
  service_->clock = system_clock();
  service_->random = system_random();
  service_->stores = std::make_shared<server::Stores>(settings_.stores);
  service_->limits = settings_.api;
  service_->state_folder = settings_.state;
  service_->secure_cookies = settings_.tls != TlsMode::off;
  service_->version = POSTROOM_VERSION;
  const std::string address = settings_.accounts.empty() ? settings_.state + "/accounts.postroom" : settings_.accounts;
  auto records = open_accounts(address, MakeAccounts::if_there_are_none);
  if (!records.ok()) return about("accounts", records.error());
  accounts::DirectoryOptions options;
  options.session_idle = settings_.session_idle;
  options.session_age = settings_.session_age;
  service_->directory =
      std::make_shared<accounts::Directory>(std::move(*records), service_->clock, service_->random, options);
  server::UploadLimits limits;
  limits.file = settings_.api.attachment;
  limits.account = settings_.api.uploads_per_account;
  TRY_SET(service_->uploads,
          server::Uploads::open(settings_.state + "/uploads", service_->clock, service_->random, limits));
  service_->tables = std::make_shared<server::OpenTables>(service_->clock, service_->random);
  server::make_events(*service_);
  upkeep_ = std::make_unique<Upkeep>(service_);
  return ok_status();
}

bool Daemon::has_accounts() const {
  const auto accounts = service_->directory->list();
  return !accounts.ok() || !accounts->empty();
}

// Now rather than at the first request, so that a wrong address is seen at once.
Status Daemon::open_stores() {
  for (const server::StoreSetting& store : settings_.stores) {
    const auto opened = service_->stores->open(store.name);
    if (opened.ok()) continue;
    const Error error = about("store " + store.name, opened.error());
    if (!settings_.skip_broken_stores) return error;
    log_->write(LogLevel::warning, "store_not_open", {{"store", store.name}, {"reason", describe(error)}});
  }
  return ok_status();
}

Result<std::optional<http::TlsFiles>> Daemon::tls_files() {
  switch (settings_.tls) {
    case TlsMode::off: return std::optional<http::TlsFiles>();
    case TlsMode::files: return std::optional(http::TlsFiles{settings_.tls_certificate, settings_.tls_key});
    case TlsMode::self_made: break;
  }
  TRY_SET(const SelfMade made,
          self_made_certificate(settings_.state, names_of_this_machine(), service_->clock->now()));
  fingerprint_ = made.fingerprint;
  return std::optional(made.files);
}

void Daemon::add_own_routes(http::Router& router) {
  const auto alive = [](const http::Request&) { return plain(200, "ok\n"); };
  router.add({http::Method::get, "/healthz", alive, 0, alive, {}});
  const auto ready = [stopping = is_stopping_, service = service_](const http::Request&) {
    if (*stopping) return to_response(http::problems::stopping());
    for (auto& [name, store] : service->stores->opened()) {
      const auto position = store.log_position(make_session("", "postroomd"));
      if (!position.ok()) return plain(503, "store " + name + ": " + position.error().message + "\n");
    }
    return plain(200, "ready\n");
  };
  router.add({http::Method::get, "/readyz", ready, 0, {}, {}});
}

Result<std::shared_ptr<http::Router>> Daemon::make_router() {
  const auto router = std::make_shared<http::Router>();
  server::add_api(*router, service_);
  add_own_routes(*router);
  if (settings_.serve_page) {
    const Status added = add_page(*router, settings_.web.empty() ? installed_page() : settings_.web);
    if (!added.ok()) return about("web", added.error());
  }
  return router;
}

Status Daemon::listen() {
  TRY_SET(const auto router, make_router());
  const auto metrics = settings_.metrics_listen.empty() ? router : std::make_shared<http::Router>();
  const auto tell = [this](const http::Request&) {
    return http::text_response(200, "text/plain; version=0.0.4; charset=utf-8", metrics_->text(gauges()));
  };
  metrics->add({http::Method::get, "/metrics", tell, 0, {}, {}});
  for (const std::string& where : settings_.listen) TRY(listen_at(where, router, settings_.tls != TlsMode::off));
  if (metrics != router) TRY(listen_at(settings_.metrics_listen, metrics, false));
  return ok_status();
}

Status Daemon::listen_at(const std::string& where, const std::shared_ptr<const http::Router>& router, bool is_secure) {
  TRY_SET(const Endpoint endpoint, parse_endpoint(where, UnixSockets::refused));
  http::ServerOptions options;
  options.address = endpoint.host;
  options.port = endpoint.port;
  if (is_secure) {
    TRY_SET(options.tls, tls_files());
  }
  options.io_threads = settings_.io_threads;
  options.workers = settings_.workers;
  options.limits = settings_.limits;
  options.spool = settings_.state + "/spool";
  options.trusted_proxies = settings_.trusted_proxies;
  const auto log = [log = log_, metrics = metrics_](const http::Served& served) {
    metrics->count(served);
    const LogLevel level = served.status >= 500 ? LogLevel::warning : LogLevel::info;
    if (log->writes(level)) log->write(level, "request", access_fields(served));
  };
  auto server = http::Server::start(std::move(options), router, log);
  if (!server.ok()) return about("listen " + where, server.error());
  addresses_.push_back(url(is_secure, endpoint, (*server)->port()));
  servers_.push_back(std::move(*server));
  return ok_status();
}

Status Daemon::listen_for_mail() {
  if (settings_.lmtp_listen.empty()) return ok_status();
  TRY_SET(const Endpoint endpoint, parse_endpoint(settings_.lmtp_listen, UnixSockets::allowed));
  lmtp::ServerOptions options;
  options.address = endpoint.host;
  options.port = endpoint.port;
  options.socket_path = endpoint.socket_path;
  options.host = host_name();
  for (const server::StoreSetting& store : settings_.stores) {
    for (const std::string& address : store.mail_addresses) options.mailboxes.push_back({address, store.name});
  }
  options.limits.mail = settings_.api.mail_body;
  options.clock = service_->clock;
  options.random = service_->random;
  options.log = [log = log_](const lmtp::Delivered& mail) {
    log->write(mail.reply.is_good() ? LogLevel::info : LogLevel::warning, "mail",
               {{"peer", mail.peer}, {"to", mail.recipient}, {"store", mail.store}, {"reply", mail.reply.code},
                {"text", mail.reply.text}});
  };
  auto server = lmtp::Server::start(std::move(options), [stores = service_->stores](const std::string& name) {
    return stores->open(name);
  });
  if (!server.ok()) return about("lmtp.listen", server.error());
  mail_server_ = std::move(*server);
  mail_address_ = endpoint.socket_path.empty()
                      ? "lmtp:inet:" + place_text(endpoint.host, mail_server_->port())
                      : "lmtp:unix:" + endpoint.socket_path;
  return ok_status();
}

Metrics::Gauges Daemon::gauges() const {
  Metrics::Gauges gauges;
  for (const auto& server : servers_) {
    const http::Counters counters = server->counters();
    gauges.counters.connections += counters.connections;
    gauges.counters.accepted += counters.accepted;
    gauges.counters.requests += counters.requests;
    gauges.counters.refused += counters.refused;
    gauges.counters.waiting += counters.waiting;
    gauges.counters.working += counters.working;
  }
  gauges.stores = settings_.stores.size();
  gauges.stores_open = service_->stores->opened().size();
  gauges.version = service_->version;
  return gauges;
}

void Daemon::reload() {
  const auto tell = [this](const std::string& what, const Error& error) {
    log_->write(LogLevel::error, "reload_failed", {{"what", what}, {"reason", describe(error)}});
  };
  if (const Status log = log_->reopen(); !log.ok()) tell("log", log.error());
  if (const auto files = tls_files(); !files.ok()) tell("tls", files.error());  // renews a self-made certificate
  for (const auto& server : servers_) {
    if (const Status tls = server->reload_tls(); !tls.ok()) tell("tls", tls.error());
  }
  log_->write(LogLevel::info, "reloaded");
}

// All at once, so that none takes requests while another one stops, and the patience is that of the whole.
void Daemon::stop() {
  if (is_stopping_->exchange(true)) return;
  const auto stop_one = [this](std::size_t part) -> Status {
    if (part < servers_.size()) servers_[part]->stop(settings_.stop_patience);
    if (part == servers_.size() && mail_server_) mail_server_->stop(settings_.stop_patience);
    return ok_status();
  };
  (void)run_in_parts(servers_.size() + 1, stop_one);
}

}  // namespace postroom::daemon
