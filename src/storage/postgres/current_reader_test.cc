// Readings of many threads that go to the server together.
#include "storage/postgres/current_reader.h"

#include <atomic>
#include <thread>

#include "storage/postgres/test_named_connections.h"
#include "storage/postgres/test_transaction.h"

namespace postroom::storage::postgres {
namespace {

class CurrentReaderTest : public NamedConnectionsTest {
 protected:
  CurrentReaderTest() { fill(options(), 0); }

  // A store with three messages, whose sizes are told from those of other stores.
  static void fill(const ConnectionOptions& store, std::int64_t size) {
    const auto connection = must(Connection::open(store));
    PostgresTransaction transaction(*connection);
    transaction.begin(1);
    must(transaction.insert_folder(folder_with(1)));
    for (const std::int64_t id : {1, 2, 3}) {
      VersionRecord version;
      version.info.message = {id};
      version.info.number = {1};
      const ChangeNumber number = must(transaction.insert_version(version, {}));
      must(transaction.insert_message(message_with(id, size + id, number)));
    }
    must(transaction.commit());
  }
  CurrentReader& reader() { return reader_; }
  std::int64_t size(const ConnectionOptions& store, std::int64_t id) {
    const auto found = must(reader_.current(store, {id}));
    return found ? found->record.size : -1;
  }

 private:
  CurrentReader reader_{std::make_shared<ConnectionPool>(named())};
};

TEST_F(CurrentReaderTest, each_thread_has_the_message_it_asked_for_in_the_store_it_asked_for) {
  ConnectionOptions other = options();
  other.store += "-other";
  other.store_id += 1;
  run_sql("INSERT INTO postroom.store VALUES(" + std::to_string(other.store_id) + ", '" + other.store +
          "', 0, 0, 0, 0, 0, 0, 0)");
  fill(other, 1000);
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (std::int64_t t = 0; t < 48; ++t) {
    threads.emplace_back([&, t] {
      const bool here = t % 2 == 0;
      for (std::int64_t i = 0; i < 30; ++i) {
        const std::int64_t id = 1 + (t + i) % 4;  // 4: there is none
        const std::int64_t wanted = id == 4 ? -1 : (here ? id : 1000 + id);
        wrong += size(here ? options() : other, id) != wanted;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_LE(std::stoi(count_open()), 8) << "few connections for many threads";
}

TEST_F(CurrentReaderTest, sees_what_was_committed_before) {
  for (int i = 10; i < 20; ++i) {
    run_sql("UPDATE postroom.message SET size = " + std::to_string(i) +
            " WHERE id = 2 AND store_id = " + id());
    EXPECT_EQ(size(options(), 2), i);
  }
}

TEST_F(CurrentReaderTest, a_connection_that_was_lost_while_it_lay_idle_is_replaced) {
  EXPECT_EQ(size(options(), 1), 1);
  terminate_all();
  EXPECT_EQ(size(options(), 1), 1);
}

TEST_F(CurrentReaderTest, a_message_without_its_content_is_an_error_to_its_reader_alone) {
  run_sql("DELETE FROM postroom.version WHERE message = 2 AND store_id = " + id());
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (std::int64_t t = 0; t < 12; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 20; ++i) {
        const std::int64_t id = 1 + t % 3;
        const auto found = reader().current(options(), {id});
        wrong += id == 2 ? found.ok() || found.error().code != Code::corrupt : !found.ok();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

// Whose rights are those of its folder.
TEST_F(CurrentReaderTest, a_message_that_is_moved_meanwhile_comes_with_the_folder_that_it_was_in) {
  const auto connection = connect();
  PostgresTransaction transaction(*connection);
  transaction.begin(2);
  for (const std::int64_t folder : {1, 2}) {
    FolderRecord record = folder_with(folder);
    record.properties = {static_cast<std::uint8_t>(folder)};
    must(folder == 1 ? transaction.update_folder(record) : transaction.insert_folder(record));
  }
  must(transaction.commit());
  static const Sql move("UPDATE postroom.message SET folder = 3 - folder WHERE store_id = $1 AND id = 1");
  std::atomic<bool> reading = true;
  std::thread mover([&] {
    while (reading) must(connection->query(move));
  });
  int wrong = 0;
  for (int i = 0; i < 2000; ++i) {
    const auto found = must(reader().current(options(), {1}));
    wrong += found->folder_properties != Bytes{static_cast<std::uint8_t>(found->record.folder.value)};
  }
  reading = false;
  mover.join();
  EXPECT_EQ(wrong, 0);
}

TEST_F(CurrentReaderTest, what_the_server_refuses_each_thread_is_told) {
  ConnectionOptions without_rights = options();
  without_rights.address += "&options=-crole%3Dpg_monitor";
  CurrentReader refused(std::make_shared<ConnectionPool>(without_rights));
  std::atomic<int> told = 0;
  std::vector<std::thread> threads;
  for (std::int64_t t = 0; t < 24; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 10; ++i)
        told += code_of(refused.current(without_rights, {1 + t % 3})) == Code::no_access;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(told, 240);
}

}  // namespace
}  // namespace postroom::storage::postgres
