#include "lmtp/server.h"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <postroom/open.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <future>

#include "support/must.h"
#include "support/people.h"
#include "support/temporary_folder.h"

namespace postroom::lmtp {
namespace {

using postroom::testing::code_of;
using postroom::testing::must;
using namespace std::chrono_literals;

// A client that says lines and hears replies.
class Client {
 public:
  static Client tcp(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return Client(AF_INET, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  }
  static Client local(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    return Client(AF_UNIX, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  }
  Client(Client&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}
  ~Client() {
    if (socket_ >= 0) ::close(socket_);
  }
  void say(const std::string& text) {
    EXPECT_EQ(::send(socket_, text.data(), text.size(), MSG_NOSIGNAL), static_cast<ssize_t>(text.size()));
  }
  // Everything up to a line that begins with this, or to the end of the connection.
  std::string hear(const std::string& last) {
    std::string heard;
    for (char c = 0; ::recv(socket_, &c, 1, 0) == 1;) {
      heard += c;
      const std::size_t start = heard.rfind('\n', heard.size() - 2);
      if (c == '\n' && heard.substr(start == heard.npos ? 0 : start + 1).starts_with(last)) return heard;
    }
    return heard + "(end)";
  }

 private:
  Client(int family, const sockaddr* address, socklen_t size) : socket_(::socket(family, SOCK_STREAM, 0)) {
    const timeval patience{10, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    EXPECT_EQ(::connect(socket_, address, size), 0);
  }
  int socket_;
};

class LmtpServer : public ::testing::Test {
 protected:
  ServerOptions options() {
    ServerOptions made;
    made.address = "127.0.0.1";
    made.host = "mail.example.com";
    made.mailboxes = {{"shop@example.com", "shop"}};
    made.clock = people.clock;
    made.random = people.random;
    return made;
  }
  std::unique_ptr<Server> start(ServerOptions with) {
    return must(Server::start(std::move(with), [this](const std::string&) -> Result<Store> {
      if (gate) {
        entered.set_value();
        gate->get_future().wait();
      }
      return store;
    }));
  }
  std::size_t messages() { return must(store.list(ana, store.special(SpecialFolder::inbox))).size(); }

  postroom::testing::TemporaryFolder ground{postroom::testing::Place::memory};
  postroom::testing::People people;
  Session ana = people.session("Ana Ruiz", 1);
  Store store = must(create_store(ground.path("shop.postroom"), ana));
  std::unique_ptr<std::promise<void>> gate;  // where it is there, one delivery waits for it
  std::promise<void> entered;
  const std::string mail =
      "LHLO here\r\nMAIL FROM:<>\r\nRCPT TO:<shop@example.com>\r\nDATA\r\nSubject: x\r\n\r\ntext\r\n.\r\n";
};

TEST_F(LmtpServer, takes_mail_on_a_port) {
  const auto server = start(options());
  Client client = Client::tcp(server->port());
  client.say(mail + mail + "QUIT\r\n");
  client.hear("250 2.0.0 Kept");
  client.hear("250 2.0.0 Kept");
  EXPECT_EQ(client.hear("221"), "221 2.0.0 Goodbye\r\n");
  EXPECT_EQ(client.hear("x"), "(end)");
  EXPECT_EQ(messages(), 2u);
}

TEST_F(LmtpServer, takes_mail_on_a_unix_socket_also_where_an_old_one_was_left) {
  ServerOptions local = options();
  local.address.clear();
  local.socket_path = ground.path("lmtp");
  {
    const int left = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    local.socket_path.copy(address.sun_path, sizeof address.sun_path - 1);
    ASSERT_EQ(::bind(left, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    ::close(left);
  }
  {
    const auto server = start(local);
    EXPECT_EQ(code_of(Server::start(local, {})), Code::busy);
    Client client = Client::local(local.socket_path);
    client.say(mail);
    client.hear("250 2.0.0 Kept");
  }
  EXPECT_EQ(messages(), 1u);
  EXPECT_NE(::access(local.socket_path.c_str(), F_OK), 0);
}

TEST_F(LmtpServer, says_where_it_cannot_listen) {
  ServerOptions wrong = options();
  wrong.address = "mail.example.com";
  EXPECT_EQ(code_of(Server::start(wrong, {})), Code::invalid_argument);
  const auto server = start(options());
  ServerOptions taken = options();
  taken.port = server->port();
  EXPECT_EQ(code_of(Server::start(taken, {})), Code::busy);
}

TEST_F(LmtpServer, turns_away_more_connections_than_the_limit) {
  ServerOptions few = options();
  few.connections = 1;
  const auto server = start(few);
  Client first = Client::tcp(server->port());
  first.hear("220");
  Client second = Client::tcp(server->port());
  EXPECT_EQ(second.hear("421"), "421 4.3.2 mail.example.com There are too many connections\r\n");
}

TEST_F(LmtpServer, ends_a_connection_that_is_silent_for_too_long) {
  ServerOptions hasty = options();
  hasty.patience = 20ms;
  const auto server = start(hasty);
  Client client = Client::tcp(server->port());
  EXPECT_TRUE(client.hear("421").ends_with("421 4.3.2 mail.example.com Nothing came for too long\r\n"));
}

TEST_F(LmtpServer, answers_a_mail_that_has_come_whole_before_it_stops) {
  gate = std::make_unique<std::promise<void>>();
  const auto server = start(options());
  Client busy = Client::tcp(server->port()), idle = Client::tcp(server->port());
  const std::size_t text = mail.find("Subject");
  busy.say(mail.substr(0, text));
  busy.hear("354");
  busy.say(mail.substr(text));
  entered.get_future().wait();
  idle.hear("220");
  auto stopped = std::async(std::launch::async, [&] { server->stop(10s); });
  EXPECT_TRUE(idle.hear("421").ends_with("The server stops\r\n"));
  gate->set_value();
  EXPECT_EQ(busy.hear("250 2.0.0 Kept"), "250 2.0.0 Kept in shop\r\n");
  EXPECT_TRUE(busy.hear("421").ends_with("The server stops\r\n"));
  stopped.wait();
  EXPECT_EQ(messages(), 1u);
}

}  // namespace
}  // namespace postroom::lmtp
