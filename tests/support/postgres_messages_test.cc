#include "support/postgres_messages.h"

#include <gtest/gtest.h>

#include <vector>

namespace postroom::testing {
namespace {

std::string message(char type, const std::string& body) {
  std::string bytes(type == 0 ? 0 : 1, type);
  bytes += {0, 0, static_cast<char>((body.size() + 4) >> 8), static_cast<char>(body.size() + 4)};
  return bytes + body;
}

std::string types_of(MessageSplitter& splitter) {
  std::string types;
  while (const auto next = splitter.next()) types += next->type == 0 ? '0' : next->type;
  return types;
}

void pass(CommitWatch& watch, Side from, char type, const std::string& body) {
  watch.passed(from, {type, message(type, body)});
}

TEST(MessageSplitterTest, finds_the_messages_however_their_bytes_come) {
  const std::string bytes = message(0, "start") + message('Q', std::string(700, 'x')) + message('X', "");
  for (const std::size_t piece : {1, 2, 5, 100, 10'000}) {
    MessageSplitter splitter(Side::client);
    std::string types;
    for (std::size_t i = 0; i < bytes.size(); i += piece) {
      splitter.add(std::string_view(bytes).substr(i, piece));
      types += types_of(splitter);
    }
    EXPECT_EQ(types, "0QX") << piece;
  }
}

TEST(MessageSplitterTest, knows_that_a_server_has_no_message_without_a_type) {
  MessageSplitter splitter(Side::server);
  splitter.add(message('R', "1234") + message('Z', "I"));
  EXPECT_EQ(types_of(splitter), "RZ");
}

TEST(MessageSplitterTest, waits_for_the_last_byte) {
  MessageSplitter splitter(Side::server);
  const std::string bytes = message('D', "row");
  splitter.add(bytes.substr(0, bytes.size() - 1));
  EXPECT_FALSE(splitter.next().has_value());
  splitter.add(bytes.substr(bytes.size() - 1));
  ASSERT_EQ(splitter.next().value().bytes, bytes);
}

TEST(CommitWatchTest, sees_a_prepared_commit_until_the_server_is_ready_again) {
  CommitWatch watch;
  const std::string zero(1, '\0');
  pass(watch, Side::client, 0, "start");
  pass(watch, Side::server, 'Z', "I");
  pass(watch, Side::client, 'P', "s1" + zero + "COMMIT" + zero);
  pass(watch, Side::client, 'P', "s2" + zero + "SELECT 'COMMIT'" + zero);
  pass(watch, Side::client, 'B', zero + "s2" + zero);
  pass(watch, Side::client, 'S', "");
  EXPECT_FALSE(watch.is_under_way());
  pass(watch, Side::client, 'B', zero + "s1" + zero);
  pass(watch, Side::client, 'S', "");
  EXPECT_TRUE(watch.is_under_way());
  pass(watch, Side::server, 'Z', "T");  // the answer to the first sync
  pass(watch, Side::server, 'C', "COMMIT" + zero);
  EXPECT_TRUE(watch.is_under_way());
  pass(watch, Side::server, 'Z', "I");
  EXPECT_FALSE(watch.is_under_way());
}

TEST(CommitWatchTest, knows_when_the_client_has_more_to_say) {
  CommitWatch watch;
  pass(watch, Side::client, 0, "start");
  EXPECT_TRUE(watch.is_client_done());
  pass(watch, Side::client, 'B', "");
  EXPECT_FALSE(watch.is_client_done());
  pass(watch, Side::client, 'S', "");
  EXPECT_TRUE(watch.is_client_done());
}

TEST(CommitWatchTest, sees_a_commit_in_a_script) {
  CommitWatch watch;
  pass(watch, Side::client, 0, "start");
  pass(watch, Side::server, 'Z', "I");
  pass(watch, Side::client, 'Q', "BEGIN; SELECT 1; COMMIT");
  EXPECT_TRUE(watch.is_under_way());
  pass(watch, Side::server, 'E', "it failed");
  pass(watch, Side::server, 'Z', "E");
  EXPECT_FALSE(watch.is_under_way());
}

}  // namespace
}  // namespace postroom::testing
