#include "postroomd/setting_table.h"

#include <gtest/gtest.h>

#include <set>

#include "postroomd/setting_kinds.h"
#include "postroomd/setting_sources.h"
#include "support/must.h"

namespace postroom::daemon {
namespace {

using postroom::testing::code_of;
using postroom::testing::must;
using ::testing::Test;

Settings of_toml(std::string_view text) {
  Settings settings;
  EXPECT_EQ(read_toml(text, "test.toml", settings), Complaints{});
  return settings;
}

Complaints complaints_of(std::string_view text) {
  Settings settings;
  return read_toml(text, "test.toml", settings);
}

TEST(Settings, are_what_the_file_says) {
  const Settings settings = of_toml(R"(
listen = ["127.0.0.1:0", "[::1]:8443"]
state = "/var/lib/postroom"
skip_broken_stores = true
stop_patience = "2 min"
[tls]
mode = "self-made"
[limits]
connections = 12
json_body = "64 KB"
header_time = 3
[[store]]
name = "shop"
address = "/mail/shop.postroom"
mail = ["shop@example.com", "orders@example.com"]
[[store]]
name = "home"
address = "postgresql:///mail?store=home"
title = "At home"
)");
  EXPECT_EQ(settings.listen, (std::vector<std::string>{"127.0.0.1:0", "[::1]:8443"}));
  EXPECT_EQ(settings.state, "/var/lib/postroom");
  EXPECT_TRUE(settings.skip_broken_stores);
  EXPECT_EQ(settings.stop_patience, std::chrono::minutes(2));
  EXPECT_EQ(settings.tls, TlsMode::self_made);
  EXPECT_EQ(settings.limits.connections, 12u);
  EXPECT_EQ(settings.api.json_body, 64u << 10);
  EXPECT_EQ(settings.limits.header_time, std::chrono::seconds(3));
  ASSERT_EQ(settings.stores.size(), 2u);
  EXPECT_EQ(settings.stores[0].name, "shop");
  EXPECT_EQ(settings.stores[0].mail_addresses.size(), 2u);
  EXPECT_EQ(settings.stores[1].title, "At home");
}

TEST(Settings, that_are_shown_are_read_back_as_they_were) {
  Settings settings = of_toml("state = \"/a \\\"b\\\"\"\n[log]\nformat = \"json\"\n[[store]]\nname=\"a\"\naddress=\"b\"\n");
  const std::string shown = to_toml(settings);
  EXPECT_EQ(to_toml(of_toml(shown)), shown);
}

TEST(Settings, that_are_misspelt_are_refused_with_their_place_and_what_was_meant) {
  EXPECT_EQ(complaints_of("\n[tls]\ncertificat = \"x\"\n"),
            Complaints{"test.toml:3:14: tls.certificat is no setting; is tls.certificate meant?"});
  EXPECT_EQ(complaints_of("something_else_entirely = 1\n"),
            Complaints{"test.toml:1:27: something_else_entirely is no setting."});
}

TEST(Settings, are_all_looked_at_past_one_that_is_wrong) {
  const Complaints complaints = complaints_of("state = 5\nskip_broken_stores = \"perhaps\"\n[limits]\nconnections = 0\n");
  ASSERT_EQ(complaints.size(), 3u);
  EXPECT_EQ(complaints[0], "test.toml:1:9: state has to be text: a path.");
  EXPECT_EQ(complaints[1], "test.toml:2:22: skip_broken_stores has to be true or false.");
  EXPECT_EQ(complaints[2], "test.toml:4:15: limits.connections has to be a whole number from 1 to 1000000.");
}

TEST(Settings, in_a_file_that_is_no_toml_are_refused_with_the_place) {
  const Complaints complaints = complaints_of("state = \n");
  ASSERT_EQ(complaints.size(), 1u);
  EXPECT_TRUE(complaints[0].starts_with("test.toml:1:")) << complaints[0];
}

TEST(Settings, send_mail_for_one_address_to_one_store_in_whatever_letters_it_is_written) {
  Settings settings;
  settings.state = "/s";
  settings.stores = {{"a", "/a", "", {"shop@example.com"}}, {"b", "/b", "", {"Shop@Example.com"}}};
  EXPECT_EQ(contradictions(settings), Complaints{"Mail for Shop@Example.com would go to two stores."});
}

TEST(Settings, of_a_store_are_name_address_title_and_mail) {
  EXPECT_EQ(complaints_of("[[store]]\nnam = \"x\"\n"),
            Complaints{"test.toml:2:7: nam is nothing that a store has; it has name, address, title and mail."});
  EXPECT_EQ(complaints_of("[[store]]\nmial = [\"a@b.example\"]\n"),
            Complaints{"test.toml:2:8: mial is nothing that a store has; it has name, address, title and mail."});
  EXPECT_EQ(complaints_of("[[store]]\nname = 5\n"), Complaints{"test.toml:2:8: store.name has to be text."});
  EXPECT_EQ(complaints_of("[[store]]\nmail = 5\n"),
            Complaints{"test.toml:2:8: store.mail has to be a list of mail addresses."});
  EXPECT_EQ(complaints_of("store = \"x\"\n"),
            Complaints{"test.toml:1:9: stores are written as [[store]], each with a name and an address."});
}

TEST(Settings, have_flags_that_go_before_the_file) {
  Settings settings = of_toml("state = \"/file\"\n[[store]]\nname=\"a\"\naddress=\"/file/a\"\n");
  CommandLine line;
  EXPECT_EQ(parse_command_line({"--state", "/flag", "--tls-mode=self-made", "--skip-broken-stores", "--listen", "a:1",
                                "--listen", "b:2", "--store", "a=/flag/a", "--store", "b=/flag/b", "--config", "x.toml"},
                               line),
            Complaints{});
  EXPECT_EQ(apply_flags(line, settings), Complaints{});
  EXPECT_EQ(line.config, "x.toml");
  EXPECT_EQ(settings.state, "/flag");
  EXPECT_EQ(settings.tls, TlsMode::self_made);
  EXPECT_TRUE(settings.skip_broken_stores);
  EXPECT_EQ(settings.listen, (std::vector<std::string>{"a:1", "b:2"}));
  ASSERT_EQ(settings.stores.size(), 2u);
  EXPECT_EQ(settings.stores[0].address, "/flag/a");
}

TEST(Settings, have_flags_that_are_refused_when_wrong) {
  CommandLine line;
  EXPECT_EQ(parse_command_line({"--stat", "x"}, line),
            (Complaints{"--stat is no flag; is --state meant?", "x is no flag; --help lists them."}));
  line = {};
  EXPECT_EQ(parse_command_line({"--state"}, line), Complaints{"--state has to be followed by a path."});
  line = {};
  EXPECT_EQ(parse_command_line({"--state", "a", "--state", "b", "--threads-io", "x", "--store", "=x",
                                "--store", "a=/x", "--store", "a=/y"},
                               line),
            Complaints{});
  Settings settings;
  const Complaints complaints = apply_flags(line, settings);
  ASSERT_EQ(complaints.size(), 4u);
  EXPECT_EQ(complaints[0], "--state stands twice.");
  EXPECT_EQ(complaints[1], "--threads-io has to be a whole number from 0 to 1024.");
  EXPECT_EQ(complaints[2], "--store has to be NAME=ADDRESS, as in shop=/var/lib/postroom/shop.postroom.");
  EXPECT_EQ(complaints[3], "--store names \"a\" twice.");
}

TEST(Settings, have_switches_that_are_turned_by_a_value_with_or_without_an_equals_sign) {
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
           {"--serve-page", "false", "--skip-broken-stores", "true"},
           {"--serve-page=false", "--skip-broken-stores"}}) {
    CommandLine line;
    Settings settings;
    EXPECT_EQ(parse_command_line(words, line), Complaints{});
    EXPECT_EQ(apply_flags(line, settings), Complaints{});
    EXPECT_FALSE(settings.serve_page);
    EXPECT_TRUE(settings.skip_broken_stores);
  }
}

