// Open a random message and read its properties; and marking 2,000 messages read.
#include <postroom/tags.h>

#include <random>

#include "benchmarks/bare_sqlite.h"
#include "benchmarks/workbench.h"

namespace postroom::bench {
namespace {

constexpr int kReads = 40'000;  // of a round
constexpr std::int64_t kMarked = 2000;

double our_reads(Store& store, const std::vector<MessageId>& ids, std::mt19937_64& random) {
  const Session session = make_session("Ana Ruiz", "bench");
  std::size_t seen = 0;
  const double start = now_seconds();
  for (int i = 0; i < kReads; ++i) {
    const Message message = must(store.open_message(session, ids[random() % ids.size()], Access::read_only));
    for (const Property& property : message.content().properties) seen += property.tag.id();
  }
  const double elapsed = now_seconds() - start;
  if (seen == 0) must(Status(Error{Code::corrupt, "The messages have no properties.", {}}));
  return kReads / elapsed;
}

double bare_reads(BareSqlite& bare, const std::vector<std::int64_t>& ids, std::mt19937_64& random) {
  std::size_t seen = 0;
  const double start = now_seconds();
  for (int i = 0; i < kReads; ++i) seen += bare.read(ids[random() % ids.size()]);
  const double elapsed = now_seconds() - start;
  if (seen == 0) must(Status(Error{Code::corrupt, "The messages have no content.", {}}));
  return kReads / elapsed;
}

}  // namespace

void measure_reads(const Workbench& bench) {
  const std::string path = (bench.folder / "reads.postroom").string();
  std::vector<MessageId> ids;
  { const Store fill = filled_store(path, bench.messages, &ids); }
  std::vector<std::int64_t> bare_ids;
  for (const MessageId id : ids) bare_ids.push_back(id.value);
  Store store = must(open_store(path));
  BareSqlite bare(path);
  std::mt19937_64 random(2);
  const Pair reads = measure_pair(bench.rounds, [&] { return our_reads(store, ids, random); },
                                  [&] { return bare_reads(bare, bare_ids, random); });
  print({"open and read the properties of a random message", rate(reads.ours), rate(reads.bare),
         reads.ours / reads.bare, 0.5, Better::more, "x"});
}

void measure_marking(const Workbench& bench) {
  const std::string ours_path = (bench.folder / "marks.postroom").string();
  const std::string bare_path = (bench.folder / "marks-bare.postroom").string();
  std::vector<MessageId> ids;
  { const Store fill = filled_store(ours_path, kMarked, &ids); }
  copy_store(ours_path, bare_path);
  Store store = must(open_store(ours_path));
  BareSqlite bare(bare_path);
  const std::int64_t inbox = bare.folder_named("Inbox");
  const Session session = make_session("Ana Ruiz", "bench");
  bool read = true;
  bool bare_read = true;
  const auto our_mark = [&] {
    const double start = now_seconds();
    const BulkReport report = must(store.mark(session, ids, read ? Store::Read::yes : Store::Read::no));
    if (report.done.size() != ids.size()) must(Status(Error{Code::corrupt, "Not all were marked.", {}}));
    read = !read;
    return 1 / (now_seconds() - start);
  };
  const auto bare_mark = [&] {
    const double start = now_seconds();
    bare.mark_folder(inbox, bare_read);
    bare_read = !bare_read;
    return 1 / (now_seconds() - start);
  };
  const Pair marks = measure_pair(bench.rounds * 8, our_mark, bare_mark);
  print({"mark 2,000 messages read, one commit; bare: one UPDATE", milliseconds(1 / marks.ours),
         milliseconds(1 / marks.bare), marks.bare / marks.ours, 3, Better::less, "x"});
}

}  // namespace postroom::bench
