// What tests of shared connections have in common: a name on them, by which the server can be asked after
// them.
#pragma once

#include "storage/postgres/test_store.h"

namespace postroom::storage::postgres {

class NamedConnectionsTest : public StoreTest {
 protected:
  ConnectionOptions named() const {
    ConnectionOptions with_name = options();
    with_name.address += "&application_name=" + name();
    return with_name;
  }
  // Ends the server's side of every one, as a restart would.
  void terminate_all() const {
    run_sql("SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity WHERE application_name = '" +
            name() + "'");
  }
  std::string count_open() const {
    return run_sql("SELECT count(*) FROM pg_stat_activity WHERE application_name = '" + name() + "'");
  }

 private:
  std::string name() const { return "n" + id(); }
};

}  // namespace postroom::storage::postgres