TEST(Settings, have_one_flag_each) {
  std::set<std::string> flags;
  for (const SettingEntry& entry : setting_table()) {
    EXPECT_TRUE(flags.insert(flag_name(entry.key)).second) << entry.key;
    const std::string explained = flag_name(entry.key) + (entry.is_switch ? " [VALUE]\n" : " VALUE\n");
    EXPECT_NE(help_text().find(explained), std::string::npos) << entry.key;
  }
}

TEST(Settings, contradict_each_other_in_ways_that_are_all_told) {
  Settings settings;
  settings.listen = {"unix:/x", "nowhere"};
  settings.tls = TlsMode::files;
  settings.stores = {{"Shop", "a", "", {}}, {"b", "", "", {"nobody"}}, {"b", "x", "", {}}};
  const std::vector<std::string> found = contradictions(settings);
  EXPECT_EQ(found.size(), 8u);
  settings = of_toml("state = \"/x\"\n[[store]]\nname = \"a\"\naddress = \"b\"\n");
  EXPECT_EQ(contradictions(settings), std::vector<std::string>{});
}

TEST(SettingKinds, read_times_and_sizes_with_units) {
  EXPECT_EQ(must(parse_seconds("90")), 90);
  EXPECT_EQ(must(parse_seconds("2 h")), 7200);
  EXPECT_EQ(must(parse_seconds("7d")), 7 * 86'400);
  EXPECT_EQ(must(parse_bytes("2 GB")), 2ull << 30);
  EXPECT_EQ(must(parse_bytes("0")), 0u);
  EXPECT_EQ(must(parse_bytes("512B")), 512u);
  for (const char* wrong : {"", "x", "-1", "1 fortnight", "99999999999999999999", "9223372036854775807 d", "1 s s"}) {
    EXPECT_EQ(code_of(parse_seconds(wrong)), Code::invalid_argument) << wrong;
  }
  EXPECT_EQ(code_of(parse_bytes("9223372036854775807 KB")), Code::invalid_argument);
  for (const std::int64_t seconds : {0, 1, 59, 60, 3600, 86'400, 86'401}) {
    EXPECT_EQ(must(parse_seconds(seconds_text(seconds))), seconds);
  }
  for (const std::uint64_t bytes : {0ull, 1ull, 1024ull, 65'536ull, 1ull << 31, (1ull << 31) + 1}) {
    EXPECT_EQ(must(parse_bytes(bytes_text(bytes))), bytes);
  }
}

}  // namespace
}  // namespace postroom::daemon
