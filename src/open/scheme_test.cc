#include <gtest/gtest.h>

#include <postroom/open.h>

namespace postroom {
namespace {

TEST(AddressKind, is_a_file_for_every_path) {
  for (const char* path : {"mail.postroom", "/srv/mail.postroom", "./mysql://x", "a:b", "C:/mail", "1a://b",
                           "", "://x", "sqlite:mail"}) {
    const auto kind = address_kind(path);
    ASSERT_TRUE(kind.ok()) << path;
    EXPECT_EQ(*kind, AddressKind::file) << path;
  }
}

TEST(AddressKind, is_a_database_for_both_of_its_schemes) {
  for (const char* address : {"postgresql://h/d?store=a", "postgres:///d"}) {
    const auto kind = address_kind(address);
    ASSERT_TRUE(kind.ok()) << address;
    EXPECT_EQ(*kind, AddressKind::database) << address;
  }
}

TEST(AddressKind, is_neither_for_other_schemes_and_never_shows_the_password) {
  for (const char* address :
       {"mysql://ana:secret@h/d", "POSTGRESQL://ana:secret@h/d", "Postgres://ana:secret@h/d",
        "postgres:ana:secret@h", "postgresql:/ana:secret@h/d", "file:///secret"}) {
    const auto kind = address_kind(address);
    ASSERT_FALSE(kind.ok()) << address;
    EXPECT_EQ(kind.error().code, Code::invalid_argument);
    EXPECT_EQ(kind.error().message.find("secret"), std::string::npos) << kind.error().message;
    EXPECT_EQ(shown_address(address).find("secret"), std::string::npos) << shown_address(address);
  }
}

}  // namespace
}  // namespace postroom
