#include "server/client.h"

#include <openssl/x509.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include <array>
#include <optional>

#include "base/try.h"

namespace postroom::server_tests {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;
using Tls = beast::ssl_stream<beast::tcp_stream>;
constexpr std::uint64_t kMaxAnswer = 64 << 20;

Error lost(const std::string& what, const error_code& error) {
  return {Code::io_error, what + " failed.", error.message()};
}

std::string fingerprint_of(const X509* certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (certificate) X509_digest(certificate, EVP_sha256(), digest.data(), &size);
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string text;
  for (unsigned i = 0; i < size; ++i) {
    if (i) text += ':';
    text += kHex[digest[i] >> 4];
    text += kHex[digest[i] & 15];
  }
  return text;
}

}  // namespace

struct Client::Connection {
  explicit Connection(const std::string& address) {
    is_secure = address.starts_with("https://");
    const std::string rest = address.substr(address.find("://") + 3);
    host = rest.substr(0, rest.rfind(':'));
    port = rest.substr(rest.rfind(':') + 1);
    context.set_verify_mode(asio::ssl::verify_none);
  }

  // Starts something on the connection and waits until it is done or kPatience is over.
  template <class Start>
  error_code run(const Start& start) {
    error_code result = asio::error::timed_out;
    beast::get_lowest_layer(*stream).expires_after(kPatience);
    start([&](const error_code& error, auto&&...) { result = error; });
    loop.restart();
    loop.run();
    return result;
  }

  Status connect() {
    stream.emplace(loop, context);
    error_code error;
    asio::ip::tcp::resolver resolver(loop);
    const auto places = resolver.resolve(host, port, error);
    if (error) return lost("Finding " + host, error);
    error = run([&](auto done) { beast::get_lowest_layer(*stream).async_connect(places, std::move(done)); });
    if (error) return lost("Connecting to " + host + ":" + port, error);
    if (!is_secure) return ok_status();
    error = run([&](auto done) { stream->async_handshake(asio::ssl::stream_base::client, std::move(done)); });
    if (error) return lost("The TLS handshake", error);
    X509* const certificate = SSL_get_peer_certificate(stream->native_handle());
    fingerprint = fingerprint_of(certificate);
    X509_free(certificate);
    return ok_status();
  }

  template <class Stream>
  Status exchange(Stream& over, const beast::http::request<beast::http::string_body>& request,
                  beast::http::response_parser<beast::http::string_body>& parser) {
    error_code error = run([&](auto done) { beast::http::async_write(over, request, std::move(done)); });
    if (error) return lost("Sending the request", error);
    error = run([&](auto done) { beast::http::async_read(over, buffer, parser, std::move(done)); });
    if (error) return lost("Reading the answer", error);
    return ok_status();
  }

  asio::io_context loop;
  asio::ssl::context context{asio::ssl::context::tls_client};
  std::optional<Tls> stream;  // its lower layer alone where there is no TLS
  beast::flat_buffer buffer;
  bool is_secure = false;
  std::string host, port, fingerprint;
};

std::string Answer::field(std::string_view name) const {
  for (const auto& [known, value] : fields) {
    if (beast::iequals(known, name)) return value;
  }
  return {};
}

Client::Client(const std::string& address, Fields always)
    : connection_(std::make_unique<Connection>(address)), always_(std::move(always)) {}
Client::~Client() = default;
Client::Client(Client&& other) noexcept = default;

void Client::disconnect() {
  connection_->stream.reset();
  connection_->buffer.clear();
}

const std::string& Client::fingerprint() const { return connection_->fingerprint; }

Result<Answer> Client::send(const std::string& method, const std::string& target, const std::string& body,
                            const Fields& fields) {
  Connection& to = *connection_;
  beast::http::request<beast::http::string_body> request(beast::http::string_to_verb(method), target, 11,
                                                         body);
  request.set(beast::http::field::host, to.host + ":" + to.port);
  for (const Fields* each : {&always_, &fields}) {
    for (const auto& [name, value] : *each) request.set(name, value);
  }
  request.prepare_payload();
  if (!to.stream) {
    if (Status connected = to.connect(); !connected.ok()) return disconnect(), connected.error();
  }
  beast::http::response_parser<beast::http::string_body> parser;
  parser.body_limit(kMaxAnswer);
  parser.skip(method == "HEAD");
  const Status done = to.is_secure ? to.exchange(*to.stream, request, parser)
                                   : to.exchange(to.stream->next_layer(), request, parser);
  if (!done.ok()) return disconnect(), done.error();
  Answer answer{parser.get().result_int(), {}, parser.get().body()};
  for (const auto& field : parser.get()) answer.fields.emplace_back(field.name_string(), field.value());
  if (!parser.keep_alive()) disconnect();
  return answer;
}

}  // namespace postroom::server_tests
