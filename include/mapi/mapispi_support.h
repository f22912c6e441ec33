// mapispi_support.h: the support object, through which a provider calls MAPI.
#pragma once

#include "mapidefs.h"
#include "mapispi_version.h"

// A notification key: bytes that name an object across processes, compared as bytes. Usually a long-term
// entry ID.
struct NOTIFKEY {
  ULONG cb;
  BYTE ab[1];
};
using LPNOTIFKEY = NOTIFKEY*;

// How large a key of so many bytes is, how large a given one is, and a variable that holds one.
#define CbNewNOTIFKEY(bytes) (offsetof(NOTIFKEY, ab) + (bytes))
#define CbNOTIFKEY(key) (offsetof(NOTIFKEY, ab) + (key)->cb)
#define SizedNOTIFKEY(bytes, name) \
  struct NOTIFKEY_of_##name {      \
    ULONG cb;                      \
    BYTE ab[bytes];                \
  } name

// Subscribe: the sink is called inside Notify, not later. Out of Notify: a sink asked to end the synchronous
// round (CALLBACK_DISCONTINUE).
#define NOTIFY_SYNC ((ULONG)0x40000000)
#define NOTIFY_CANCELED ((ULONG)0x80000000)

// SpoolerNotify, for transports.
#define NOTIFY_NEWMAIL ((ULONG)0x00000001)
#define NOTIFY_READYTOSEND ((ULONG)0x00000002)
#define NOTIFY_SENTDEFERRED ((ULONG)0x00000004)
#define NOTIFY_CRITSEC ((ULONG)0x00001000)
#define NOTIFY_NONCRIT ((ULONG)0x00002000)
#define NOTIFY_CONFIG_CHANGE ((ULONG)0x00004000)
#define NOTIFY_CRITICAL_ERROR ((ULONG)0x10000000)
// SpoolerNotify, for message stores.
#define NOTIFY_NEWMAIL_RECEIVED ((ULONG)0x20000000)

// ModifyStatusRow: the row is there already.
#define STATUSROW_UPDATE ((ULONG)0x10000000)

// IStorageFromStream: from the start of the stream or from where it stands, for writing, and anew.
#define STGSTRM_RESET ((ULONG)0x00000000)
#define STGSTRM_CURRENT ((ULONG)0x10000000)
#define STGSTRM_MODIFY ((ULONG)0x00000002)
#define STGSTRM_CREATE ((ULONG)0x00001000)

// ReadReceipt: the message was deleted unread.
#define MAPI_NON_READ ((ULONG)0x00000001)

// OpenTemplateID: the entry is being created, so the template's data goes into it.
#define FILL_ENTRY ((ULONG)0x00000001)

// Out of ExpandRecips: who has to see the message before it may leave.
#define NEEDS_PREPROCESSING ((ULONG)0x00000001)
#define NEEDS_SPOOLER ((ULONG)0x00000002)

// PrepareSubmit.
#define CHECK_SENDER ((ULONG)0x00000001)
#define NON_STANDARD ((ULONG)0x00010000)

// A transport's preprocessor and its counterpart, registered by name with RegisterPreprocessor. The messages
// of *lpppMessage take the place of lpMessage where any are given.
using PREPROCESSMESSAGE = HRESULT(LPVOID lpvSession, LPMESSAGE lpMessage, LPADRBOOK lpAdrBook,
                                  LPMAPIFOLDER lpFolder, LPALLOCATEBUFFER AllocateBuffer,
                                  LPALLOCATEMORE AllocateMore, LPFREEBUFFER FreeBuffer, ULONG* lpcOutbound,
                                  LPMESSAGE** lpppMessage, LPADRLIST* lppRecipList);
using REMOVEPREPROCESSINFO = HRESULT(LPMESSAGE lpMessage);

struct IMAPISupport;
using LPMAPISUP = IMAPISupport*;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"

// Each kind of provider gets an object in which the methods meant for it work; the others answer
// MAPI_E_NO_SUPPORT. Texts are in the width that the call's MAPI_UNICODE flag says, whatever LPTSTR is in
// this build. What is returned was allocated with the routines of GetMemAllocRoutines and is the caller's to
// free.
struct IMAPISupport : public IUnknown {
  virtual HRESULT STDMETHODCALLTYPE GetLastError(HRESULT hResult, ULONG ulFlags,
                                                 LPMAPIERROR* lppMAPIError) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetMemAllocRoutines(LPALLOCATEBUFFER* lppAllocateBuffer,
                                                        LPALLOCATEMORE* lppAllocateMore,
                                                        LPFREEBUFFER* lppFreeBuffer) = 0;

