#include "storage/sqlite/test_store.h"

#include <thread>

namespace postroom::storage {
namespace {

class MaintenanceTest : public StoreTest {
 protected:
  std::size_t files() const {
    const auto entries = std::filesystem::directory_iterator(folder());
    return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
  }
};

TEST_F(MaintenanceTest, a_backup_is_a_store_of_one_moment_while_writers_go_on) {
  const auto engine = create();
  for (int i = 0; i < 50; ++i) add_message(*engine, 20'000);
  std::atomic<bool> ended = false;
  std::thread writer([&] {
    for (int i = 0; !ended; ++i) {
      must(commit_and_wait(*engine, [&](Transaction& transaction) -> Status {
        TRY(transaction.put_setting("left", std::to_string(i)));
        return transaction.put_setting("right", std::to_string(i));
      }));
    }
  });
  std::uint64_t done = 0, total = 0;
  must(engine->backup(path("copy"), [&](std::uint64_t now, std::uint64_t all) { done = now, total = all; }));
  ended = true;
  writer.join();
  EXPECT_EQ(done, total);
  EXPECT_GT(total, 0U);
  const auto copy = must(open_sqlite_engine(path("copy"), OpenMode::read_write));
  EXPECT_EQ(get(*copy, "left"), get(*copy, "right"));
  EXPECT_EQ(must(must(copy->view())->messages_after({0}, 100)).size(), 50U);
  EXPECT_TRUE(must(copy->verify()).empty());
  must(put(*copy, "k", "v"));
}

TEST_F(MaintenanceTest, a_backup_refuses_a_destination_that_is_taken) {
  const auto engine = create();
  std::ofstream(path("taken")) << "mine";
  const Status refused = engine->backup(path("taken"), {});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Code::collision);
  EXPECT_EQ(contents_of(path("taken")), "mine");
  EXPECT_EQ(engine->backup(path(), {}).error().code, Code::collision);
}

TEST_F(MaintenanceTest, a_backup_that_fails_leaves_nothing_behind) {
  const auto engine = create();
  const std::size_t before = files();
  const Status failed = engine->backup(path("missing/copy"), {});
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(failed.error().code, Code::not_found);
  EXPECT_EQ(files(), before);
}

TEST_F(MaintenanceTest, a_backup_keeps_page_size_and_identity) {
  SqliteOptions options;
  options.page_size = 16384;
  const auto engine = must(create_sqlite_engine(path(), options));
  must(engine->backup(path("copy"), {}));
  EXPECT_EQ(contents_of(path("copy")).substr(16, 2), std::string("\x40\x00", 2));
}

TEST_F(MaintenanceTest, reclaiming_gives_freed_pages_back_and_reports_its_progress) {
  const auto engine = create();
  std::vector<MessageId> ids;
  for (int i = 0; i < 100; ++i) ids.push_back(add_message(*engine, 100'000));
  const MessageId kept = add_message(*engine, 100'000);
  must(commit_and_wait(*engine, [&](Transaction& transaction) -> Status {
    for (const MessageId id : ids) TRY(transaction.remove_message(id, {0}));
    return ok_status();
  }));
  std::vector<std::uint64_t> reports;
  must(engine->reclaim_space([&](std::uint64_t done, std::uint64_t total) {
    EXPECT_LE(done, total);
    reports.push_back(done);
  }));
  EXPECT_LT(std::filesystem::file_size(path()), 1'000'000U);
  EXPECT_GE(reports.size(), 2U);
  EXPECT_TRUE(std::is_sorted(reports.begin(), reports.end()));
  EXPECT_EQ(must(must(engine->view())->current(kept))->content.size(), 100'000U);
}

TEST_F(MaintenanceTest, reclaiming_where_nothing_is_free_is_no_error) {
  const auto engine = create();
  must(engine->reclaim_space({}));
  must(engine->reclaim_space({}));
}

}  // namespace
}  // namespace postroom::storage
