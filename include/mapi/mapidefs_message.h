// IMessage and IAttach: messages with their recipients and attachments.
#pragma once

#include "mapidefs_property.h"
#include "mapidefs_rows.h"

// PR_MESSAGE_FLAGS.
#define MSGFLAG_READ 0x00000001U
#define MSGFLAG_UNMODIFIED 0x00000002U
#define MSGFLAG_SUBMIT 0x00000004U
#define MSGFLAG_UNSENT 0x00000008U
#define MSGFLAG_HASATTACH 0x00000010U
#define MSGFLAG_FROMME 0x00000020U
#define MSGFLAG_ASSOCIATED 0x00000040U
#define MSGFLAG_RESEND 0x00000080U
#define MSGFLAG_RN_PENDING 0x00000100U
#define MSGFLAG_NRN_PENDING 0x00000200U
#define MSGFLAG_EVERREAD 0x00000400U
#define MSGFLAG_ORIGIN_X400 0x00001000U
#define MSGFLAG_ORIGIN_INTERNET 0x00002000U
#define MSGFLAG_ORIGIN_MISC_EXT 0x00008000U
#define MSGFLAG_OUTLOOK_NON_EMS_XP 0x00010000U

// PR_SUBMIT_FLAGS.
#define SUBMITFLAG_LOCKED 0x00000001U
#define SUBMITFLAG_PREPROCESS 0x00000002U

// SubmitMessage, ModifyRecipients (0 replaces the whole list), DeleteAttach.
#define FORCE_SUBMIT 0x00000001U
#define MODRECIP_ADD 0x00000002U
#define MODRECIP_MODIFY 0x00000004U
#define MODRECIP_REMOVE 0x00000008U
#define ATTACH_DIALOG 0x00000001U

// PR_RECIPIENT_TYPE: one of the first four, and of a message that is sent again: who gets it this time (P1),
// who has got it (SUBMITTED).
#define MAPI_ORIG 0
#define MAPI_TO 1
#define MAPI_CC 2
#define MAPI_BCC 3
#define MAPI_P1 0x10000000
#define MAPI_SUBMITTED 0x80000000U

#define PRIO_URGENT 1
#define PRIO_NORMAL 0
#define PRIO_NONURGENT (-1)
#define IMPORTANCE_LOW 0
#define IMPORTANCE_NORMAL 1
#define IMPORTANCE_HIGH 2
#define SENSITIVITY_NONE 0x00000000U
#define SENSITIVITY_PERSONAL 0x00000001U
#define SENSITIVITY_PRIVATE 0x00000002U
#define SENSITIVITY_COMPANY_CONFIDENTIAL 0x00000003U
#define SECURITY_SIGNED 0x00000001U
#define SECURITY_ENCRYPTED 0x00000002U

// PR_MSG_EDITOR_FORMAT.
#define EDITOR_FORMAT_DONTKNOW 0U
#define EDITOR_FORMAT_PLAINTEXT 1U
#define EDITOR_FORMAT_HTML 2U
#define EDITOR_FORMAT_RTF 3U

// PR_SEND_INTERNET_ENCODING of a recipient.
#define ENCODING_PREFERENCE 0x00020000U
#define ENCODING_MIME 0x00040000U
#define BODY_ENCODING_HTML 0x00080000U
#define BODY_ENCODING_TEXT_AND_HTML 0x00100000U
#define MAC_ATTACH_ENCODING_UUENCODE 0x00200000U
#define MAC_ATTACH_ENCODING_APPLESINGLE 0x00400000U
#define MAC_ATTACH_ENCODING_APPLEDOUBLE 0x00600000U

// PR_ATTACH_METHOD: where the content is.
#define NO_ATTACHMENT 0x00000000U
#define ATTACH_BY_VALUE 0x00000001U
#define ATTACH_BY_REFERENCE 0x00000002U
#define ATTACH_BY_REF_RESOLVE 0x00000003U
#define ATTACH_BY_REF_ONLY 0x00000004U
#define ATTACH_EMBEDDED_MSG 0x00000005U
#define ATTACH_OLE 0x00000006U
#define ATTACH_BY_WEBREFERENCE 0x00000007U

// PR_ATTACH_FLAGS.
#define ATT_INVISIBLE_IN_HTML 0x00000001U
#define ATT_INVISIBLE_IN_RTF 0x00000002U
#define ATT_MHTML_REF 0x00000004U

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"

// Transacted: properties, recipients and attachments change for others with SaveChanges or SubmitMessage.
struct IMessage : public IMAPIProp {
  virtual HRESULT STDMETHODCALLTYPE GetAttachmentTable(ULONG ulFlags, LPMAPITABLE* lppTable) = 0;
  virtual HRESULT STDMETHODCALLTYPE OpenAttach(ULONG ulAttachmentNum, LPCIID lpInterface, ULONG ulFlags,
                                               LPATTACH* lppAttach) = 0;
  // The attachment is in the message once it has been saved itself, and stored with the message's own saving.
  virtual HRESULT STDMETHODCALLTYPE CreateAttach(LPCIID lpInterface, ULONG ulFlags, ULONG* lpulAttachmentNum,
                                                 LPATTACH* lppAttach) = 0;
  virtual HRESULT STDMETHODCALLTYPE DeleteAttach(ULONG ulAttachmentNum, ULONG_PTR ulUIParam,
                                                 LPMAPIPROGRESS lpProgress, ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetRecipientTable(ULONG ulFlags, LPMAPITABLE* lppTable) = 0;
  // Recipients are told apart by PR_ROWID.
  virtual HRESULT STDMETHODCALLTYPE ModifyRecipients(ULONG ulFlags, LPADRLIST lpMods) = 0;
  // After success only Release may be called, on the message and on all that was opened from it.
  virtual HRESULT STDMETHODCALLTYPE SubmitMessage(ULONG ulFlags) = 0;
  // Stored at once, apart from the message's other changes.
  virtual HRESULT STDMETHODCALLTYPE SetReadFlag(ULONG ulFlags) = 0;
};

// SaveChanges puts it into its message; the message's SaveChanges stores it.
struct IAttach : public IMAPIProp {};

#pragma GCC diagnostic pop
