// Many savers at one moment: comparison and commit are one step (C16), from threads and from processes.
#include <atomic>
#include <barrier>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include "rules/processes.h"
#include "rules/save_rules.h"
#include "support/long_run.h"

namespace postroom::rules {
namespace {

int rounds() { return testing::is_long_run() ? 3000 : 300; }

void in_threads(int count, const std::function<void(int)>& work) {
  std::vector<std::thread> threads;
  for (int number = 0; number < count; ++number) threads.emplace_back(work, number);
  for (std::thread& thread : threads) thread.join();
}

TEST_F(SaveRules, C16_of_fifty_threads_that_save_at_one_moment_exactly_one_succeeds_each_time) {
  constexpr int kThreads = 50;
  must(store().set_retention(ana, testing::keep_everything()));
  const MessageId id = add("0");
  Store first = store(), second = another();  // two engines on one file
  std::atomic<int> saved = 0, refused = 0, wrong = 0;
  std::barrier meeting(kThreads);
  in_threads(kThreads, [&](int number) {
    Store& mine = number % 2 ? first : second;
    const Session who = people.session("thread", static_cast<std::uint64_t>(number));
    for (int round = 0; round < rounds(); ++round) {
      Message message = must(mine.open_message(who, id, Access::read_write));
      if (message.version().value != round + 1) ++wrong;
      must(message.set(tag::subject, std::to_string(number)));
      must(message.set(tag::comment, std::to_string(round)));
      meeting.arrive_and_wait();
      const auto result = message.save();
      ++(result.ok() ? saved : code_of(result) == Code::object_changed ? refused : wrong);
      meeting.arrive_and_wait();
    }
  });
  EXPECT_EQ(saved, rounds());
  EXPECT_EQ(refused, rounds() * (kThreads - 1));
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(version_of(id), rounds() + 1);
  EXPECT_EQ(history_size(id), static_cast<std::size_t>(rounds() + 1));
}

TEST_F(SaveRules, C16_of_several_processes_that_save_at_one_moment_exactly_one_succeeds_each_time) {
  must(store().set_retention(ana, testing::keep_everything()));
  const MessageId id = add("0");
  close();
  EXPECT_TRUE(run_processes(kProcesses, [&](Meeting& meeting, int number) {
    Store mine = must(open_store(address()));
    const Session who = people.session("process", static_cast<std::uint64_t>(number));
    bool well = true;
    for (int round = 0; round < rounds(); ++round) {
      Message message = must(mine.open_message(who, id, Access::read_write));
      well = well && message.version().value == round + 1;
      must(message.set(tag::subject, std::to_string(number) + " in " + std::to_string(round)));
      meet(meeting);
      const auto result = message.save();
      if (result.ok()) add_to(meeting, round, 1);
      well = well && (result.ok() || code_of(result) == Code::object_changed);
      meet(meeting);
      well = well && number_at(meeting, round) == 1;
    }
    return well;
  }));
  EXPECT_EQ(version_of(id), rounds() + 1);
}

TEST_F(SaveRules, C16_merging_threads_lose_nothing_that_any_of_them_saved) {
  constexpr int kThreads = 8;
  const int each = testing::is_long_run() ? 300 : 30;
  const MessageId id = add("0");
  in_threads(kThreads, [&](int number) {
    const Session who = people.session("thread", static_cast<std::uint64_t>(number));
    Message message = must(store().open_message(who, id, Access::read_write));
    for (int i = 0; i < each; ++i) {
      must(message.add_recipient(recipient("r" + std::to_string(number) + "x" + std::to_string(i))));
      must(message.save(SaveMode::merge));
    }
  });
  std::set<std::string> names;
  const Message now = open(ana, id);
  for (const Recipient& each_of_them : now.content().recipients) names.insert(recipient_name(each_of_them));
  EXPECT_EQ(names.size(), static_cast<std::size_t>(kThreads * each));
  EXPECT_EQ(now.content().recipients.size(), names.size());
  EXPECT_EQ(now.version().value, kThreads * each + 1);
}

Status as_status(const Result<SaveReport>& report) {
  return report.ok() ? ok_status() : Status(report.error());
}

TEST_F(SaveRules, C16_of_a_save_a_deletion_and_a_restore_that_expect_one_version_exactly_one_gets_through) {
  Store first = store(), second = another();
  std::vector<MessageId> ids;
  for (int round = 0; round < rounds(); ++round) ids.push_back(add("0"));
  std::atomic<int> through = 0, wrong = 0;
  std::barrier meeting(3);
  in_threads(3, [&](int number) {
    Store& mine = number == 1 ? first : second;
    const Session who = people.session("thread", static_cast<std::uint64_t>(number));
    for (const MessageId id : ids) {
      Message seen = must(mine.open_message(who, id, Access::read_write));
      must(seen.set(tag::subject, std::string("saved")));
      meeting.arrive_and_wait();
      const Status done = number == 0   ? as_status(seen.save())
                          : number == 1 ? mine.delete_message(who, id, DeleteKind::permanent, seen.version())
                                        : as_status(mine.restore(who, id, seen.version(), seen.version()));
      const auto code = code_of(done);
      const bool is_refused = code == Code::object_changed || code == Code::object_deleted || code == Code::not_found;
      if (done.ok()) ++through;
      if (!done.ok() && !is_refused) ++wrong;
      meeting.arrive_and_wait();
    }
  });
  EXPECT_EQ(through, rounds());
  EXPECT_EQ(wrong, 0);
}

constexpr std::int32_t kLock = message_status::tagged;

// Takes the lock if nobody has it; the old status tells.
bool takes_lock(Store& store, const Session& session, MessageId id) {
  return (must(store.set_status(session, id, kLock, kLock)) & kLock) == 0;
}
void releases_lock(Store& store, const Session& session, MessageId id) {
  must(store.set_status(session, id, 0, kLock));
}

TEST_F(SaveRules, C43_a_status_bit_locks_out_all_threads_but_one) {
  constexpr int kThreads = 16;
  const MessageId id = add("0");
  Store first = store(), second = another();
  std::atomic<int> inside = 0, taken = 0, together = 0;
  in_threads(kThreads, [&](int number) {
    Store& mine = number % 2 ? first : second;
    const Session who = people.session("thread", static_cast<std::uint64_t>(number));
    for (int round = 0; round < 40; ++round) {
      if (!takes_lock(mine, who, id)) continue;
      ++taken;
      if (++inside != 1) ++together;
      --inside;
      releases_lock(mine, who, id);
    }
  });
  EXPECT_GT(taken, 0);
  EXPECT_EQ(together, 0);
}

TEST_F(SaveRules, C43_a_status_bit_goes_to_exactly_one_of_several_processes_each_time) {
  const MessageId id = add("0");
  close();
  EXPECT_TRUE(run_processes(kProcesses, [&](Meeting& meeting, int number) {
    Store mine = must(open_store(address()));
    const Session who = people.session("process", static_cast<std::uint64_t>(number));
    bool well = true;
    for (int round = 0; round < 200; ++round) {
      meet(meeting);
      const bool got_it = takes_lock(mine, who, id);
      if (got_it) add_to(meeting, round, 1);
      meet(meeting);
      well = well && number_at(meeting, round) == 1;
      if (got_it) releases_lock(mine, who, id);
    }
    return well;
  }));
  EXPECT_EQ(must(store().summary(ana, id)).status, 0);
}

TEST_F(SaveRules, C54_another_process_is_told_of_a_save_after_its_commit_and_not_of_a_refused_one) {
  const MessageId id = add("one");
  close();
  EXPECT_TRUE(run_processes(2, [&](Meeting& meeting, int number) {
    Store mine = must(open_store(address()));
    if (number == 1) {  // saves
      Message stale = must(mine.open_message(ben, id, Access::read_write));
      must(stale.set(tag::subject, std::string("Ben's stale one")));
      meet(meeting);
      Message message = must(mine.open_message(ben, id, Access::read_write));
      must(message.set(tag::subject, std::string("Ben's")));
      must(message.save());
      const bool refused = !stale.save().ok();
      Message last = must(mine.create_message(ben, mine.special(SpecialFolder::inbox)));
      must(last.save());
      return refused;
    }
    struct {
      std::mutex mutex;
      std::condition_variable arrived;
      std::vector<Event> events;
    } told;
    const auto subscription = must(mine.subscribe(ana, [&](const Event& event) {
      const std::lock_guard lock(told.mutex);
      told.events.push_back(event);
      told.arrived.notify_all();
    }));
    meet(meeting);
    std::unique_lock lock(told.mutex);
    const bool came = told.arrived.wait_for(lock, 60s, [&] { return told.events.size() >= 3; });
    return came && told.events.size() == 3 && told.events[0].kind == ChangeKind::message_modified &&
           told.events[0].session == ben.id && told.events[1].kind == ChangeKind::message_created &&
           text(must(mine.open_message(ana, id, Access::read_only)), tag::subject) == "Ben's";
  }));
}

TEST_F(SaveRules, named_properties_made_by_two_processes_at_once_get_one_id_each) {
  constexpr int kNames = 200;
  close();
  EXPECT_TRUE(run_processes(2, [&](Meeting& meeting, int number) {
    Store mine = must(open_store(address()));
    meet(meeting);
    for (int i = 0; i < kNames; ++i) {
      const int which = number == 0 ? i : kNames - 1 - i;
      const std::uint16_t id =
          must(mine.property_id(ana, {kPsPublicStrings, "name " + std::to_string(which)}));
      add_to(meeting, number * kNames + which, id);
    }
    meet(meeting);
    for (int i = 0; i < kNames; ++i) {
      if (number_at(meeting, i) != number_at(meeting, kNames + i)) return false;
    }
    return true;
  }));
  std::set<std::uint16_t> ids;
  for (int i = 0; i < kNames; ++i) {
    ids.insert(must(store().find_property_id(ana, {kPsPublicStrings, "name " + std::to_string(i)})).value());
  }
  EXPECT_EQ(ids.size(), std::size_t{kNames});
  EXPECT_EQ(*ids.rbegin(), kFirstNamedId + kNames - 1);  // none was wasted
}

}  // namespace
}  // namespace postroom::rules
