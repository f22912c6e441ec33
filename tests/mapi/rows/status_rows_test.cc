// Rows 32 to 36: the store's row in the status table, and its status object.
#include "mapi/rows/mapi_test.h"

namespace mapi_host {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;

Ptr<IMAPIStatus> status_of(Session& session, ULONG flags = 0, LPCIID iid = nullptr) {
  ULONG type = 0;
  void* entry = nullptr;
  EXPECT_HR(S_OK, session.logon()->OpenStatusEntry(iid, flags, &type, &entry));
  EXPECT_EQ(type, ULONG{MAPI_STATUS});
  return Ptr<IMAPIStatus>(static_cast<IMAPIStatus*>(entry));
}

TEST_F(RowTest, r032_the_logon_adds_one_row_with_the_columns_of_a_provider) {
  const auto record = ana().support().record();
  ASSERT_EQ(record.status_rows.size(), 1U);
  EXPECT_THAT(record.status_flags, ElementsAre(0U)) << "a new row";
  const auto& row = record.status_rows[0];
  ASSERT_TRUE(row.count(PR_DISPLAY_NAME_W) && row.count(PR_PROVIDER_DISPLAY_W) &&
              row.count(PR_RESOURCE_METHODS));
  EXPECT_EQ(row.at(PR_DISPLAY_NAME_W), get_text(ana().store(), PR_DISPLAY_NAME_W));
  EXPECT_EQ(row.at(PR_STATUS_CODE), std::to_string(STATUS_AVAILABLE));
  for (const ULONG of_mapi :
       {PR_PROVIDER_DLL_NAME_W, PR_RESOURCE_TYPE, PR_ENTRYID, PR_ROWID, PR_INSTANCE_KEY}) {
    EXPECT_EQ(row.count(of_mapi), 0U) << "MAPI computes " << of_mapi;
  }
  for (const ULONG identity : {PR_IDENTITY_DISPLAY_W, PR_IDENTITY_ENTRYID, PR_IDENTITY_SEARCH_KEY}) {
    EXPECT_EQ(row.count(identity), 0U) << "all of them or none: " << identity;
  }
}

TEST_F(RowTest, r032_the_row_is_of_a_message_store_and_says_what_the_status_object_says) {
  const auto row = ana().support().record().status_rows.at(0);
  const auto status = status_of(ana());
  EXPECT_EQ(get_number(*status, PR_RESOURCE_TYPE), LONG{MAPI_STORE_PROVIDER});
  EXPECT_EQ(get_number(*status, PR_OBJECT_TYPE), LONG{MAPI_STATUS});
  EXPECT_EQ(get_text(*status, PR_DISPLAY_NAME_W), row.at(PR_DISPLAY_NAME_W));
  EXPECT_EQ(get_text(*status, PR_PROVIDER_DISPLAY_W), row.at(PR_PROVIDER_DISPLAY_W));
  EXPECT_EQ(std::to_string(get_number(*status, PR_STATUS_CODE).value_or(0)), row.at(PR_STATUS_CODE));
  EXPECT_EQ(std::to_string(get_number(*status, PR_RESOURCE_METHODS).value_or(0)),
            row.at(PR_RESOURCE_METHODS));
}

TEST_F(RowTest, r032_what_has_not_changed_is_not_told_again) {
  const auto status = status_of(ana());
  EXPECT_HR(S_OK, status->ValidateState(0, SUPPRESS_UI));
  EXPECT_HR(S_OK, status->ValidateState(0, SUPPRESS_UI));
  EXPECT_EQ(ana().support().record().status_rows.size(), 1U);
}

TEST_F(RowTest, r033_a_status_that_is_asked_for_writing_is_given_for_reading) {
  for (const ULONG flags : {ULONG{0}, ULONG{MAPI_MODIFY}}) {
    const auto status = status_of(ana(), flags);
    ASSERT_TRUE(status);
    EXPECT_EQ(get_number(*status, PR_ACCESS_LEVEL), 0);
    EXPECT_NE(S_OK, set_text(*status, PR_DISPLAY_NAME_W, "changed"));
    EXPECT_NE(get_text(*status, PR_DISPLAY_NAME_W), "changed");
    EXPECT_HR(MAPI_E_NO_ACCESS, status->DeleteProps(Tags({PR_DISPLAY_NAME_W}).get(), nullptr));
  }
}

TEST_F(RowTest, r033_the_status_comes_by_its_own_interface_or_one_of_its_bases) {
  for (const IID& iid : {IID_IMAPIStatus, IID_IMAPIProp, IID_IUnknown})
    EXPECT_TRUE(status_of(ana(), 0, &iid));
  ULONG type = 7;
  void* entry = &type;
  EXPECT_HR(MAPI_E_INTERFACE_NOT_SUPPORTED, ana().logon()->OpenStatusEntry(&IID_IMessage, 0, &type, &entry));
  EXPECT_EQ(entry, nullptr);
  EXPECT_EQ(type, 0U);
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, ana().logon()->OpenStatusEntry(nullptr, 0, &type, nullptr));
}

TEST_F(RowTest, r033_the_status_ends_with_the_session) {
  Session& session = this->session({});
  const auto status = status_of(session);
  session.log_off();
  EXPECT_HR(MAPI_E_INVALID_OBJECT, status->ValidateState(0, 0));
  EXPECT_EQ(get_error(*status, PR_STATUS_CODE), MAPI_E_CALL_FAILED);
}

TEST_F(RowTest, r034_a_store_that_answers_is_valid_and_unknown_flags_are_refused) {
  const auto status = status_of(ana());
  for (const ULONG flags :
       {ULONG{0}, ULONG{SUPPRESS_UI}, ULONG{CONFIG_CHANGED}, ULONG{REFRESH_XP_HEADER_CACHE}}) {
    EXPECT_HR(S_OK, status->ValidateState(0, flags)) << flags;
  }
  EXPECT_HR(MAPI_E_UNKNOWN_FLAGS, status->ValidateState(0, 0x40000000));
  EXPECT_NE(get_number(*status, PR_RESOURCE_METHODS).value_or(0) & LONG{STATUS_VALIDATE_STATE}, 0);
}

TEST_F(RowTest, r035_there_is_no_dialog_and_no_bit_says_so) {
  const auto status = status_of(ana());
  for (const ULONG flags : {ULONG{0}, ULONG{UI_READONLY}}) {
    EXPECT_HR(MAPI_E_NO_SUPPORT, status->SettingsDialog(0, flags));
  }
  EXPECT_EQ(get_number(*status, PR_RESOURCE_METHODS).value_or(-1) & LONG{STATUS_SETTINGS_DIALOG}, 0);
}

TEST_F(RowTest, r036_there_is_neither_password_nor_queue_and_no_bit_says_so) {
  const auto status = status_of(ana());
  char word[] = "word";
  EXPECT_HR(MAPI_E_NO_SUPPORT, status->ChangePassword(word, word, 0));
  EXPECT_HR(MAPI_E_NO_SUPPORT, status->FlushQueues(0, 0, nullptr, 0));
  const LONG methods = get_number(*status, PR_RESOURCE_METHODS).value_or(-1);
  EXPECT_EQ(methods & LONG{STATUS_CHANGE_PASSWORD | STATUS_FLUSH_QUEUES}, 0);
}

}  // namespace
}  // namespace mapi_host
