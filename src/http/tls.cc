#include "http/tls.h"

#include <openssl/ssl.h>

#include <boost/system/error_code.hpp>
#include <string_view>

namespace postroom::http {
namespace {

using boost::system::error_code;
using Context = boost::asio::ssl::context;

Error no_good(const std::string& what, const std::string& file, const error_code& error) {
  return {Code::invalid_argument, what + " '" + file + "' cannot be used: " + error.message() + ".", {}};
}

// HTTP/1.1 is all that is spoken here; a client that does not ask is not told.
int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* size, const unsigned char* offered,
                    unsigned offered_size, void*) {
  constexpr std::string_view kProtocol = "http/1.1";
  const std::string_view offers(reinterpret_cast<const char*>(offered), offered_size);
  for (std::size_t at = 0; at < offers.size();) {
    const std::size_t length = static_cast<unsigned char>(offers[at]);
    if (offers.substr(at + 1, length) == kProtocol) {
      *chosen = offered + at + 1;
      *size = static_cast<unsigned char>(kProtocol.size());
      return SSL_TLSEXT_ERR_OK;
    }
    at += 1 + length;
  }
  return SSL_TLSEXT_ERR_NOACK;
}

}  // namespace

Result<std::shared_ptr<Context>> load_tls(const TlsFiles& files) {
  auto context = std::make_shared<Context>(Context::tls_server);
  error_code error;
  context->use_certificate_chain_file(files.certificate, error);
  if (error) return no_good("The certificate", files.certificate, error);
  context->use_private_key_file(files.key, Context::pem, error);
  if (error) return no_good("The key", files.key, error);
  SSL_CTX* const native = context->native_handle();
  if (SSL_CTX_check_private_key(native) != 1) {
    return Error{Code::invalid_argument,
                 "The key '" + files.key + "' is not that of the certificate '" + files.certificate + "'.",
                 {}};
  }
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  SSL_CTX_set_options(native,
                      SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);  // an idle connection keeps 34 KB less
  SSL_CTX_set_alpn_select_cb(native, choose_protocol, nullptr);
  return context;
}

}  // namespace postroom::http
