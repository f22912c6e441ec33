// The results of MAPI's methods by number.
#include <gtest/gtest.h>
#include <mapicode.h>

#include <utility>
#include <vector>

namespace mapi_headers {
namespace {

using Results = std::vector<std::pair<HRESULT, ULONG>>;

void expect_all(const Results& results) {
  for (std::size_t i = 0; i < results.size(); ++i) {
    EXPECT_EQ(static_cast<ULONG>(results[i].first), results[i].second) << "result " << i;
  }
}

TEST(Results, ErrorsThatComHasTooHaveTheirNumbers) {
  expect_all({{MAPI_E_CALL_FAILED, 0x80004005},
              {MAPI_E_NO_ACCESS, 0x80070005},
              {MAPI_E_NOT_ENOUGH_MEMORY, 0x8007000E},
              {MAPI_E_INVALID_PARAMETER, 0x80070057},
              {MAPI_E_INTERFACE_NOT_SUPPORTED, 0x80004002},
              {STG_E_ACCESSDENIED, 0x80030005}});
}

TEST(Results, ErrorsOfAnyMethodHaveTheirNumbers) {
  expect_all({{MAPI_E_NO_SUPPORT, 0x80040102},
              {MAPI_E_BAD_CHARWIDTH, 0x80040103},
              {MAPI_E_STRING_TOO_LONG, 0x80040105},
              {MAPI_E_UNKNOWN_FLAGS, 0x80040106},
              {MAPI_E_INVALID_ENTRYID, 0x80040107},
              {MAPI_E_INVALID_OBJECT, 0x80040108},
              {MAPI_E_OBJECT_CHANGED, 0x80040109},
              {MAPI_E_OBJECT_DELETED, 0x8004010A},
              {MAPI_E_BUSY, 0x8004010B},
              {MAPI_E_NOT_ENOUGH_DISK, 0x8004010D},
              {MAPI_E_NOT_ENOUGH_RESOURCES, 0x8004010E},
              {MAPI_E_NOT_FOUND, 0x8004010F},
              {MAPI_E_VERSION, 0x80040110},
              {MAPI_E_LOGON_FAILED, 0x80040111},
              {MAPI_E_USER_CANCEL, 0x80040113},
              {MAPI_E_UNABLE_TO_ABORT, 0x80040114},
              {MAPI_E_NETWORK_ERROR, 0x80040115},
              {MAPI_E_DISK_ERROR, 0x80040116},
              {MAPI_E_TOO_COMPLEX, 0x80040117},
              {MAPI_E_EXTENDED_ERROR, 0x80040119},
              {MAPI_E_COMPUTED, 0x8004011A},
              {MAPI_E_CORRUPT_DATA, 0x8004011B},
              {MAPI_E_UNCONFIGURED, 0x8004011C},
              {MAPI_E_FAILONEPROVIDER, 0x8004011D},
              {MAPI_E_UNKNOWN_CPID, 0x8004011E},
              {MAPI_E_UNKNOWN_LCID, 0x8004011F}});
}

TEST(Results, ErrorsOfObjectsHaveTheirNumbers) {
  expect_all({{MAPI_E_END_OF_SESSION, 0x80040200},
              {MAPI_E_UNKNOWN_ENTRYID, 0x80040201},
              {MAPI_E_INVALID_TYPE, 0x80040302},
              {MAPI_E_UNEXPECTED_TYPE, 0x80040304},
              {MAPI_E_TOO_BIG, 0x80040305},
              {MAPI_E_DECLINE_COPY, 0x80040306},
              {MAPI_E_UNEXPECTED_ID, 0x80040307},
              {MAPI_E_UNABLE_TO_COMPLETE, 0x80040400},
              {MAPI_E_TIMEOUT, 0x80040401},
              {MAPI_E_INVALID_BOOKMARK, 0x80040405},
              {MAPI_E_NOT_IN_QUEUE, 0x80040601},
              {MAPI_E_NO_SUPPRESS, 0x80040602},
              {MAPI_E_COLLISION, 0x80040604},
              {MAPI_E_NOT_INITIALIZED, 0x80040605},
              {MAPI_E_NO_RECIPIENTS, 0x80040607},
              {MAPI_E_SUBMITTED, 0x80040608},
              {MAPI_E_HAS_FOLDERS, 0x80040609},
              {MAPI_E_HAS_MESSAGES, 0x8004060A},
              {MAPI_E_FOLDER_CYCLE, 0x8004060B}});
}

TEST(Results, WarningsAreSuccesses) {
  expect_all({{MAPI_W_ERRORS_RETURNED, 0x00040380},
              {MAPI_W_POSITION_CHANGED, 0x00040481},
              {MAPI_W_APPROX_COUNT, 0x00040482},
              {MAPI_W_PARTIAL_COMPLETION, 0x00040680}});
  EXPECT_FALSE(FAILED(MAPI_W_PARTIAL_COMPLETION));
  EXPECT_TRUE(FAILED(MAPI_E_OBJECT_CHANGED));
}

}  // namespace
}  // namespace mapi_headers
