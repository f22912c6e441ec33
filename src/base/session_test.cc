#include <postroom/session.h>

#include <gtest/gtest.h>

#include <set>

namespace postroom {
namespace {

TEST(SystemClock, tells_a_time_of_this_age) {
  const auto clock = system_clock();
  const FileTime first = clock->now();
  EXPECT_GT(first, *parse_iso8601("2024-01-01"));
  EXPECT_LT(first, *parse_iso8601("2200-01-01"));
}

TEST(SystemRandom, makes_version_4_guids_each_unlike_the_others) {
  const auto random = system_random();
  std::set<Guid> guids;
  for (int i = 0; i < 1000; ++i) {
    const Guid guid = random->guid();
    const std::string text = to_text(guid);
    EXPECT_EQ(text[14], '4') << text;
    EXPECT_NE(std::string("89ab").find(text[19]), std::string::npos) << text;
    guids.insert(guid);
  }
  EXPECT_EQ(guids.size(), 1000u);
}

TEST(Session, has_an_id_of_its_own_for_each_sign_in) {
  const Session first = make_session("Ana Ruiz", "test 1");
  const Session second = make_session("Ana Ruiz", "test 1", Rights::read_only);
  EXPECT_EQ(first.who, "Ana Ruiz");
  EXPECT_EQ(first.client, "test 1");
  EXPECT_EQ(first.rights, Rights::read_write);
  EXPECT_EQ(second.rights, Rights::read_only);
  EXPECT_NE(first.id, second.id);
  EXPECT_TRUE(first.clock && first.random);
}

TEST(Session, keeps_names_at_the_limit_and_cuts_longer_ones_between_characters) {
  const std::string at_limit(kMaxSessionText, 'x');
  EXPECT_EQ(make_session(at_limit, at_limit).who, at_limit);
  std::string past_limit(kMaxSessionText - 1, 'x');
  past_limit += "\xC3\xA4";
  EXPECT_EQ(make_session(past_limit, "c").who, std::string(kMaxSessionText - 1, 'x'));
  EXPECT_EQ(make_session("w", past_limit).client.size(), kMaxSessionText - 1);
}

}  // namespace
}  // namespace postroom
