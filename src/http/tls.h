// Certificate and key from files.
#pragma once

#include <postroom/result.h>

#include <boost/asio/ssl/context.hpp>
#include <memory>

#include "http/server.h"

namespace postroom::http {

// TLS 1.2 and newer. Code::invalid_argument says which file is no good, and why.
Result<std::shared_ptr<boost::asio::ssl::context>> load_tls(const TlsFiles& files);

}  // namespace postroom::http
