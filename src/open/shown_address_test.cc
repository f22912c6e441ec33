#include <postroom/open.h>

#include <gtest/gtest.h>

namespace postroom {
namespace {

TEST(ShownAddress, a_path_is_shown_as_it_is) {
  EXPECT_EQ(shown_address("/srv/mail.postroom"), "/srv/mail.postroom");
  EXPECT_EQ(shown_address("a:b@c?password=d"), "a:b@c?password=d");
}

TEST(ShownAddress, a_password_is_left_out_wherever_it_stands) {
  EXPECT_EQ(shown_address("postgresql://ana:secret@db/mail?store=ana"), "postgresql://ana@db/mail?store=ana");
  EXPECT_EQ(shown_address("postgresql://ana@db/mail?password=secret&store=ana"),
            "postgresql://ana@db/mail?store=ana");
  EXPECT_EQ(shown_address("postgresql://db/mail?store=ana&password=secret"),
            "postgresql://db/mail?store=ana");
  EXPECT_EQ(shown_address("postgresql://db/mail?password=secret"), "postgresql://db/mail");
}

TEST(ShownAddress, a_password_is_left_out_however_it_is_written) {
  EXPECT_EQ(shown_address("postgresql://ana:pa?ss@db/mail?store=ana"), "postgresql://ana@db/mail?store=ana");
  EXPECT_EQ(shown_address("postgresql://db/mail?p%61ssword=secret&store=ana"),
            "postgresql://db/mail?store=ana");
  EXPECT_EQ(shown_address("postgresql://db/mail?store=ana&sslpassword=secret"),
            "postgresql://db/mail?store=ana");
}

TEST(ShownAddress, what_is_no_password_stays) {
  for (const char* address :
       {"postgresql://db:5432/mail?store=ana", "postgresql://ana@db:5432,other:5432/mail?store=a@b:c",
        "postgresql:///mail?host=/run/postgresql&store=ana", "postgresql:///mail?passfile=/x&store=ana"}) {
    EXPECT_EQ(shown_address(address), address);
  }
}

}  // namespace
}  // namespace postroom
