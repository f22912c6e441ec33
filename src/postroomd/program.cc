#include "postroomd/program.h"

#include <signal.h>

#include <cstdio>

#include "postroomd/daemon.h"
#include "postroomd/ready_notice.h"
#include "postroomd/setting_sources.h"

namespace postroom::daemon {
namespace {

constexpr int kDone = 0, kFailed = 1, kWrongSettings = 2;

void say(std::FILE* where, const std::string& text) { std::fputs((text + "\n").c_str(), where); }

int complain(const Complaints& complaints) {
  for (const std::string& complaint : complaints) say(stderr, "postroomd: " + complaint);
  return kWrongSettings;
}

// Settings of all sources, and everything that is wrong with them.
Complaints gather(const CommandLine& line, Settings& settings) {
  Complaints complaints;
  const auto add = [&](Complaints more) { complaints.insert(complaints.end(), more.begin(), more.end()); };
  if (!line.config.empty()) add(read_file(line.config, settings));
  add(apply_flags(line, settings));
  if (complaints.empty()) add(contradictions(settings));
  return complaints;
}

// Those that end or reload the server. They are waited for by one thread, and none other gets them.
sigset_t awaited_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int each : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, each);
  return signals;
}

void announce(const Daemon& daemon, Log& log) {
  for (const std::string& address : daemon.addresses()) {
    log.write(LogLevel::info, "listening", {{"address", address}});
    say(stdout, "postroomd answers at " + address);
  }
  if (!daemon.mail_address().empty()) {
    log.write(LogLevel::info, "taking_mail", {{"address", daemon.mail_address()}});
    say(stdout, "postroomd takes mail at " + daemon.mail_address());
  }
  if (!daemon.certificate_fingerprint().empty()) {
    say(stdout, "Its certificate is self-made; SHA-256 fingerprint: " + daemon.certificate_fingerprint());
  }
  if (!daemon.has_accounts()) {
    log.write(LogLevel::warning, "no_accounts");
    say(stdout, "Nobody can sign in yet: make an account with postroom user add, and let it into a store with "
                "postroom user grant.");
  }
  std::fflush(stdout);
  tell_service_manager("READY=1");
}

int serve(const Settings& settings) {
  const sigset_t signals = awaited_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);  // before there are threads, which inherit it
  ::signal(SIGPIPE, SIG_IGN);
  auto log = Log::open(settings.log_format, settings.log_level, settings.log_file);
  if (!log.ok()) return say(stderr, "postroomd: log.file: " + describe(log.error())), kFailed;
  auto daemon = Daemon::start(settings, *log);
  if (!daemon.ok()) return say(stderr, "postroomd: " + describe(daemon.error())), kFailed;
  announce(**daemon, **log);
  for (int signal = 0; sigwait(&signals, &signal) == 0 && signal == SIGHUP;) (*daemon)->reload();
  tell_service_manager("STOPPING=1");
  (*log)->write(LogLevel::info, "stopping");
  (*daemon)->stop();
  (*log)->write(LogLevel::info, "stopped");
  return kDone;
}

}  // namespace

int run_program(const std::vector<std::string>& words) {
  CommandLine line;
  if (const Complaints complaints = parse_command_line(words, line); !complaints.empty()) return complain(complaints);
  if (line.help) return say(stdout, help_text()), kDone;
  if (line.version) return say(stdout, "postroomd " POSTROOM_VERSION), kDone;
  Settings settings;
  if (const Complaints complaints = gather(line, settings); !complaints.empty()) return complain(complaints);
  if (line.check) return say(stdout, to_toml(settings) + "\n# These settings are good."), kDone;
  return serve(settings);
}

}  // namespace postroom::daemon
