// Search: making the index, and finding what is rare, what is common, and two Chinese characters.
#include <postroom/search.h>

#include "benchmarks/mail_generator.h"
#include "benchmarks/workbench.h"

namespace postroom::bench {
namespace {

constexpr std::size_t kPage = 50;

struct Found {
  double seconds = 0;
  std::size_t messages = 0;
  SearchReport report;
};

Found find(Store& store, const std::string& text) {
  SearchQuery query;
  query.text = text;
  const double start = now_seconds();
  Search search = must(store.search(make_session("Ana Ruiz", "bench"), query));
  Found found;
  found.messages = must(search.next(kPage)).size();
  found.report = search.report();
  found.seconds = now_seconds() - start;
  return found;
}

void measure_one(const Workbench& bench, std::int64_t count) {
  const std::string path = kept_store(bench, count);
  const std::string of_messages = ", " + grouped(static_cast<double>(count)) + " messages";
  Store store = must(open_store(path));
  const Session session = make_session("Ana Ruiz", "bench");
  const double start = now_seconds();
  must(store.index(session));
  const double speed = static_cast<double>(count) / (now_seconds() - start);
  print({"indexing" + of_messages, rate(speed), "", speed / 1000, 2, Better::more, "thousand/s"});
  const double size =
      static_cast<double>(std::filesystem::file_size(path + ".search")) / static_cast<double>(count) / 1000;
  print({"index of a message of 2.2 KB" + of_messages, "", "", size, 0, Better::less, "KB"});

  const Found all = find(store, kAbsentCharacter);  // in no index: every message is looked at
  if (all.report.checked < count) must(Status(Error{Code::corrupt, "Not every message was looked at.", {}}));
  const auto row = [&](const char* text, const std::string& what, double aim) {
    std::vector<double> times;
    Found found;
    for (int round = 0; round < bench.rounds; ++round) times.push_back((found = find(store, text)).seconds);
    if (found.messages == 0) must(Status(Error{Code::not_found, "Nothing has the text.", {}}));
    print({what + ": " + std::to_string(found.messages) + " of " +
               grouped(static_cast<double>(found.report.checked)) + " looked at" + of_messages,
           milliseconds(median(times)), milliseconds(all.seconds), all.seconds / median(times), aim,
           Better::more, "x"});
  };
  row(kRareWord, "rare word", 50);
  row("the", "common word", 0);
  if (find(store, kTwoCharacters).messages > 0) row(kTwoCharacters, "two characters", 0);
}

}  // namespace

void measure_search(const Workbench& bench) {
  for (const std::int64_t count : bench.lists) measure_one(bench, count);
}

}  // namespace postroom::bench
