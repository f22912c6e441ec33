// Accounts in a file or in a database, and the program that works on them.
#pragma once

#include "cli_fixture.h"
#include "support/postgres_server.h"

namespace postroom::tests {

class CliAccounts : public Cli, public ::testing::WithParamInterface<const char*> {
 protected:
  CliAccounts() {
    address_ = folder_ / "accounts";
    if (GetParam() == std::string("database")) {
      address_ = postroom::testing::PostgresServer::shared().make_database();
      done({"engine", "init", address_});
    }
    environment_["POSTROOM_ACCOUNTS"] = address_;
  }
  void add(const std::string& name) const {
    done({"user", "add", name, "--password-stdin"}, "correct horse\n");
  }

  std::string address_;
};

inline std::string engine_of(const ::testing::TestParamInfo<const char*>& info) { return info.param; }

}  // namespace postroom::tests
