// IMsgStore: a message store.
#pragma once

#include "mapidefs_notifications.h"
#include "mapidefs_property.h"

// IMAPISession::OpenMsgStore and IMSProvider::Logon.
#define MDB_NO_DIALOG 0x00000001U
#define MDB_WRITE 0x00000004U
#define MDB_TEMPORARY 0x00000020U
#define MDB_NO_MAIL 0x00000080U
#define MDB_ONLINE 0x00000100U
#define MDB_OST_LOGON_UNICODE 0x00000800U
#define MDB_OST_LOGON_ANSI 0x00001000U

// PR_STORE_SUPPORT_MASK.
#define STORE_ENTRYID_UNIQUE 0x00000001U
#define STORE_READONLY 0x00000002U
#define STORE_SEARCH_OK 0x00000004U
#define STORE_MODIFY_OK 0x00000008U
#define STORE_CREATE_OK 0x00000010U
#define STORE_ATTACH_OK 0x00000020U
#define STORE_OLE_OK 0x00000040U
#define STORE_SUBMIT_OK 0x00000080U
#define STORE_NOTIFY_OK 0x00000100U
#define STORE_MV_PROPS_OK 0x00000200U
#define STORE_CATEGORIZE_OK 0x00000400U
#define STORE_RTF_OK 0x00000800U
#define STORE_RESTRICTION_OK 0x00001000U
#define STORE_SORT_OK 0x00002000U
#define STORE_PUBLIC_FOLDERS 0x00004000U
#define STORE_UNCOMPRESSED_RTF 0x00008000U
#define STORE_HTML_OK 0x00010000U
#define STORE_ANSI_OK 0x00020000U
#define STORE_UNICODE_OK 0x00040000U
#define STORE_LOCALSTORE 0x00080000U
#define STORE_ITEMPROC 0x00200000U
#define STORE_PUSHER_OK 0x00800000U
#define STORE_HAS_SEARCHES 0x01000000U
#define STORE_FULLTEXT_QUERY_OK 0x02000000U
#define STORE_FILTER_SEARCH_OK 0x04000000U
#define STORE_RULES_OK 0x10000000U

// PR_VALID_FOLDER_MASK: which of the entry IDs of special folders are there.
#define FOLDER_IPM_SUBTREE_VALID 0x00000001U
#define FOLDER_IPM_INBOX_VALID 0x00000002U
#define FOLDER_IPM_OUTBOX_VALID 0x00000004U
#define FOLDER_IPM_WASTEBASKET_VALID 0x00000008U
#define FOLDER_IPM_SENTMAIL_VALID 0x00000010U
#define FOLDER_VIEWS_VALID 0x00000020U
#define FOLDER_COMMON_VIEWS_VALID 0x00000040U
#define FOLDER_FINDER_VALID 0x00000080U

// StoreLogoff: how to end, and above 0xFFFF what was found.
#define LOGOFF_NO_WAIT 0x00000001U
#define LOGOFF_ORDERLY 0x00000002U
#define LOGOFF_PURGE 0x00000004U
#define LOGOFF_ABORT 0x00000008U
#define LOGOFF_QUIET 0x00000010U
#define LOGOFF_COMPLETE 0x00010000U
#define LOGOFF_INBOUND 0x00020000U
#define LOGOFF_OUTBOUND 0x00040000U
#define LOGOFF_OUTBOUND_QUEUE 0x00080000U

// SetLockState.
#define MSG_UNLOCKED 0x00000000U
#define MSG_LOCKED 0x00000001U

// Abilities of a store and of a folder (IMSCapabilities, IFolderSupport).
enum MSCAP_SELECTOR {
  MSCAP_SEL_RESERVED1 = 0,
  MSCAP_SEL_RESERVED2,
  MSCAP_SEL_FOLDER,
  MSCAP_SEL_RESERVED3,
  MSCAP_SEL_RESTRICTION
};
#define MSCAP_RES_ANNOTATION 0x00000001U
#define MSCAP_SECURE_FOLDER_HOMEPAGES 0x00000001U
#define FS_NONE 0x00U
#define FS_SUPPORTS_SHARING 0x01U

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"

struct IMsgStore : public IMAPIProp {
  // Of one object, or of the whole store for a null entry ID. The sink is held until Unadvise.
  virtual HRESULT STDMETHODCALLTYPE Advise(ULONG cbEntryID, LPENTRYID lpEntryID, ULONG ulEventMask,
                                           LPMAPIADVISESINK lpAdviseSink, ULONG_PTR* lpulConnection) = 0;
  virtual HRESULT STDMETHODCALLTYPE Unadvise(ULONG_PTR ulConnection) = 0;
  virtual HRESULT STDMETHODCALLTYPE CompareEntryIDs(ULONG cbEntryID1, LPENTRYID lpEntryID1, ULONG cbEntryID2,
                                                    LPENTRYID lpEntryID2, ULONG ulFlags,
                                                    ULONG* lpulResult) = 0;
  // The root folder for a null entry ID.
  virtual HRESULT STDMETHODCALLTYPE OpenEntry(ULONG cbEntryID, LPENTRYID lpEntryID, LPCIID lpInterface,
                                              ULONG ulFlags, ULONG* lpulObjType, LPUNKNOWN* lppUnk) = 0;
  // Where incoming messages of a class go, and of all classes that begin with it and have no folder of their
  // own.
  virtual HRESULT STDMETHODCALLTYPE SetReceiveFolder(LPTSTR lpszMessageClass, ULONG ulFlags, ULONG cbEntryID,
                                                     LPENTRYID lpEntryID) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetReceiveFolder(LPTSTR lpszMessageClass, ULONG ulFlags,
                                                     ULONG* lpcbEntryID, LPENTRYID* lppEntryID,
                                                     LPTSTR* lppszExplicitClass) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetReceiveFolderTable(ULONG ulFlags, LPMAPITABLE* lppTable) = 0;
  virtual HRESULT STDMETHODCALLTYPE StoreLogoff(ULONG* lpulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE AbortSubmit(ULONG cbEntryID, LPENTRYID lpEntryID, ULONG ulFlags) = 0;
  // The spooler's part, up to NotifyNewMail.
  virtual HRESULT STDMETHODCALLTYPE GetOutgoingQueue(ULONG ulFlags, LPMAPITABLE* lppTable) = 0;
  virtual HRESULT STDMETHODCALLTYPE SetLockState(LPMESSAGE lpMessage, ULONG ulLockState) = 0;
  virtual HRESULT STDMETHODCALLTYPE FinishedMsg(ULONG ulFlags, ULONG cbEntryID, LPENTRYID lpEntryID) = 0;
  virtual HRESULT STDMETHODCALLTYPE NotifyNewMail(LPNOTIFICATION lpNotification) = 0;
};

#pragma GCC diagnostic pop
