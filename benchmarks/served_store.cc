#include "benchmarks/served_store.h"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include "accounts/directory.h"
#include "open/accounts.h"

namespace postroom::bench {
namespace {

constexpr char kAnnouncement[] = "postroomd answers at http://127.0.0.1:";

[[noreturn]] void run_program(const std::string& program, std::vector<std::string> words, int output) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::dup2(output, STDOUT_FILENO);
  std::vector<char*> arguments{const_cast<char*>(program.c_str())};
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  ::execv(program.c_str(), arguments.data());
  ::_exit(127);
}

}  // namespace

ServedStore::ServedStore(const Workbench& bench, const std::string& address, int idle) {
  const std::string folder = (bench.folder / "served").string();
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  token_ = make_account(folder);
  std::vector<std::string> words{"--listen", "127.0.0.1:0", "--state", folder, "--serve-page=false", "--log-level",
                                 "warning", "--store", "shop=" + address};
  for (int i = 0; i < idle; ++i) {
    const std::string name = "idle" + std::to_string(i);
    const std::string path = folder + "/" + name + ".postroom";
    must(create_store(path, make_session("Ana Ruiz", "bench")));
    words.insert(words.end(), {"--store", name + "=" + path});
  }
  const std::filesystem::path program =
      std::filesystem::path(bench.program).parent_path().parent_path() / "src/postroomd/postroomd";
  int ends[2];
  if (::pipe(ends) != 0) must(Status(Error{Code::io_error, "There is no pipe to be had.", {}}));
  process_ = ::fork();
  if (process_ == 0) run_program(program.string(), std::move(words), ends[1]);
  ::close(ends[1]);
  output_ = ends[0];
  wait_for_port(output_);
}

ServedStore::~ServedStore() {
  if (process_ > 0) {
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
  }
  if (output_ >= 0) ::close(output_);
}

std::string ServedStore::make_account(const std::string& folder) {
  auto records = must(open_accounts(folder + "/accounts.postroom", MakeAccounts::if_there_are_none));
  accounts::Directory directory(std::move(records), system_clock(), system_random());
  must(directory.add("ana", "Ana Ruiz", std::nullopt));
  must(directory.grant("ana", "shop", Rights::read_write));
  return must(directory.add_token("ana", "bench", Rights::read_write)).secret;
}

void ServedStore::wait_for_port(int output) {
  std::string said;
  char buffer[512];
  for (ssize_t count; (count = ::read(output, buffer, sizeof buffer)) > 0;) {
    said.append(buffer, static_cast<std::size_t>(count));
    const auto at = said.find(kAnnouncement);
    if (at == std::string::npos || said.find('\n', at) == std::string::npos) continue;
    port_ = static_cast<std::uint16_t>(std::stoi(said.substr(at + sizeof kAnnouncement - 1)));
    return;
  }
  must(Status(Error{Code::io_error, "postroomd did not start.", said}));
}

double ServedStore::resident_megabytes() const {
  std::ifstream file("/proc/" + std::to_string(process_) + "/statm");
  double total = 0, resident = 0;
  file >> total >> resident;
  return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1 << 20);
}

std::string ServedStore::request(const std::string& method, const std::string& target, const std::string& more,
                                 const std::string& body) const {
  std::string text = method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token_ +
                     "\r\n" + more;
  if (!body.empty()) {
    text += "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
  }
  return text + "\r\n" + body;
}

}  // namespace postroom::bench
