#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <cstdio>
#include <filesystem>

#include "http/server_ground.h"

namespace postroom::http {
namespace {

using testing::RawClient;
using testing::wait_until;

template <auto kFree>
struct Frees {
  template <class T>
  void operator()(T* pointer) const {
    kFree(pointer);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Frees<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Frees<X509_free>>;
using Context = std::unique_ptr<SSL_CTX, Frees<SSL_CTX_free>>;

// A certificate that signs itself, and its key, in two files.
void write_certificate(const TlsFiles& files, long serial) {
  const Key key(EVP_EC_gen("P-256"));
  const Certificate certificate(X509_new());
  X509* const x = certificate.get();
  ASN1_INTEGER_set(X509_get_serialNumber(x), serial);
  X509_gmtime_adj(X509_getm_notBefore(x), -60);
  X509_gmtime_adj(X509_getm_notAfter(x), 3600);
  X509_set_pubkey(x, key.get());
  X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
  X509_set_issuer_name(x, X509_get_subject_name(x));
  ASSERT_NE(X509_sign(x, key.get(), EVP_sha256()), 0);
  std::FILE* file = std::fopen(files.certificate.c_str(), "w");
  PEM_write_X509(file, x);
  std::fclose(file);
  file = std::fopen(files.key.c_str(), "w");
  PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  std::fclose(file);
}

// Over a connection of its own.
class TlsClient {
 public:
  explicit TlsClient(std::uint16_t port, int version = TLS1_3_VERSION)
      : wire_(port), context_(SSL_CTX_new(TLS_client_method())) {
    SSL_CTX_set_min_proto_version(context_.get(), version);
    SSL_CTX_set_max_proto_version(context_.get(), version);
    SSL_CTX_set_cipher_list(context_.get(), "ALL:@SECLEVEL=0");
    ssl_.reset(SSL_new(context_.get()));
    SSL_set_fd(ssl_.get(), wire_.socket());
  }
  bool connect() { return SSL_connect(ssl_.get()) == 1; }
  void offer(std::string_view protocols) {
    SSL_set_alpn_protos(ssl_.get(), reinterpret_cast<const unsigned char*>(protocols.data()),
                        static_cast<unsigned>(protocols.size()));
  }
  std::string chosen() const {
    const unsigned char* name = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(ssl_.get(), &name, &size);
    return {reinterpret_cast<const char*>(name), size};
  }
  long serial() const {
    const Certificate certificate(SSL_get1_peer_certificate(ssl_.get()));
    return ASN1_INTEGER_get(X509_get_serialNumber(certificate.get()));
  }
  void send(std::string_view text) { SSL_write(ssl_.get(), text.data(), static_cast<int>(text.size())); }
  std::string until(std::size_t size) {
    std::string text;
    char bytes[16 << 10];
    while (text.size() < size) {
      const int count =
          SSL_read(ssl_.get(), bytes, static_cast<int>(std::min(sizeof(bytes), size - text.size())));
      if (count <= 0) break;
      text.append(bytes, static_cast<std::size_t>(count));
    }
    return text;
  }
  // Reads up to and with `end`, or the end of all.
  void past(std::string_view end) {
    std::string text;
    for (std::string byte = until(1); !byte.empty(); byte = until(1)) {
      if ((text += byte).ends_with(end)) return;
    }
  }
  // Whether the server said that it ends.
  bool was_ended() { return until(1).empty() && (SSL_get_shutdown(ssl_.get()) & SSL_RECEIVED_SHUTDOWN) != 0; }

 private:
  RawClient wire_;
  Context context_;
  std::unique_ptr<SSL, Frees<SSL_free>> ssl_;
};

class HttpServerTls : public testing::ServerGround {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(folder_);
    write_certificate(files(), 1);
    options_.tls = files();
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  TlsFiles files() const { return {folder_ / "certificate.pem", folder_ / "key.pem"}; }

  const std::filesystem::path folder_ =
      std::filesystem::path(::testing::TempDir()) /
      (std::string("postroom-tls-") + ::testing::UnitTest::GetInstance()->current_test_info()->name());
};

std::string get(const std::string& target) { return "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n"; }

TEST_F(HttpServerTls, answers_over_both_versions_that_are_still_good) {
  add(Method::get, "/secure", [](const Request& request) {
    return text_response(200, "text/plain", request.secure ? "secure" : "open");
  });
  start();
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    TlsClient client(server_->port(), version);
    ASSERT_TRUE(client.connect());
    for (int i = 0; i < 2; ++i) {
      client.send(get("/secure"));
      client.past("\r\n\r\n");
      EXPECT_EQ(client.until(6), "secure");
    }
  }
}

TEST_F(HttpServerTls, refuses_versions_that_are_not) {
  start();
  for (const int version : {TLS1_VERSION, TLS1_1_VERSION})
    EXPECT_FALSE(TlsClient(server_->port(), version).connect());
}

TEST_F(HttpServerTls, chooses_http_1_1_among_what_is_offered) {
  start();
  TlsClient client(server_->port());
  client.offer(std::string("\x02h2\x08http/1.1"));
  ASSERT_TRUE(client.connect());
  EXPECT_EQ(client.chosen(), "http/1.1");
  TlsClient other(server_->port());
  other.offer(std::string("\x02h2"));
  ASSERT_TRUE(other.connect());
  EXPECT_EQ(other.chosen(), "");
}

TEST_F(HttpServerTls, sends_what_is_long) {
  const std::string text(3'000'000, 'x');
  add_text("/long", text);
  start();
  TlsClient client(server_->port());
  ASSERT_TRUE(client.connect());
  client.send(get("/long"));
  client.past("\r\n\r\n");
  EXPECT_EQ(client.until(text.size()), text);
}

TEST_F(HttpServerTls, takes_a_long_body) {
  add_echo(8 << 20);
  start();
  TlsClient client(server_->port());
  ASSERT_TRUE(client.connect());
  const std::string text(1'000'000, 'y');
  client.send(testing::post("/echo", text));
  client.past("\r\n\r\n");
  EXPECT_EQ(client.until(text.size()), text);
}

TEST_F(HttpServerTls, says_that_it_ends) {
  add_text("/", "x");
  start();
  TlsClient client(server_->port());
  ASSERT_TRUE(client.connect());
  client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  client.past("\r\n\r\nx");
  EXPECT_TRUE(client.was_ended());
}

TEST_F(HttpServerTls, gives_up_a_handshake_that_does_not_come) {
  options_.limits.header_time = Limits::Time(40);
  start();
  EXPECT_EQ(RawClient(server_->port()).rest(), "");
  RawClient plain(server_->port());
  plain.send(get("/"));
  plain.rest();
  wait_until([&] { return server_->counters().connections == 0; });
}

TEST_F(HttpServerTls, sends_events) {
  const auto stream = std::make_shared<EventStream>();
  add(Method::get, "/events", [&](const Request&) {
    Response response;
    response.body = stream;
    return response;
  });
  start();
  TlsClient client(server_->port());
  ASSERT_TRUE(client.connect());
  client.send(get("/events"));
  client.past(":\n\n\r\n");
  stream->push({"", "", "a"});
  EXPECT_EQ(client.until(14), "9\r\ndata: a\n\n\r\n");
}

TEST_F(HttpServerTls, uses_new_files_from_when_it_is_told_and_keeps_the_old_where_they_are_bad) {
  start();
  TlsClient before(server_->port());
  ASSERT_TRUE(before.connect());
  EXPECT_EQ(before.serial(), 1);
  write_certificate(files(), 2);
  EXPECT_TRUE(server_->reload_tls().ok());
  TlsClient after(server_->port());
  ASSERT_TRUE(after.connect());
  EXPECT_EQ(after.serial(), 2);
  std::filesystem::resize_file(files().key, 0);
  EXPECT_EQ(server_->reload_tls().error().code, Code::invalid_argument);
  TlsClient still(server_->port());
  ASSERT_TRUE(still.connect());
  EXPECT_EQ(still.serial(), 2);
}

TEST_F(HttpServerTls, does_not_start_with_the_key_of_another_certificate) {
  const TlsFiles other{folder_ / "other.pem", folder_ / "other-key.pem"};
  write_certificate(other, 3);
  options_.tls = TlsFiles{files().certificate, other.key};
  const auto server = Server::start(options_, router_);
  ASSERT_FALSE(server.ok());
  EXPECT_EQ(server.error().code, Code::invalid_argument);
}

}  // namespace
}  // namespace postroom::http
