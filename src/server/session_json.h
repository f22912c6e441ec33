// Accounts, sessions and tokens as the API shows them.
#pragma once

#include <boost/json/object.hpp>

#include "server/call.h"

namespace postroom::server {

inline constexpr std::string_view kReadWrite = "read-write";
inline constexpr std::string_view kReadOnly = "read-only";

std::string_view to_text(Rights rights);
std::optional<Rights> parse_session_rights(std::string_view text);

// The stores that an identity may use, in order of name: {name, title, rights, owner}. `session` asks each
// store whose it is; one that does not open is shown all the same.
boost::json::array stores_json(Service& service, const accounts::Identity& identity, const Session& session);

// What GET /session answers.
boost::json::object session_json(Service& service, const accounts::Identity& identity,
                                 const Session& session);

boost::json::object token_json(const accounts::Token& token);

}  // namespace postroom::server
