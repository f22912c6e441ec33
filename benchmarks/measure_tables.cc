// Lists: the first page in several orders, a whole folder in order, and the first page of a search folder.
#include <postroom/search_folder.h>
#include <postroom/table.h>
#include <postroom/tags.h>

#include <chrono>
#include <thread>

#include "benchmarks/bare_sqlite.h"
#include "benchmarks/workbench.h"
#include "support/postgres_server.h"

namespace postroom::bench {
namespace {

constexpr std::int64_t kPage = 50;
constexpr std::int64_t kWholeFolder = 100'000;  // that is read in order

// What a list shows.
const std::vector<PropertyTag> kColumns{
    tag::instance_key,          tag::subject,      tag::sent_representing_name, tag::display_to,
    tag::message_delivery_time, tag::message_size, tag::message_flags};
#define POSTROOM_BENCH_LIST \
  "SELECT id, subject, sender, display_to, date, size, flags FROM message WHERE folder = ?1 AND list = 0"

struct Order {
  const char* name;
  SortKey key;
  const char* bare;  // ends in the order
};
const Order kOrders[] = {
    {"subject",
     {tag::subject},
     POSTROOM_BENCH_LIST " ORDER BY subject_key IS NULL, subject_key, date DESC, id DESC"},
    {"sender",
     {tag::sent_representing_name},
     POSTROOM_BENCH_LIST " ORDER BY sender_key IS NULL, sender_key, date DESC, id DESC"},
    {"recipients",
     {tag::display_to},
     POSTROOM_BENCH_LIST " ORDER BY to_key IS NULL, to_key, date DESC, id DESC"},
    {"size",
     {tag::message_size, Direction::descending},
     POSTROOM_BENCH_LIST " ORDER BY size DESC, date DESC, id DESC"},
    {"importance",
     {tag::importance, Direction::descending},
     POSTROOM_BENCH_LIST " ORDER BY importance DESC, date DESC, id DESC"},
    {"last change",
     {tag::last_modification_time, Direction::descending},
     POSTROOM_BENCH_LIST " ORDER BY modified DESC, date DESC, id DESC"},
};
constexpr char kBareByDate[] = POSTROOM_BENCH_LIST " ORDER BY date DESC, id DESC LIMIT 50";
#undef POSTROOM_BENCH_LIST

// `bare` may be null.
class Lists {
 public:
  Lists(const Workbench& bench, Store store, BareSqlite* bare, std::int64_t count)
      : store_(std::move(store)), bare_(bare), rounds_(bench.rounds), count_(count) {}

  // Seconds for the page; `at_fewest` is what it took with the fewest messages, 0 for these.
  double by_date(double at_fewest);
  void by(const Order& order);
  void whole_folder();
  void search_folder();

 private:
  // Opens the table, sorts it and reads from its start on. Returns such pages a second.
  double our_page(FolderId folder, const std::optional<SortKey>& key, std::int64_t rows) {
    const double start = now_seconds();
    Table table = must(store_.contents_table(session_, folder));
    must(table.set_columns(kColumns));
    if (key) must(table.sort({{*key}, 0, 0}));
    expect(must(table.read(rows)).size(), rows);
    return 1 / (now_seconds() - start);
  }
  double bare_page(const std::string& sql, std::int64_t rows) {
    if (!bare_) return 1;
    const double start = now_seconds();
    expect(bare_->select(sql.c_str(), inbox_.value), rows);
    return 1 / (now_seconds() - start);
  }
  static void expect(std::size_t rows, std::int64_t wanted) {
    if (rows != static_cast<std::size_t>(wanted))
      must(Status(Error{Code::corrupt, "The list has not all its rows.", {}}));
  }
  // A row of so many milliseconds at most.
  void print_page(const std::string& work, const Pair& pages, double most) const {
    const double most_here = bare_ ? most : 0;
    print({named(work), milliseconds(1 / pages.ours), bare_ ? milliseconds(1 / pages.bare) : "",
           1000 / pages.ours, most_here, Better::less, "ms"});
  }
  std::string named(const std::string& work) const {
    return (bare_ ? "" : "PostgreSQL: ") + work + ", " + grouped(static_cast<double>(count_)) + " messages";
  }

