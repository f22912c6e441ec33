// What becomes of a commit whose connection breaks, at any of the messages that it exchanges with the server.
#include "storage/postgres/committer.h"
#include "storage/postgres/test_store.h"
#include "support/postgres_proxy.h"

namespace postroom::storage::postgres {
namespace {

using postroom::testing::LineExtent;
using postroom::testing::LineFault;
using postroom::testing::LinePlan;
using postroom::testing::LineStrike;
using postroom::testing::PostgresProxy;
using postroom::testing::wait_until;

constexpr std::chrono::seconds kPatience{60};
constexpr std::uint64_t kMaxSteps = 200;  // of one commit, with all its attempts

// With jobs that say what they read first, and others.
class LostCommitTest : public StoreTest, public ::testing::WithParamInterface<bool> {
 protected:
  static MessageId reads() { return GetParam() ? MessageId{7} : MessageId{}; }
  std::unique_ptr<Committer> committer(std::chrono::milliseconds patience = std::chrono::seconds(30)) {
    ConnectionOptions through = must(parse_postgres_address(proxy_.through(address()), StoreNeeded::yes));
    through.patience = patience;
    return std::make_unique<Committer>(through, "the store", std::make_shared<ConnectionPool>(through),
                                       [](std::int64_t) {});
  }
  static Status append(Committer& committer) {
    const auto job = [](PostgresTransaction& transaction) -> Status {
      TRY(transaction.append_log({}));
      return ok_status();
    };
    return committer.commit_and_wait(job, Announce::no, reads());
  }
  // The server may be slower to notice the end of a line, to let go of its lock and to take a new connection, than
  // this committer is patient. Neither answer leaves anything written.
  static Status append_when_free(Committer& committer) {
    Status appended = append(committer);
    while (code_of(appended) == Code::busy || code_of(appended) == Code::io_error) appended = append(committer);
    return appended;
  }
  static Status put(Committer& committer, const std::string& value) {
    const auto job = [&](PostgresTransaction& transaction) { return transaction.put_setting("k", value); };
    return committer.commit_and_wait(job, Announce::no, reads());
  }
  // Breaks the line at one message after the other. `during_commits` is how often the server had the COMMIT.
  template <class Commit>
  void commit_at_every_step(LineFault fault, Commit commit_and_check) {
    const auto committing = committer();
    int during_commits = 0;
    for (std::uint64_t at = 1; at <= kMaxSteps; ++at) {
      proxy_.plan({.fault = fault, .at = at});
      commit_and_check(*committing);
      const auto strike = proxy_.struck();
      if (!strike) {
        EXPECT_GT(during_commits, 0);
        return;
      }
      during_commits += strike->during_commit;
    }
    FAIL() << "the commits have no end";
  }
  void append_at_every_step(LineFault fault) {
    int commits = 0;
    commit_at_every_step(fault, [&](Committer& committing) {
      must(append(committing));
      EXPECT_EQ(count("log"), std::to_string(++commits));
    });
  }

  PostgresProxy proxy_{PostgresServer::shared().socket_folder()};
};

INSTANTIATE_TEST_SUITE_P(Reading, LostCommitTest, ::testing::Bool());

TEST_P(LostCommitTest, wherever_the_line_is_cut_the_commit_happens_once) {
  append_at_every_step(LineFault::cut);
}

TEST_P(LostCommitTest, wherever_a_message_is_truncated_the_commit_happens_once) {
  append_at_every_step(LineFault::truncate);
}

TEST_P(LostCommitTest, a_commit_without_a_log_entry_happens_all_the_same) {
  int commits = 0;
  commit_at_every_step(LineFault::cut, [&](Committer& committing) {
    const std::string value = std::to_string(++commits);
    must(put(committing, value));
    EXPECT_EQ(run_sql("SELECT convert_from(value, 'UTF8') FROM postroom.setting WHERE store_id = " + id()),
              value);
  });
}

// Only then is the outcome unknown, and nobody reads as long as the server may still be at it.
TEST_P(LostCommitTest, where_the_server_stays_away_the_outcome_is_unknown_until_it_is_back) {
  std::int64_t least = 0;
  bool was_unknown = false;
  for (std::uint64_t at = 1; at <= kMaxSteps; ++at) {
    const auto committing = committer(std::chrono::milliseconds(60));
    proxy_.plan({.fault = LineFault::cut, .at = at, .extent = LineExtent::from_then_on});
    const Status status = append(*committing);
    const auto strike = proxy_.struck();
    if (!strike) break;
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(code_of(committing->check_settled()).has_value(), code_of(status) == Code::outcome_unknown);
    if (strike->during_commit) {
      EXPECT_EQ(code_of(status), Code::outcome_unknown);
      was_unknown = true;
    }
    proxy_.heal();
    EXPECT_TRUE(wait_until(kPatience, [&] { return committing->check_settled().ok(); }));
    const std::int64_t entries = std::stoll(count("log"));
    EXPECT_LE(entries, least + (code_of(status) == Code::outcome_unknown ? 1 : 0));
    must(append_when_free(*committing));
    least = entries + 1;
    EXPECT_EQ(count("log"), std::to_string(least));
  }
  EXPECT_TRUE(was_unknown);
}

}  // namespace
}  // namespace postroom::storage::postgres
