// Random sequences of calls of every interface, from one thread and from four at once. Nothing crashes, hangs
// or is left over, and the store is in order afterwards. The name of a test is its seed.
#include <thread>

#include "mapi/random/amount.h"
#include "mapi/random/desk.h"
#include "mapi/rows/mapi_test.h"
#include "support/child_process.h"
#include "support/must.h"

namespace mapi_host {
namespace {

using postroom::testing::ChildProcess;

constexpr int kCalls = 1000;
constexpr int kThreads = 4;

class RandomCalls : public MapiTest, public ::testing::WithParamInterface<int> {
 protected:
  std::uint64_t seed() const { return static_cast<std::uint64_t>(GetParam()); }

  // Ana's, which shares a store with Ben's, and one on another store.
  void open_sessions() {
    LogonSettings settings;
    settings.on_conflict = seed() % 2 == 0 ? POSTROOM_ON_CONFLICT_MERGE : POSTROOM_ON_CONFLICT_REFUSE;
    settings.read_only = seed() % 5 == 4;
    open_ = {&session(settings), &ben(), &session_on(other_address())};
  }
  std::unique_ptr<Desk> desk(std::uint64_t number) {
    auto made = std::make_unique<Desk>(number);
    for (Session* const each : open_) made->meet(*each);
    return made;
  }
  void log_off_all() {
    for (Session* const each : open_) each->log_off();
  }

  // The sessions end, and nobody holds what was the test's own.
  void expect_nothing_left(const std::vector<Ptr<Sink>>& sinks) {
    std::vector<Ptr<Support>> supports;
    for (Session* const each : open_) supports.push_back(shared(each->support()));
    open_.clear();
    close_sessions();
    for (const Ptr<Support>& support : supports) EXPECT_EQ(support->references(), 1U);
    for (const Ptr<Sink>& sink : sinks) EXPECT_EQ(sink->references(), 1U);
  }

  void expect_in_order() {
    for (const std::string& each : {address(), other_address()}) EXPECT_EQ(check(each), "");
  }

 private:
  static Ptr<Support> shared(Support& support) {
    support.AddRef();
    return Ptr<Support>(&support);
  }
  // What the built program finds wrong.
  static std::string check(const std::string& address) {
    std::string said;
    std::vector<ChildProcess> check;
    check.push_back(postroom::testing::must(ChildProcess::start(POSTROOM_PROGRAM, {"check", address})));
    while (check[0].read_lines([&](std::string_view line) { said += std::string(line) + "\n"; })) {
    }
    const auto ended = check[0].wait();
    return ended.exited && ended.status == 0 ? "" : "It ended otherwise: " + said;
  }

  std::vector<Session*> open_;
};

class Alone : public RandomCalls {};
class Together : public RandomCalls {};

TEST_P(Alone, calls_of_one_thread_leave_the_stores_in_order) {
  open_sessions();
  auto caller = desk(seed());
  for (int i = 0; i < kCalls; ++i) caller->call_something();
  EXPECT_GT(caller->successes() * 4, caller->calls()) << "most calls were refused";
  const std::vector<Ptr<Sink>> sinks{caller->sink};
  // Either may end first: the session or its objects.
  if (seed() % 2 == 0) {
    log_off_all();
    for (int i = 0; i < kCalls / 10; ++i) caller->call_something();
  }
  caller.reset();
  expect_nothing_left(sinks);
  expect_in_order();
}

TEST_P(Together, calls_of_four_threads_leave_the_stores_in_order) {
  open_sessions();
  const auto message = ben().open_message(add("of all")), other = ben().open_message(add("of all, too"));
  const auto table = contents_table(*ben().inbox());
  std::vector<std::unique_ptr<Desk>> callers;
  std::vector<Ptr<Sink>> sinks;
  for (int i = 0; i < kThreads; ++i) {
    Desk& caller = *callers.emplace_back(desk(seed() * kThreads + static_cast<unsigned>(i)));
    caller.messages.add(caller.choices, message);
    caller.messages.add(caller.choices, other);
    caller.tables.add(caller.choices, table);
    sinks.push_back(caller.sink);
  }
  std::vector<std::thread> threads;
  for (const auto& caller : callers) {
    threads.emplace_back([&] {
      for (int i = 0; i < kCalls / 2; ++i) {
        caller->call_something();
        // In one sequence of three one logs off while the others are at work.
        if (seed() % 3 == 0 && caller == callers[0] && i == kCalls / 3) log_off_all();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  callers.clear();
  expect_nothing_left(sinks);
  expect_in_order();
}

std::string name_of(const ::testing::TestParamInfo<int>& info) {
  return "seed_" + std::to_string(info.param);
}
INSTANTIATE_TEST_SUITE_P(, Alone, ::testing::Range(0, amount().alone), name_of);
INSTANTIATE_TEST_SUITE_P(, Together, ::testing::Range(0, amount().together), name_of);

}  // namespace
}  // namespace mapi_host
