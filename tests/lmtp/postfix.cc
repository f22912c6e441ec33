#include "lmtp/postfix.h"

#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace postroom::lmtp_tests {
namespace {

constexpr const char* kMaster = "/usr/lib/postfix/sbin/master";

// Services: name, type, private, unprivileged, chroot, wakeup, processes, command (master(5)).
constexpr const char* kServices = R"(pickup    unix      n - n 1 1 pickup
cleanup   unix      n - n - 0 cleanup
qmgr      unix      n - n 1 1 qmgr
rewrite   unix      - - n - - trivial-rewrite
bounce    unix      - - n - 0 bounce
defer     unix      - - n - 0 bounce
trace     unix      - - n - 0 bounce
flush     unix      n - n - 0 flush
proxymap  unix      - - n - - proxymap
error     unix      - - n - - error
retry     unix      - - n - - error
showq     unix      n - n - - showq
lmtp      unix      - - n - - lmtp
postlog   unix-dgram n - n - 1 postlogd
)";

void write_file(const std::string& path, const std::string& text) { std::ofstream(path) << text; }

// Like a shell's word, whatever is in it.
std::string quoted(const std::string& word) {
  std::string made = "'";
  for (const char c : word) made += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return made + "'";
}

}  // namespace

std::string postfix_obstacle() {
  if (::access(kMaster, X_OK) != 0) return "Debian's package postfix is not installed.";
  if (::geteuid() != 0) return "Postfix starts as root only.";
  return {};
}

Postfix::Postfix(std::string folder, const std::string& destination)
    : folder_(std::move(folder)), etc_(folder_ + "/etc") {
  for (const char* part : {"", "/etc", "/queue", "/data"}) std::filesystem::create_directory(folder_ + part);
  const passwd* const owner = ::getpwnam("postfix");
  if (!owner || ::chown((folder_ + "/data").c_str(), owner->pw_uid, owner->pw_gid) != 0) {
    throw std::runtime_error("There is no user postfix.");
  }
  write_settings(destination);
  run("/usr/sbin/postfix", "check");  // makes the folders of the queue
  master_ = ::fork();
  if (master_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    ::setsid();  // it ends its whole process group
    ::execl(kMaster, kMaster, "-s", "-c", etc_.c_str(), nullptr);
    ::_exit(127);
  }
}

Postfix::~Postfix() {
  if (master_ <= 0) return;
  ::kill(master_, SIGTERM);
  ::waitpid(master_, nullptr, 0);
}

// Times are short: a test waits for later attempts.
void Postfix::write_settings(const std::string& destination) const {
  write_file(etc_ + "/master.cf", kServices);
  write_file(etc_ + "/main.cf",
             "compatibility_level = 3.6\nqueue_directory = " + folder_ +
                 "/queue\ndata_directory = " + folder_ +
                 "/data\ncommand_directory = /usr/sbin\ndaemon_directory = /usr/lib/postfix/sbin\n"
                 "mail_owner = postfix\nsetgid_group = postdrop\nmyhostname = relay.example.org\n"
                 "mydestination =\nalias_maps =\nalias_database =\nlocal_recipient_maps =\n"
                 "mynetworks = 127.0.0.0/8\ninet_interfaces = loopback-only\n"
                 "maillog_file = " +
                 folder_ + "/log\nmaillog_file_prefixes = " + folder_ +
                 "\ndefault_transport = " + destination + "\nrelay_transport = " + destination +
                 "\nminimal_backoff_time = 1s\nmaximal_backoff_time = 1s\nqueue_run_delay = 1s\n"
                 "transport_retry_time = 1s\nlmtp_connect_timeout = 5s\nnotify_classes =\n"
                 "default_destination_concurrency_failed_cohort_limit = 1000\n");
}

std::string Postfix::run(const std::string& program, const std::string& arguments,
                         const std::string& input) const {
  const std::string mail = folder_ + "/input." + std::to_string(::gettid());
  write_file(mail, input);
  const std::string command =
      "MAIL_CONFIG=" + quoted(etc_) + " " + program + " " + arguments + " < " + quoted(mail) + " 2>&1";
  FILE* const pipe = ::popen(command.c_str(), "r");
  if (!pipe) throw std::runtime_error("A program could not be started: " + command);
  std::string output;
  std::array<char, 4096> buffer;
  for (std::size_t size; (size = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
    output.append(buffer.data(), size);
  }
  const int status = ::pclose(pipe);
  std::filesystem::remove(mail);
  if (status != 0) throw std::runtime_error(program + " failed: " + output + log());
  return output;
}

void Postfix::send(const std::string& from, const std::string& to, const std::string& mail) const {
  run("/usr/sbin/sendmail", "-i -f " + quoted(from) + " -- " + quoted(to), mail);
}

void Postfix::flush() const { run("/usr/sbin/postqueue", "-f"); }

std::string Postfix::queue() const { return run("/usr/sbin/postqueue", "-p"); }

std::string Postfix::log() const {
  std::ifstream file(folder_ + "/log");
  return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace postroom::lmtp_tests
