// Sizes and members of what dialogs are described with: the structures of display tables are read by whoever
// shows the dialog, and their texts follow them in memory.
#include <gtest/gtest.h>
#include <mapidefs.h>

#include <cstddef>
#include <vector>

namespace mapi_headers {
namespace {

using Numbers = std::vector<std::size_t>;

TEST(DialogLayout, ControlsHaveTheirSizes) {
  EXPECT_EQ((Numbers{sizeof(DTBLLABEL), sizeof(DTBLGROUPBOX), sizeof(DTBLMVLISTBOX), sizeof(DTBLMVDDLBX)}),
            Numbers(4, 8));
  EXPECT_EQ((Numbers{sizeof(DTBLLBX), sizeof(DTBLCHECKBOX), sizeof(DTBLBUTTON)}), Numbers(3, 12));
  EXPECT_EQ((Numbers{sizeof(DTBLEDIT), sizeof(DTBLDDLBX), sizeof(DTBLPAGE)}), Numbers(3, 16));
  EXPECT_EQ((Numbers{sizeof(DTBLCOMBOBOX), sizeof(DTBLRADIOBUTTON)}), Numbers(2, 20));
}

TEST(DialogLayout, ControlsKeepTheirPropertiesInTheirPlaces) {
  EXPECT_EQ((Numbers{offsetof(DTBLEDIT, ulNumCharsAllowed), offsetof(DTBLEDIT, ulPropTag)}),
            (Numbers{8, 12}));
  EXPECT_EQ((Numbers{offsetof(DTBLLBX, ulPRSetProperty), offsetof(DTBLLBX, ulPRTableName)}), (Numbers{4, 8}));
  EXPECT_EQ((Numbers{offsetof(DTBLCOMBOBOX, ulPRPropertyName), offsetof(DTBLCOMBOBOX, ulPRTableName)}),
            (Numbers{12, 16}));
  EXPECT_EQ((Numbers{offsetof(DTBLDDLBX, ulPRDisplayProperty), offsetof(DTBLDDLBX, ulPRTableName)}),
            (Numbers{4, 12}));
  EXPECT_EQ((Numbers{offsetof(DTBLPAGE, ulbLpszComponent), offsetof(DTBLPAGE, ulContext)}), (Numbers{8, 12}));
  EXPECT_EQ((Numbers{offsetof(DTBLRADIOBUTTON, ulcButtons), offsetof(DTBLRADIOBUTTON, lReturnValue)}),
            (Numbers{8, 16}));
}

TEST(DialogLayout, TextFollowsItsControl) {
  SizedDtblEdit(8, edit) = {{sizeof(DTBLEDIT), 0, 7, PR_NULL}, "*"};
  EXPECT_EQ(reinterpret_cast<const char*>(&edit) + edit.dtbledit.ulbLpszCharsAllowed, edit.lpszCharsAllowed);
  SizedDtblPage(10, 20, page) = {};
  EXPECT_EQ(offsetof(decltype(page), lpszComponent), sizeof(DTBLPAGE) + 10 * sizeof(TCHAR));
}

TEST(DialogLayout, ListsOfControlsHaveTheirForm) {
  EXPECT_EQ(
      (Numbers{offsetof(DTCTL, ulCtlFlags), offsetof(DTCTL, lpbNotif), offsetof(DTCTL, cbNotif),
               offsetof(DTCTL, lpszFilter), offsetof(DTCTL, ulItemID), offsetof(DTCTL, ctl), sizeof(DTCTL)}),
      (Numbers{4, 8, 16, 24, 32, 40, 48}));
  EXPECT_EQ((Numbers{offsetof(DTPAGE, lpszResourceName), offsetof(DTPAGE, lpszComponent),
                     offsetof(DTPAGE, lpctl), sizeof(DTPAGE)}),
            (Numbers{8, 16, 24, 32}));
}

TEST(DialogLayout, VersionStandsInTheTopBitsOfTheAddressDialogsFlags) {
  EXPECT_EQ(SET_ADRPARM_VERSION(DIALOG_MODAL | AB_RESOLVE, 0x10000000), 0x10000021U);
  EXPECT_EQ(GET_ADRPARM_VERSION(0x10000021U), 0x10000000U);
  EXPECT_EQ(GET_ADRPARM_VERSION(DIALOG_MODAL), ADRPARM_HELP_CTX);
}

}  // namespace
}  // namespace mapi_headers
