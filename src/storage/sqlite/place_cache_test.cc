#include "storage/sqlite/place_cache.h"

#include <atomic>
#include <csignal>
#include <thread>

#include "storage/sqlite/reader_pool.h"
#include "storage/sqlite/test_store.h"

namespace postroom::storage {
namespace {

LogState state(std::uint8_t number) {
  LogState made;
  made.header[2] = number;
  return made;
}

MessagePlace place(std::int64_t version) { return {{1}, {version}, std::nullopt, {}}; }

TEST(PlaceCache, knows_what_was_put_as_of_the_same_state_alone) {
  PlaceCache cache;
  EXPECT_EQ(cache.find(state(1), {7}), std::nullopt);
  cache.put(state(1), {7}, place(3));
  EXPECT_EQ(cache.find(state(1), {7}), place(3));
  EXPECT_EQ(cache.find(state(1), {8}), std::nullopt);
  EXPECT_EQ(cache.find(state(2), {7}), std::nullopt);
}

TEST(PlaceCache, forgets_what_is_of_another_state) {
  PlaceCache cache;
  cache.put(state(1), {7}, place(3));
  cache.put(state(2), {8}, place(1));
  EXPECT_EQ(cache.find(state(2), {7}), std::nullopt);
  EXPECT_EQ(cache.find(state(2), {8}), place(1));
  EXPECT_EQ(cache.find(state(1), {7}), std::nullopt);
}

TEST(PlaceCache, keeps_to_its_limits) {
  PlaceCache cache;
  constexpr std::int64_t kLast = PlaceCache::kMax;
  for (std::int64_t id = 1; id <= kLast; ++id) cache.put(state(1), {id}, place(id));
  for (std::int64_t id = 1; id <= kLast; ++id) ASSERT_EQ(cache.find(state(1), {id}), place(id));
  cache.put(state(1), {kLast + 1}, place(5));
  EXPECT_EQ(cache.find(state(1), {1}), std::nullopt);
  EXPECT_EQ(cache.find(state(1), {kLast + 1}), place(5));

  MessagePlace wide = place(1);
  wide.folder_properties.resize(PlaceCache::kMaxPropertyBytes);
  cache.put(state(1), {1}, wide);
  EXPECT_EQ(cache.find(state(1), {1}), wide);
  wide.folder_properties.push_back(0);
  cache.put(state(1), {2}, wide);
  EXPECT_EQ(cache.find(state(1), {2}), std::nullopt);
}

class LogStateTest : public StoreTest {
 protected:
  std::unique_ptr<Connection> reader() const {
    auto connection = must(Connection::open_reader({.path = path(), .vfs = {}}));
    must(connection->number("SELECT count(*) FROM message"));
    return connection;
  }
};

TEST_F(LogStateTest, changes_with_every_commit_and_with_no_reading) {
  const auto engine = create();
  ASSERT_TRUE(put(*engine, "a", "0").ok());
  const auto one = reader(), other = reader();
  for (int i = 1; i < 50; ++i) {
    const auto before = read_log_state(one->log_state());
    ASSERT_NE(before, std::nullopt);
    EXPECT_EQ(read_log_state(other->log_state()), before);
    must(one->number("SELECT count(*) FROM message"));
    EXPECT_EQ(read_log_state(one->log_state()), before);
    if (i % 2 == 0) {
      ASSERT_TRUE(put(*engine, "a", std::to_string(i)).ok());
    } else {
      run_sql(path(), "UPDATE setting SET value = 'x" + std::to_string(i) + "' WHERE key = 'a'");
    }
    EXPECT_NE(read_log_state(one->log_state()), before);
  }
}

class PlaceTest : public StoreTest {
 protected:
  static std::int64_t version(Engine& engine, MessageId id) { return must(engine.place(id)).value().version.value; }
  static void raise(Engine& engine, MessageId id) {
    must(commit_and_wait(engine, [&](Transaction& transaction) -> Status {
      TRY_SET(auto row, transaction.message(id));
      ++row->version.value;
      return transaction.update_message(*row);
    }));
  }
};

// Whoever commits, whichever way, and whatever becomes of the log file between.
TEST_F(PlaceTest, is_never_older_than_the_last_commit) {
  const auto mine = create();
  const auto theirs = open();
  const MessageId id = add_message(*mine);
  std::int64_t expected = version(*mine, id);
  for (int i = 0; i < 300; ++i) {
    if (i % 5 == 0) {
      run_sql(path(), "UPDATE message SET version = version + 1 WHERE id = " + std::to_string(id.value));
    } else {
      raise(i % 2 == 0 ? *mine : *theirs, id);
    }
    ++expected;
    for (Engine* const engine : {mine.get(), theirs.get(), mine.get()}) {
      ASSERT_EQ(version(*engine, id), expected) << i;
    }
    if (i % 7 == 0) run_sql(path(), "PRAGMA wal_checkpoint(TRUNCATE)");
    if (i % 11 == 0) run_sql(path(), "PRAGMA wal_checkpoint(PASSIVE)");
    ASSERT_EQ(version(*mine, id), expected) << i;
  }
}

TEST_F(PlaceTest, is_that_of_the_newest_commit_while_others_read_it_all_the_time) {
  const auto mine = create();
  const auto theirs = open();
  const MessageId id = add_message(*mine);
  const std::int64_t first = version(*mine, id);
  std::atomic<std::int64_t> committed{first};
  std::atomic<bool> done{false};
  std::atomic<int> outdated{0};
  std::vector<std::thread> readers;
  for (Engine* const engine : {mine.get(), theirs.get()}) {
    readers.emplace_back([&, engine] {
      while (!done) {
        const std::int64_t least = committed;
        if (version(*engine, id) < least) ++outdated;
      }
    });
  }
  for (int i = 1; i <= 300; ++i) {
    raise(*mine, id);
    committed = first + i;
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(outdated, 0);
}

// One that closes after each commit, and in the end one that is killed before it can.
TEST_F(PlaceTest, follows_what_other_processes_commit) {
  const MessageId id = add_message(*create());
  Signal turn, done;
  Child other([&] {
    for (int i = 0; i < 10; ++i) {
      turn.await();
      raise(*open(), id);
      done.give();
    }
    turn.await();
    raise(*open(), id);
    return kill(getpid(), SIGKILL) == 0;
  });
  const auto engine = open();
  const std::int64_t first = version(*engine, id);
  for (int i = 1; i <= 10; ++i) {
    EXPECT_EQ(version(*engine, id), first + i - 1);
    turn.give();
    done.await();
    EXPECT_EQ(version(*engine, id), first + i);
  }
  turn.give();
  EXPECT_FALSE(other.wait());
  EXPECT_EQ(version(*engine, id), first + 11);
}

TEST_F(PlaceTest, that_is_remembered_waits_for_no_reader) {
  MessageId known, unknown;
  {
    const auto engine = create();
    known = add_message(*engine);
    unknown = add_message(*engine);
  }
  SqliteOptions options;
  options.patience = std::chrono::milliseconds(1);
  const auto engine = must(open_sqlite_engine(path(), OpenMode::read_write, options));
  for (int i = 0; i < 2; ++i) must(engine->place(known));  // the first one finds out where the log is
  std::vector<std::unique_ptr<View>> views;
  for (std::size_t i = 0; i < kMaxReaders; ++i) views.push_back(must(engine->view()));
  EXPECT_TRUE(must(engine->place(known)).has_value());
  const auto read = engine->place(unknown);
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().code, Code::busy);
}

// A backup has no log until somebody writes to it.
TEST_F(PlaceTest, of_a_backup_opened_for_reading_makes_no_file_and_follows_those_who_write_to_it) {
  const std::string backup = path("b.postroom");
  MessageId id;
  {
    const auto engine = create();
    id = add_message(*engine);
    must(engine->backup(backup, {}));
  }
  const auto reader = must(open_sqlite_engine(backup, OpenMode::read_only));
  const std::int64_t first = version(*reader, id);
  EXPECT_EQ(version(*reader, id), first);
  EXPECT_FALSE(std::filesystem::exists(backup + "-shm"));
  for (int i = 1; i <= 4; ++i) {
    raise(*must(open_sqlite_engine(backup, OpenMode::read_write)), id);
    EXPECT_EQ(version(*reader, id), first + i);
    EXPECT_EQ(must(must(reader->view())->message(id)).value().version.value, first + i);
  }
}

TEST_F(PlaceTest, of_a_file_that_cannot_be_changed_makes_no_file) {
  MessageId id;
  {
    const auto engine = create();
    id = add_message(*engine);
  }
  std::filesystem::permissions(folder(), std::filesystem::perms(0755));
  std::filesystem::permissions(path(), std::filesystem::perms(0444));
  constexpr uid_t kNobody = 65534;
  EXPECT_TRUE(Child([&] {
                if (getuid() == 0 && (setgid(kNobody) != 0 || setuid(kNobody) != 0)) return false;
                const auto engine = open(OpenMode::read_only);
                for (int i = 0; i < 3; ++i) {
                  if (version(*engine, id) != 0) return false;
                }
                return true;
              }).wait());
  EXPECT_FALSE(std::filesystem::exists(path() + "-shm"));
}

}  // namespace
}  // namespace postroom::storage
