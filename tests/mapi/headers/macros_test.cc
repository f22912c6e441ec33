// Macros that make tags and sizes, and the numbers that values_test.cc leaves out.
#include <gtest/gtest.h>
#include <mapidefs.h>

#include <cstddef>

namespace mapi_headers {
namespace {

constexpr ULONG kName = PROP_TAG(PT_UNICODE, 0x3001);

TEST(Macros, TagsComeApartAsTheyWerePutTogether) {
  EXPECT_EQ(kName, 0x3001001FU);
  EXPECT_EQ(PROP_ID(kName), 0x3001U);
  EXPECT_EQ(PROP_TYPE(kName), PT_UNICODE);
  EXPECT_EQ(CHANGE_PROP_TYPE(kName, PT_STRING8), 0x3001001EU);
  EXPECT_EQ(PROP_ID(PROP_TAG(PT_LONG, 0xFFFF)), PROP_ID_INVALID);
  EXPECT_EQ(PR_NULL, 1U);
}

TEST(Macros, SeveralValuesAreAFlagOfTheType) {
  EXPECT_EQ(PT_MV_UNICODE, 0x101FU);
  EXPECT_EQ(MVI_PROP(kName), 0x3001301FU);
  EXPECT_EQ(PROP_TYPE(MVI_PROP(kName)) & ~MVI_FLAG, PT_UNICODE);
}

TEST(Macros, TextsAreNarrowUnlessUnicodeIsDefined) {
  EXPECT_EQ(PT_TSTRING, PT_STRING8);
  EXPECT_EQ(PT_MV_TSTRING, PT_MV_STRING8);
  EXPECT_EQ(fMapiUnicode, 0U);
  EXPECT_STREQ(TEXT("narrow"), "narrow");
}

TEST(Macros, SizesCountTheArrayAtTheEnd) {
  SPropTagArray tags = {1, {kName}};
  EXPECT_EQ(CbSPropTagArray(&tags), sizeof(tags));
  SPropProblemArray problems = {1, {}};
  EXPECT_EQ(CbSPropProblemArray(&problems), sizeof(problems));
  FLATENTRY entry = {5, {}};
  EXPECT_EQ(CbFLATENTRY(&entry), 9U);
  FLATENTRYLIST entries = {1, 12, {}};
  EXPECT_EQ(CbFLATENTRYLIST(&entries), 20U);
  MTSID message = {7, {}};
  EXPECT_EQ(CbMTSID(&message), 11U);
  FLATMTSIDLIST messages = {1, 11, {}};
  EXPECT_EQ(CbFLATMTSIDLIST(&messages), 19U);
  FlagList flags = {2, {}};
  EXPECT_EQ(CbFlagList(&flags), 12U);
  SRowSet rows = {2, {}};
  EXPECT_EQ(CbSRowSet(&rows), 40U);
  ADRLIST recipients = {2, {}};
  EXPECT_EQ(CbADRLIST(&recipients), 40U);
  SSortOrderSet order = {2, 0, 0, {}};
  EXPECT_EQ(CbSSortOrderSet(&order), 28U);
}

TEST(Macros, CountsBeyond32BitsDoNotWrap) {
  const std::size_t many = std::size_t{1} << 30;
  EXPECT_EQ(CbNewSPropTagArray(many), 4 + (std::size_t{1} << 32));
  EXPECT_EQ(CbNewSRowSet(0xFFFFFFFFU), 8 + std::size_t{0xFFFFFFFF} * sizeof(SRow));
}

TEST(Macros, SizedVariablesHaveRoomForWhatTheirTypeCounts) {
  static SizedSRowSet(3, rows) = {3, {}};
  EXPECT_EQ(sizeof rows, CbNewSRowSet(3));
  SizedADRLIST(3, recipients) = {};
  EXPECT_EQ(sizeof recipients, CbNewADRLIST(3));
  SizedSSortOrderSet(3, order) = {};
  EXPECT_EQ(sizeof order, CbNewSSortOrderSet(3));
  SizedSPropProblemArray(3, problems) = {};
  EXPECT_EQ(sizeof problems, CbNewSPropProblemArray(3));
  SizedENTRYID(44, entry) = {};
  EXPECT_EQ(sizeof entry, CbNewENTRYID(44));
}

TEST(Macros, TypesInAnotherForestAreTakenApart) {
  const ULONG type = DTE_FLAG_REMOTE_VALID | DTE_FLAG_ACL_CAPABLE | DT_ROOM << 8 | DT_REMOTE_MAILUSER;
  EXPECT_TRUE(DTE_IS_REMOTE_VALID(type));
  EXPECT_TRUE(DTE_IS_ACL_CAPABLE(type));
  EXPECT_EQ(DTE_REMOTE(type), DT_ROOM);
  EXPECT_EQ(DTE_LOCAL(type), DT_REMOTE_MAILUSER);
  EXPECT_FALSE(DTE_IS_REMOTE_VALID(DT_SEC_DISTLIST));
}

TEST(Macros, ResultsComeApart) {
  EXPECT_TRUE(FAILED(MAPI_E_OBJECT_CHANGED));
  EXPECT_TRUE(SUCCEEDED(MAPI_W_PARTIAL_COMPLETION));
  EXPECT_EQ(SCODE_FACILITY(MAPI_E_OBJECT_CHANGED), FACILITY_ITF);
  EXPECT_EQ(SCODE_CODE(MAPI_E_OBJECT_CHANGED), 0x109U);
  EXPECT_EQ(SCODE_SEVERITY(MAPI_W_PARTIAL_COMPLETION), SEVERITY_SUCCESS);
  EXPECT_EQ(ResultFromScode(GetScode(E_FAIL)), E_FAIL);
}

TEST(Macros, FlagsWithTheSameNameElsewhereHaveTheNumbersOfTheDocumentation) {
  EXPECT_EQ(MAPI_CACHE_ONLY, 0x4000U);
  EXPECT_EQ(MAPI_NO_CACHE, 0x200U);
  EXPECT_EQ(MDB_ONLINE, 0x100U);
  EXPECT_EQ(ITEMPROC_FORCE, 0x800U);
  EXPECT_EQ(NON_EMS_XP_SAVE, 0x1000U);
  EXPECT_EQ(SPAMFILTER_ONSAVE, 0x80U);
  EXPECT_EQ(MAPI_FORCE_ACCESS, 0x80000U);
  EXPECT_EQ(CALLBACK_DISCONTINUE, 0x80000000U);
  EXPECT_EQ(STATUS_REMOTE_ACCESS, 0x800000U);
  EXPECT_EQ(MAPI_DIAG_MAIL_RECIPIENT_UNKNOWN, 35);
  EXPECT_EQ(MAPI_REASON_DIRECTORY_OPERATN_FAILED, 6);
  EXPECT_EQ(ATTACH_BY_WEBREFERENCE, 7U);
}

}  // namespace
}  // namespace mapi_headers
