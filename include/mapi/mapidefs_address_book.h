// Address books: their containers, distribution lists and recipients, and what the address dialog is asked
// with.
#pragma once

#include "mapidefs_container.h"
#include "mapidefs_memory.h"
#include "mapidefs_rows.h"

// PR_CONTAINER_FLAGS.
#define AB_RECIPIENTS 0x00000001U
#define AB_SUBCONTAINERS 0x00000002U
#define AB_MODIFIABLE 0x00000004U
#define AB_UNMODIFIABLE 0x00000008U
#define AB_FIND_ON_OPEN 0x00000010U
#define AB_NOT_DEFAULT 0x00000020U

// PR_DISPLAY_TYPE: of entries, of containers, of folders.
#define DT_MAILUSER 0x00000000U
#define DT_DISTLIST 0x00000001U
#define DT_FORUM 0x00000002U
#define DT_AGENT 0x00000003U
#define DT_ORGANIZATION 0x00000004U
#define DT_PRIVATE_DISTLIST 0x00000005U
#define DT_REMOTE_MAILUSER 0x00000006U
#define DT_ROOM 0x00000007U
#define DT_EQUIPMENT 0x00000008U
#define DT_SEC_DISTLIST 0x00000009U
#define DT_MODIFIABLE 0x00010000U
#define DT_GLOBAL 0x00020000U
#define DT_LOCAL 0x00030000U
#define DT_WAN 0x00040000U
#define DT_NOT_SPECIFIC 0x00050000U
#define DT_FOLDER 0x01000000U
#define DT_FOLDER_LINK 0x02000000U
#define DT_FOLDER_SPECIAL 0x04000000U

// PR_DISPLAY_TYPE_EX: a type here, and one in the forest that the entry comes from.
#define DTE_FLAG_REMOTE_VALID 0x80000000U
#define DTE_FLAG_ACL_CAPABLE 0x40000000U
#define DTE_MASK_REMOTE 0x0000FF00U
#define DTE_MASK_LOCAL 0x000000FFU
#define DTE_IS_REMOTE_VALID(type) (((type)&DTE_FLAG_REMOTE_VALID) != 0)
#define DTE_IS_ACL_CAPABLE(type) (((type)&DTE_FLAG_ACL_CAPABLE) != 0)
#define DTE_REMOTE(type) (((type)&DTE_MASK_REMOTE) >> 8)
#define DTE_LOCAL(type) ((type)&DTE_MASK_LOCAL)

// OpenAddressBook, IABProvider::Logon, CopyEntries.
#define AB_NO_DIALOG 0x00000001U
// CreateEntry and CopyEntries: what to do about an entry that is there already.
#define CREATE_CHECK_DUP_STRICT 0x00000001U
#define CREATE_CHECK_DUP_LOOSE 0x00000002U
#define CREATE_REPLACE 0x00000004U
// CreateOneOff.
#define MAPI_SEND_NO_RICH_INFO 0x00010000U

// How far each name of a list has been resolved; the list is the caller's and goes from container to
// container.
#define MAPI_UNRESOLVED 0x00000000U
#define MAPI_AMBIGUOUS 0x00000001U
#define MAPI_RESOLVED 0x00000002U
struct FlagList {
  ULONG cFlags;
  ULONG ulFlag[1];
};
using LPFlagList = FlagList*;
#define CbNewFlagList(count) (offsetof(FlagList, ulFlag) + (count) * sizeof(ULONG))
#define CbFlagList(list) CbNewFlagList((list)->cFlags)

// ADRPARM::ulFlags. The top four bits are the structure's version.
#define DIALOG_MODAL 0x00000001U
#define DIALOG_SDI 0x00000002U
#define DIALOG_OPTIONS 0x00000004U
#define ADDRESS_ONE 0x00000008U
#define AB_SELECTONLY 0x00000010U
#define AB_RESOLVE 0x00000020U
#define AB_UNICODEUI 0x00000040U
#define ADRPARM_HELP_CTX 0x00000000U
#define GET_ADRPARM_VERSION(flags) (static_cast<ULONG>(flags) & 0xF0000000U)
#define SET_ADRPARM_VERSION(flags, version) \
  (static_cast<ULONG>(version) | (static_cast<ULONG>(flags) & 0x0FFFFFFFU))

// How the address dialog looks and what it offers (IAddrBook::Address).
struct ADRPARM {
  ULONG cbABContEntryID;
  LPENTRYID lpABContEntryID;
  ULONG ulFlags;
  LPVOID lpReserved;
  ULONG ulHelpContext;
  LPTSTR lpszHelpFileName;
  LPFNABSDI lpfnABSDI;
  LPFNDISMISS lpfnDismiss;
  LPVOID lpvDismissContext;
  LPTSTR lpszCaption;
  LPTSTR lpszNewEntryTitle;
  LPTSTR lpszDestWellsTitle;
  ULONG cDestFields;
  ULONG nDestFieldFocus;
  LPTSTR* lppszDestTitles;
  ULONG* lpulDestComps;
  LPSRestriction lpContRestriction;
  LPSRestriction lpHierRestriction;
};
using LPADRPARM = ADRPARM*;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"

struct IABContainer : public IMAPIContainer {
  // From a template of a one-off table, or as a copy of an existing entry.
  virtual HRESULT STDMETHODCALLTYPE CreateEntry(ULONG cbEntryID, LPENTRYID lpEntryID, ULONG ulCreateFlags,
                                                LPMAPIPROP* lppMAPIPropEntry) = 0;
  virtual HRESULT STDMETHODCALLTYPE CopyEntries(LPENTRYLIST lpEntries, ULONG_PTR ulUIParam,
                                                LPMAPIPROGRESS lpProgress, ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE DeleteEntries(LPENTRYLIST lpEntries, ULONG ulFlags) = 0;
  // Looks only at names whose flag is MAPI_UNRESOLVED.
  virtual HRESULT STDMETHODCALLTYPE ResolveNames(LPSPropTagArray lpPropTagArray, ULONG ulFlags,
                                                 LPADRLIST lpAdrList, LPFlagList lpFlagList) = 0;
};

struct IMailUser : public IMAPIProp {};

// A container whose entries are the members; the methods are those of IABContainer, in the same places.
struct IDistList : public IMAPIContainer {
  virtual HRESULT STDMETHODCALLTYPE CreateEntry(ULONG cbEntryID, LPENTRYID lpEntryID, ULONG ulCreateFlags,
                                                LPMAPIPROP* lppMAPIPropEntry) = 0;
  virtual HRESULT STDMETHODCALLTYPE CopyEntries(LPENTRYLIST lpEntries, ULONG_PTR ulUIParam,
                                                LPMAPIPROGRESS lpProgress, ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE DeleteEntries(LPENTRYLIST lpEntries, ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE ResolveNames(LPSPropTagArray lpPropTagArray, ULONG ulFlags,
                                                 LPADRLIST lpAdrList, LPFlagList lpFlagList) = 0;
};

#pragma GCC diagnostic pop
