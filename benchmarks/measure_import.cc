// Import of a large mbox, beside the sum of what it cannot do without: GMime's parsing alone and bare inserts alone.
#include <fcntl.h>
#include <gmime/gmime.h>
#include <postroom/transfer.h>

#include "benchmarks/bare_sqlite.h"
#include "benchmarks/workbench.h"

namespace postroom::bench {
namespace {

constexpr int kMessages = 20'000;

double our_import(const std::string& store_path, const std::string& mbox) {
  std::filesystem::remove(store_path);
  const Session session = make_session("Ana Ruiz", "bench");
  const double start = now_seconds();
  {
    Store store = must(create_store(store_path, session));
    ImportOptions options;
    options.folder = store.special(SpecialFolder::inbox);
    const ImportReport report = must(import_file(store, session, mbox, options));
    if (report.messages != kMessages) must(Status(Error{Code::corrupt, "Not every message was imported.", {}}));
  }
  return kMessages / (now_seconds() - start);
}

// Seconds for inserting as many rows of the same size, 1,000 per commit, into an empty store.
double insert_alone(const std::string& path) {
  std::filesystem::remove(path);
  { const Store empty = must(create_store(path, make_session("Ana Ruiz", "bench"))); }
  const std::string content(2900, 'x'), source(150, 'x');
  const double start = now_seconds();
  BareSqlite bare(path);
  const std::int64_t inbox = bare.folder_named("Inbox");
  for (int i = 0; i < kMessages; i += 1000) {
    bare.begin();
    for (int j = 0; j < 1000; ++j) bare.insert(inbox, i + j, content, source);
    bare.commit();
  }
  return now_seconds() - start;
}

}  // namespace

double seconds_to_parse(const std::string& mbox, int messages) {
  g_mime_init();
  const double start = now_seconds();
  GMimeStream* const stream = g_mime_stream_fs_open(mbox.c_str(), O_RDONLY, 0, nullptr);
  GMimeParser* const parser = g_mime_parser_new_with_stream(stream);
  g_mime_parser_set_format(parser, GMIME_FORMAT_MBOX);
  int count = 0;
  while (!g_mime_parser_eos(parser)) {
    GMimeMessage* const message = g_mime_parser_construct_message(parser, nullptr);
    if (!message) break;
    ++count;
    g_object_unref(message);
  }
  g_object_unref(parser);
  g_object_unref(stream);
  if (count != messages) must(Status(Error{Code::corrupt, "GMime found another number of messages.", {}}));
  return now_seconds() - start;
}

void measure_import(const Workbench& bench) {
  const std::string mbox = (bench.folder / "import.mbox").string();
  write_mbox(mbox, kMessages, 3);
  const Pair imports = measure_pair(
      bench.rounds, [&] { return our_import((bench.folder / "import.postroom").string(), mbox); },
      [&] { return kMessages / (seconds_to_parse(mbox, kMessages) + insert_alone((bench.folder / "import-bare.postroom").string())); });
  print({"import of an mbox; bare: GMime parsing + inserts, each alone", rate(imports.ours), rate(imports.bare),
         imports.ours / imports.bare, 0.7, Better::more, "x"});
}

}  // namespace postroom::bench
