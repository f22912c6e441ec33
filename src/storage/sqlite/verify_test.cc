// verify() finds each kind of damage and names what is damaged.
#include "storage/sqlite/test_store.h"

namespace postroom::storage {
namespace {

// A sound store: folder 1 with messages 2 and 3, a link between them, and a large value that 3 refers to.
class VerifyTest : public StoreTest {
 protected:
  VerifyTest() {
    const auto engine = create();
    must(commit_and_wait(*engine, [](Transaction& transaction) -> Status {
      FolderRecord folder;
      TRY_SET(folder.id.value, transaction.allocate_id());
      folder.parent = folder.id;
      TRY(transaction.insert_folder(folder));
      TRY(transaction.append_log({}));
      TRY(transaction.append_log({}));
      return ok_status();
    }));
    add_message(*engine, 100, 1);
    const MessageId last = add_message(*engine, 100, 1);
    const LargeValue large{{1, 2, 3}, 700'000};
    const auto writer = must(engine->write_large());
    must(writer->append(Bytes(large.size, 7)));
    must(writer->finish(large));
    must(commit_and_wait(*engine, [&](Transaction& transaction) -> Status {
      VersionRecord version;
      version.info.message = last;
      version.info.number = {2};
      TRY(transaction.insert_version(version, std::vector{large.hash}));
      return transaction.insert_link({{2}, last, {0}});
    }));
  }
  std::vector<std::string> findings() const { return must(open(OpenMode::read_only)->verify()); }
};

TEST_F(VerifyTest, finds_nothing_in_a_sound_store) { EXPECT_EQ(findings(), std::vector<std::string>()); }

struct Damage {
  const char* sql;
  const char* finding;  // part of a sentence
};

class DamageTest : public VerifyTest, public testing::WithParamInterface<Damage> {};

TEST_P(DamageTest, is_found_and_named) {
  run_sql(path(), GetParam().sql);
  std::string all;
  for (const std::string& finding : findings()) all += finding + "\n";
  EXPECT_NE(all.find(GetParam().finding), std::string::npos) << all;
}

constexpr Damage kDamages[] = {
    {"DELETE FROM version WHERE message = 2", "Message 2 has lost its content, version 1"},
    {"UPDATE message SET change_number = 2 WHERE id = 2", "Message 2 has lost its content, version 2"},
    {"DELETE FROM message WHERE id = 3", "Version 2 belongs to message 3"},
    {"DELETE FROM message WHERE id = 3", "link between messages 2 and 3"},
    {"DELETE FROM folder", "Message 2 is in folder 1"},
    {"UPDATE folder SET parent = 9", "Folder 1 is in folder 9"},
    {"UPDATE message SET deleted = 5 WHERE id = 3", "Message 3 is kept in list 0"},
    {"UPDATE counters SET last_id = 2", "Message 3 has an id past 2"},
    {"UPDATE counters SET last_id = 0", "Folder 1 has an id past 0"},
    {"UPDATE counters SET change_number = 2", "Version 3 has a change number past 2"},
    {"UPDATE message SET read_state = 8", "read-state number 8, past 0"},
    {"UPDATE counters SET log_position = 1", "Log entry 2 is past 1"},
    {"DELETE FROM log WHERE position = 1", "The log has 1 entries and should have 2"},
    {"DELETE FROM large_value", "The reference of version 3 to large value 1 leads nowhere"},
    {"UPDATE large_value SET reference_count = 5",
     "Large value 1 counts its references wrongly; there are 1"},
    {"DELETE FROM large_value", "Chunk of large value 1, number 0, is left over"},
    {"DELETE FROM chunk WHERE id & 1048575 = 2", "Large value 1 does not have all of its 700000 bytes"},
    {"UPDATE chunk SET data = x'00' WHERE id & 1048575 = 1",
     "Large value 1 has a chunk, number 1, of the wrong size"},
    {"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 3 WHERE name = 'link'", "damaged"},
};
INSTANTIATE_TEST_SUITE_P(Each, DamageTest, testing::ValuesIn(kDamages));

TEST_F(VerifyTest, finds_a_damaged_page) {
  const std::string whole = contents_of(path());
  std::string damaged = whole;
  for (std::size_t i = whole.size() / 2; i < whole.size() / 2 + 8192; ++i)
    damaged[i] = static_cast<char>(0xEE);
  std::ofstream(path(), std::ios::binary) << damaged;
  EXPECT_FALSE(findings().empty());
}

}  // namespace
}  // namespace postroom::storage
