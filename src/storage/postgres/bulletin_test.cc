#include "storage/bulletin.h"

#include <condition_variable>
#include <mutex>

#include "storage/postgres/postgres_bulletin.h"
#include "storage/postgres/test_store.h"

namespace postroom::storage::postgres {
namespace {

// What was heard, and who waits for it.
class Heard {
 public:
  HearBulletin hear() {
    return [this](const std::string& text) {
      const std::lock_guard lock(mutex_);
      texts_.push_back(text);
      came_.notify_all();
    };
  }
  bool wait_for(const std::string& text, std::chrono::milliseconds patience = std::chrono::seconds(20)) {
    std::unique_lock lock(mutex_);
    return came_.wait_for(lock, patience,
                          [&] { return std::find(texts_.begin(), texts_.end(), text) != texts_.end(); });
  }
  std::vector<std::string> texts() {
    const std::lock_guard lock(mutex_);
    return texts_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable came_;
  std::vector<std::string> texts_;
};

class BulletinTest : public StoreTest {
 protected:
  static std::unique_ptr<Bulletin> open(Heard& heard, const std::string& more = "") {
    return must(open_postgres_bulletin(address() + more, heard.hear()));
  }
  // What is told before the other one listens is lost, so it is said until it is heard.
  static bool greet(Bulletin& from, Heard& at, const std::string& text) {
    for (int i = 0; i < 100; ++i) {
      must(from.tell(text + std::to_string(i)));
      if (at.wait_for(text + std::to_string(i), std::chrono::milliseconds(300))) return true;
    }
    return false;
  }
};

TEST_F(BulletinTest, is_heard_by_others_in_order_and_not_by_oneself) {
  Heard one, two;
  const auto from = open(one), to = open(two);
  ASSERT_TRUE(greet(*from, two, "in order: hello"));
  for (int i = 0; i < 50; ++i) must(from->tell("text " + std::to_string(i)));
  const std::string odd = "in order: quotes ' \" \\ and \xC3\xA9";
  must(from->tell(odd));
  ASSERT_TRUE(two.wait_for(odd));
  std::vector<std::string> texts = two.texts();
  std::erase_if(texts, [](const std::string& text) { return !text.starts_with("text "); });
  ASSERT_EQ(texts.size(), 50u);
  for (int i = 0; i < 50; ++i) EXPECT_EQ(texts[static_cast<std::size_t>(i)], "text " + std::to_string(i));
  for (const std::string& text : one.texts()) {  // what other tests say in this database may be among them
    EXPECT_FALSE(text.starts_with("text ") || text.starts_with("in order: ")) << text;
  }
}

TEST_F(BulletinTest, has_so_many_bytes_and_no_more) {
  Heard one, two;
  const auto from = open(one), to = open(two);
  ASSERT_TRUE(greet(*from, two, "hello"));
  must(from->tell(std::string(kMaxBulletinText, 'x')));
  EXPECT_EQ(code_of(from->tell(std::string(kMaxBulletinText + 1, 'x'))), Code::too_big);
  EXPECT_EQ(code_of(from->tell("\xFF")), Code::invalid_argument);
  EXPECT_EQ(code_of(from->tell(std::string(1, '\0'))), Code::invalid_argument);
  EXPECT_TRUE(two.wait_for(std::string(kMaxBulletinText, 'x')));
}

TEST_F(BulletinTest, goes_on_after_its_connections_were_lost) {
  Heard one, two;
  const auto from = open(one, "&application_name=bulletin"), to = open(two, "&application_name=bulletin");
  ASSERT_TRUE(greet(*from, two, "before"));
  run_sql(
      "SELECT count(pg_terminate_backend(pid, 30000)) FROM pg_stat_activity WHERE application_name = "
      "'bulletin'");
  EXPECT_TRUE(greet(*from, two, "after"));
}

TEST_F(BulletinTest, takes_no_more_than_the_limit_while_the_database_cannot_be_reached) {
  Heard none;
  const auto bulletin = must(open_postgres_bulletin("postgresql://127.0.0.1:1/none", none.hear()));
  for (std::size_t i = 0; i < kMaxBulletinsWaiting; ++i) must(bulletin->tell("x"));
  EXPECT_EQ(code_of(bulletin->tell("x")), Code::busy);
}

TEST_F(BulletinTest, cannot_be_had_through_a_pooler) {
  Heard none;
  EXPECT_EQ(code_of(open_postgres_bulletin(address() + "&pooled=yes", none.hear())), Code::not_supported);
}

TEST(PostgresDatabase, is_the_same_for_all_stores_in_it) {
  EXPECT_EQ(must(postgres_database_of("postgresql://h/d?store=a")),
            must(postgres_database_of("postgresql://h/d?store=b")));
  EXPECT_NE(must(postgres_database_of("postgresql://h/d?store=a")),
            must(postgres_database_of("postgresql://h/e?store=a")));
}

}  // namespace
}  // namespace postroom::storage::postgres
