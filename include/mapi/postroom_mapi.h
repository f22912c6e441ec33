// What is particular to Postroom's message store provider (libpostroom_mapi.so): the properties of its profile section,
// the conflict interface, and a way to open a store without a profile. docs/mapi.md tells the rest.
#pragma once

#include "mapispi.h"
#include "mapitags.h"

// The profile section of the provider. Texts may be given as PT_UNICODE or PT_STRING8 (UTF-8).
// The path of a store's file, or postgresql://host/database?store=NAME. Required.
#define PR_POSTROOM_ADDRESS_W PROP_TAG(PT_UNICODE, 0x6600)
#define PR_POSTROOM_ADDRESS_A PROP_TAG(PT_STRING8, 0x6600)
// Who acts: the name that others read in the history and that rights on folders are given to. Required.
#define PR_POSTROOM_NAME_W PROP_TAG(PT_UNICODE, 0x6601)
#define PR_POSTROOM_NAME_A PROP_TAG(PT_STRING8, 0x6601)
// Whether the store is opened for reading only, whatever the flags of Logon say.
#define PR_POSTROOM_READ_ONLY PROP_TAG(PT_BOOLEAN, 0x6602)
// What SaveChanges does where somebody else has saved first and nobody is asked: one of POSTROOM_ON_CONFLICT_….
#define PR_POSTROOM_ON_CONFLICT PROP_TAG(PT_LONG, 0x6603)
// For a store in PostgreSQL: the database's user; otherwise that of the address.
#define PR_POSTROOM_DATABASE_USER_W PROP_TAG(PT_UNICODE, 0x6604)
#define PR_POSTROOM_DATABASE_USER_A PROP_TAG(PT_STRING8, 0x6604)
// A secure property: profile sections never list it (IProfSect).
#define PR_POSTROOM_PASSWORD_W PROP_TAG(PT_UNICODE, 0x67F0)
#define PR_POSTROOM_PASSWORD_A PROP_TAG(PT_STRING8, 0x67F0)

#define POSTROOM_ON_CONFLICT_REFUSE ((ULONG)0)  // MAPI_E_OBJECT_CHANGED, as MAPI says; the default
#define POSTROOM_ON_CONFLICT_MERGE ((ULONG)1)   // merges; refuses where both changed the same thing

// The conflict interface (rule C21: "Supporting multiple client access to messages in message stores"). A host that can
// ask a person sets one on the logon. It is called inside SaveChanges, on the thread that saves, and may call any
// method of any object but the message that is being saved. Never called for a logon with MDB_NO_DIALOG.
struct POSTROOM_CONFLICT {
  ULONG cbEntryID;  // of the message
  LPENTRYID lpEntryID;
  LPCWSTR lpszWho;     // saved it first
  LPCWSTR lpszClient;  // with this program
  FILETIME ftWhen;
  BOOL fCanMerge;                 // whether POSTROOM_CHOICE_MERGE would succeed
  ULONG cUnits;                   // what differs
  const LPCWSTR* rgpszUnits;      // for a person: "Subject", "To ana@example.com"
  const ULONG* rgulUnitStates;    // POSTROOM_UNIT_… for each
  LPMESSAGE lpTheirs;             // as it is stored now, for reading
};
typedef POSTROOM_CONFLICT* LPPOSTROOM_CONFLICT;

#define POSTROOM_UNIT_MINE ((ULONG)0)      // only this handle changed it
#define POSTROOM_UNIT_THEIRS ((ULONG)1)    // only the other one did
#define POSTROOM_UNIT_ALIKE ((ULONG)2)     // both, to the same
#define POSTROOM_UNIT_COMBINED ((ULONG)3)  // both, and the two fit together
#define POSTROOM_UNIT_OVERLAP ((ULONG)4)   // both, differently

#define POSTROOM_CHOICE_REFUSE ((ULONG)0)     // SaveChanges answers MAPI_E_OBJECT_CHANGED and keeps the edits
#define POSTROOM_CHOICE_KEEP ((ULONG)1)       // keep the original: the edits are given up, SaveChanges answers S_OK
#define POSTROOM_CHOICE_OVERWRITE ((ULONG)2)  // as FORCE_SAVE
#define POSTROOM_CHOICE_ELSEWHERE ((ULONG)3)  // save a copy in another folder; then as POSTROOM_CHOICE_KEEP
#define POSTROOM_CHOICE_MERGE ((ULONG)4)      // take over what they changed; refused where both changed the same

// {5C0E4B7A-9E1D-4C3B-8F55-2A6D1B90C411}
inline constexpr GUID IID_IPostroomConflictSink = {
    0x5C0E4B7A, 0x9E1D, 0x4C3B, {0x8F, 0x55, 0x2A, 0x6D, 0x1B, 0x90, 0xC4, 0x11}};
// {5C0E4B7A-9E1D-4C3B-8F55-2A6D1B90C412}: QueryInterface of the IMSLogon that IMSProvider::Logon returned, and of the
// IMsgStore.
inline constexpr GUID IID_IPostroomLogon = {
    0x5C0E4B7A, 0x9E1D, 0x4C3B, {0x8F, 0x55, 0x2A, 0x6D, 0x1B, 0x90, 0xC4, 0x12}};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"
struct IPostroomConflictSink : public IUnknown {
  // Sets *lpulChoice. For POSTROOM_CHOICE_ELSEWHERE it may set the folder (*lpcbFolder, *lppFolder, allocated with
  // MAPIAllocateBuffer, freed by the provider); without one it is the Conflicts folder. Any failure counts as
  // POSTROOM_CHOICE_REFUSE.
  virtual HRESULT Resolve(LPPOSTROOM_CONFLICT lpConflict, ULONG* lpulChoice, ULONG* lpcbFolder,
                          LPENTRYID* lppFolder) = 0;
};

struct IPostroomLogon : public IUnknown {
  // Null: nobody is asked any more. AddRefs what it keeps. For all messages of the store that this logon opened.
  virtual HRESULT SetConflictSink(IPostroomConflictSink* lpSink) = 0;
};
#pragma GCC diagnostic pop

// What libpostroom_mapi.so exports, with MSProviderInit (mapispi.h).
extern "C" {
// Configures the message service; never shows a dialog. docs/mapi.md says what each context does.
MSGSERVICEENTRY MSGServiceEntry;

// The entry ID by which IMSProvider::Logon opens the store at an address (UTF-8, as PR_POSTROOM_ADDRESS) for somebody
// (PR_POSTROOM_NAME), with no profile and no support object. Allocated with lpAllocateBuffer. Opens nothing:
// MAPI_E_INVALID_PARAMETER for texts that are none.
typedef HRESULT POSTROOMSTOREENTRYID(LPCSTR lpszAddress, LPCSTR lpszName, LPALLOCATEBUFFER lpAllocateBuffer,
                                     ULONG* lpcbEntryID, LPENTRYID* lppEntryID);
typedef POSTROOMSTOREENTRYID* LPPOSTROOMSTOREENTRYID;
POSTROOMSTOREENTRYID PostroomStoreEntryID;
}