  // Notifications through MAPI's engine, across processes.
  virtual HRESULT STDMETHODCALLTYPE Subscribe(LPNOTIFKEY lpKey, ULONG ulEventMask, ULONG ulFlags,
                                              LPMAPIADVISESINK lpAdviseSink, ULONG_PTR* lpulConnection) = 0;
  virtual HRESULT STDMETHODCALLTYPE Unsubscribe(ULONG_PTR ulConnection) = 0;
  virtual HRESULT STDMETHODCALLTYPE Notify(LPNOTIFKEY lpKey, ULONG cNotification,
                                           LPNOTIFICATION lpNotifications, ULONG* lpulFlags) = 0;

  // The provider's row in the session's status table, and its profile section (a null UID means its own).
  virtual HRESULT STDMETHODCALLTYPE ModifyStatusRow(ULONG cValues, LPSPropValue lpColumnVals,
                                                    ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE OpenProfileSection(LPMAPIUID lpUid, ULONG ulFlags,
                                                       LPPROFSECT* lppProfileObj) = 0;

  // The names of the functions are never wide.
  virtual HRESULT STDMETHODCALLTYPE RegisterPreprocessor(LPMAPIUID lpMuid, LPTSTR lpszAdrType,
                                                         LPTSTR lpszDLLName, LPSTR lpszPreprocess,
                                                         LPSTR lpszRemovePreprocessInfo, ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE NewUID(LPMAPIUID lpMuid) = 0;
  // From now on every method of the object but its IUnknown ones answers MAPI_E_INVALID_OBJECT.
  virtual HRESULT STDMETHODCALLTYPE MakeInvalid(ULONG ulFlags, LPVOID lpObject, ULONG ulRefCount,
                                                ULONG cMethods) = 0;
  virtual HRESULT STDMETHODCALLTYPE SpoolerYield(ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE SpoolerNotify(ULONG ulFlags, LPVOID lpvData) = 0;

  // The address book and objects by entry ID. Entry IDs that carry a registered UID are routed to its
  // provider.
  virtual HRESULT STDMETHODCALLTYPE CreateOneOff(LPTSTR lpszName, LPTSTR lpszAdrType, LPTSTR lpszAddress,
                                                 ULONG ulFlags, ULONG* lpcbEntryID,
                                                 LPENTRYID* lppEntryID) = 0;
  virtual HRESULT STDMETHODCALLTYPE SetProviderUID(LPMAPIUID lpProviderID, ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE CompareEntryIDs(ULONG cbEntryID1, LPENTRYID lpEntryID1, ULONG cbEntryID2,
                                                    LPENTRYID lpEntryID2, ULONG ulFlags,
                                                    ULONG* lpulResult) = 0;
  virtual HRESULT STDMETHODCALLTYPE OpenTemplateID(ULONG cbTemplateID, LPENTRYID lpTemplateID,
                                                   ULONG ulTemplateFlags, LPMAPIPROP lpMAPIPropData,
                                                   LPCIID lpInterface, LPMAPIPROP* lppMAPIPropNew,
                                                   LPMAPIPROP lpMAPIPropSibling) = 0;
  virtual HRESULT STDMETHODCALLTYPE OpenEntry(ULONG cbEntryID, LPENTRYID lpEntryID, LPCIID lpInterface,
                                              ULONG ulOpenFlags, ULONG* lpulObjType, LPUNKNOWN* lppUnk) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetOneOffTable(ULONG ulFlags, LPMAPITABLE* lppTable) = 0;

  // Dialogs.
  virtual HRESULT STDMETHODCALLTYPE Address(ULONG_PTR* lpulUIParam, LPADRPARM lpAdrParms,
                                            LPADRLIST* lppAdrList) = 0;
  virtual HRESULT STDMETHODCALLTYPE Details(ULONG_PTR* lpulUIParam, LPFNDISMISS lpfnDismiss,
                                            LPVOID lpvDismissContext, ULONG cbEntryID, LPENTRYID lpEntryID,
                                            LPFNBUTTON lpfButtonCallback, LPVOID lpvButtonContext,
                                            LPTSTR lpszButtonText, ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE NewEntry(ULONG_PTR ulUIParam, ULONG ulFlags, ULONG cbEIDContainer,
                                             LPENTRYID lpEIDContainer, ULONG cbEIDNewEntryTpl,
                                             LPENTRYID lpEIDNewEntryTpl, ULONG* lpcbEIDNewEntry,
                                             LPENTRYID* lppEIDNewEntry) = 0;
  virtual HRESULT STDMETHODCALLTYPE DoConfigPropsheet(ULONG_PTR ulUIParam, ULONG ulFlags, LPTSTR lpszTitle,
                                                      LPMAPITABLE lpDisplayTable, LPMAPIPROP lpConfigData,
                                                      ULONG ulTopPage) = 0;

  // Copies between any two objects, by their interfaces: what a provider may answer its own copying methods
  // with.
  virtual HRESULT STDMETHODCALLTYPE CopyMessages(LPCIID lpSrcInterface, LPVOID lpSrcFolder,
                                                 LPENTRYLIST lpMsgList, LPCIID lpDestInterface,
                                                 LPVOID lpDestFolder, ULONG_PTR ulUIParam,
                                                 LPMAPIPROGRESS lpProgress, ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE CopyFolder(LPCIID lpSrcInterface, LPVOID lpSrcFolder, ULONG cbEntryID,
                                               LPENTRYID lpEntryID, LPCIID lpDestInterface,
                                               LPVOID lpDestFolder, LPTSTR lpszNewFolderName,
                                               ULONG_PTR ulUIParam, LPMAPIPROGRESS lpProgress,
                                               ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE DoCopyTo(LPCIID lpSrcInterface, LPVOID lpSrcObj, ULONG ciidExclude,
                                             LPCIID rgiidExclude, LPSPropTagArray lpExcludeProps,
                                             ULONG_PTR ulUIParam, LPMAPIPROGRESS lpProgress,
                                             LPCIID lpDestInterface, LPVOID lpDestObj, ULONG ulFlags,
                                             LPSPropProblemArray* lppProblems) = 0;
  virtual HRESULT STDMETHODCALLTYPE DoCopyProps(LPCIID lpSrcInterface, LPVOID lpSrcObj,
                                                LPSPropTagArray lpIncludeProps, ULONG_PTR ulUIParam,
                                                LPMAPIPROGRESS lpProgress, LPCIID lpDestInterface,
                                                LPVOID lpDestObj, ULONG ulFlags,
                                                LPSPropProblemArray* lppProblems) = 0;
  virtual HRESULT STDMETHODCALLTYPE DoProgressDialog(ULONG_PTR ulUIParam, ULONG ulFlags,
                                                     LPMAPIPROGRESS* lppProgress) = 0;

  // Reports, submission and what follows it. UpdatePAB and Preprocess stand in no list of the documentation
  // but keep their places.
  virtual HRESULT STDMETHODCALLTYPE ReadReceipt(ULONG ulFlags, LPMESSAGE lpReadMessage,
                                                LPMESSAGE* lppEmptyMessage) = 0;
  virtual HRESULT STDMETHODCALLTYPE PrepareSubmit(LPMESSAGE lpMessage, ULONG* lpulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE ExpandRecips(LPMESSAGE lpMessage, ULONG* lpulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE UpdatePAB(ULONG ulFlags, LPMESSAGE lpMessage) = 0;
  virtual HRESULT STDMETHODCALLTYPE DoSentMail(ULONG ulFlags, LPMESSAGE lpMessage) = 0;
  virtual HRESULT STDMETHODCALLTYPE OpenAddressBook(LPCIID lpInterface, ULONG ulFlags,
                                                    LPADRBOOK* lppAdrBook) = 0;
  virtual HRESULT STDMETHODCALLTYPE Preprocess(ULONG ulFlags, ULONG cbEntryID, LPENTRYID lpEntryID) = 0;
  virtual HRESULT STDMETHODCALLTYPE CompleteMsg(ULONG ulFlags, ULONG cbEntryID, LPENTRYID lpEntryID) = 0;
  // In and out: LOGOFF_… flags.
  virtual HRESULT STDMETHODCALLTYPE StoreLogoffTransports(ULONG* lpulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE StatusRecips(LPMESSAGE lpMessage, LPADRLIST lpRecipList) = 0;

  // Turns a store's own entry ID into one that MAPI can hand to any client.
  virtual HRESULT STDMETHODCALLTYPE WrapStoreEntryID(ULONG cbOrigEntry, LPENTRYID lpOrigEntry,
                                                     ULONG* lpcbWrappedEntry, LPENTRYID* lppWrappedEntry) = 0;
  virtual HRESULT STDMETHODCALLTYPE ModifyProfile(ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE IStorageFromStream(LPUNKNOWN lpUnkIn, LPCIID lpInterface, ULONG ulFlags,
                                                       LPSTORAGE* lppStorageOut) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetSvcConfigSupportObj(ULONG ulFlags, LPMAPISUP* lppSvcSupport) = 0;
};

#pragma GCC diagnostic pop
