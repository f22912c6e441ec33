#include "storage/postgres/errors.h"

#include <libpq-fe.h>

#include <algorithm>
#include <optional>

namespace postroom::storage::postgres {
namespace {

bool begins_with(const std::string& text, const char* beginning) { return text.rfind(beginning, 0) == 0; }

// By its limit for this user's statements (statement_timeout), or by an administrator.
Error stopped_error(const std::string& where) {
  return {Code::busy,
          "The server stopped a statement on " + where +
              ", as one that took too long; nothing was changed. Try again, or have its statement_timeout "
              "raised.",
          {}};
}

Error plain_error(const std::string& state, const std::string& where) {
  if (state == "53100")
    return {Code::disk_full, "There is no room left at " + where + "; nothing was changed.", {}};
  if (begins_with(state, "53"))
    return {Code::busy, where + " has no room for more work at the moment; try again.", {}};
  if (is_lost_race(state) || state == "55P03")
    return {Code::busy, "Another program has " + where + " locked; try again when it is done.", {}};
  if (state == "57014") return stopped_error(where);
  if (is_ended_by_server(state)) return lost_error(where, {});
  if (state == "25006") return read_only_error(where);
  if (state == "42501" || begins_with(state, "28"))
    return {Code::no_access, where + " refuses this user; check name, password and rights.", {}};
  if (state == "23505") return {Code::collision, "There is already such a record in " + where + ".", {}};
  if (state == "42P01" || state == "3F000") return no_tables_error("the database of " + where);
  if (state == "XX001" || state == "XX002")
    return {Code::corrupt, where + " is damaged; run check, or restore a backup.", {}};
  if (begins_with(state, "54"))
    return {Code::too_big, "The record is larger than " + where + " can hold.", {}};
  if (begins_with(state, "42"))  // a statement of ours that the tables do not fit
    return {Code::corrupt, "The tables of " + where + " are not those of Postroom; run check.", {}};
  return {Code::io_error, "The database failed on " + where + "; nothing was changed.", {}};
}

std::string server_of(const pg_conn& connection) {
  const char* const host = PQhost(&connection);
  const char* const port = PQport(&connection);
  std::string server = host && *host ? std::string("The server at ") + host : "The server";
  return port && *port ? server + (host && *host ? ":" : " at port ") + port : server;
}

// How a server says that it does not let somebody in, before which there are no codes.
constexpr const char* kRefusals[] = {"permission denied for database", "no pg_hba.conf entry",
                                     "pg_hba.conf rejects connection", "authentication failed for user"};

bool is_refusal(const std::string& detail) {
  return std::any_of(std::begin(kRefusals), std::end(kRefusals),
                     [&](const char* words) { return detail.find(words) != std::string::npos; });
}

// What a server that answers does not know: it says so in words alone, and perhaps in another language, where
// the error of every failure has to do.
std::optional<Error> missing_error(const pg_conn& connection, const std::string& detail) {
  const auto is_unknown = [&](const char* what, const char* name) {
    return name && detail.find(what + std::string(" \"") + name + "\" does not exist") != std::string::npos;
  };
  const char* const database = PQdb(&connection);
  const char* const user = PQuser(&connection);
  if (is_unknown("database", database)) {
    return Error{Code::not_found,
                 server_of(connection) + " has no database “" + database +
                     "”; check its name in the address, or make it with PostgreSQL's “createdb”.",
                 detail};
  }
  if (is_unknown("role", user)) {
    return Error{Code::no_access,
                 server_of(connection) + " knows no user “" + user +
                     "”; name one that it knows in the address (postgresql://USER@HOST/…), or make it with "
                     "PostgreSQL's “createuser”.",
                 detail};
  }
  return std::nullopt;
}

}  // namespace

std::string on_one_line(const char* message) {
  std::string text = message ? message : "";
  while (!text.empty() && text.back() == '\n') text.pop_back();
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

bool is_lost_race(const std::string& state) { return state == "40001" || state == "40P01"; }

bool is_ended_by_server(const std::string& state) {
  return begins_with(state, "08") || begins_with(state, "57P") || state == "25P03";
}

Error server_error(const pg_result& result, const std::string& where) {
  const char* found = PQresultErrorField(&result, PG_DIAG_SQLSTATE);
  const std::string state = found ? found : "";
  Error error = plain_error(state, where);
  error.detail = on_one_line(PQresultErrorMessage(&result));
  if (!state.empty()) error.detail += ", SQLSTATE " + state;
  return error;
}

Error connect_error(pg_conn& connection, const std::string& where) {
  const std::string detail = on_one_line(PQerrorMessage(&connection));
  if (const auto missing = missing_error(connection, detail)) return *missing;
  if (PQconnectionNeedsPassword(&connection)) {
    return {Code::no_access, where + " asks for a password; put it into ~/.pgpass or PGPASSWORD.", detail};
  }
  if (PQconnectionUsedPassword(&connection) || is_refusal(detail)) {
    return {Code::no_access,
            where + " refuses this user; check name, password and rights, and the server's pg_hba.conf.",
            detail};
  }
  return {Code::io_error,
          where +
              " cannot be reached; check host, port, user and database in the address, and that the server "
              "runs.",
          detail};
}

Error lost_error(const std::string& where, const std::string& detail) {
  return {Code::io_error, "The connection to " + where + " was lost; nothing was changed. Try again.",
          detail};
}

Error outcome_unknown_error(const std::string& where, const std::string& detail) {
  return {Code::outcome_unknown,
          "The connection to " + where +
              " was lost while it was being saved; it may or may not be saved, so look before trying again.",
          detail};
}

Error doubt_error(const std::string& where) {
  return {Code::io_error,
          "The connection to " + where +
              " was lost, and whether the last change was saved is not known yet; try again.",
          {}};
}

Error timeout_error(const std::string& where) {
  return {Code::busy, where + " did not answer in time; try again.", {}};
}

Error newer_format_error(const std::string& where) {
  return {Code::newer_format,
          "The tables of " + where + " were made by a newer Postroom; update this program.",
          {}};
}

Error no_tables_error(const std::string& database) {
  return {Code::not_a_store,
          "There are no Postroom tables yet in " + database +
              "; make them with “postroom engine init” and its address.",
          {}};
}

Error no_store_error(const std::string& where) {
  return {Code::not_found, "There is no " + where + "; make it first, or check its name.", {}};
}

Error read_only_error(const std::string& where) {
  return {Code::read_only,
          where + " is open for reading only; check the user's rights and that it is no replica.",
          {}};
}

}  // namespace postroom::storage::postgres
