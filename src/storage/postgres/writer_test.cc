#include "storage/postgres/writer.h"

#include <thread>

#include "storage/postgres/test_store.h"

namespace postroom::storage::postgres {
namespace {

constexpr std::int64_t kOurs = 111, kBefore = 110, kOthers = 112;

const Sql kBegin("BEGIN", Scope::session);
const Sql kCommit("COMMIT", Scope::session);
const Sql kPutToken("UPDATE postroom.store SET token = $2 WHERE store_id = $1");

class WriterTest : public StoreTest {
 protected:
  // The store's row as later commits have left it.
  void put_store(std::int64_t token, std::int64_t log_position, std::int64_t log_start = 0) const {
    run_sql("UPDATE postroom.store SET token = " + std::to_string(token) +
            ", log_position = " + std::to_string(log_position) +
            ", log_start = " + std::to_string(log_start) + " WHERE store_id = " + id());
  }
  void put_log(std::int64_t position, std::int64_t token) const {
    run_sql("INSERT INTO postroom.log VALUES(" + id() + ", " + std::to_string(position) + ", 0, 0, 0, " +
            std::to_string(token) + ", 0, '')");
  }
  Fate fate(LogPosition last_appended) const {
    Writer writer(options(), connections());
    return must(writer.find_fate({kOurs, kBefore, last_appended}, soon()));
  }
  static Writer::Time soon() { return std::chrono::steady_clock::now() + std::chrono::seconds(20); }
};

TEST_F(WriterTest, a_commit_that_is_still_the_last_one_happened) {
  put_store(kOurs, 5);
  EXPECT_EQ(fate({0}), Fate::happened);
  EXPECT_EQ(fate({5}), Fate::happened);
}

TEST_F(WriterTest, a_commit_whose_log_entry_is_there_happened_whatever_came_after_it) {
  put_store(kOthers, 9);
  put_log(5, kOurs);
  EXPECT_EQ(fate({5}), Fate::happened);
}

TEST_F(WriterTest, a_commit_whose_log_position_went_to_another_did_not_happen) {
  put_store(kOthers, 9);
  put_log(5, kOthers);
  EXPECT_EQ(fate({5}), Fate::did_not_happen);
}

TEST_F(WriterTest, a_commit_whose_log_position_was_never_given_out_did_not_happen) {
  put_store(kOthers, 4);
  EXPECT_EQ(fate({5}), Fate::did_not_happen);
  put_store(kBefore, 4);
  EXPECT_EQ(fate({5}), Fate::did_not_happen);
}

TEST_F(WriterTest, of_a_commit_whose_log_entry_is_trimmed_nothing_is_known) {
  put_store(kOthers, 9, 7);
  EXPECT_EQ(fate({5}), Fate::unknown);
}

TEST_F(WriterTest, a_commit_without_a_log_entry_is_known_only_by_its_neighbours) {
  put_store(kBefore, 4);
  EXPECT_EQ(fate({0}), Fate::did_not_happen);
  put_store(kOthers, 4);
  EXPECT_EQ(fate({0}), Fate::unknown);
}

TEST_F(WriterTest, a_commit_that_is_still_under_way_is_waited_for) {
  put_store(kBefore, 4);
  const auto lost = connect();
  lost->queue(kBegin);
  must(lost->query(kPutToken, kOurs));
  Fate found = Fate::unknown;
  std::thread asking([&] { found = fate({0}); });
  const std::string waits =
      "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE "
      "'%postroom.store%'";
  while (run_sql(waits) == "0") std::this_thread::yield();
  lost->queue(kCommit);
  must(lost->flush());
  asking.join();
  EXPECT_EQ(found, Fate::happened);
}

TEST_F(WriterTest, a_lost_connection_is_replaced_and_a_good_one_is_kept) {
  Writer writer(options(), connections());
  must(writer.connect(soon()));
  const Connection* const first = &writer.connection();
  must(writer.connect(soon()));
  EXPECT_EQ(&writer.connection(), first);
  terminate(writer.connection());
  EXPECT_FALSE(writer.connection().number(kPutToken, kOurs).ok());
  must(writer.connect(soon()));
  EXPECT_FALSE(writer.connection().is_lost());
}

TEST_F(WriterTest, a_server_that_takes_no_writes_is_none_to_write_on) {
  const auto read_only = must(
      parse_postgres_address(address() + "&options=-cdefault_transaction_read_only%3Don", StoreNeeded::yes));
  EXPECT_FALSE(must(takes_writes(*must(Connection::open(read_only)))));
  Writer writer(read_only, std::make_shared<ConnectionPool>(read_only));
  const auto now = std::chrono::steady_clock::now();
  EXPECT_EQ(code_of(writer.connect(now + std::chrono::milliseconds(100))), Code::read_only);
  EXPECT_TRUE(must(takes_writes(*connect())));
}

TEST_F(WriterTest, keeps_no_connection_from_others_while_it_rests) {
  Writer first(options(), connections()), second(options(), connections());
  must(first.connect(soon()));
  const Connection* const used = &first.connection();
  first.rest();
  must(second.connect(soon()));
  EXPECT_EQ(&second.connection(), used);
}

}  // namespace
}  // namespace postroom::storage::postgres
