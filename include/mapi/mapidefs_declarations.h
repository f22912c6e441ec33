// The names of the interfaces in mapidefs.h and of the pointers to them, so that structures and methods can
// speak of each other.
#pragma once

#include "mapicom.h"

struct IMAPIAdviseSink;
struct IMAPIProgress;
struct IMAPIProp;
struct IProfSect;
struct IMAPITable;
struct IMAPIStatus;
struct IMAPIContainer;
struct IABContainer;
struct IMailUser;
struct IDistList;
struct IMAPIFolder;
struct IMsgStore;
struct IMessage;
struct IAttach;
struct IMAPIControl;
struct IProviderAdmin;
struct IMAPIClientShutdown;
struct IMAPIProviderShutdown;

using LPMAPIADVISESINK = IMAPIAdviseSink*;
using LPMAPIPROGRESS = IMAPIProgress*;
using LPMAPIPROP = IMAPIProp*;
using LPPROFSECT = IProfSect*;
using LPMAPITABLE = IMAPITable*;
using LPMAPISTATUS = IMAPIStatus*;
using LPMAPICONTAINER = IMAPIContainer*;
using LPABCONT = IABContainer*;
using LPMAILUSER = IMailUser*;
using LPDISTLIST = IDistList*;
using LPMAPIFOLDER = IMAPIFolder*;
using LPMDB = IMsgStore*;
using LPMESSAGE = IMessage*;
using LPATTACH = IAttach*;
using LPMAPICONTROL = IMAPIControl*;
using LPPROVIDERADMIN = IProviderAdmin*;
using LPMAPICLIENTSHUTDOWN = IMAPIClientShutdown*;
using LPMAPIPROVIDERSHUTDOWN = IMAPIProviderShutdown*;

// Defined in mapix.h and mapiutil.h.
struct IAddrBook;
struct ITableData;
using LPADRBOOK = IAddrBook*;
using LPTABLEDATA = ITableData*;

// The last member of many structures is an array as long as a count before it says. It is declared with
// length 1, and with the number itself: clang's bounds checks let an array be longer only where its length is
// no macro. The Cb macros give the true size of such a structure, the Sized macros declare a variable with
// room.
#define MAPI_DIM 1
