// The methods of the interfaces of COM and mapidefs.h, in the order of the documentation's tables: a client
// or provider that was compiled elsewhere calls them by number.
#include <gtest/gtest.h>
#include <mapidefs.h>
#include <postroom_mapi.h>

#include <type_traits>

#include "slots.h"

namespace mapi_headers {
namespace {

TEST(InterfaceLayout, UnknownComesFirst) {
  EXPECT_EQ(slots(&IUnknown::QueryInterface, &IUnknown::AddRef, &IUnknown::Release), consecutive(0, 3));
  EXPECT_EQ(slots(&IMsgStore::QueryInterface, &IMsgStore::AddRef, &IMsgStore::Release), consecutive(0, 3));
}

TEST(InterfaceLayout, MemoryAndClassFactoriesHaveTheirMethodsInOrder) {
  EXPECT_EQ(slots(&IClassFactory::CreateInstance, &IClassFactory::LockServer), consecutive(kAfterUnknown, 2));
  using M = IMalloc;
  EXPECT_EQ(slots(&M::Alloc, &M::Realloc, &M::Free, &M::GetSize, &M::DidAlloc, &M::HeapMinimize),
            consecutive(kAfterUnknown, 6));
}

TEST(InterfaceLayout, StreamsHaveTheirMethodsInOrder) {
  EXPECT_EQ(slots(&ISequentialStream::Read, &ISequentialStream::Write), consecutive(kAfterUnknown, 2));
  using S = IStream;
  EXPECT_EQ(slots(&S::Read, &S::Write, &S::Seek, &S::SetSize, &S::CopyTo, &S::Commit, &S::Revert,
                  &S::LockRegion, &S::UnlockRegion, &S::Stat, &S::Clone),
            consecutive(kAfterUnknown, 11));
}

TEST(InterfaceLayout, StoragesHaveTheirMethodsInOrder) {
  using S = IStorage;
  EXPECT_EQ(slots(&S::CreateStream, &S::OpenStream, &S::CreateStorage, &S::OpenStorage, &S::CopyTo,
                  &S::MoveElementTo, &S::Commit, &S::Revert, &S::EnumElements, &S::DestroyElement,
                  &S::RenameElement, &S::SetElementTimes, &S::SetClass, &S::SetStateBits, &S::Stat),
            consecutive(kAfterUnknown, 15));
  using E = IEnumSTATSTG;
  EXPECT_EQ(slots(&E::Next, &E::Skip, &E::Reset, &E::Clone), consecutive(kAfterUnknown, 4));
}

TEST(InterfaceLayout, SinksAndProgressHaveTheirMethodsInOrder) {
  EXPECT_EQ(slot(&IMAPIAdviseSink::OnNotify), kAfterUnknown);
  using P = IMAPIProgress;
  EXPECT_EQ(slots(&P::Progress, &P::GetFlags, &P::GetMax, &P::GetMin, &P::SetLimits),
            consecutive(kAfterUnknown, 5));
}

TEST(InterfaceLayout, PropertyObjectsHaveTheirMethodsInOrder) {
  using P = IMAPIProp;
  EXPECT_EQ(
      slots(&P::GetLastError, &P::SaveChanges, &P::GetProps, &P::GetPropList, &P::OpenProperty, &P::SetProps,
            &P::DeleteProps, &P::CopyTo, &P::CopyProps, &P::GetNamesFromIDs, &P::GetIDsFromNames),
      consecutive(kAfterUnknown, 11));
}

TEST(InterfaceLayout, TablesHaveTheirMethodsInOrder) {
  using T = IMAPITable;
  EXPECT_EQ(slots(&T::GetLastError, &T::Advise, &T::Unadvise, &T::GetStatus, &T::SetColumns, &T::QueryColumns,
                  &T::GetRowCount, &T::SeekRow, &T::SeekRowApprox, &T::QueryPosition, &T::FindRow,
                  &T::Restrict, &T::CreateBookmark, &T::FreeBookmark, &T::SortTable, &T::QuerySortOrder,
                  &T::QueryRows, &T::Abort, &T::ExpandRow, &T::CollapseRow, &T::WaitForCompletion,
                  &T::GetCollapseState, &T::SetCollapseState),
            consecutive(kAfterUnknown, 23));
}

TEST(InterfaceLayout, StatusHasItsMethodsInOrder) {
  using S = IMAPIStatus;
  EXPECT_EQ(slots(&S::ValidateState, &S::SettingsDialog, &S::ChangePassword, &S::FlushQueues),
            consecutive(kAfterMapiProp, 4));
}

TEST(InterfaceLayout, ContainersHaveTheirMethodsInOrder) {
  using C = IMAPIContainer;
  EXPECT_EQ(slots(&C::GetContentsTable, &C::GetHierarchyTable, &C::OpenEntry, &C::SetSearchCriteria,
                  &C::GetSearchCriteria),
            consecutive(kAfterMapiProp, 5));
  using A = IABContainer;
  EXPECT_EQ(slots(&A::CreateEntry, &A::CopyEntries, &A::DeleteEntries, &A::ResolveNames),
            consecutive(kAfterContainer, 4));
  using D = IDistList;
  EXPECT_EQ(slots(&D::CreateEntry, &D::CopyEntries, &D::DeleteEntries, &D::ResolveNames),
            consecutive(kAfterContainer, 4));
}

TEST(InterfaceLayout, FoldersHaveTheirMethodsInOrder) {
  using F = IMAPIFolder;
  EXPECT_EQ(slots(&F::CreateMessage, &F::CopyMessages, &F::DeleteMessages, &F::CreateFolder, &F::CopyFolder,
                  &F::DeleteFolder, &F::SetReadFlags, &F::GetMessageStatus, &F::SetMessageStatus,
                  &F::SaveContentsSort, &F::EmptyFolder),
            consecutive(kAfterContainer, 11));
}

TEST(InterfaceLayout, StoresHaveTheirMethodsInOrder) {
  using S = IMsgStore;
  EXPECT_EQ(slots(&S::Advise, &S::Unadvise, &S::CompareEntryIDs, &S::OpenEntry, &S::SetReceiveFolder,
                  &S::GetReceiveFolder, &S::GetReceiveFolderTable, &S::StoreLogoff, &S::AbortSubmit,
                  &S::GetOutgoingQueue, &S::SetLockState, &S::FinishedMsg, &S::NotifyNewMail),
            consecutive(kAfterMapiProp, 13));
}

TEST(InterfaceLayout, MessagesHaveTheirMethodsInOrder) {
  using M = IMessage;
  EXPECT_EQ(slots(&M::GetAttachmentTable, &M::OpenAttach, &M::CreateAttach, &M::DeleteAttach,
                  &M::GetRecipientTable, &M::ModifyRecipients, &M::SubmitMessage, &M::SetReadFlag),
            consecutive(kAfterMapiProp, 8));
}

TEST(InterfaceLayout, ControlsAndProvidersHaveTheirMethodsInOrder) {
  using C = IMAPIControl;
  EXPECT_EQ(slots(&C::GetLastError, &C::Activate, &C::GetState), consecutive(kAfterUnknown, 3));
  using A = IProviderAdmin;
  EXPECT_EQ(slots(&A::GetLastError, &A::GetProviderTable, &A::CreateProvider, &A::DeleteProvider,
                  &A::OpenProfileSection),
            consecutive(kAfterUnknown, 5));
}

TEST(InterfaceLayout, ConflictInterfaceStartsWithUnknown) {
  EXPECT_EQ(slot(&IPostroomConflictSink::Resolve), kAfterUnknown);
  EXPECT_EQ(slot(&IPostroomLogon::SetConflictSink), kAfterUnknown);
}

template <class... Interfaces>
constexpr bool are_a_table_pointer_alone = ((sizeof(Interfaces) == sizeof(void*) &&
                                             !std::has_virtual_destructor_v<Interfaces>)&&...);

// A destructor would take two slots, and data would have no place where others look.
TEST(InterfaceLayout, InterfacesHoldATablePointerAndNothingElse) {
  EXPECT_TRUE(
      (are_a_table_pointer_alone<IUnknown, IClassFactory, IMalloc, ISequentialStream, IStream, IEnumSTATSTG,
                                 IStorage, IMAPIAdviseSink, IMAPIProgress, IMAPIProp, IProfSect>));
  EXPECT_TRUE(
      (are_a_table_pointer_alone<IMAPITable, IMAPIStatus, IMAPIContainer, IABContainer, IMailUser, IDistList,
                                 IMAPIFolder, IMsgStore, IMessage, IAttach, IMAPIControl, IProviderAdmin>));
}

}  // namespace
}  // namespace mapi_headers