  const Session session_ = make_session("Ana Ruiz", "bench");
  Store store_;
  BareSqlite* const bare_;
  const FolderId inbox_ = store_.special(SpecialFolder::inbox);
  int rounds_;
  std::int64_t count_;
};

double Lists::by_date(double at_fewest) {
  const Pair pages = measure_pair(
      rounds_ * 20, [&] { return our_page(inbox_, std::nullopt, kPage); },
      [&] { return bare_page(kBareByDate, kPage); });
  if (at_fewest == 0) {
    print_page("first 50 by date", pages, 0);
  } else {
    print({named("first 50 by date beside the fewest"), milliseconds(1 / pages.ours), milliseconds(at_fewest),
           1 / pages.ours / at_fewest, 1.5, Better::less, "x"});
  }
  return 1 / pages.ours;
}

void Lists::by(const Order& order) {
  const std::string bare = std::string(order.bare) + " LIMIT 50";
  print_page(std::string("first 50 by ") + order.name,
             measure_pair(
                 rounds_, [&] { return our_page(inbox_, order.key, kPage); },
                 [&] { return bare_page(bare, kPage); }),
             200);
}

void Lists::whole_folder() {
  const Order& order = kOrders[0];
  print_page("all rows by subject",
             measure_pair(
                 rounds_, [&] { return our_page(inbox_, order.key, count_); },
                 [&] { return bare_page(order.bare, count_); }),
             500);
}

void Lists::search_folder() {
  const FolderId folder =
      must(store_.create_search_folder(session_, store_.special(SpecialFolder::finder), "From Kavya"));
  const Restriction from_kavya{ContentRestriction{tag::sent_representing_name,
                                                  Match::substring,
                                                  {.case_ = true},
                                                  {tag::sent_representing_name, std::string("kavya")}}};
  const double start = now_seconds();
  must(store_.set_search_criteria(session_, folder, from_kavya, std::vector<FolderId>{inbox_}, {}));
  while ((must(store_.search_criteria(session_, folder)).state & search_state::complete) == 0) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  const double populated = now_seconds() - start;
  print({named("populating a search folder with a twelfth"), rate(static_cast<double>(count_) / populated),
         "", populated * 1000, 0, Better::less, "ms"});
  std::vector<double> pages;
  for (int round = 0; round < rounds_ * 4; ++round)
    pages.push_back(1 / our_page(folder, std::nullopt, kPage));
  print({named("first page of that search folder"), milliseconds(median(pages)), "", median(pages) * 1000, 0,
         Better::less, "ms"});
}

}  // namespace

void measure_tables(const Workbench& bench) {
  double at_fewest = 0;
  for (const std::int64_t count : bench.lists) {
    const std::string path = kept_store(bench, count);
    BareSqlite bare(path);
    Lists lists(bench, must(open_store(path)), &bare, count);
    const double page = lists.by_date(at_fewest);
    if (at_fewest == 0) at_fewest = page;
    for (const Order& order : kOrders) lists.by(order);
    if (count <= kWholeFolder) lists.whole_folder();
    lists.search_folder();
  }
}

void measure_postgres_tables(const Workbench& bench) {
  testing::PostgresServer server(testing::Syncs::on);
  double at_fewest = 0;
  for (const std::int64_t count : bench.lists) {
    if (count > kWholeFolder) continue;
    const std::string address = with_store(server.database_address(), "lists-" + std::to_string(count));
    filled_store(address, count);
    server.run_sql("VACUUM ANALYZE");
    Lists lists(bench, must(open_store(address)), nullptr, count);
    const double page = lists.by_date(at_fewest);
    if (at_fewest == 0) at_fewest = page;
    for (const Order& order : kOrders) lists.by(order);
    lists.whole_folder();
    lists.search_folder();
  }
}

}  // namespace postroom::bench
