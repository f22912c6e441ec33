// Sizes of MAPI's structures and where their members stand, with pointers of 64 bits: what clients and
// providers that were compiled elsewhere read and write.
#include <gtest/gtest.h>
#include <mapidefs.h>
#include <postroom_mapi.h>

#include <cstddef>
#include <vector>

namespace mapi_headers {
namespace {

static_assert(sizeof(void*) == 8, "these are the numbers for 64 bits");

using Numbers = std::vector<std::size_t>;

TEST(Layout, PlainTypesHaveTheirWidths) {
  EXPECT_EQ(
      (Numbers{sizeof(ULONG), sizeof(LONG), sizeof(DWORD), sizeof(BOOL), sizeof(HRESULT), sizeof(SCODE)}),
      Numbers(6, 4));
  EXPECT_EQ((Numbers{sizeof(USHORT), sizeof(SHORT), sizeof(WORD), sizeof(BYTE)}), (Numbers{2, 2, 2, 1}));
  EXPECT_EQ((Numbers{sizeof(ULONG_PTR), sizeof(BOOKMARK), sizeof(LONGLONG), sizeof(LPTSTR)}), Numbers(4, 8));
  EXPECT_EQ((Numbers{sizeof(FILETIME), sizeof(LARGE_INTEGER), sizeof(ULARGE_INTEGER), sizeof(CURRENCY)}),
            Numbers(4, 8));
  EXPECT_EQ((Numbers{sizeof(GUID), sizeof(MAPIUID), sizeof(WCHAR)}), (Numbers{16, 16, sizeof(wchar_t)}));
}

TEST(Layout, EntryIdsHaveTheirFlagsBeforeTheirBytes) {
  EXPECT_EQ((Numbers{offsetof(ENTRYID, abFlags), offsetof(ENTRYID, ab)}), (Numbers{0, 4}));
  EXPECT_EQ(CbNewENTRYID(44), 48U);
  EXPECT_EQ(alignof(ENTRYID), 1U);  // they come from any address
  EXPECT_EQ((Numbers{offsetof(FLATENTRY, abEntry), CbNewFLATENTRY(48)}), (Numbers{4, 52}));
  EXPECT_EQ((Numbers{offsetof(FLATENTRYLIST, cbEntries), offsetof(FLATENTRYLIST, abEntries)}),
            (Numbers{4, 8}));
  EXPECT_EQ((Numbers{offsetof(MTSID, ab), offsetof(FLATMTSIDLIST, abMTSIDs)}), (Numbers{4, 8}));
}

TEST(Layout, TagsAndNamesHaveTheirForm) {
  EXPECT_EQ((Numbers{offsetof(SPropTagArray, cValues), offsetof(SPropTagArray, aulPropTag)}),
            (Numbers{0, 4}));
  EXPECT_EQ(CbNewSPropTagArray(3), 16U);
  SizedSPropTagArray(5, tags) = {};
  EXPECT_EQ(sizeof tags, CbNewSPropTagArray(5));
  EXPECT_EQ((Numbers{offsetof(MAPINAMEID, lpguid), offsetof(MAPINAMEID, ulKind), offsetof(MAPINAMEID, Kind),
                     sizeof(MAPINAMEID)}),
            (Numbers{0, 8, 16, 24}));
}

TEST(Layout, PropertyValuesHaveTheirForm) {
  EXPECT_EQ((Numbers{offsetof(SPropValue, ulPropTag), offsetof(SPropValue, dwAlignPad),
                     offsetof(SPropValue, Value), sizeof(SPropValue)}),
            (Numbers{0, 4, 8, 24}));
  EXPECT_EQ((Numbers{offsetof(SBinary, cb), offsetof(SBinary, lpb), sizeof(SBinary)}), (Numbers{0, 8, 16}));
  EXPECT_EQ(
      (Numbers{sizeof(SShortArray), sizeof(SLongArray), sizeof(SRealArray), sizeof(SDoubleArray),
               sizeof(SCurrencyArray), sizeof(SAppTimeArray), sizeof(SDateTimeArray), sizeof(SBinaryArray),
               sizeof(SLPSTRArray), sizeof(SWStringArray), sizeof(SGuidArray), sizeof(SLargeIntegerArray)}),
      Numbers(12, 16));
  EXPECT_EQ((Numbers{offsetof(SWStringArray, cValues), offsetof(SWStringArray, lppszW), sizeof(__UPV)}),
            (Numbers{0, 8, 16}));
}

TEST(Layout, ProblemsAndErrorsHaveTheirForm) {
  EXPECT_EQ((Numbers{offsetof(SPropProblem, ulIndex), offsetof(SPropProblem, ulPropTag),
                     offsetof(SPropProblem, scode), sizeof(SPropProblem)}),
            (Numbers{0, 4, 8, 12}));
  EXPECT_EQ((Numbers{offsetof(SPropProblemArray, aProblem), CbNewSPropProblemArray(2)}), (Numbers{4, 28}));
  EXPECT_EQ((Numbers{offsetof(MAPIERROR, ulVersion), offsetof(MAPIERROR, lpszError),
                     offsetof(MAPIERROR, lpszComponent), offsetof(MAPIERROR, ulLowLevelError),
                     offsetof(MAPIERROR, ulContext), sizeof(MAPIERROR)}),
            (Numbers{0, 8, 16, 24, 28, 32}));
}

// A list of recipients may be read as rows, so the two have one form.
TEST(Layout, RowsAndRecipientsHaveOneForm) {
  EXPECT_EQ((Numbers{offsetof(SRow, ulAdrEntryPad), offsetof(SRow, cValues), offsetof(SRow, lpProps),
                     sizeof(SRow)}),
            (Numbers{0, 4, 8, 16}));
  EXPECT_EQ((Numbers{offsetof(ADRENTRY, ulReserved1), offsetof(ADRENTRY, cValues),
                     offsetof(ADRENTRY, rgPropVals), sizeof(ADRENTRY)}),
            (Numbers{0, 4, 8, 16}));
  EXPECT_EQ((Numbers{offsetof(SRowSet, aRow), offsetof(ADRLIST, aEntries)}), (Numbers{8, 8}));
  EXPECT_EQ((Numbers{CbNewSRowSet(3), CbNewADRLIST(3)}), (Numbers{56, 56}));
}

TEST(Layout, OrdersHaveTheirForm) {
  EXPECT_EQ((Numbers{offsetof(SSortOrder, ulPropTag), offsetof(SSortOrder, ulOrder), sizeof(SSortOrder)}),
            (Numbers{0, 4, 8}));
  EXPECT_EQ((Numbers{offsetof(SSortOrderSet, cSorts), offsetof(SSortOrderSet, cCategories),
                     offsetof(SSortOrderSet, cExpanded), offsetof(SSortOrderSet, aSort)}),
            (Numbers{0, 4, 8, 12}));
  EXPECT_EQ(CbNewSSortOrderSet(2), 28U);
}

TEST(Layout, RestrictionsHaveTheirForm) {
  EXPECT_EQ((Numbers{offsetof(SRestriction, rt), offsetof(SRestriction, res), sizeof(SRestriction)}),
            (Numbers{0, 8, 32}));
  EXPECT_EQ((Numbers{offsetof(SAndRestriction, lpRes), offsetof(SOrRestriction, lpRes),
                     offsetof(SNotRestriction, lpRes), offsetof(SSubRestriction, lpRes),
                     offsetof(SCountRestriction, lpRes)}),
            Numbers(5, 8));
  EXPECT_EQ((Numbers{offsetof(SContentRestriction, ulPropTag), offsetof(SContentRestriction, lpProp),
                     offsetof(SPropertyRestriction, ulPropTag), offsetof(SPropertyRestriction, lpProp)}),
            (Numbers{4, 8, 4, 8}));
  EXPECT_EQ((Numbers{offsetof(SComparePropsRestriction, ulPropTag2), offsetof(SBitMaskRestriction, ulMask),
                     offsetof(SSizeRestriction, cb), offsetof(SExistRestriction, ulReserved2)}),
            Numbers(4, 8));
  EXPECT_EQ((Numbers{offsetof(SCommentRestriction, lpRes), offsetof(SCommentRestriction, lpProp)}),
            (Numbers{8, 16}));
}

TEST(Layout, NotificationsOfObjectsHaveTheirForm) {
  EXPECT_EQ(
      (Numbers{offsetof(NOTIFICATION, ulEventType), offsetof(NOTIFICATION, info), sizeof(NOTIFICATION)}),
      (Numbers{0, 8, 88}));
  using O = OBJECT_NOTIFICATION;
  EXPECT_EQ((Numbers{offsetof(O, cbEntryID), offsetof(O, lpEntryID), offsetof(O, ulObjType),
                     offsetof(O, cbParentID), offsetof(O, lpParentID), offsetof(O, cbOldID),
                     offsetof(O, lpOldID), offsetof(O, cbOldParentID), offsetof(O, lpOldParentID),
                     offsetof(O, lpPropTagArray), sizeof(O)}),
            (Numbers{0, 8, 16, 20, 24, 32, 40, 48, 56, 64, 72}));
  using N = NEWMAIL_NOTIFICATION;
  EXPECT_EQ(
      (Numbers{offsetof(N, lpEntryID), offsetof(N, cbParentID), offsetof(N, lpParentID), offsetof(N, ulFlags),
               offsetof(N, lpszMessageClass), offsetof(N, ulMessageFlags), sizeof(N)}),
      (Numbers{8, 16, 24, 32, 40, 48, 56}));
}

TEST(Layout, OtherNotificationsHaveTheirForm) {
  using T = TABLE_NOTIFICATION;
  EXPECT_EQ((Numbers{offsetof(T, ulTableEvent), offsetof(T, hResult), offsetof(T, propIndex),
                     offsetof(T, propPrior), offsetof(T, row), sizeof(T)}),
            (Numbers{0, 4, 8, 32, 56, 80}));
  using E = ERROR_NOTIFICATION;
  EXPECT_EQ(
      (Numbers{offsetof(E, lpEntryID), offsetof(E, scode), offsetof(E, ulFlags), offsetof(E, lpMAPIError)}),
      (Numbers{8, 16, 20, 24}));
  using X = EXTENDED_NOTIFICATION;
  EXPECT_EQ((Numbers{offsetof(X, ulEvent), offsetof(X, cb), offsetof(X, pbEventParameters)}),
            (Numbers{0, 4, 8}));
  using S = STATUS_OBJECT_NOTIFICATION;
  EXPECT_EQ((Numbers{offsetof(S, lpEntryID), offsetof(S, cValues), offsetof(S, lpPropVals)}),
            (Numbers{8, 16, 24}));
}

TEST(Layout, StatusOfAStreamHasItsForm) {
  using S = STATSTG;
  EXPECT_EQ(
      (Numbers{offsetof(S, pwcsName), offsetof(S, type), offsetof(S, cbSize), offsetof(S, mtime),
               offsetof(S, ctime), offsetof(S, atime), offsetof(S, grfMode), offsetof(S, grfLocksSupported),
               offsetof(S, clsid), offsetof(S, grfStateBits), offsetof(S, reserved), sizeof(S)}),
      (Numbers{0, 8, 16, 24, 32, 40, 48, 52, 56, 72, 76, 80}));
}

TEST(Layout, StructuresOfDialogsHaveTheirForm) {
  EXPECT_EQ((Numbers{sizeof(DTBLPAGE), offsetof(FlagList, ulFlag)}), (Numbers{16, 4}));
  using A = ADRPARM;
  EXPECT_EQ((Numbers{offsetof(A, lpABContEntryID), offsetof(A, lpfnABSDI), offsetof(A, lpszCaption),
                     offsetof(A, cDestFields), offsetof(A, lppszDestTitles), offsetof(A, lpHierRestriction),
                     sizeof(A)}),
            (Numbers{8, 48, 72, 96, 104, 128, 136}));
}

TEST(Layout, ConflictOfAMessageHasItsForm) {
  using C = POSTROOM_CONFLICT;
  EXPECT_EQ((Numbers{offsetof(C, lpEntryID), offsetof(C, lpszWho), offsetof(C, lpszClient),
                     offsetof(C, ftWhen), offsetof(C, fCanMerge), offsetof(C, cUnits),
                     offsetof(C, rgpszUnits), offsetof(C, rgulUnitStates), offsetof(C, lpTheirs), sizeof(C)}),
            (Numbers{8, 16, 24, 32, 40, 44, 48, 56, 64, 72}));
}

}  // namespace
}  // namespace mapi_headers
