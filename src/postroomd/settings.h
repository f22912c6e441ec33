// All that can be set. Each setting has one name: in the file `tls.certificate` or [tls] certificate, as a flag
// --tls-certificate. A flag goes before the file, the file before the default.
#pragma once

#include <postroom/result.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "http/server.h"
#include "server/service.h"
#include "server/stores.h"

namespace postroom::daemon {

enum class TlsMode { off, self_made, files };
enum class LogFormat { text, json };
enum class LogLevel { debug, info, warning, error };

struct Settings {
  std::vector<std::string> listen{"127.0.0.1:8080"};  // HOST:PORT, [::1]:PORT
  std::size_t io_threads = 0, workers = 0;            // 0: as http::ServerOptions says
  std::vector<std::string> trusted_proxies;

  TlsMode tls = TlsMode::off;
  std::string tls_certificate, tls_key;

  std::vector<server::StoreSetting> stores;
  bool skip_broken_stores = false;
  std::string accounts;  // address; empty: accounts.postroom in the state folder
  std::string state;     // folder
  std::string web;       // folder of the page; empty: the installed one
  bool serve_page = true;

  std::chrono::seconds session_idle = std::chrono::hours(24 * 7);
  std::chrono::seconds session_age = std::chrono::hours(24 * 30);

  LogFormat log_format = LogFormat::text;
  LogLevel log_level = LogLevel::info;
  std::string log_file;  // empty: standard error

  std::string lmtp_listen;     // HOST:PORT or unix:PATH; empty: no LMTP
  std::string metrics_listen;  // HOST:PORT; empty: /metrics is where everything else is

  http::Limits limits;
  server::ApiLimits api;
  std::chrono::seconds stop_patience{20};
};

}  // namespace postroom::daemon
