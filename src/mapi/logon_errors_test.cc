#include "mapi/logon_errors.h"

#include <gtest/gtest.h>

namespace postroom::mapi {
namespace {

HRESULT answer(Code code, AddressKind kind) { return logon_error({code, "text", {}}, kind); }

TEST(LogonErrorsTest, leave_the_service_alone_where_a_password_is_missing_or_wrong) {
  EXPECT_EQ(answer(Code::no_access, AddressKind::database), MAPI_E_FAILONEPROVIDER);
}

TEST(LogonErrorsTest, leave_the_service_alone_where_it_may_work_later) {
  EXPECT_EQ(answer(Code::io_error, AddressKind::database), MAPI_E_FAILONEPROVIDER);
  EXPECT_EQ(answer(Code::busy, AddressKind::file), MAPI_E_FAILONEPROVIDER);
}

TEST(LogonErrorsTest, ask_for_configuration_where_the_address_is_none) {
  EXPECT_EQ(answer(Code::invalid_argument, AddressKind::file), MAPI_E_UNCONFIGURED);
}

TEST(LogonErrorsTest, fail_the_logon_where_a_person_would_have_to_be_asked) {
  EXPECT_EQ(answer(Code::not_found, AddressKind::file), MAPI_E_LOGON_FAILED);
  EXPECT_EQ(answer(Code::no_access, AddressKind::file), MAPI_E_LOGON_FAILED);
  EXPECT_EQ(answer(Code::not_a_store, AddressKind::database), MAPI_E_LOGON_FAILED);
  EXPECT_EQ(answer(Code::newer_format, AddressKind::file), MAPI_E_LOGON_FAILED);
}

}  // namespace
}  // namespace postroom::mapi
