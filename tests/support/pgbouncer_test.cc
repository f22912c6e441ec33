#include "support/pgbouncer.h"

#include "storage/postgres/address.h"
#include "support/must.h"

#include <gtest/gtest.h>

namespace postroom::testing {
namespace {

using storage::postgres::Connection;
using storage::postgres::Scope;
using storage::postgres::Sql;

const Sql kServerProcess("SELECT pg_backend_pid()::bigint", Scope::session);

std::unique_ptr<Connection> connect(const std::string& address) {
  return must(Connection::open(
      must(storage::postgres::parse_postgres_address(address, storage::postgres::StoreNeeded::no))));
}

TEST(PgBouncerTest, lends_one_connection_of_the_server_to_one_transaction_after_the_other) {
  const std::string address = PgBouncer::shared().through(PostgresServer::shared().database_address());
  const auto one = connect(address), other = connect(address);
  EXPECT_EQ(must(one->number(kServerProcess)), must(other->number(kServerProcess)));
}

TEST(PgBouncerTest, leads_to_no_server_but_its_own) {
  EXPECT_THROW(PgBouncer::shared().through("postgresql://elsewhere/mail?store=a"), std::runtime_error);
}

}  // namespace
}  // namespace postroom::testing
