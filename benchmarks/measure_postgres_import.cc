// Import into the PostgreSQL engine, beside the sum of what it cannot do without: GMime's parsing alone and the same rows
// written through libpq by hand alone, on the same server; and what the rows take on disk.
#include <postroom/transfer.h>

#include "benchmarks/bare_postgres.h"
#include "benchmarks/mail_generator.h"
#include "benchmarks/workbench.h"
#include "storage/postgres/address.h"
#include "support/postgres_server.h"

namespace postroom::bench {
namespace {

void measure_import_of(const Workbench& bench, const std::string& address) {
  constexpr int kImported = 10'000;
  constexpr int kPerCommit = 500;
  const std::string mbox = (bench.folder / "import.mbox").string();
  write_mbox(mbox, kImported, 3);
  const Session session = make_session("Ana Ruiz", "bench");
  int made = 0;
  const auto new_store = [&] { return "import-" + std::to_string(++made); };
  const auto ours = [&] {
    Store store = must(create_store(with_store(address, new_store()), session));
    ImportOptions options;
    options.folder = store.special(SpecialFolder::inbox);
    const double start = now_seconds();
    must(import_file(store, session, mbox, options));
    return kImported / (now_seconds() - start);
  };
  const std::string content = MailGenerator(9).next(2900), source(150, 'x');
  const auto insert_alone = [&] {
    const std::string name = new_store();
    const FolderId inbox = must(create_store(with_store(address, name), session)).special(SpecialFolder::inbox);
    BarePostgres bare(address, storage::postgres::store_id_of(name));
    const double start = now_seconds();
    for (int i = 0; i < kImported; i += kPerCommit) {
      bare.begin();
      for (int j = 0; j < kPerCommit; ++j) bare.insert(inbox.value, i + j, content, source);
      bare.commit();
    }
    return now_seconds() - start;
  };
  const Pair imports = measure_pair(
      bench.rounds, ours, [&] { return kImported / (seconds_to_parse(mbox, kImported) + insert_alone()); });
  print({"PostgreSQL: import of an mbox; bare: parsing + inserts, each alone", rate(imports.ours), rate(imports.bare),
         imports.ours / imports.bare, 0.8, Better::more, "x"});
}

// `address` is of a database that is empty but for the tables.
void measure_size_of(const std::string& address) {
  constexpr int kKept = 10'000;
  filled_store(with_store(address, "size"), kKept);
  BarePostgres bare(address, storage::postgres::store_id_of("size"));
  const std::int64_t bytes = bare.number(
      "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relnamespace = 'postroom'::regnamespace"
      " AND relkind = 'r'");
  print({"PostgreSQL: disk per imported message of 2.2 KB", "", "", static_cast<double>(bytes) / kKept / 1000, 0,
         Better::less, "KB"});
}

}  // namespace

void measure_postgres_import(const Workbench& bench) {
  testing::PostgresServer server(testing::Syncs::on);
  measure_import_of(bench, server.database_address());
  const std::string empty = server.make_database();
  must(make_database(empty));
  measure_size_of(empty);
}

}  // namespace postroom::bench
