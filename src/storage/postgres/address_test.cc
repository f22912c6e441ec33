#include "storage/postgres/address.h"

#include <gtest/gtest.h>

#include <optional>

namespace postroom::storage::postgres {
namespace {

std::optional<ConnectionOptions> parse(const std::string& address, StoreNeeded needed = StoreNeeded::yes) {
  auto options = parse_postgres_address(address, needed);
  if (!options.ok()) return std::nullopt;
  return std::move(options).value();
}

// The sentence about a wrong address; nothing for a right one.
std::string complaint(const std::string& address, StoreNeeded needed = StoreNeeded::yes) {
  const auto options = parse_postgres_address(address, needed);
  if (options.ok()) return {};
  EXPECT_EQ(options.error().code, Code::invalid_argument) << address;
  return options.error().message;
}

TEST(PostgresAddress, takes_its_own_parameters_and_leaves_the_rest_to_libpq) {
  const auto options =
      parse("postgresql://me:secret@host:5433/mail?connect_timeout=3&store=anna&sslmode=require");
  ASSERT_TRUE(options);
  EXPECT_EQ(options->address, "postgresql://me:secret@host:5433/mail?connect_timeout=3&sslmode=require");
  EXPECT_EQ(options->store, "anna");
  EXPECT_EQ(options->store_id, store_id_of("anna"));
  EXPECT_FALSE(options->pooled);
}

TEST(PostgresAddress, takes_a_patience_up_to_its_limit) {
  using std::chrono::milliseconds;
  EXPECT_EQ(parse("postgresql://h/d?store=a")->patience, milliseconds(30'000));
  EXPECT_EQ(parse("postgresql://h/d?store=a&patience=1")->patience, milliseconds(1));
  EXPECT_EQ(parse("postgresql://h/d?patience=3600000&store=a")->patience, kMaxPatience);
  for (const char* wrong : {"0", "3600001", "-5", "1s", "", "99999999999999999999"}) {
    const std::string address = "postgresql://h/d?store=a&patience=" + std::string(wrong);
    EXPECT_NE(complaint(address).find("milliseconds from 1 to"), std::string::npos) << wrong;
  }
}

TEST(PostgresAddress, takes_both_schemes) {
  EXPECT_EQ(parse("postgres://host/mail?store=a")->address, "postgres://host/mail");
  EXPECT_TRUE(is_postgres_address("postgres://host/mail"));
  EXPECT_TRUE(is_postgres_address("postgresql://host/mail"));
  EXPECT_FALSE(is_postgres_address("/var/mail/postgresql://"));
  EXPECT_FALSE(is_postgres_address("postgresql"));
  EXPECT_FALSE(is_postgres_address(""));
}

TEST(PostgresAddress, is_in_small_letters) {
  for (const char* other : {"POSTGRESQL://h/d?store=a", "Postgres://h/d?store=a", "mysql://h/d?store=a"}) {
    EXPECT_FALSE(is_postgres_address(other));
    EXPECT_NE(complaint(other).find("does not begin with postgresql://"), std::string::npos) << other;
  }
}

TEST(PostgresAddress, has_each_of_its_own_parameters_once) {
  EXPECT_NE(complaint("postgresql://h/d?store=a&store=b").find("“store” is there twice"), std::string::npos);
  EXPECT_NE(complaint("postgresql://h/d?store=a&pooled=no&pooled=no").find("“pooled” is there twice"),
            std::string::npos);
  EXPECT_NE(complaint("postgresql://h/d?patience=5&store=a&patience=6").find("“patience” is there twice"),
            std::string::npos);
  EXPECT_EQ(parse("postgresql://h/d?store=a%26store=b")->store, "a&store=b");
}

TEST(PostgresAddress, refuses_a_port_that_is_none) {
  for (const char* right : {"postgresql://h:1/d?store=a", "postgresql://h:65535/d?store=a",
                            "postgresql://h,i/d?store=a&port=5432,5433", "postgresql://h:/d?store=a"}) {
    EXPECT_EQ(complaint(right), "") << right;
  }
  for (const char* wrong : {"postgresql://h:0/d?store=a", "postgresql://h:65536/d?store=a",
                            "postgresql://h:x/d?store=a", "postgresql://h:-1/d?store=a",
                            "postgresql://h:5432,i:99999/d?store=a", "postgresql:///d?port=5x&store=a"}) {
    EXPECT_NE(complaint(wrong).find("a port is a number from 1 to 65535"), std::string::npos) << wrong;
  }
}

TEST(PostgresAddress, decodes_the_name_of_a_store) {
  EXPECT_EQ(parse("postgresql://h/d?store=a%20b%2Fc%3F%26")->store, "a b/c?&");
  EXPECT_EQ(parse("postgresql://h/d?store=gr%c3%BCn")->store, "gr\xC3\xBCn");
}

TEST(PostgresAddress, refuses_what_is_no_address) {
  EXPECT_NE(complaint("mail.postroom").find("does not begin with postgresql://"), std::string::npos);
  EXPECT_NE(complaint(std::string("postgresql://h\0/d?store=a", 25)).find("zero byte"), std::string::npos);
  EXPECT_NE(complaint("postgresql://h/d?store").find("a parameter has no value"), std::string::npos);
}

TEST(PostgresAddress, refuses_what_libpq_does_not_take) {
  for (const char* wrong : {"postgresql://[broken/d?store=a", "postgresql://h/d?nonsense=1&store=a",
                            "postgresql://h/d?options=-c%20a=b&store=a"}) {
    EXPECT_NE(complaint(wrong).find("PostgreSQL does not take it"), std::string::npos) << wrong;
  }
}

TEST(PostgresAddress, refuses_broken_escapes) {
  for (const char* broken : {"%", "%2", "%zz", "%2g", "a%-1", "%+1"}) {
    EXPECT_NE(complaint(std::string("postgresql://h/d?store=") + broken).find("two hexadecimal digits"),
              std::string::npos)
        << broken;
  }
}

TEST(PostgresAddress, asks_for_a_store_where_one_is_needed) {
  for (const char* address : {"postgresql://h/d", "postgresql://h/d?", "postgresql://h/d?store="}) {
    EXPECT_NE(complaint(address).find("does not name a store"), std::string::npos) << address;
    EXPECT_EQ(complaint(address, StoreNeeded::no), "") << address;
  }
}

TEST(PostgresAddress, limits_the_name_of_a_store) {
  const std::string longest(kMaxStoreName, 'x');
  EXPECT_EQ(complaint("postgresql://h/d?store=" + longest), "");
  EXPECT_NE(complaint("postgresql://h/d?store=" + longest + "x").find("more than 200 bytes"),
            std::string::npos);
  EXPECT_NE(complaint("postgresql://h/d?store=a%00b").find("zero byte"), std::string::npos);
}

TEST(PostgresAddress, says_whether_a_pooler_stands_between) {
  EXPECT_TRUE(parse("postgresql://h/d?pooled=yes&store=a")->pooled);
  EXPECT_FALSE(parse("postgresql://h/d?pooled=no&store=a")->pooled);
  EXPECT_NE(complaint("postgresql://h/d?pooled=maybe&store=a").find("yes or no"), std::string::npos);
}

TEST(PostgresAddress, writes_to_the_one_of_several_hosts_that_takes_writes) {
  EXPECT_EQ(parse("postgresql://a,b:5433/d?store=x")->host, Host::takes_writes);
  EXPECT_EQ(parse("postgresql://a/d,e?store=x,y")->host, Host::any);
  EXPECT_EQ(parse("postgresql://u:p,q@a/d?store=x")->host, Host::any);
  EXPECT_EQ(parse("postgresql:///d?host=a%2Cb&store=x")->host, Host::takes_writes);
  EXPECT_EQ(parse("postgresql:///d?host=a,b&store=x")->host, Host::takes_writes);
  EXPECT_EQ(parse("postgresql:///d?hostaddr=1.2.3.4,1.2.3.5&store=x")->host, Host::takes_writes);
}

TEST(PostgresAddress, leaves_the_choice_of_a_host_to_who_names_it) {
  const char kNamed[] = "postgresql://a,b/d?target_session_attrs=prefer-standby";
  EXPECT_EQ(parse(std::string(kNamed) + "&store=x")->address, kNamed);
  EXPECT_EQ(parse("postgresql://a,b/d?store=x")->address, "postgresql://a,b/d");
}

TEST(PostgresAddress, gives_every_name_a_positive_id_of_its_own) {
  EXPECT_GE(store_id_of(""), 0);
  EXPECT_NE(store_id_of("anna"), store_id_of("bert"));
  EXPECT_EQ(store_id_of("anna"), 1061214379880264389) << "it stands in tables and may never change";
}

}  // namespace
}  // namespace postroom::storage::postgres
