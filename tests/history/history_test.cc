// Processes save into the same messages, in all modes; then the history that they recorded is checked.
#include <gtest/gtest.h>
#include <postroom/open.h>
#include <postroom/tags.h>

#include <iostream>

#include "base/try.h"
#include "history/checker.h"
#include "support/child_process.h"
#include "support/keep_everything.h"
#include "support/long_run.h"
#include "support/postgres_ground.h"

namespace postroom::history {
namespace {

using testing::ChildProcess;
using testing::Heard;

constexpr std::chrono::minutes kPatience{2};  // for the next line of any process
constexpr int kMessages = 10;
constexpr std::size_t kProblemsTold = 20;

struct Crew {
  int processes;
  int threads;  // in each
};

struct Engine {
  const char* name;
  testing::MakeGround make_ground;
};

class HistoryTest : public ::testing::TestWithParam<Engine> {
 protected:
  void run(Crew crew, int saves, std::uint64_t seed) {
    const Status set_up = make_messages();
    ASSERT_TRUE(set_up.ok()) << postroom::describe(set_up.error());
    const Status ran = run_processes(crew, saves / (crew.processes * crew.threads), seed);
    ASSERT_TRUE(ran.ok()) << postroom::describe(ran.error());
    auto stored = read_store();
    ASSERT_TRUE(stored.ok()) << postroom::describe(stored.error());
    report(*stored);
    const std::vector<std::string> problems = check_history(records_, *stored);
    for (std::size_t i = 0; i < std::min(problems.size(), kProblemsTold); ++i) ADD_FAILURE() << problems[i];
    EXPECT_EQ(problems.size(), 0u) << "seed " << seed;
  }

 private:
  Status make_messages() {
    TRY_SET(Store store, create_store(address_, session_));
    TRY(store.set_retention(session_, testing::keep_everything()));
    TRY_SET(const std::uint16_t id, store.property_id(session_, {kPsPublicStrings, std::string("Keywords")}));
    keywords_ = multi_valued(PropertyTag(id, PropertyType::unicode));
    for (int i = 0; i < kMessages; ++i) {
      TRY_SET(Message message, store.create_message(session_, store.special(SpecialFolder::inbox)));
      TRY(message.set(tag::subject, "Message " + std::to_string(i)));
      TRY(message.set(tag::todo_item_flags, std::int32_t{0}));
      TRY(message.save());
      messages_.push_back(message.id());
      Record made;
      made.outcome = Outcome::made;
      made.handle = session_.who;
      made.message = message.id();
      made.version = message.version();
      made.change = {std::get<std::int64_t>(message.get(tag::change_number).value_or(std::int64_t{0}))};
      made.digest = digest_of(message.content());
      records_.push_back(made);
    }
    return ok_status();
  }

  Status run_processes(Crew crew, int saves_each, std::uint64_t seed) {
    std::vector<ChildProcess> processes;
    for (int i = 0; i < crew.processes; ++i) {
      std::vector<std::string> arguments{address_,
                                         std::to_string(seed + static_cast<std::uint64_t>(i) * 1000),
                                         std::to_string(1 + i * crew.threads),
                                         std::to_string(crew.threads),
                                         std::to_string(saves_each),
                                         std::to_string(keywords_.value)};
      for (const MessageId id : messages_) arguments.push_back(std::to_string(id.value));
      TRY_SET(ChildProcess process, ChildProcess::start(POSTROOM_HISTORY_WORKER, arguments));
      processes.push_back(std::move(process));
    }
    TRY(collect(processes));
    for (ChildProcess& process : processes) {
      const testing::Ending ending = process.wait();
      if (!ending.exited || ending.status != 0) return Error{Code::io_error, "A process failed.", {}};
    }
    return ok_status();
  }

  Status collect(std::vector<ChildProcess>& processes) {
    bool readable = true;
    for (;;) {
      const Heard heard = testing::listen(processes, kPatience, [&](std::size_t, std::string_view line) {
        auto record = parse_line(line);
        readable = readable && record.has_value();
        if (record) records_.push_back(*std::move(record));
      });
      if (!readable) return Error{Code::corrupt, "A process printed what is no record.", {}};
      if (heard == Heard::silence) return Error{Code::busy, "The processes are stuck.", {}};
      if (heard == Heard::end) return ok_status();
    }
  }

  Result<Stored> read_store() {
    TRY_SET(Store store, open_store(address_));
    TRY_SET(const auto findings, store.check(session_));
    for (const std::string& finding : findings) ADD_FAILURE() << "check: " << finding;
    Stored stored;
    for (const SpecialFolder folder : {SpecialFolder::inbox, SpecialFolder::conflicts}) {
      ListOptions all;
      all.limit = 1'000'000;
      TRY_SET(const auto rows, store.list(session_, store.special(folder), all));
      for (const MessageSummary& row : rows) {
        TRY_SET(stored.messages[row.id], read_versions(store, row.id));
      }
    }
    TRY_SET(const auto pairs, store.conflicts(session_));
    for (const ConflictPair& pair : pairs) stored.links.emplace(pair.winner.id, pair.copy.id);
    return stored;
  }

  Result<std::vector<StoredVersion>> read_versions(Store& store, MessageId id) {
    TRY_SET(const auto history, store.history(session_, id, true));
    std::vector<StoredVersion> versions;
    for (auto entry = history.rbegin(); entry != history.rend(); ++entry) {
      TRY_SET(const MessageContent content, store.version(session_, id, entry->version));
      versions.push_back({entry->version, entry->kind, entry->who, digest_of(content), fields_of(content)});
    }
    return versions;
  }

  void report(const Stored& stored) const {
    std::map<std::string, int> counts;
    for (const Record& record : records_) {
      switch (record.outcome) {
        case Outcome::looked:
          ++counts["snapshots"];
          break;
        case Outcome::made:
          break;
        case Outcome::committed:
          ++counts[record.copy.value ? "copies" : record.merged ? "merged" : "committed"];
          break;
        case Outcome::nothing:
          ++counts["with nothing to commit"];
          break;
        case Outcome::refused:
          ++counts["refused"];
          break;
        case Outcome::broken:
          ++counts["broken"];
          break;
      }
    }
    for (const auto& [what, count] : counts) std::cout << count << " " << what << ", ";
    std::cout << stored.messages.size() << " messages\n";
  }

  const std::unique_ptr<testing::Ground> ground_ = GetParam().make_ground(testing::Place::disk);
  const std::string address_ = ground_->address("store.postroom");
  const Session session_ = make_session("Maker", "history_test");
  PropertyTag keywords_;
  std::vector<MessageId> messages_;
  std::vector<Record> records_;
};

int saves(int sample, int all) { return testing::is_long_run() ? all : sample; }

TEST_P(HistoryTest, of_processes_keeps_the_save_rules) { run({8, 1}, saves(2000, 20'000), 11); }
TEST_P(HistoryTest, of_threads_of_processes_keeps_the_save_rules) { run({3, 4}, saves(1200, 12'000), 12); }
TEST_P(HistoryTest, of_threads_of_one_process_keeps_the_save_rules) { run({1, 8}, saves(800, 8000), 13); }

INSTANTIATE_TEST_SUITE_P(Every, HistoryTest,
                         ::testing::Values(Engine{"sqlite", testing::sqlite_ground},
                                           Engine{"postgres", testing::postgres_ground}),
                         [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace postroom::history
