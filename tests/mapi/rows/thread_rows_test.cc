// Row 31: one store object, used by many threads at once.
#include <atomic>
#include <thread>

#include "mapi/rows/two_handles.h"

namespace mapi_host {
namespace {

constexpr int kThreads = 16;
constexpr int kRounds = 5;

// What one of them does: messages of its own, the folder of all.
void work(Session& session, int number, std::atomic<int>& failures) {
  const auto check = [&](bool right) { failures += right ? 0 : 1; };
  const auto folder = session.inbox();
  for (int round = 0; round < kRounds; ++round) {
    const std::string subject = std::to_string(number) + "." + std::to_string(round);
    const std::string id = add_message(*folder, subject);
    const auto message = session.open_message(id);
    check(get_text(*message, PR_SUBJECT_W) == subject);
    check(set_text(*message, PR_BODY_W, "body of " + subject) == S_OK);
    check(message->SaveChanges(KEEP_OPEN_READWRITE) == S_OK);
    check(holds(*folder, id));
    check(delete_message(*folder, id) == S_OK);
  }
}

TEST_F(RowTest, r031_many_threads_share_one_store) {
  Session& shared = ana();
  const Ptr<Sink> sink(new Sink);
  ULONG_PTR connection = 0;
  ASSERT_HR(S_OK, shared.store().Advise(0, nullptr, fnevObjectCreated | fnevObjectDeleted, sink.get(), &connection));
  std::atomic<int> failures = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) threads.emplace_back([&, i] { work(shared, i, failures); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
  EXPECT_EQ(subjects(*shared.inbox()), std::vector<std::string>{});
  EXPECT_TRUE(sink->wait_for(fnevObjectDeleted));
  EXPECT_HR(S_OK, shared.store().Unadvise(connection));
}

TEST_F(RowTest, r031_many_threads_share_one_message) {
  const auto message = ana().open_message(add("one"));
  std::atomic<int> failures = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      for (int round = 0; round < kRounds; ++round) {
        if (set_text(*message, PR_SUBJECT_W, std::to_string(i)) != S_OK) ++failures;
        if (!get_text(*message, PR_SUBJECT_W)) ++failures;
        if (message->SaveChanges(KEEP_OPEN_READWRITE) != S_OK) ++failures;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
}

}  // namespace
}  // namespace mapi_host
