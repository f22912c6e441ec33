// verify() finds each kind of damage and names what is damaged.
#include "storage/postgres/verify.h"

#include <regex>

#include "storage/postgres/large_values.h"
#include "storage/postgres/test_store.h"
#include "storage/postgres/transaction.h"

namespace postroom::storage::postgres {
namespace {

// A sound store: folder 1 with messages 2 and 3, a link between them, and a large value that 3 refers to.
class VerifyTest : public StoreTest {
 protected:
  VerifyTest() {
    const LargeValue large{{1, 2, 3}, 700'000};
    const auto writer = make_large_writer([this](const auto& job) { return commit(job); });
    must(writer->append(Bytes(large.size, 7)));
    must(writer->finish(large));
    must(commit([&](PostgresTransaction& transaction) -> Status {
      FolderRecord folder;
      TRY_SET(folder.id.value, transaction.allocate_id());
      folder.parent = folder.id;
      TRY(transaction.insert_folder(folder));
      TRY(transaction.append_log({}));
      TRY(transaction.append_log({}));
      TRY(add_message(transaction, {}));
      TRY(add_message(transaction, {large.hash}));
      return transaction.insert_link({{2}, {3}, {0}});
    }));
  }

  std::string findings() const {
    std::string all;
    for (const std::string& finding : must(verify_store(options()))) all += finding + "\n";
    return all;
  }

 private:
  static Status add_message(Transaction& transaction, const std::vector<ContentHash>& large) {
    MessageRecord message;
    TRY_SET(message.id.value, transaction.allocate_id());
    message.folder = {1};
    VersionRecord version;
    version.info.message = message.id;
    version.info.number = {1};
    TRY_SET(message.change_number, transaction.insert_version(version, large));
    return transaction.insert_message(message);
  }
  Status commit(const std::function<Status(PostgresTransaction&)>& job) {
    PostgresTransaction transaction(*connection_);
    transaction.begin(1);
    TRY(job(transaction));
    return transaction.commit();
  }

  const std::unique_ptr<Connection> connection_ = connect();
};

TEST_F(VerifyTest, finds_nothing_in_a_sound_store) { EXPECT_EQ(findings(), ""); }

TEST_F(VerifyTest, finds_nothing_in_a_store_that_is_sealed) {
  run_sql("UPDATE postroom.store SET last_id = -1 - last_id WHERE store_id = " + id());
  EXPECT_EQ(findings(), "");
}

TEST_F(VerifyTest, names_no_more_than_a_hundred_of_a_kind) {
  run_sql("INSERT INTO postroom.chunk SELECT " + id() + ", n, 0, '' FROM generate_series(100, 300) n");
  const std::string found = findings();
  EXPECT_EQ(std::count(found.begin(), found.end(), '\n'), 101);
  EXPECT_NE(found.find("There are more of this kind."), std::string::npos);
}

struct Damage {
  const char* sql;      // on the table of the store: what stands for STORE is completed
  const char* finding;  // part of a sentence
};

class DamageTest : public VerifyTest, public ::testing::WithParamInterface<Damage> {};

TEST_P(DamageTest, is_found_and_named) {
  run_sql(std::regex_replace(GetParam().sql, std::regex("STORE"), "store_id = " + id()));
  const std::string found = findings();
  EXPECT_NE(found.find(GetParam().finding), std::string::npos) << found;
}

constexpr Damage kDamages[] = {
    {"DELETE FROM postroom.version WHERE STORE AND message = 2", "Message 2 has lost its content, version 1"},
    {"UPDATE postroom.message SET change_number = 2 WHERE STORE AND id = 2",
     "Message 2 has lost its content, version 2"},
    {"DELETE FROM postroom.message WHERE STORE AND id = 3", "Version 2 belongs to message 3"},
    {"DELETE FROM postroom.message WHERE STORE AND id = 3", "link between messages 2 and 3"},
    {"DELETE FROM postroom.folder WHERE STORE", "Message 2 is in folder 1"},
    {"UPDATE postroom.folder SET parent = 9 WHERE STORE", "Folder 1 is in folder 9"},
    {"UPDATE postroom.message SET deleted = 5 WHERE STORE AND id = 3", "Message 3 is kept in list 0"},
    {"UPDATE postroom.store SET last_id = 2 WHERE STORE", "Message 3 has an id past 2"},
    {"UPDATE postroom.store SET last_id = 0 WHERE STORE", "Folder 1 has an id past 0"},
    {"UPDATE postroom.store SET change_number = 1 WHERE STORE", "Version 2 has a change number past 1"},
    {"UPDATE postroom.message SET read_state = 8 WHERE STORE", "read-state number 8, past 0"},
    {"UPDATE postroom.store SET log_position = 1 WHERE STORE", "Log entry 2 is past 1"},
    {"DELETE FROM postroom.log WHERE STORE AND position = 1", "The log has 1 entries and should have 2"},
    {"DELETE FROM postroom.large_value WHERE STORE",
     "The reference of version 2 to large value 1 leads nowhere"},
    {"UPDATE postroom.large_value SET reference_count = 5 WHERE STORE",
     "Large value 1 counts its references wrongly; there are 1"},
    {"UPDATE postroom.store SET last_large = 0 WHERE STORE", "Large value 1 has an id past 0"},
    {"DELETE FROM postroom.large_value WHERE STORE", "Chunk of large value 1, number 0, is left over"},
    {"DELETE FROM postroom.chunk WHERE STORE AND number = 2",
     "Large value 1 does not have all of its 700000 bytes"},
    {"DELETE FROM postroom.chunk WHERE STORE", "Large value 1 does not have all of its 700000 bytes"},
    {"UPDATE postroom.chunk SET data = '\\x00' WHERE STORE AND number = 1",
     "Large value 1 has a chunk, number 1, of the wrong size"},
};
INSTANTIATE_TEST_SUITE_P(Each, DamageTest, ::testing::ValuesIn(kDamages));

}  // namespace
}  // namespace postroom::storage::postgres
