#include "storage/sqlite/writer_lock.h"

#include "storage/sqlite/test_store.h"

#include <fcntl.h>

#include <atomic>
#include <thread>

namespace postroom::storage {
namespace {

constexpr std::chrono::seconds kLong{30};

class WriterLockTest : public StoreTest {
 protected:
  WriterLockTest() { create(); }
  std::unique_ptr<WriterLock> lock() const { return must(WriterLock::open(path())); }
  // Whether the turnstile, byte 8 of the lock file, is taken.
  bool somebody_waits() const {
    const int descriptor = ::open(lock_path_of(path()).c_str(), O_RDWR | O_CLOEXEC);
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_start = 8;
    lock.l_len = 1;
    const bool asked = fcntl(descriptor, F_OFD_GETLK, &lock) == 0;
    ::close(descriptor);
    return asked && lock.l_type != F_UNLCK;
  }
};

TEST_F(WriterLockTest, is_busy_while_another_holds_it_and_free_afterwards) {
  const auto first = lock(), second = lock();
  must(first->acquire(kLong));
  const Status refused = second->acquire(std::chrono::milliseconds(20));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Code::busy);
  EXPECT_NE(refused.error().message.find("try again"), std::string::npos);
  first->release();
  must(second->acquire(kLong));
  second->release();
  must(first->acquire(kLong));
}

TEST_F(WriterLockTest, a_place_in_the_queue_that_was_given_up_blocks_nobody) {
  const auto first = lock(), second = lock(), third = lock();
  must(first->acquire(kLong));
  EXPECT_FALSE(second->acquire(std::chrono::milliseconds(20)).ok());
  EXPECT_FALSE(second->acquire(std::chrono::milliseconds(20)).ok());
  first->release();
  must(third->acquire(kLong));
  third->release();
  must(second->acquire(kLong));
}

TEST_F(WriterLockTest, an_owner_who_gives_up_and_goes_leaves_nothing_locked) {
  const auto first = lock();
  must(first->acquire(kLong));
  {
    const auto second = lock();
    EXPECT_FALSE(second->acquire(std::chrono::milliseconds(20)).ok());
  }
  first->release();
  const auto third = lock();
  must(third->acquire(kLong));
}

TEST_F(WriterLockTest, dies_with_its_process) {
  Signal held;
  {
    Child child([&] {
      const auto own = lock();
      must(own->acquire(kLong));
      held.give();
      _exit(0);
      return true;
    });
    held.await();
  }
  must(lock()->acquire(kLong));
}

TEST_F(WriterLockTest, a_waiter_gets_it_before_the_one_who_just_had_it) {
  const auto first = lock(), second = lock();
  must(first->acquire(kLong));
  std::atomic<bool> second_had_it = false;
  std::thread waiter([&] {
    must(second->acquire(kLong));
    second_had_it = true;
    second->release();
  });
  while (!somebody_waits()) std::this_thread::yield();
  first->release();
  must(first->acquire(kLong));
  waiter.join();
  EXPECT_TRUE(second_had_it);
}

TEST_F(WriterLockTest, several_processes_write_and_none_is_starved) {
  constexpr int kProcesses = 6, kEach = 40;
  std::vector<Child> children;
  for (int i = 0; i < kProcesses; ++i) {
    children.emplace_back([&, i] {
      const auto engine = open();
      for (int j = 0; j < kEach; ++j) {
        must(commit_and_wait(*engine, [&](Transaction& transaction) -> Status {
          LogRecord record;
          record.folder = {i};
          TRY(transaction.append_log(record));
          return ok_status();
        }));
      }
      return true;
    });
  }
  for (Child& child : children) EXPECT_TRUE(child.wait());
  const auto engine = open();
  const auto log = must(must(engine->view())->log({0}, 10'000));
  ASSERT_EQ(log.size(), static_cast<std::size_t>(kProcesses * kEach));
  EXPECT_TRUE(must(engine->verify()).empty());
}

}  // namespace
}  // namespace postroom::storage
