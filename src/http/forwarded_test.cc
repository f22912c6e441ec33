#include "http/forwarded.h"

#include <gtest/gtest.h>

namespace postroom::http {
namespace {

const std::vector<std::string> kProxies{"127.0.0.1", "10.0.0.2"};

Fields forwarded(std::initializer_list<const char*> clients, const char* scheme = nullptr) {
  Fields fields;
  for (const char* client : clients) fields.add("X-Forwarded-For", client);
  if (scheme) fields.add("X-Forwarded-Proto", scheme);
  return fields;
}

TEST(ClientOf, believes_nobody_but_the_trusted) {
  const Client client = client_of({"192.0.2.9", false}, forwarded({"198.51.100.1"}, "https"), kProxies);
  EXPECT_EQ(client.address, "192.0.2.9");
  EXPECT_FALSE(client.secure);
}

TEST(ClientOf, is_the_last_that_no_trusted_proxy_is) {
  const auto address = [](std::initializer_list<const char*> clients) {
    return client_of({"127.0.0.1", false}, forwarded(clients), kProxies).address;
  };
  EXPECT_EQ(address({"198.51.100.1"}), "198.51.100.1");
  EXPECT_EQ(address({"6.6.6.6, 198.51.100.1"}), "198.51.100.1");
  EXPECT_EQ(address({"6.6.6.6", "198.51.100.1 , 10.0.0.2"}), "198.51.100.1");
  EXPECT_EQ(address({"10.0.0.2"}), "10.0.0.2");
  EXPECT_EQ(address({"2001:db8::1"}), "2001:db8::1");
  EXPECT_EQ(address({}), "127.0.0.1");
}

TEST(ClientOf, does_not_believe_what_is_no_address) {
  for (const char* text : {"", "unknown", "1.2.3", "a\"b", ",", "1.2.3.4:80", "198.51.100.1,"}) {
    EXPECT_EQ(client_of({"127.0.0.1", false}, forwarded({text}), kProxies).address, "127.0.0.1") << text;
  }
}

TEST(ClientOf, is_secure_where_the_proxy_says_so) {
  const auto secure = [](const char* scheme, bool direct = false) {
    return client_of({"127.0.0.1", direct}, forwarded({}, scheme), kProxies).secure;
  };
  EXPECT_TRUE(secure("https"));
  EXPECT_TRUE(secure("http, HTTPS"));
  EXPECT_FALSE(secure("http", true));
  EXPECT_FALSE(secure("https, http"));
  EXPECT_TRUE(secure(nullptr, true));
}

TEST(PlainAddress, writes_a_mapped_address_as_what_it_is) {
  EXPECT_EQ(plain_address("::ffff:192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(plain_address("2001:DB8:0::1"), "2001:db8::1");
  EXPECT_EQ(plain_address("fe80::1%lo"), "");
}

}  // namespace
}  // namespace postroom::http
