// Rows 31, 53 and 80: while something is copied, others can go on using what it comes from.
#include <chrono>
#include <future>
#include <thread>

#include "mapi/rows/foreign_store.h"
#include "mapi/rows/mapi_test.h"

namespace mapi_host {
namespace {

constexpr int kRounds = 200;

// Whether the object answers another thread while `copy` is writing to the foreign store.
bool answers_meanwhile(ForeignStore& foreign, IMAPIProp& object, const std::function<void()>& copy) {
  std::promise<void> answer;
  std::future<void> answered = answer.get_future();
  std::thread other;
  bool answers = false;
  foreign.setting = [&] {
    if (other.joinable()) return;
    other = std::thread([&] {
      tags_of(object);
      answer.set_value();
    });
    answers = answered.wait_for(std::chrono::seconds(10)) == std::future_status::ready;
  };
  copy();
  foreign.setting = [] {};
  if (other.joinable()) other.join();
  return answers;
}

TEST_F(RowTest, r031_a_message_can_be_used_while_it_is_copied) {
  const auto message = create_message(*ana().inbox());
  ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, "one"));
  ForeignStore foreign;
  const Ptr<IMessage> copy(new ForeignMessage(foreign, create_message(*ana().inbox())));
  EXPECT_TRUE(answers_meanwhile(foreign, *message, [&] {
    EXPECT_HR(S_OK, message->CopyTo(0, nullptr, nullptr, 0, nullptr, &IID_IMessage, copy.get(), 0, nullptr));
  }));
  Tags wanted({PR_SUBJECT_W});
  EXPECT_TRUE(answers_meanwhile(foreign, *message, [&] {
    EXPECT_HR(S_OK, message->CopyProps(wanted.get(), 0, nullptr, &IID_IMessage, copy.get(), 0, nullptr));
  }));
}

TEST_F(RowTest, r031_a_folder_can_be_used_while_it_is_copied) {
  const auto inbox = ana().inbox(), top = create_folder(*inbox, "top");
  EntryList list({add_message(*inbox, "one")});
  ASSERT_HR(S_OK, set_text(*top, PR_COMMENT_W, "a comment"));
  const std::string id = entry_id_of(*top);
  ForeignStore foreign;
  const Ptr<IMAPIFolder> other(new ForeignFolder(foreign, session_on(other_address()).inbox()));
  EXPECT_TRUE(answers_meanwhile(foreign, *inbox, [&] {
    EXPECT_HR(S_OK, inbox->CopyMessages(list.get(), nullptr, other.get(), 0, nullptr, 0));
  }));
  EXPECT_TRUE(answers_meanwhile(foreign, *inbox, [&] {
    EXPECT_HR(S_OK, inbox->CopyFolder(id_size(id), id_ptr(id), nullptr, other.get(), nullptr, 0, nullptr, 0));
  }));
}

TEST_F(RowTest, r080_two_messages_can_be_copied_into_each_other_at_once) {
  const auto one = create_message(*ana().inbox()), two = create_message(*ana().inbox());
  for (const auto& [message, text] : {std::pair(one, "one"), std::pair(two, "two")}) {
    ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, text));
    ASSERT_HR(S_OK, set_text(*message, PR_BODY_W, std::string(20'000, text[0])));
    ASSERT_HR(S_OK, modify_recipients(*message, 0, {{text, "a@x.org"}}));
  }
  const auto copy_often = [](IMessage& from, IMessage& to) {
    Tags wanted({PR_SUBJECT_W, PR_BODY_W, PR_MESSAGE_RECIPIENTS});
    for (int i = 0; i < kRounds; ++i) {
      EXPECT_HR(S_OK, from.CopyProps(wanted.get(), 0, nullptr, &IID_IMessage, &to, 0, nullptr));
    }
  };
  std::thread there([&] { copy_often(*one, *two); }), back([&] { copy_often(*two, *one); });
  there.join();
  back.join();
  EXPECT_EQ(recipient_names(*one).size(), 1U);
  EXPECT_EQ(read_stream(*two, PR_BODY_A).size(), 20'000U);
}

TEST_F(RowTest, r053_messages_can_go_both_ways_between_two_stores_at_once) {
  const auto here = ana().inbox(), there = session_on(other_address()).inbox();
  EntryList mine({add_message(*here, "one")}), theirs({add_message(*there, "two")});
  const auto copy_often = [](IMAPIFolder& from, EntryList& list, IMAPIFolder& to) {
    for (int i = 0; i < kRounds / 10; ++i) {
      EXPECT_HR(S_OK, from.CopyMessages(list.get(), nullptr, &to, 0, nullptr, 0));
    }
  };
  std::thread out([&] { copy_often(*here, mine, *there); }), in([&] { copy_often(*there, theirs, *here); });
  out.join();
  in.join();
  EXPECT_EQ(subjects(*here).size(), kRounds / 10 + 1U);
  EXPECT_EQ(subjects(*there).size(), kRounds / 10 + 1U);
}

}  // namespace
}  // namespace mapi_host
