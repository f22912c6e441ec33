// What the tests of the provider share: a store that nobody else has, made by configuring the service, and people with
// sessions on it. Each test ends with every buffer freed and every reference given back.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <memory>

#include "mapi/host/session.h"
#include "mapi/host/sink.h"
#include "mapi/host/text.h"
#include "support/ground.h"

namespace mapi_host {

// On the engine that this program tests: on_sqlite.cc or on_postgres.cc.
std::unique_ptr<postroom::testing::Ground> make_ground();

// An HRESULT that says its number when a test fails.
inline std::string hex(HRESULT result) {
  char text[16];
  std::snprintf(text, sizeof text, "0x%08X", static_cast<unsigned>(result));
  return text;
}
#define EXPECT_HR(expected, actual) EXPECT_EQ(mapi_host::hex(expected), mapi_host::hex(actual))
#define ASSERT_HR(expected, actual) ASSERT_EQ(mapi_host::hex(expected), mapi_host::hex(actual))

class MapiTest : public ::testing::Test {
 protected:
  MapiTest();
  ~MapiTest() override;  // closes all sessions and looks whether anything is left

  const std::string& address() const { return address_; }
  // Another store, made at the first call.
  std::string other_address(const std::string& name = "other");
  // Makes a store by MSGServiceEntry; returns its section.
  Ptr<ProfileSection> configure(const std::string& address, const LogonSettings& settings = {});

  // Each has a provider object of its own, as processes have. Open until the end of the test or close_sessions().
  Session& ana();
  Session& ben();
  Session& session(const LogonSettings& settings);
  Session& session_on(const std::string& address, const LogonSettings& settings = {});
  void close_sessions();

  // In Ana's Inbox; the entry ID.
  std::string add(const std::string& subject, const std::string& body = "the first body") {
    return add_message(*ana().inbox(), subject, body);
  }
  // As it is stored, read anew.
  std::string stored(const std::string& entry_id, ULONG tag) {
    return get_text(*ana().open_message(entry_id, 0), tag).value_or("(none)");
  }

  const std::unique_ptr<postroom::testing::Ground> ground = make_ground();

 private:
  const std::string address_;
  const std::size_t buffers_before_;
  std::deque<Session> sessions_;
  Session* ana_ = nullptr;
  Session* ben_ = nullptr;
  std::map<std::string, std::string> others_;
};

// The fixture of the tests that are named after a row of the requirements' feature table: TEST_F(RowTest, r001_…).
class RowTest : public MapiTest {};

}  // namespace mapi_host
