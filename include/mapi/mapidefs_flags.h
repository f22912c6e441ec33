// Flags that mean the same to several interfaces, and the types of objects. Flags of one method alone stand
// with its interface.
#pragma once

#include "mapicom.h"

// Texts in the parameters and results of the call, or in the structure, are wide.
#define MAPI_UNICODE 0x80000000U
#ifdef UNICODE
#define fMapiUnicode MAPI_UNICODE
#else
#define fMapiUnicode 0U
#endif

// Opening. Without them the object opens for reading and is there when the call returns.
#define MAPI_MODIFY 0x00000001U
#define MAPI_CREATE 0x00000002U
#define MAPI_DEFERRED_ERRORS 0x00000008U  // an error may come with a later call instead
#define MAPI_BEST_ACCESS 0x00000010U
#define MAPI_NO_CACHE 0x00000200U    // the server's object, not the cached one
#define MAPI_CACHE_ONLY 0x00004000U  // the cached object, without asking the server
#define MAPI_FORCE_ACCESS 0x00080000U

// Tables.
#define MAPI_ASSOCIATED 0x00000040U    // also IMAPIFolder::CreateMessage
#define SHOW_SOFT_DELETES 0x00000002U  // what is deleted and not yet removed; also to open it
#define CONVENIENT_DEPTH 0x00000001U

// Copying and moving.
#define MAPI_MOVE 0x00000001U
#define MAPI_NOREPLACE 0x00000002U
#define MAPI_DECLINE_OK 0x00000004U
#define MAPI_DIALOG 0x00000008U
#define MAPI_USE_DEFAULT 0x00000040U

// Types of objects (PR_OBJECT_TYPE and the answers of OpenEntry).
#define MAPI_STORE 0x00000001U
#define MAPI_ADDRBOOK 0x00000002U
#define MAPI_FOLDER 0x00000003U
#define MAPI_ABCONT 0x00000004U
#define MAPI_MESSAGE 0x00000005U
#define MAPI_MAILUSER 0x00000006U
#define MAPI_ATTACH 0x00000007U
#define MAPI_DISTLIST 0x00000008U
#define MAPI_PROFSECT 0x00000009U
#define MAPI_STATUS 0x0000000AU
#define MAPI_SESSION 0x0000000BU
#define MAPI_FORMINFO 0x0000000CU

// What the caller may do with an object (PR_ACCESS). PR_ACCESS_LEVEL is 0 or MAPI_MODIFY.
#define MAPI_ACCESS_MODIFY 0x00000001U
#define MAPI_ACCESS_READ 0x00000002U
#define MAPI_ACCESS_DELETE 0x00000004U
#define MAPI_ACCESS_CREATE_HIERARCHY 0x00000008U
#define MAPI_ACCESS_CREATE_CONTENTS 0x00000010U
#define MAPI_ACCESS_CREATE_ASSOCIATED 0x00000020U
