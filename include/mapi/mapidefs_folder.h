// IMAPIFolder: messages and the folders inside.
#pragma once

#include "mapidefs_container.h"
#include "mapidefs_rows.h"

// PR_FOLDER_TYPE.
#define FOLDER_ROOT 0U
#define FOLDER_GENERIC 1U
#define FOLDER_SEARCH 2U

// PR_STATUS of a folder.
#define FLDSTATUS_HIGHLIGHTED 0x00000001U
#define FLDSTATUS_TAGGED 0x00000002U
#define FLDSTATUS_HIDDEN 0x00000004U
#define FLDSTATUS_DELMARKED 0x00000008U

// CreateMessage; the other flag is MAPI_ASSOCIATED.
#define ITEMPROC_FORCE 0x00000800U
// CopyMessages, and MESSAGE_DIALOG of DeleteMessages and SetReadFlags.
#define MESSAGE_MOVE 0x00000001U
#define MESSAGE_DIALOG 0x00000002U
// CreateFolder.
#define OPEN_IF_EXISTS 0x00000001U
// CopyFolder, and FOLDER_DIALOG of EmptyFolder and DeleteFolder.
#define FOLDER_MOVE 0x00000001U
#define FOLDER_DIALOG 0x00000002U
#define COPY_SUBFOLDERS 0x00000010U
// DeleteFolder, EmptyFolder, DeleteMessages.
#define DEL_MESSAGES 0x00000001U
#define DEL_FOLDERS 0x00000004U
#define DEL_ASSOCIATED 0x00000008U
#define DELETE_HARD_DELETE 0x00000010U
// SetReadFlags, and IMessage::SetReadFlag.
#define SUPPRESS_RECEIPT 0x00000001U
#define CLEAR_READ_FLAG 0x00000004U
#define GENERATE_RECEIPT_ONLY 0x00000010U
#define CLEAR_RN_PENDING 0x00000020U
#define CLEAR_NRN_PENDING 0x00000040U
// SaveContentsSort.
#define RECURSIVE_SORT 0x00000002U

// PR_MSG_STATUS: of a message in one folder, not of the message.
#define MSGSTATUS_HIGHLIGHTED 0x00000001U
#define MSGSTATUS_TAGGED 0x00000002U
#define MSGSTATUS_HIDDEN 0x00000004U
#define MSGSTATUS_DELMARKED 0x00000008U
#define MSGSTATUS_DRAFT 0x00000100U
#define MSGSTATUS_ANSWERED 0x00000200U
#define MSGSTATUS_IN_CONFLICT 0x00000800U
#define MSGSTATUS_REMOTE_DOWNLOAD 0x00001000U
#define MSGSTATUS_REMOTE_DELETE 0x00002000U

// PR_RESOLVE_METHOD: what becomes of a conflict between replicas.
#define RESOLVE_METHOD_DEFAULT 0x00000000U
#define RESOLVE_METHOD_LAST_WRITER_WINS 0x00000001U
#define RESOLVE_NO_CONFLICT_NOTIFICATION 0x00000002U

// PR_AGING_GRANULARITY.
#define AG_MONTHS 0
#define AG_WEEKS 1
#define AG_DAYS 2

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"

// Not transacted: what a method does is done when it returns. MAPI_W_PARTIAL_COMPLETION where it did not do
// it to all.
struct IMAPIFolder : public IMAPIContainer {
  // The message is there for others once it has been saved.
  virtual HRESULT STDMETHODCALLTYPE CreateMessage(LPCIID lpInterface, ULONG ulFlags,
                                                  LPMESSAGE* lppMessage) = 0;
  virtual HRESULT STDMETHODCALLTYPE CopyMessages(LPENTRYLIST lpMsgList, LPCIID lpInterface,
                                                 LPVOID lpDestFolder, ULONG_PTR ulUIParam,
                                                 LPMAPIPROGRESS lpProgress, ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE DeleteMessages(LPENTRYLIST lpMsgList, ULONG_PTR ulUIParam,
                                                   LPMAPIPROGRESS lpProgress, ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE CreateFolder(ULONG ulFolderType, LPTSTR lpszFolderName,
                                                 LPTSTR lpszFolderComment, LPCIID lpInterface, ULONG ulFlags,
                                                 LPMAPIFOLDER* lppFolder) = 0;
  virtual HRESULT STDMETHODCALLTYPE CopyFolder(ULONG cbEntryID, LPENTRYID lpEntryID, LPCIID lpInterface,
                                               LPVOID lpDestFolder, LPTSTR lpszNewFolderName,
                                               ULONG_PTR ulUIParam, LPMAPIPROGRESS lpProgress,
                                               ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE DeleteFolder(ULONG cbEntryID, LPENTRYID lpEntryID, ULONG_PTR ulUIParam,
                                                 LPMAPIPROGRESS lpProgress, ULONG ulFlags) = 0;
  // A null list means every message of the folder.
  virtual HRESULT STDMETHODCALLTYPE SetReadFlags(LPENTRYLIST lpMsgList, ULONG_PTR ulUIParam,
                                                 LPMAPIPROGRESS lpProgress, ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetMessageStatus(ULONG cbEntryID, LPENTRYID lpEntryID, ULONG ulFlags,
                                                     ULONG* lpulMessageStatus) = 0;
  // Sets the bits of the mask in one step and answers the status before, so that a bit can serve as a lock.
  virtual HRESULT STDMETHODCALLTYPE SetMessageStatus(ULONG cbEntryID, LPENTRYID lpEntryID, ULONG ulNewStatus,
                                                     ULONG ulNewStatusMask, ULONG* lpulOldStatus) = 0;
  virtual HRESULT STDMETHODCALLTYPE SaveContentsSort(LPSSortOrderSet lpSortCriteria, ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE EmptyFolder(ULONG_PTR ulUIParam, LPMAPIPROGRESS lpProgress,
                                                ULONG ulFlags) = 0;
};

#pragma GCC diagnostic pop
