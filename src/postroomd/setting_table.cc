#include "postroomd/setting_table.h"

#include <algorithm>
#include <numeric>

#include "base/try.h"
#include "postroomd/setting_kinds.h"

namespace postroom::daemon {
namespace {

void add_listening(std::vector<SettingEntry>& table) {
  table.push_back(list_setting({"listen", "Where to answer HTTP: HOST:PORT or [IPV6]:PORT. Port 0 is a free one."},
                               "HOST:PORT", [](Settings& s) -> auto& { return s.listen; }));
  table.push_back(choice_setting<TlsMode>(
      {"tls.mode", "off, a certificate of the server's own making for this machine, or files."},
      [](Settings& s) -> auto& { return s.tls; },
      {{"off", TlsMode::off}, {"self-made", TlsMode::self_made}, {"files", TlsMode::files}}));
  table.push_back(text_setting({"tls.certificate", "The certificate and its chain, PEM."}, "a path",
                               [](Settings& s) -> auto& { return s.tls_certificate; }));
  table.push_back(text_setting({"tls.key", "The certificate's private key, PEM."}, "a path",
                               [](Settings& s) -> auto& { return s.tls_key; }));
  table.push_back(list_setting(
      {"trusted_proxies", "Addresses of reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed."},
      "an address", [](Settings& s) -> auto& { return s.trusted_proxies; }));
  table.push_back(text_setting({"lmtp.listen", "Where mail is taken: HOST:PORT or unix:PATH. Empty: nowhere."},
                               "HOST:PORT or unix:PATH", [](Settings& s) -> auto& { return s.lmtp_listen; }));
  table.push_back(text_setting(
      {"metrics.listen", "Where /metrics is answered, and only there. Empty: where everything else is."}, "HOST:PORT",
      [](Settings& s) -> auto& { return s.metrics_listen; }));
}

void add_places(std::vector<SettingEntry>& table) {
  table.push_back(text_setting({"state", "The folder for what the server keeps: uploads, its own certificate, accounts."},
                               "a path", [](Settings& s) -> auto& { return s.state; }));
  table.push_back(text_setting(
      {"accounts", "Where the accounts are: a file, or postgresql://…/database. Empty: accounts.postroom in the state folder."},
      "an address", [](Settings& s) -> auto& { return s.accounts; }));
  table.push_back(text_setting({"web", "The folder of the web page. Empty: the installed one."}, "a path",
                               [](Settings& s) -> auto& { return s.web; }));
  table.push_back(switch_setting({"serve_page", "Whether the web page is served beside the API."},
                                 [](Settings& s) -> auto& { return s.serve_page; }));
  table.push_back(switch_setting({"skip_broken_stores", "Start although a store cannot be opened; it is tried again when asked for."},
                                 [](Settings& s) -> auto& { return s.skip_broken_stores; }));
}

void add_running(std::vector<SettingEntry>& table) {
  table.push_back(count_setting({"threads.io", "Threads for connections. 0: one for each core."},
                                [](Settings& s) -> auto& { return s.io_threads; }, 0, 1024));
  table.push_back(count_setting({"threads.workers", "Threads for requests that wait for a store. 0: 64."},
                                [](Settings& s) -> auto& { return s.workers; }, 0, 4096));
  table.push_back(seconds_setting({"stop_patience", "How long requests under way may take when the server is told to stop."},
                                  [](Settings& s) -> auto& { return s.stop_patience; }, 1, 3600));
  table.push_back(choice_setting<LogFormat>({"log.format", "Lines for people or for programs."},
                                            [](Settings& s) -> auto& { return s.log_format; },
                                            {{"text", LogFormat::text}, {"json", LogFormat::json}}));
  table.push_back(choice_setting<LogLevel>({"log.level", "What is logged: this and what is graver."},
                                           [](Settings& s) -> auto& { return s.log_level; },
                                           {{"debug", LogLevel::debug}, {"info", LogLevel::info},
                                            {"warning", LogLevel::warning}, {"error", LogLevel::error}}));
  table.push_back(text_setting({"log.file", "Opened anew at SIGHUP. Empty: standard error."}, "a path",
                               [](Settings& s) -> auto& { return s.log_file; }));
  table.push_back(seconds_setting({"sessions.idle", "A browser that has asked for nothing for so long is signed out."},
                                  [](Settings& s) -> auto& { return s.session_idle; }, 60, 366 * 86'400));
  table.push_back(seconds_setting({"sessions.age", "Signed out so long after signing in, whatever happens."},
                                  [](Settings& s) -> auto& { return s.session_age; }, 60, 366 * 86'400));
}

void add_limits(std::vector<SettingEntry>& table) {
  table.push_back(count_setting({"limits.connections", "Open at once; more are told 503."},
                                [](Settings& s) -> auto& { return s.limits.connections; }, 1, 1'000'000));
  table.push_back(count_setting({"limits.connections_per_peer", "The same from one address. 0: no limit."},
                                [](Settings& s) -> auto& { return s.limits.connections_per_peer; }, 0, 1'000'000));
  table.push_back(count_setting({"limits.waiting", "Requests that wait for a thread; more are told 503."},
                                [](Settings& s) -> auto& { return s.limits.waiting; }, 1, 1'000'000));
  table.push_back(time_limit_setting({"limits.header_time", "For a client to send the fields of a request."},
                                     [](Settings& s) -> auto& { return s.limits.header_time; }));
  table.push_back(time_limit_setting({"limits.idle_time", "Between two requests of a connection."},
                                     [](Settings& s) -> auto& { return s.limits.idle_time; }));
  table.push_back(time_limit_setting({"limits.body_time", "In which body_rate bytes a second have to come, again and again."},
                                     [](Settings& s) -> auto& { return s.limits.body_time; }));
  table.push_back(bytes_setting({"limits.body_rate", "Bytes a second, the least at which a body may come."},
                                [](Settings& s) -> auto& { return s.limits.body_rate; }, 1));
  table.push_back(time_limit_setting({"limits.write_time", "In which a client has to take something of an answer."},
                                     [](Settings& s) -> auto& { return s.limits.write_time; }));
  table.push_back(bytes_setting({"limits.json_body", "Of one JSON request."},
                                [](Settings& s) -> auto& { return s.api.json_body; }, 1024));
  table.push_back(bytes_setting({"limits.mail_body", "Of one message as mail."},
                                [](Settings& s) -> auto& { return s.api.mail_body; }, 1024));
  table.push_back(bytes_setting({"limits.attachment", "Of one attachment or upload."},
                                [](Settings& s) -> auto& { return s.api.attachment; }, 1024));
  table.push_back(bytes_setting({"limits.import_body", "Of one mbox file to import."},
                                [](Settings& s) -> auto& { return s.api.import_body; }, 1024));
  table.push_back(bytes_setting({"limits.uploads_per_account", "Of the unfinished and unused uploads of one account."},
                                [](Settings& s) -> auto& { return s.api.uploads_per_account; }, 1024));
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i] != b[j]);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

const std::vector<SettingEntry>& setting_table() {
  static const std::vector<SettingEntry> kTable = [] {
    std::vector<SettingEntry> table;
    add_listening(table);
    add_places(table);
    add_running(table);
    add_limits(table);
    return table;
  }();
  return kTable;
}

const SettingEntry* find_setting(std::string_view key) {
  for (const SettingEntry& entry : setting_table()) {
    if (entry.key == key) return &entry;
  }
  return nullptr;
}

std::string flag_name(std::string_view key) {
  std::string flag = "--" + std::string(key);
  std::replace_if(flag.begin(), flag.end(), [](char c) { return c == '.' || c == '_'; }, '-');
  return flag;
}

std::string nearest_setting(std::string_view key) {
  std::string nearest;
  std::size_t least = std::max<std::size_t>(2, key.size() / 3) + 1;
  for (const SettingEntry& entry : setting_table()) {
    const std::size_t distance = edit_distance(key, entry.key);
    if (distance < least) {
      least = distance;
      nearest = entry.key;
    }
  }
  return nearest;
}

Result<server::StoreSetting> parse_store(std::string_view text) {
  const auto equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0 || equals + 1 == text.size()) {
    return Error{Code::invalid_argument, "has to be NAME=ADDRESS, as in shop=/var/lib/postroom/shop.postroom.", {}};
  }
  server::StoreSetting store;
  store.name = text.substr(0, equals);
  store.address = text.substr(equals + 1);
  return store;
}

std::string to_toml(const Settings& settings) {
  std::string top, sections, section;
  for (const SettingEntry& entry : setting_table()) {
    const auto dot = entry.key.find('.');
    if (dot == std::string::npos) {
      top += entry.key + " = " + entry.show(settings) + "\n";
      continue;
    }
    const std::string name = entry.key.substr(0, dot);
    if (name != section) sections += "\n[" + (section = name) + "]\n";
    sections += entry.key.substr(dot + 1) + " = " + entry.show(settings) + "\n";
  }
  for (const server::StoreSetting& store : settings.stores) {
    sections += "\n[[store]]\nname = " + toml_string(store.name) + "\naddress = " +
                toml_string(shown_address(store.address)) + "\ntitle = " + toml_string(store.title) + "\nmail = [";
    for (std::size_t i = 0; i < store.mail_addresses.size(); ++i) {
      sections += (i ? ", " : "") + toml_string(store.mail_addresses[i]);
    }
    sections += "]\n";
  }
  return top + sections;
}

}  // namespace postroom::daemon
