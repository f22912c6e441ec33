// The numbers of MAPI: flags, bits, types and interface identifiers, against a list of their own.
#include <gtest/gtest.h>
#include <mapidefs.h>

#include <string>
#include <utility>
#include <vector>

namespace mapi_headers {
namespace {

using Pairs = std::vector<std::pair<ULONG, ULONG>>;

void expect_all_equal(const Pairs& pairs) {
  for (std::size_t i = 0; i < pairs.size(); ++i) EXPECT_EQ(pairs[i].first, pairs[i].second) << "pair " << i;
}

TEST(Values, TypesOfPropertiesHaveTheirNumbers) {
  expect_all_equal({{PT_UNSPECIFIED, 0},
                    {PT_NULL, 1},
                    {PT_I2, 2},
                    {PT_LONG, 3},
                    {PT_R4, 4},
                    {PT_DOUBLE, 5},
                    {PT_CURRENCY, 6},
                    {PT_APPTIME, 7},
                    {PT_ERROR, 0xA},
                    {PT_BOOLEAN, 0xB},
                    {PT_OBJECT, 0xD},
                    {PT_I8, 0x14},
                    {PT_STRING8, 0x1E},
                    {PT_UNICODE, 0x1F},
                    {PT_SYSTIME, 0x40},
                    {PT_CLSID, 0x48},
                    {PT_SVREID, 0xFB},
                    {PT_SRESTRICTION, 0xFD},
                    {PT_ACTIONS, 0xFE},
                    {PT_BINARY, 0x102},
                    {PT_MV_UNICODE, 0x101F},
                    {MVI_FLAG, 0x3000},
                    {PROP_TAG(PT_LONG, 0x0E07), 0x0E070003}});
  EXPECT_EQ(CHANGE_PROP_TYPE(0x0037001FU, PT_STRING8), 0x0037001EU);
}

TEST(Values, FlagsOfSavingHaveTheirNumbers) {
  expect_all_equal({{KEEP_OPEN_READONLY, 1},
                    {KEEP_OPEN_READWRITE, 2},
                    {FORCE_SAVE, 4},
                    {MAPI_DEFERRED_ERRORS, 8},
                    {SPAMFILTER_ONSAVE, 0x80},
                    {NON_EMS_XP_SAVE, 0x1000},
                    {ITEMPROC_FORCE, 0x800}});
}

TEST(Values, FlagsOfOpeningAndCopyingHaveTheirNumbers) {
  expect_all_equal({{MAPI_MODIFY, 1},        {MAPI_CREATE, 2},           {MAPI_BEST_ACCESS, 0x10},
                    {MAPI_ASSOCIATED, 0x40}, {MAPI_NO_CACHE, 0x200},     {MAPI_UNICODE, 0x80000000},
                    {SHOW_SOFT_DELETES, 2},  {DELETE_HARD_DELETE, 0x10}, {MAPI_MOVE, 1},
                    {MAPI_NOREPLACE, 2},     {MAPI_DECLINE_OK, 4},       {MAPI_DIALOG, 8},
                    {COPY_SUBFOLDERS, 0x10}, {OPEN_IF_EXISTS, 1},        {DEL_MESSAGES, 1},
                    {DEL_FOLDERS, 4},        {DEL_ASSOCIATED, 8},        {MDB_NO_DIALOG, 1},
                    {MDB_WRITE, 4},          {MDB_NO_MAIL, 0x80}});
}

TEST(Values, FlagsOfReadingHaveTheirNumbers) {
  expect_all_equal({{SUPPRESS_RECEIPT, 1},
                    {CLEAR_READ_FLAG, 4},
                    {GENERATE_RECEIPT_ONLY, 0x10},
                    {CLEAR_RN_PENDING, 0x20},
                    {CLEAR_NRN_PENDING, 0x40},
                    {MODRECIP_ADD, 2},
                    {MODRECIP_MODIFY, 4},
                    {MODRECIP_REMOVE, 8}});
}

TEST(Values, BitsOfMessagesHaveTheirNumbers) {
  expect_all_equal({{MSGFLAG_READ, 1},
                    {MSGFLAG_UNMODIFIED, 2},
                    {MSGFLAG_SUBMIT, 4},
                    {MSGFLAG_UNSENT, 8},
                    {MSGFLAG_HASATTACH, 0x10},
                    {MSGFLAG_FROMME, 0x20},
                    {MSGFLAG_ASSOCIATED, 0x40},
                    {MSGFLAG_RESEND, 0x80},
                    {MSGFLAG_RN_PENDING, 0x100},
                    {MSGFLAG_NRN_PENDING, 0x200},
                    {MSGFLAG_EVERREAD, 0x400},
                    {MSGSTATUS_HIGHLIGHTED, 1},
                    {MSGSTATUS_TAGGED, 2},
                    {MSGSTATUS_HIDDEN, 4},
                    {MSGSTATUS_DELMARKED, 8},
                    {MSGSTATUS_DRAFT, 0x100},
                    {MSGSTATUS_ANSWERED, 0x200},
                    {MSGSTATUS_IN_CONFLICT, 0x800},
                    {MSGSTATUS_REMOTE_DOWNLOAD, 0x1000},
                    {MSGSTATUS_REMOTE_DELETE, 0x2000}});
}

TEST(Values, BitsOfStoresHaveTheirNumbers) {
  expect_all_equal({{STORE_ENTRYID_UNIQUE, 1},
                    {STORE_READONLY, 2},
                    {STORE_SEARCH_OK, 4},
                    {STORE_MODIFY_OK, 8},
                    {STORE_CREATE_OK, 0x10},
                    {STORE_ATTACH_OK, 0x20},
                    {STORE_OLE_OK, 0x40},
                    {STORE_SUBMIT_OK, 0x80},
                    {STORE_NOTIFY_OK, 0x100},
                    {STORE_MV_PROPS_OK, 0x200},
                    {STORE_CATEGORIZE_OK, 0x400},
                    {STORE_RTF_OK, 0x800},
                    {STORE_RESTRICTION_OK, 0x1000},
                    {STORE_SORT_OK, 0x2000},
                    {STORE_PUBLIC_FOLDERS, 0x4000},
                    {STORE_UNCOMPRESSED_RTF, 0x8000},
                    {STORE_HTML_OK, 0x10000},
                    {STORE_ANSI_OK, 0x20000},
                    {STORE_UNICODE_OK, 0x40000},
                    {STORE_LOCALSTORE, 0x80000},
                    {STORE_ITEMPROC, 0x200000},
                    {STORE_PUSHER_OK, 0x800000},
                    {STORE_RULES_OK, 0x10000000},
                    {FOLDER_IPM_SUBTREE_VALID, 1},
                    {FOLDER_IPM_INBOX_VALID, 2},
                    {FOLDER_IPM_OUTBOX_VALID, 4},
                    {FOLDER_IPM_WASTEBASKET_VALID, 8},
                    {FOLDER_IPM_SENTMAIL_VALID, 0x10},
                    {FOLDER_VIEWS_VALID, 0x20},
                    {FOLDER_COMMON_VIEWS_VALID, 0x40},
                    {FOLDER_FINDER_VALID, 0x80}});
}

TEST(Values, RightsAndStatusHaveTheirNumbers) {
  expect_all_equal({{MAPI_ACCESS_MODIFY, 1},
                    {MAPI_ACCESS_READ, 2},
                    {MAPI_ACCESS_DELETE, 4},
                    {MAPI_ACCESS_CREATE_HIERARCHY, 8},
                    {MAPI_ACCESS_CREATE_CONTENTS, 0x10},
                    {MAPI_ACCESS_CREATE_ASSOCIATED, 0x20},
                    {STATUS_VALIDATE_STATE, 1},
                    {STATUS_SETTINGS_DIALOG, 2},
                    {STATUS_CHANGE_PASSWORD, 4},
                    {STATUS_FLUSH_QUEUES, 8},
                    {STATUS_AVAILABLE, 1},
                    {STATUS_OFFLINE, 2},
                    {STATUS_FAILURE, 4},
                    {STATUS_DEFAULT_STORE, 2},
                    {STATUS_SIMPLE_STORE, 8},
                    {STATUS_NO_PRIMARY_IDENTITY, 0x20},
                    {STATUS_NO_DEFAULT_STORE, 0x40},
                    {STATUS_TEMP_SECTION, 0x80},
                    {STATUS_NEED_IPM_TREE, 0x800},
                    {STATUS_PRIMARY_STORE, 0x1000},
                    {STATUS_SECONDARY_STORE, 0x2000},
                    {MAPI_STORE_PROVIDER, 33}});
}

TEST(Values, TablesHaveTheirNumbers) {
  expect_all_equal({{TABLE_CHANGED, 1},
                    {TABLE_ERROR, 2},
                    {TABLE_ROW_ADDED, 3},
                    {TABLE_ROW_DELETED, 4},
                    {TABLE_ROW_MODIFIED, 5},
                    {TABLE_SORT_DONE, 6},
                    {TABLE_RESTRICT_DONE, 7},
                    {TABLE_SETCOL_DONE, 8},
                    {TABLE_RELOAD, 9},
                    {TABLE_SORT_ASCEND, 0},
                    {TABLE_SORT_DESCEND, 1},
                    {TABLE_SORT_COMBINE, 2},
                    {TABLE_SORT_CATEG_MAX, 4},
                    {TABLE_SORT_CATEG_MIN, 8},
                    {TBL_LEAF_ROW, 1},
                    {TBL_EMPTY_CATEGORY, 2},
                    {TBL_EXPANDED_CATEGORY, 3},
                    {TBL_COLLAPSED_CATEGORY, 4},
                    {TBLTYPE_DYNAMIC, 2},
                    {DIR_BACKWARD, 1},
                    {TBL_ASYNC, 1},
                    {TBL_BATCH, 2},
                    {TBL_NOADVANCE, 1},
                    {TBLSTAT_RESTRICT_ERROR, 15}});
}

TEST(Values, RestrictionsHaveTheirNumbers) {
  expect_all_equal({{RES_AND, 0},
                    {RES_OR, 1},
                    {RES_NOT, 2},
                    {RES_CONTENT, 3},
                    {RES_PROPERTY, 4},
                    {RES_COMPAREPROPS, 5},
                    {RES_BITMASK, 6},
                    {RES_SIZE, 7},
                    {RES_EXIST, 8},
                    {RES_SUBRESTRICTION, 9},
                    {RES_COMMENT, 0xA},
                    {RES_COUNT, 0xB},
                    {RELOP_LT, 0},
                    {RELOP_LE, 1},
                    {RELOP_GT, 2},
                    {RELOP_GE, 3},
                    {RELOP_EQ, 4},
                    {RELOP_NE, 5},
                    {RELOP_RE, 6},
                    {FL_FULLSTRING, 0},
                    {FL_SUBSTRING, 1},
                    {FL_PREFIX, 2},
                    {FL_IGNORECASE, 0x10000},
                    {FL_IGNORENONSPACE, 0x20000},
                    {FL_LOOSE, 0x40000}});
}

TEST(Values, SearchesAndEventsHaveTheirNumbers) {
  expect_all_equal({{STOP_SEARCH, 1},           {RESTART_SEARCH, 2},        {RECURSIVE_SEARCH, 4},
                    {SHALLOW_SEARCH, 8},        {FOREGROUND_SEARCH, 0x10},  {BACKGROUND_SEARCH, 0x20},
                    {STATIC_SEARCH, 0x40000},   {SEARCH_RUNNING, 1},        {SEARCH_REBUILD, 2},
                    {SEARCH_RECURSIVE, 4},      {SEARCH_FOREGROUND, 8},     {SEARCH_COMPLETE, 0x1000},
                    {SEARCH_PARTIAL, 0x2000},   {SEARCH_STATIC, 0x10000},   {fnevCriticalError, 1},
                    {fnevNewMail, 2},           {fnevObjectCreated, 4},     {fnevObjectDeleted, 8},
                    {fnevObjectModified, 0x10}, {fnevObjectMoved, 0x20},    {fnevObjectCopied, 0x40},
                    {fnevSearchComplete, 0x80}, {fnevTableModified, 0x100}, {fnevExtended, 0x80000000}});
}

// {000203xx-0000-0000-C000-000000000046}
GUID of_mapi(BYTE number) { return {0x00020300U + number, 0, 0, {0xC0, 0, 0, 0, 0, 0, 0, 0x46}}; }

TEST(Values, InterfaceIdentifiersHaveTheirNumbers) {
  const std::vector<std::pair<GUID, BYTE>> all{
      {IID_IMAPITable, 0x01},  {IID_IMAPIAdviseSink, 0x02}, {IID_IMAPIProp, 0x03},
      {IID_IProfSect, 0x04},   {IID_IMAPIStatus, 0x05},     {IID_IMsgStore, 0x06},
      {IID_IMessage, 0x07},    {IID_IAttachment, 0x08},     {IID_IMAPIContainer, 0x0B},
      {IID_IMAPIFolder, 0x0C}, {IID_IMAPISup, 0x0F},        {IID_IMSProvider, 0x10},
      {IID_IMSLogon, 0x13},    {IID_IMAPIProgress, 0x1F},   {IID_IStreamDocfile, 0x2C},
      {PS_MAPI, 0x28},         {PS_PUBLIC_STRINGS, 0x29},   {PS_INTERNET_HEADERS, 0x86}};
  for (const auto& [guid, number] : all) EXPECT_TRUE(guid == of_mapi(number)) << int{number};
  EXPECT_TRUE(IID_IUnknown == (GUID{0, 0, 0, {0xC0, 0, 0, 0, 0, 0, 0, 0x46}}));
  EXPECT_TRUE(IID_IStream == (GUID{0x0C, 0, 0, {0xC0, 0, 0, 0, 0, 0, 0, 0x46}}));
}

}  // namespace
}  // namespace mapi_headers
