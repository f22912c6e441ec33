// The life of the server: everything that the settings name, started in order and stopped in the other one.
#pragma once

#include "lmtp/server.h"
#include "postroomd/log.h"
#include "postroomd/metrics.h"
#include "postroomd/state_lock.h"
#include "postroomd/upkeep.h"
#include "server/presence_passing.h"

namespace postroom::daemon {

class Daemon {
 public:
  // Opens the accounts and stores, and listens. The Error says what is in the way and which setting to look at.
  static Result<std::unique_ptr<Daemon>> start(const Settings& settings, std::shared_ptr<Log> log);
  ~Daemon();  // as stop()

  // Where it answers: "https://127.0.0.1:8080".
  const std::vector<std::string>& addresses() const { return addresses_; }
  const std::string& certificate_fingerprint() const { return fingerprint_; }  // of a self-made one, else empty
  // Where it takes mail, as Postfix has it: "lmtp:inet:127.0.0.1:24", "lmtp:unix:/run/postroom/lmtp"; empty: nowhere.
  const std::string& mail_address() const { return mail_address_; }
  // Whether there is an account at all, so that somebody can sign in; true where that cannot be told.
  bool has_accounts() const;
  // TLS files and log anew; what is wrong is logged, and what was before stays in use.
  void reload();
  // Requests under way are answered first, for as long as the setting stop_patience says.
  void stop();

 private:
  explicit Daemon(const Settings& settings, std::shared_ptr<Log> log);
  Status prepare_folders();
  Status open_stores();
  Status make_service();
  Status listen();
  Status listen_for_mail();
  Status listen_at(const std::string& where, const std::shared_ptr<const http::Router>& router, bool is_secure);
  Result<std::optional<http::TlsFiles>> tls_files();
  void add_own_routes(http::Router& router);
  Result<std::shared_ptr<http::Router>> make_router();
  Metrics::Gauges gauges() const;

  const Settings settings_;
  const std::shared_ptr<Log> log_;
  const std::shared_ptr<Metrics> metrics_ = std::make_shared<Metrics>();
  std::optional<StateLock> state_lock_;  // goes last: until then something may be written there
  std::shared_ptr<server::Service> service_;
  std::unique_ptr<Upkeep> upkeep_;
  std::unique_ptr<server::PresencePassing> presence_passing_;
  std::vector<std::unique_ptr<http::Server>> servers_;
  std::unique_ptr<lmtp::Server> mail_server_;
  std::vector<std::string> addresses_;
  std::string mail_address_;
  std::string fingerprint_;
  std::shared_ptr<std::atomic<bool>> is_stopping_ = std::make_shared<std::atomic<bool>>(false);
};

}  // namespace postroom::daemon
