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

Store filled_store(const std::string& path, std::int64_t count, std::vector<MessageId>* ids) {
  const std::string mbox = path + ".mbox";
  {
    std::ofstream file(mbox, std::ios::binary);
    MailGenerator mail(7);
    for (std::int64_t i = 0; i < count; ++i) file << mail.next_in_mbox();
  }
  const Session session = make_session("Ana Ruiz", "bench");
  Store store = must(create_store(path, session));
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

void copy_store(const std::string& from, const std::string& to) {
  std::filesystem::copy_file(from, to, std::filesystem::copy_options::overwrite_existing);
}

}  // namespace postroom::bench
