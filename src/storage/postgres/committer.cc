#include "storage/postgres/committer.h"

#include <sodium.h>

#include <algorithm>
#include <thread>
#include <utility>

#include "base/try.h"
#include "storage/postgres/errors.h"
#include "storage/postgres/store_row.h"

namespace postroom::storage::postgres {
namespace {

using Clock = std::chrono::steady_clock;

constexpr char kReadOnlyServer[] = "25006";  // SQLSTATE: it was the primary and is no more

// Rather than of the job.
bool is_of_the_server(Code code) {
  return code == Code::busy || code == Code::io_error || code == Code::outcome_unknown;
}

}  // namespace

Committer::Committer(ConnectionOptions options, std::string where,
                     std::shared_ptr<ConnectionPool> connections, std::function<void(std::int64_t)> committed)
    : writer_(std::move(options), std::move(connections)),
      where_(std::move(where)),
      committed_(std::move(committed)),
      queue_(*this) {}

void Committer::commit(PostgresJob job, Completion done, Announce announce, MessageId reads) {
  queue_.commit(std::move(job), std::move(done), announce, reads);
}

Status Committer::commit_and_wait(PostgresJob job, Announce announce, MessageId reads) {
  return queue_.commit_and_wait(std::move(job), announce, reads);
}

Status Committer::check_settled() {
  if (!in_doubt_) return ok_status();
  const auto settle_now = [&] {
    if (writer_.find_fate(lost_, Clock::now()).ok()) in_doubt_ = false;
    writer_.rest();
  };
  if (!queue_.run_if_free(settle_now) || in_doubt_) return doubt_error(where_);
  return ok_status();
}

// Where many write to one store, most of a commit's time goes by waiting for the lock of the store's row;
// whoever comes meanwhile is taken along. Not for jobs whose first reading brings the lock without a round
// trip of its own.
bool Committer::get_ready(Items items) {
  end_ = Clock::now() + writer_.options().patience;
  is_timed_ = true;
  unready_.reset();
  if (std::any_of(items.begin(), items.end(), [](const Item& item) { return item.reads == MessageId{}; }))
    return false;
  if (const Status locked = lock_for(items); !locked.ok()) unready_ = locked.error();
  return is_open_;
}

// What fails is given up: the jobs begin anew, if there is still time.
Status Committer::lock_for(Items items) {
  TRY(writer_.connect(end_));
  begin();
  foresee(items);
  Status locked = writer_.transaction().lock();
  is_open_ = locked.ok();
  if (!is_open_) abandon();
  return locked;
}

// A doubt about an earlier commit keeps nobody from writing: who has the lock of the store's row knows that
// the server has done with those before.
std::size_t Committer::run_some(Items items) {
  if (!std::exchange(is_timed_, false)) end_ = Clock::now() + writer_.options().patience;
  const std::optional<Error> unready = std::exchange(unready_, std::nullopt);
  std::size_t count = 0;
  if (unready && Clock::now() >= end_) {
    for (Item& item : items) item.outcome = *unready;
    count = items.size();
  } else if (items.size() > 1 && writer_.connect(end_).ok()) {
    count = run_together(items);
  }
  if (count == 0) {
    run_singly(items);
    count = items.size();
  }
  is_open_ = false;
  writer_.rest();
  announce(items.first(count));
  return count;
}

void Committer::begin() {
  writer_.connection().forget_failure();
  writer_.transaction().begin(make_token());
}

// The transaction for these, if there is none yet.
void Committer::start(Items items) {
  if (!std::exchange(is_open_, false)) begin();
  foresee(items);
}

void Committer::foresee(Items items) {
  std::vector<MessageId> messages;
  for (const Item& item : items) {
    if (item.reads != MessageId{}) messages.push_back(item.reads);
  }
  writer_.transaction().foresee(messages);
}

// 0: the group is thrown away and nothing of it was written.
std::size_t Committer::run_together(Items items) {
  start(items);
  const auto end = Clock::now() + kMaxGroupTime;
  std::size_t count = 0;
  while (count < items.size() && (count == 0 || Clock::now() < end)) {
    if (!run_marked(items[count++])) {
      abandon();
      return 0;
    }
  }
  return commit_together(items.first(count)) ? count : 0;
}

// False: the database failed, and with it everything that the transaction holds so far.
bool Committer::run_marked(Item& item) {
  PostgresTransaction& transaction = writer_.transaction();
  transaction.mark();
  item.outcome = call_job(item.job, transaction);
  if (writer_.connection().failure()) return false;
  item.wrote = item.outcome.ok() && transaction.wrote();
  item.outcome.ok() ? transaction.keep() : transaction.undo();
  return true;
}

// False: nothing was written.
bool Committer::commit_together(Items items) {
  if (std::none_of(items.begin(), items.end(), [](const Item& item) { return item.wrote; })) {
    writer_.transaction().roll_back();
    return true;
  }
  Status committed = ok_status();
  if (commit_written(committed) != Run::decided) return false;
  if (committed.ok()) return true;
  if (committed.error().code != Code::outcome_unknown) return false;
  // Who did not write was refused, or read, on the strength of what is now in doubt.
  for (Item& item : items) {
    item.outcome = item.wrote ? committed.error() : lost_error(where_, committed.error().detail);
  }
  return true;
}

// Once the server, or another's lock, has not let one through in time, it is not waited for again for each of
// the rest.
void Committer::run_singly(Items items) {
  for (; !items.empty(); items = items.subspan(1)) {
    if (const Status connected = writer_.connect(end_); !connected.ok()) {
      for (Item& item : items) item.outcome = connected.error();
      return;
    }
    run_alone(items.front());
    const Status last = items.front().outcome;
    if (!last.ok() && is_of_the_server(last.error().code) && Clock::now() >= end_) {
      for (Item& item : items.subspan(1)) item.outcome = last;
      return;
    }
  }
}

void Committer::run_alone(Item& item) {
  for (int runs = 1;; ++runs) {
    const Run run = run_once(item);
    if (run == Run::decided || runs == kMaxRuns) return;
    if (run == Run::lost_race) pause_after_race(runs);
    if (Clock::now() >= end_) return;
    if (const Status connected = writer_.connect(end_); !connected.ok()) {
      item.outcome = connected.error();
      return;
    }
  }
}

void Committer::pause_after_race(int runs) const {
  const auto least = std::min(kFirstRacePause * (1 << (runs - 1)), kLongestRacePause);
  const auto pause =
      least + std::chrono::milliseconds(randombytes_uniform(static_cast<std::uint32_t>(least.count())));
  std::this_thread::sleep_until(std::min(Clock::now() + pause, end_));
}

Committer::Run Committer::run_once(Item& item) {
  item.wrote = false;
  start({&item, 1});
  PostgresTransaction& transaction = writer_.transaction();
  item.outcome = call_job(item.job, transaction);
  if (const auto& failure = writer_.connection().failure()) {
    item.outcome = *failure;
    return abandon();
  }
  if (!item.outcome.ok() || !transaction.wrote()) {
    transaction.roll_back();
    return Run::decided;
  }
  item.wrote = true;
  return commit_written(item.outcome);
}

// What failed is given up, whatever became of it at the server.
Committer::Run Committer::abandon() {
  const Connection& connection = writer_.connection();
  const bool failed = connection.failure().has_value();
  const bool read_only = failed && connection.last_state() == kReadOnlyServer;
  const bool raced = failed && is_lost_race(connection.last_state());
  const bool again = failed && (connection.is_lost() || read_only);
  writer_.transaction().roll_back();
  if (read_only) writer_.disconnect();
  if (raced) return Run::lost_race;
  return again ? Run::in_vain : Run::decided;
}

// `outcome`: Code::outcome_unknown, or any other error for: surely not written.
Committer::Run Committer::commit_written(Status& outcome) {
  PostgresTransaction& transaction = writer_.transaction();
  outcome = transaction.commit();
  if (!outcome.ok()) return transaction.may_have_committed() ? settle(outcome) : abandon();
  last_token_ = transaction.token();
  in_doubt_ = false;
  return Run::decided;
}

// The connection was lost with the answer to a COMMIT; `outcome` has the loss.
Committer::Run Committer::settle(Status& outcome) {
  const PostgresTransaction& transaction = writer_.transaction();
  lost_ = {transaction.token(), transaction.token_before(), transaction.last_appended()};
  const std::string detail = outcome.error().detail;
  const Result<Fate> fate = writer_.find_fate(lost_, Clock::now() + writer_.options().patience);
  in_doubt_ = !fate.ok();
  if (fate.ok() && *fate == Fate::did_not_happen) return Run::in_vain;
  if (fate.ok() && *fate == Fate::happened) {
    outcome = ok_status();
    last_token_ = lost_.token;
  } else {
    outcome = outcome_unknown_error(where_, detail);
  }
  return Run::decided;
}

void Committer::announce(Items items) {
  const auto is_news = [](const Item& item) {
    return item.wrote && item.outcome.ok() && item.announce == Announce::yes;
  };
  if (std::any_of(items.begin(), items.end(), is_news)) committed_(last_token_);
}

}  // namespace postroom::storage::postgres
