// Rows 23 and 32 where they need a server: of PostgreSQL alone, by nature.
#include "mapi/rows/mapi_test.h"
#include "support/postgres_server.h"

using postroom::testing::PostgresServer;

namespace mapi_host {
namespace {

// Its server is this program's own, so that it may be stopped.
PostgresServer& server() {
  static PostgresServer own;
  return own;
}

class ServerOfOurOwn final : public postroom::testing::Ground {
 public:
  ServerOfOurOwn() : Ground(postroom::testing::Place::memory) {}
  std::string address(const std::string& store) const override { return server().address(store); }
};

Ptr<IMAPIStatus> status_of(Session& session) {
  ULONG type = 0;
  void* entry = nullptr;
  EXPECT_HR(S_OK, session.logon()->OpenStatusEntry(nullptr, 0, &type, &entry));
  return Ptr<IMAPIStatus>(static_cast<IMAPIStatus*>(entry));
}

std::string last_code(Session& session) {
  return session.support().record().status_rows.back().at(PR_STATUS_CODE);
}

TEST_F(RowTest, r032_a_server_that_is_down_is_offline_until_it_is_back) {
  const auto status = status_of(ana());
  ASSERT_HR(S_OK, status->ValidateState(0, SUPPRESS_UI));
  server().stop();
  EXPECT_TRUE(FAILED(status->ValidateState(0, SUPPRESS_UI)));
  EXPECT_EQ(last_code(ana()), std::to_string(STATUS_OFFLINE));
  EXPECT_EQ(get_number(*status, PR_STATUS_CODE), LONG{STATUS_OFFLINE});
  EXPECT_TRUE(FAILED(status->ValidateState(0, SUPPRESS_UI)));
  EXPECT_EQ(ana().support().record().status_rows.size(), 2U) << "told once";
  EXPECT_EQ(ana().support().record().status_flags.back(), ULONG{STATUSROW_UPDATE});
  server().start();
  EXPECT_HR(S_OK, status->ValidateState(0, SUPPRESS_UI));
  EXPECT_EQ(last_code(ana()), std::to_string(STATUS_AVAILABLE));
  EXPECT_EQ(get_number(*status, PR_STATUS_CODE), LONG{STATUS_AVAILABLE});
}

HRESULT try_logon(const Ptr<Support>& support) {
  const auto provider = new_provider();
  char profile[] = "test";
  Ptr<IMSLogon> logon;
  Ptr<IMsgStore> store;
  const HRESULT result = provider->Logon(support.get(), 0, profile, 0, nullptr, MDB_NO_DIALOG, nullptr,
                                         nullptr, nullptr, nullptr, logon.out(), store.out());
  EXPECT_EQ(static_cast<bool>(store), result == S_OK);
  return result;
}

TEST_F(RowTest, r023_a_server_that_is_down_fails_this_provider_alone) {
  const std::string id = add("one");
  close_sessions();
  server().stop();
  const Ptr<Support> support(new Support(make_section(address())));
  EXPECT_HR(MAPI_E_FAILONEPROVIDER, try_logon(support));
  EXPECT_TRUE(support->record().status_rows.empty());
  server().start();
  EXPECT_EQ(stored(id, PR_SUBJECT_W), "one");
}

TEST_F(RowTest, r023_a_server_that_does_not_let_the_user_in_fails_this_provider_alone) {
  const auto section = make_section(address());
  Values user;
  user.add(PR_POSTROOM_DATABASE_USER_W, "somebody unknown").add(PR_POSTROOM_PASSWORD_W, "a wrong one");
  section->set(user);
  EXPECT_HR(MAPI_E_FAILONEPROVIDER, try_logon(Ptr<Support>(new Support(section))));
}

}  // namespace

std::unique_ptr<postroom::testing::Ground> make_ground() { return std::make_unique<ServerOfOurOwn>(); }

}  // namespace mapi_host
