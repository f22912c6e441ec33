#include "mapi/rows/mapi_test.h"

#include "mapi/host/provider_admin.h"

namespace mapi_host {

MapiTest::MapiTest() : address_(ground->address("mail")), buffers_before_(buffers_out()) { configure(address_); }

MapiTest::~MapiTest() {
  close_sessions();
  EXPECT_EQ(buffers_out(), buffers_before_) << "buffers that nobody freed";
  EXPECT_EQ(misuse(), std::vector<std::string>{});
}

Ptr<ProfileSection> MapiTest::configure(const std::string& address, const LogonSettings& settings) {
  Ptr<ProfileSection> section(new ProfileSection);
  const Ptr<ProviderAdmin> admin(new ProviderAdmin(section));
  Values values;
  values.add(PR_POSTROOM_ADDRESS_W, address).add(PR_POSTROOM_NAME_W, settings.name);
  const Ptr<Support> support(new Support(section));
  const HRESULT configured = exports().service_entry(nullptr, nullptr, support.get(), 0, 0, MSG_SERVICE_CONFIGURE,
                                                     values.count(), values.data(), admin.get(), nullptr);
  if (configured != S_OK) throw std::runtime_error("MSGServiceEntry: " + hex(configured));
  return section;
}

std::string MapiTest::other_address(const std::string& name) {
  auto [found, made] = others_.try_emplace(name, ground->address(name));
  if (made) configure(found->second);
  return found->second;
}

Session& MapiTest::session_on(const std::string& address, const LogonSettings& settings) {
  return sessions_.emplace_back(address, settings);
}

Session& MapiTest::session(const LogonSettings& settings) { return session_on(address_, settings); }

Session& MapiTest::ana() {
  if (!ana_) ana_ = &session({});
  return *ana_;
}

Session& MapiTest::ben() {
  if (!ben_) {
    LogonSettings settings;
    settings.name = "Ben Okafor";
    ben_ = &session(settings);
  }
  return *ben_;
}

void MapiTest::close_sessions() {
  ana_ = ben_ = nullptr;
  sessions_.clear();
}

}  // namespace mapi_host
