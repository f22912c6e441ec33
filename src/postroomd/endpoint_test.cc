#include "postroomd/endpoint.h"

#include <gtest/gtest.h>

#include "support/must.h"

namespace postroom::daemon {
namespace {

using postroom::testing::code_of;
using postroom::testing::must;

TEST(Endpoints, are_host_and_port) {
  EXPECT_EQ(must(parse_endpoint("127.0.0.1:8080", UnixSockets::refused)), (Endpoint{"127.0.0.1", 8080, ""}));
  EXPECT_EQ(must(parse_endpoint("[::1]:0", UnixSockets::refused)), (Endpoint{"::1", 0, ""}));
  EXPECT_EQ(must(parse_endpoint("mail.example.com:65535", UnixSockets::refused)),
            (Endpoint{"mail.example.com", 65535, ""}));
}

TEST(Endpoints, are_paths_of_sockets_where_that_is_allowed) {
  EXPECT_EQ(must(parse_endpoint("unix:/run/lmtp", UnixSockets::allowed)), (Endpoint{"", 0, "/run/lmtp"}));
  EXPECT_EQ(code_of(parse_endpoint("unix:/run/lmtp", UnixSockets::refused)), Code::invalid_argument);
  EXPECT_TRUE(parse_endpoint("unix:" + std::string(kMaxSocketPath, 'x'), UnixSockets::allowed).ok());
  EXPECT_EQ(code_of(parse_endpoint("unix:" + std::string(kMaxSocketPath + 1, 'x'), UnixSockets::allowed)),
            Code::invalid_argument);
}

TEST(Endpoints, that_are_none_are_refused) {
  for (const char* wrong : {"", ":80", "host", "host:", "host:x", "host:65536", "host:-1", "::1:80", "[]:80", "unix:"}) {
    EXPECT_EQ(code_of(parse_endpoint(wrong, UnixSockets::allowed)), Code::invalid_argument) << wrong;
  }
}

}  // namespace
}  // namespace postroom::daemon
