#include "benchmarks/workbench.h"

#include <postroom/transfer.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "benchmarks/mail_generator.h"

namespace postroom::bench {

void must(const Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "%s\n", describe(status.error()).c_str());
  std::exit(1);
}

void write_mbox(const std::string& path, std::int64_t count, std::uint64_t seed) {
  std::ofstream file(path, std::ios::binary);
  MailGenerator mail(seed);
  for (std::int64_t i = 0; i < count; ++i) file << mail.next_in_mbox();
}

Store filled_store(const std::string& address, std::int64_t count, std::vector<MessageId>* ids) {
  const std::string mbox = (std::filesystem::temp_directory_path() / "postroom-bench.mbox").string();
  write_mbox(mbox, count, 7);
  const Session session = make_session("Ana Ruiz", "bench");
  Store store = must(create_store(address, session));
  ImportOptions options;
  options.folder = store.special(SpecialFolder::inbox);
  const ImportReport report = must(import_file(store, session, mbox, options));
  if (report.messages != static_cast<std::uint64_t>(count)) {
    must(Status(Error{Code::corrupt, "Not every generated message was imported.", {}}));
  }
  if (ids) *ids = report.ids;
  std::filesystem::remove(mbox);
  return store;
}

std::string kept_store(const Workbench& bench, std::int64_t count) {
  std::string path = (bench.folder / ("kept-" + std::to_string(count) + ".postroom")).string();
  if (!std::filesystem::exists(path)) filled_store(path, count);
  return path;
}

std::string with_store(const std::string& address, const std::string& name) {
  return address + (address.find('?') == std::string::npos ? "?" : "&") + "store=" + name;
}

void copy_store(const std::string& from, const std::string& to) {
  std::filesystem::copy_file(from, to, std::filesystem::copy_options::overwrite_existing);
}

}  // namespace postroom::bench
