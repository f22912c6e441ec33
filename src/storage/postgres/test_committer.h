// What the tests of Committer share.
#pragma once

#include "storage/postgres/committer.h"
#include "storage/postgres/test_store.h"

#include <atomic>
#include <future>

namespace postroom::storage::postgres {

class CommitterTest : public StoreTest {
 protected:
  Status commit(PostgresJob job) { return committer_.commit_and_wait(std::move(job), Announce::yes, reads_); }
  std::string log_entries() const { return count("log"); }

  static Status append(PostgresTransaction& transaction) {
    TRY(transaction.append_log({}));
    return ok_status();
  }
  static Status refuse(PostgresTransaction& transaction) {
    TRY(transaction.append_log({}));
    TRY(transaction.allocate_id());
    TRY(transaction.put_setting("refused", "yes"));
    TRY(transaction.setting("refused"));
    return Error{Code::cancelled, "no", {}};
  }

  // Runs the jobs so that all but the first wait for it and are taken together. Their answers, in order.
  std::vector<Status> together(const std::vector<PostgresJob>& jobs) {
    std::vector<Status> answers(jobs.size(), ok_status());
    std::promise<void> all;
    std::atomic<std::size_t> left = jobs.size() + 1;
    const auto count_down = [&] {
      if (--left == 0) all.set_value();
    };
    const auto ask_all = [&](Status) {
      for (std::size_t i = 0; i < jobs.size(); ++i) {
        const auto answer = [&, i](Status status) { answers[i] = std::move(status), count_down(); };
        committer_.commit(jobs[i], answer, Announce::yes, reads_);
      }
      count_down();
    };
    committer_.commit([](PostgresTransaction&) { return ok_status(); }, ask_all, Announce::yes);
    all.get_future().wait();
    return answers;
  }

  static void tell_nobody(std::int64_t) {}

  MessageId reads_;  // what the jobs say they do first
  Committer committer_{options(), "the store of the test", connections(), tell_nobody};
};

}  // namespace postroom::storage::postgres
