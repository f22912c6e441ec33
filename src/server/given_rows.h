// Which rows of a list a client has been given, page by page, so that a row that moves from behind its cursor
// to before it still comes, and one that moves the other way does not come twice. Each page stands on the one
// before it, so that a page that is asked for again is the same, and readers may part. Bounded: of a page
// that is forgotten, the cursor still says the place. Thread-safe.
#pragma once

#include <postroom/ids.h>
#include <postroom/session.h>

#include <atomic>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace postroom::server {

struct GivenLimits {
  std::size_t pages = 4096;              // that are remembered
  std::size_t rows = 4'000'000;          // on all of them together
  Ticks age = std::chrono::minutes(10);  // since the page was made or gone on from
};

class GivenRows {
 public:
  class Page;
  using Pages = std::shared_ptr<const Page>;  // a page and all before it

  GivenRows(std::shared_ptr<const Clock> clock, std::shared_ptr<Random> random, GivenLimits limits = {});

  // Behind `before`, which may be null; returns its number, which is not 0.
  std::uint64_t add(const Pages& before, std::vector<MessageId> rows);
  // Null if it is not known, or no longer.
  Pages find(std::uint64_t number);
  // Which of `rows` are on one of the pages.
  static std::unordered_set<MessageId> given_of(const Pages& pages, const std::vector<MessageId>& rows);

  void forget_old();
  std::size_t remembered_rows() const;

 private:
  struct Known {
    Pages pages;
    FileTime used;
    std::list<std::uint64_t>::iterator turn;
  };
  void forget_oldest();  // needs mutex_

  const std::shared_ptr<const Clock> clock_;
  const std::shared_ptr<Random> random_;
  const GivenLimits limits_;
  const std::shared_ptr<std::atomic<std::size_t>> rows_ = std::make_shared<std::atomic<std::size_t>>(0);
  mutable std::mutex mutex_;
  std::list<std::uint64_t> turns_;  // the longest unused first
  std::unordered_map<std::uint64_t, Known> known_;
};

}  // namespace postroom::server
