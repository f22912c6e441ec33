// What the tests of this folder share: a store of their own on the server of the tests, and raw SQL on it.
#pragma once

#include "base/try.h"
#include "storage/postgres/address.h"
#include "storage/postgres/connection_pool.h"
#include "support/must.h"
#include "support/postgres_server.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace postroom::storage::postgres {

using postroom::testing::code_of;
using postroom::testing::must;
using postroom::testing::PostgresServer;

// An empty store for each test.
class StoreTest : public ::testing::Test {
 protected:
  StoreTest() {
    run_sql("INSERT INTO postroom.store VALUES(" + id() + ", '" + options_.store + "', 0, 0, 0, 0, 0, 0, 0)");
  }

  static std::string address() { return server().address(name_of_test()); }
  const ConnectionOptions& options() const { return options_; }
  std::string id() const { return std::to_string(options_.store_id); }
  std::unique_ptr<Connection> connect() const { return must(Connection::open(options_)); }
  std::shared_ptr<ConnectionPool> connections() const { return connections_; }
  // Behind the engine's back; what it gives, as psql prints it.
  std::string run_sql(const std::string& sql) const { return server().run_sql(sql); }
  std::string count(const std::string& table) const {
    return run_sql("SELECT count(*) FROM postroom." + table + " WHERE store_id = " + id());
  }
  // Ends the server's side of a connection, and waits until it has ended.
  void terminate(Connection& connection) const {
    const std::string process = std::to_string(must(connection.number(kProcess)));
    run_sql("SELECT pg_terminate_backend(" + process + ", 30000)");
  }

 private:
  inline static const Sql kProcess{"SELECT pg_backend_pid()", Scope::session};

  static PostgresServer& server() { return PostgresServer::shared(); }
  static std::string name_of_test() {
    const auto* const test = ::testing::UnitTest::GetInstance()->current_test_info();
    std::string name = std::string(test->test_suite_name()) + "." + test->name();
    std::replace(name.begin(), name.end(), '/', '.');  // of tests with parameters
    return name;
  }

  const std::shared_ptr<ConnectionPool> connections_ =
      std::make_shared<ConnectionPool>(must(parse_postgres_address(address(), StoreNeeded::yes)));
  const ConnectionOptions options_ = must(parse_postgres_address(address(), StoreNeeded::yes));
};

}  // namespace postroom::storage::postgres
