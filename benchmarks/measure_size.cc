// Disk per message, and resident memory: while importing, and with a large store open.
#include <postroom/transfer.h>

#include <sys/wait.h>

#include <cstdio>
#include <fstream>
#include <random>

#include "benchmarks/mail_generator.h"
#include "benchmarks/workbench.h"

namespace postroom::bench {

int child_save(const std::string& path, std::int64_t id);
int child_save_postgres(const std::vector<std::string>& arguments);

namespace {

constexpr int kOpened = 2000;  // messages read while measuring memory

// A line of /proc/self/status, in KB.
long status_line(const std::string& name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(name)) return std::stol(line.substr(name.size() + 1));
  }
  return 0;
}

// Runs this program as another process and returns the number that it prints.
double number_from_child(const Workbench& bench, const std::string& arguments) {
  FILE* const child = ::popen((bench.program + " child " + arguments).c_str(), "r");
  double number = 0;
  const bool got = child && std::fscanf(child, "%lf", &number) == 1;
  if (!child || ::pclose(child) != 0 || !got) must(Status(Error{Code::io_error, "Another process failed.", {}}));
  return number;
}

int child_import(const std::string& path, const std::string& mbox) {
  const Session session = make_session("Ana Ruiz", "bench");
  Store store = must(create_store(path, session));
  ImportOptions options;
  options.folder = store.special(SpecialFolder::inbox);
  must(import_file(store, session, mbox, options));
  std::printf("%ld\n", status_line("VmHWM:"));
  return 0;
}

// Opens the store, lists its Inbox and reads messages from all over it.
int child_open(const std::string& path) {
  const Session session = make_session("Ana Ruiz", "bench");
  Store store = must(open_store(path));
  const FolderId inbox = store.special(SpecialFolder::inbox);
  const auto rows = must(store.list(session, inbox));
  std::mt19937_64 random(5);
  const std::int64_t last = rows.front().id.value;
  std::size_t opened = 0;
  for (int i = 0; i < kOpened; ++i) {
    const MessageId id{last - static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(last - 20))};
    if (store.open_message(session, id, Access::read_only).ok()) ++opened;
  }
  if (opened < kOpened / 2) return 1;
  std::printf("%ld\n", status_line("VmRSS:"));
  return 0;
}

}  // namespace

void measure_size(const Workbench& bench) {
  const std::string mbox = (bench.folder / "many.mbox").string();
  const std::string path = (bench.folder / "many.postroom").string();
  {
    std::ofstream file(mbox, std::ios::binary);
    MailGenerator mail(11);
    for (std::int64_t i = 0; i < bench.many; ++i) file << mail.next_in_mbox();
  }
  const double start = now_seconds();
  const double importing = number_from_child(bench, "import " + path + " " + mbox);
  const double elapsed = now_seconds() - start;
  std::filesystem::remove(mbox);
  const double per_message = static_cast<double>(std::filesystem::file_size(path)) / static_cast<double>(bench.many) / 1000;
  const std::string count = grouped(static_cast<double>(bench.many));
  print({"disk per imported message of 2.2 KB", "", "", per_message, 4.5, Better::less, "KB"});
  print({"resident memory while importing " + count + " messages", rate(static_cast<double>(bench.many) / elapsed), "",
         importing / 1024, 200, Better::less, "MB"});
  print({"resident memory with that store open, 2,000 read", "", "", number_from_child(bench, "open " + path) / 1024, 40,
         Better::less, "MB"});
}

int run_child(const std::vector<std::string>& arguments) {
  const std::string& name = arguments.at(0);
  if (name == "import") return child_import(arguments.at(1), arguments.at(2));
  if (name == "open") return child_open(arguments.at(1));
  if (name == "save") return child_save(arguments.at(1), std::stoll(arguments.at(2)));
  if (name == "postgres") return child_save_postgres({arguments.begin() + 1, arguments.end()});
  return 2;
}

}  // namespace postroom::bench
