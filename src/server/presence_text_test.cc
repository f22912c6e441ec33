#include "server/presence_text.h"

#include <gtest/gtest.h>

#include "storage/bulletin.h"
#include "support/must.h"

namespace postroom::server {
namespace {

const PresenceChange kChange{*parse_guid("00062002-0000-0000-c000-000000000046"),
                             {57},
                             {UINT64_MAX, "Ben \"Okafor\"", "postroom-web", PresenceState::editing}};

TEST(PresenceText, is_read_as_it_was_written) {
  PresenceChange open = kChange, left = kChange;
  open.present.state = PresenceState::open;
  left.present.state = PresenceState::open;
  left.left = true;
  for (const PresenceChange& change : {kChange, open, left})
    EXPECT_EQ(parse_presence_change(to_text(change)), change);
}

TEST(PresenceText, fits_into_a_bulletin_whatever_the_names) {
  PresenceChange longest = kChange;
  longest.present.who = std::string(kMaxSessionText, '\x01');
  longest.present.client = std::string(kMaxSessionText, '\x01');
  EXPECT_LE(to_text(longest).size(), storage::kMaxBulletinText);
  EXPECT_EQ(parse_presence_change(to_text(longest)), longest);
  longest.present.who += 'x';
  EXPECT_EQ(parse_presence_change(to_text(longest))->present.who, "");
}

TEST(PresenceText, that_makes_no_sense_is_none) {
  for (const char* text : {"", "x", "[]", "{}", "null", "{\"store\":1,\"message\":1}"}) {
    EXPECT_FALSE(parse_presence_change(text)) << text;
  }
  const std::string good = to_text(kChange);
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string changed = good;
    changed[at] = static_cast<char>(changed[at] ^ 0x15);
    (void)parse_presence_change(changed);
    (void)parse_presence_change(good.substr(0, at));
  }
}

}  // namespace
}  // namespace postroom::server
