// Rows 1 to 9: who may save.
#include <atomic>
#include <barrier>
#include <thread>

#include "mapi/rows/two_handles.h"
#include "support/long_run.h"

namespace mapi_host {
namespace {

TEST_F(RowTest, r001_the_first_save_wins) {
  const TwoHandles both = two_handles(ana(), ben(), add("one"));
  EXPECT_EQ(stored(both.id, PR_SUBJECT_W), "Ana's");
}

TEST_F(RowTest, r002_a_later_save_from_an_older_copy_is_refused_and_writes_nothing) {
  const TwoHandles both = two_handles(ana(), ben(), add("one"));
  ASSERT_HR(S_OK, set_text(*both.loser, PR_BODY_W, "Ben's body"));
  EXPECT_HR(MAPI_E_OBJECT_CHANGED, both.loser->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_EQ(stored(both.id, PR_SUBJECT_W), "Ana's");
  EXPECT_EQ(stored(both.id, PR_BODY_W), "the first body");
}

TEST_F(RowTest, r002_a_save_without_edits_from_an_older_copy_is_refused_too) {
  const std::string id = add("one");
  const auto a = ana().open_message(id), b = ben().open_message(id);
  ASSERT_HR(S_OK, set_text(*a, PR_SUBJECT_W, "Ana's"));
  ASSERT_HR(S_OK, a->SaveChanges(0));
  EXPECT_HR(MAPI_E_OBJECT_CHANGED, b->SaveChanges(KEEP_OPEN_READWRITE));
}

TEST_F(RowTest, r003_a_refused_save_leaves_the_handle_open_with_its_edits) {
  const TwoHandles both = two_handles(ana(), ben(), add("one"));
  ASSERT_HR(MAPI_E_OBJECT_CHANGED, both.loser->SaveChanges(0));
  EXPECT_EQ(get_text(*both.loser, PR_SUBJECT_W), "Ben's");
  EXPECT_EQ(get_number(*both.loser, PR_ACCESS_LEVEL), 1);
  EXPECT_HR(S_OK, set_text(*both.loser, PR_BODY_W, "more"));
  const auto copy = create_message(*ben().inbox());
  EXPECT_HR(S_OK, both.loser->CopyTo(0, nullptr, nullptr, 0, nullptr, &IID_IMessage, copy.get(), 0, nullptr));
  EXPECT_HR(S_OK, both.loser->SaveChanges(FORCE_SAVE));
  EXPECT_EQ(stored(both.id, PR_BODY_W), "more");
}

TEST_F(RowTest, r004_a_plain_save_is_refused_until_the_message_is_opened_again) {
  TwoHandles both = two_handles(ana(), ben(), add("one"));
  EXPECT_HR(MAPI_E_OBJECT_CHANGED, both.loser->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_HR(MAPI_E_OBJECT_CHANGED, both.loser->SaveChanges(KEEP_OPEN_READWRITE));
  both.loser = ben().open_message(both.id);
  ASSERT_HR(S_OK, set_text(*both.loser, PR_SUBJECT_W, "Ben's"));
  EXPECT_HR(S_OK, both.loser->SaveChanges(0));
  EXPECT_EQ(stored(both.id, PR_SUBJECT_W), "Ben's");
}

TEST_F(RowTest, r005_a_forced_save_replaces_the_whole_message) {
  const std::string id = add("one");
  const auto a = ana().open_message(id), b = ben().open_message(id);
  ASSERT_HR(S_OK, set_text(*a, PR_BODY_W, "Ana's body"));
  ASSERT_HR(S_OK, modify_recipients(*a, 0, {{"Cy", "cy@example.com"}}));
  Ptr<IAttach> attachment;
  ULONG number = 0;
  ASSERT_HR(S_OK, a->CreateAttach(nullptr, 0, &number, attachment.out()));
  ASSERT_HR(S_OK, attachment->SaveChanges(0));
  ASSERT_HR(S_OK, a->SaveChanges(KEEP_OPEN_READWRITE));
  ASSERT_HR(S_OK, set_text(*b, PR_SUBJECT_W, "Ben's"));
  ASSERT_HR(MAPI_E_OBJECT_CHANGED, b->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_HR(S_OK, b->SaveChanges(FORCE_SAVE));
  EXPECT_EQ(stored(id, PR_SUBJECT_W), "Ben's");
  EXPECT_EQ(stored(id, PR_BODY_W), "the first body");
  const auto now = ana().open_message(id, 0);
  EXPECT_EQ(recipient_names(*now), std::vector<std::string>{});
  EXPECT_EQ(get_number(*now, PR_HASATTACH), 0);
  ASSERT_HR(S_OK, set_text(*a, PR_SUBJECT_W, "again"));
  EXPECT_HR(MAPI_E_OBJECT_CHANGED, a->SaveChanges(KEEP_OPEN_READWRITE));
}

TEST_F(RowTest, r005_of_two_forced_saves_both_succeed_and_the_last_one_stays) {
  const TwoHandles both = two_handles(ana(), ben(), add("one"));
  EXPECT_HR(S_OK, both.loser->SaveChanges(FORCE_SAVE | KEEP_OPEN_READWRITE));
  ASSERT_HR(S_OK, set_text(*both.winner, PR_SUBJECT_W, "Ana's second"));
  EXPECT_HR(S_OK, both.winner->SaveChanges(FORCE_SAVE));
  EXPECT_EQ(stored(both.id, PR_SUBJECT_W), "Ana's second");
}

TEST_F(RowTest, r005_a_read_only_handle_cannot_force) {
  const auto message = ana().open_message(add("one"), 0);
  EXPECT_HR(MAPI_E_NO_ACCESS, message->SaveChanges(FORCE_SAVE));
}

TEST_F(RowTest, r006_the_order_of_commits_decides_and_not_that_of_opening) {
  const std::string id = add("one");
  const auto b = ben().open_message(id), a = ana().open_message(id);
  ASSERT_HR(S_OK, set_text(*b, PR_SUBJECT_W, "Ben's"));
  ASSERT_HR(S_OK, set_text(*a, PR_SUBJECT_W, "Ana's"));
  EXPECT_HR(S_OK, a->SaveChanges(0));
  EXPECT_HR(MAPI_E_OBJECT_CHANGED, b->SaveChanges(0));
  EXPECT_EQ(stored(id, PR_SUBJECT_W), "Ana's");
}

TEST_F(RowTest, r007_two_handles_of_one_client_conflict_like_those_of_two) {
  const TwoHandles both = two_handles(ana(), ana(), add("one"));
  EXPECT_HR(MAPI_E_OBJECT_CHANGED, both.loser->SaveChanges(0));
}

TEST_F(RowTest, r008_a_handle_saves_again_and_again_without_meeting_itself) {
  const std::string id = add("one");
  const auto message = ana().open_message(id);
  for (const char* subject : {"two", "three", "four"}) {
    ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, subject));
    EXPECT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READWRITE));
  }
  EXPECT_EQ(stored(id, PR_SUBJECT_W), "four");
}

TEST_F(RowTest, r009_of_many_who_save_at_once_one_wins) {
  const int clients = postroom::testing::is_long_run() ? 50 : 8;
  const int rounds = postroom::testing::is_long_run() ? 1000 : 10;
  std::vector<Session*> sessions;
  for (int i = 0; i < clients; ++i) sessions.push_back(&session({}));
  const std::string id = add("one");
  int edits = 0;
  for (int round = 0; round < rounds; ++round) {
    std::atomic<int> won = 0, refused = 0;
    std::barrier all(clients);
    std::vector<std::thread> threads;
    for (Session* const each : sessions) {
      threads.emplace_back([&, each, subject = std::to_string(++edits)] {
        const auto message = each->open_message(id);
        set_text(*message, PR_SUBJECT_W, subject);
        all.arrive_and_wait();
        const HRESULT saved = message->SaveChanges(0);
        won += saved == S_OK;
        refused += saved == MAPI_E_OBJECT_CHANGED;
      });
    }
    for (std::thread& thread : threads) thread.join();
    ASSERT_EQ(won, 1);
    ASSERT_EQ(refused, clients - 1);
  }
}

}  // namespace
}  // namespace mapi_host
