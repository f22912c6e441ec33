// What PostgreSQL's failures mean to a caller (its documentation, appendix A: error codes).
#pragma once

#include <postroom/result.h>

#include <string>

struct pg_conn;
struct pg_result;

namespace postroom::storage::postgres {

// For a statement that failed. `where` names server and store.
Error server_error(const pg_result& result, const std::string& where);
// For a connection that was never made, with libpq's message.
Error connect_error(pg_conn& connection, const std::string& where);
// For one that was lost while nothing could have been written.
Error lost_error(const std::string& where, const std::string& detail);
Error outcome_unknown_error(const std::string& where, const std::string& detail);
// While such an outcome cannot be asked for.
Error doubt_error(const std::string& where);
Error timeout_error(const std::string& where);
Error newer_format_error(const std::string& where);
Error no_tables_error(const std::string& database);
Error no_store_error(const std::string& where);  // Code::not_found
Error read_only_error(const std::string& where);

// libpq ends its messages with a newline and writes some on several lines; null is an empty one.
std::string on_one_line(const char* message);

// By SQLSTATE: whether the same transaction may well succeed if it is run again.
bool is_lost_race(const std::string& state);
// Whether the server is shutting down, or this connection was ended from its side.
bool is_ended_by_server(const std::string& state);

}  // namespace postroom::storage::postgres
