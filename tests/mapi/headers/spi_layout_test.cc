// What a provider or client that was compiled elsewhere relies on: the order of methods, sizes, values of
// tags.
#include <gtest/gtest.h>
#include <mapispi.h>
#include <mapitags.h>
#include <mapiutil.h>
#include <mapix.h>
#include <postroom_mapi.h>

#include <cstddef>
#include <type_traits>

#include "slots.h"

namespace mapi_headers {
namespace {

TEST(SpiLayout, SupportObjectHasItsMethodsInOrder) {
  using S = IMAPISupport;
  EXPECT_EQ(slots(&S::GetLastError, &S::GetMemAllocRoutines, &S::Subscribe, &S::Unsubscribe, &S::Notify,
                  &S::ModifyStatusRow, &S::OpenProfileSection, &S::RegisterPreprocessor, &S::NewUID,
                  &S::MakeInvalid, &S::SpoolerYield, &S::SpoolerNotify, &S::CreateOneOff, &S::SetProviderUID,
                  &S::CompareEntryIDs, &S::OpenTemplateID, &S::OpenEntry, &S::GetOneOffTable, &S::Address,
                  &S::Details, &S::NewEntry, &S::DoConfigPropsheet, &S::CopyMessages, &S::CopyFolder,
                  &S::DoCopyTo, &S::DoCopyProps, &S::DoProgressDialog, &S::ReadReceipt, &S::PrepareSubmit,
                  &S::ExpandRecips, &S::UpdatePAB, &S::DoSentMail, &S::OpenAddressBook, &S::Preprocess,
                  &S::CompleteMsg, &S::StoreLogoffTransports, &S::StatusRecips, &S::WrapStoreEntryID,
                  &S::ModifyProfile, &S::IStorageFromStream, &S::GetSvcConfigSupportObj),
            consecutive(kAfterUnknown, 41));
}

TEST(SpiLayout, MessageStoreProviderHasItsMethodsInOrder) {
  using P = IMSProvider;
  EXPECT_EQ(slots(&P::Shutdown, &P::Logon, &P::SpoolerLogon, &P::CompareStoreIDs),
            consecutive(kAfterUnknown, 4));
  using L = IMSLogon;
  EXPECT_EQ(slots(&L::GetLastError, &L::Logoff, &L::OpenEntry, &L::CompareEntryIDs, &L::Advise, &L::Unadvise,
                  &L::OpenStatusEntry),
            consecutive(kAfterUnknown, 7));
}

TEST(SpiLayout, WhatTheLibraryExportsIsDeclaredAsHostsCallIt) {
  EXPECT_TRUE((std::is_same_v<decltype(&MSProviderInit), LPMSPROVIDERINIT>));
  EXPECT_TRUE((std::is_same_v<decltype(&MSGServiceEntry), LPMSGSERVICEENTRY>));
  EXPECT_TRUE((std::is_same_v<decltype(&PostroomStoreEntryID), LPPOSTROOMSTOREENTRYID>));
}

TEST(SpiLayout, AddressBookProviderHasItsMethodsInOrder) {
  EXPECT_EQ(slots(&IABProvider::Shutdown, &IABProvider::Logon), consecutive(kAfterUnknown, 2));
  using L = IABLogon;
  EXPECT_EQ(slots(&L::GetLastError, &L::Logoff, &L::OpenEntry, &L::CompareEntryIDs, &L::Advise, &L::Unadvise,
                  &L::OpenStatusEntry, &L::OpenTemplateID, &L::GetOneOffTable, &L::PrepareRecips),
            consecutive(kAfterUnknown, 10));
}

TEST(SpiLayout, TransportProviderHasItsMethodsInOrder) {
  EXPECT_EQ(slots(&IXPProvider::Shutdown, &IXPProvider::TransportLogon), consecutive(kAfterUnknown, 2));
  using L = IXPLogon;
  EXPECT_EQ(slots(&L::AddressTypes, &L::RegisterOptions, &L::TransportNotify, &L::Idle, &L::TransportLogoff,
                  &L::SubmitMessage, &L::EndMessage, &L::Poll, &L::StartMessage, &L::OpenStatusEntry,
                  &L::ValidateState, &L::FlushQueues),
            consecutive(kAfterUnknown, 12));
  EXPECT_EQ(slots(&ISpoolerHook::InboundMsgHook, &ISpoolerHook::OutboundMsgHook),
            consecutive(kAfterUnknown, 2));
}

TEST(SpiLayout, SessionHasItsMethodsInOrder) {
  using S = IMAPISession;
  EXPECT_EQ(
      slots(&S::GetLastError, &S::GetMsgStoresTable, &S::OpenMsgStore, &S::OpenAddressBook,
            &S::OpenProfileSection, &S::GetStatusTable, &S::OpenEntry, &S::CompareEntryIDs, &S::Advise,
            &S::Unadvise, &S::MessageOptions, &S::QueryDefaultMessageOpt, &S::EnumAdrTypes, &S::QueryIdentity,
            &S::Logoff, &S::SetDefaultStore, &S::AdminServices, &S::ShowForm, &S::PrepareForm),
      consecutive(kAfterUnknown, 19));
}

TEST(SpiLayout, AddressBookOfASessionHasItsMethodsInOrder) {
  using B = IAddrBook;
  EXPECT_EQ(slots(&B::OpenEntry, &B::CompareEntryIDs, &B::Advise, &B::Unadvise, &B::CreateOneOff,
                  &B::NewEntry, &B::ResolveName, &B::Address, &B::Details, &B::RecipOptions,
                  &B::QueryDefaultRecipOpt, &B::GetPAB, &B::SetPAB, &B::GetDefaultDir, &B::SetDefaultDir,
                  &B::GetSearchPath, &B::SetSearchPath, &B::PrepareRecips),
            consecutive(kAfterMapiProp, 18));
}

TEST(SpiLayout, ProfileAdministrationHasItsMethodsInOrder) {
  using P = IProfAdmin;
  EXPECT_EQ(slots(&P::GetLastError, &P::GetProfileTable, &P::CreateProfile, &P::DeleteProfile,
                  &P::ChangeProfilePassword, &P::CopyProfile, &P::RenameProfile, &P::SetDefaultProfile,
                  &P::AdminServices),
            consecutive(kAfterUnknown, 9));
}

TEST(SpiLayout, ServiceAdministrationHasItsMethodsInOrder) {
  using A = IMsgServiceAdmin2;
  EXPECT_EQ(slots(&A::GetLastError, &A::GetMsgServiceTable, &A::CreateMsgService, &A::DeleteMsgService,
                  &A::CopyMsgService, &A::RenameMsgService, &A::ConfigureMsgService, &A::OpenProfileSection,
                  &A::MsgServiceTransportOrder, &A::AdminProviders, &A::SetPrimaryIdentity,
                  &A::GetProviderTable, &A::CreateMsgServiceEx),
            consecutive(kAfterUnknown, 13));
}

TEST(SpiLayout, PropertyDataHasItsMethodsBehindThoseOfAPropertyObject) {
  using D = IPropData;
  EXPECT_EQ(slots(&D::HrSetObjAccess, &D::HrSetPropAccess, &D::HrGetPropAccess, &D::HrAddObjProps),
            consecutive(kAfterMapiProp, 4));
}

TEST(SpiLayout, InterfacesHoldATablePointerAndNothingElse) {
  EXPECT_EQ(sizeof(IMAPISupport), sizeof(void*));
  EXPECT_EQ(sizeof(IMSProvider), sizeof(void*));
  EXPECT_EQ(sizeof(IMSLogon), sizeof(void*));
  EXPECT_EQ(sizeof(IAddrBook), sizeof(void*));
  EXPECT_EQ(sizeof(IMsgServiceAdmin2), sizeof(void*));
  EXPECT_EQ(sizeof(IPropData), sizeof(void*));
}

TEST(SpiLayout, StructuresHaveTheirSizes) {
  EXPECT_EQ(offsetof(NOTIFKEY, ab), 4U);
  EXPECT_EQ(CbNewNOTIFKEY(20), 24U);
  SizedNOTIFKEY(20, key) = {20, {}};
  EXPECT_EQ(CbNOTIFKEY(reinterpret_cast<LPNOTIFKEY>(&key)), sizeof(key));
  EXPECT_EQ(sizeof(OPTIONDATA), 64U);
  EXPECT_EQ(offsetof(OPTIONDATA, lpOptionsProps), 56U);
  EXPECT_EQ(sizeof(MAPIINIT_0), 8U);
}

TEST(SpiValues, VersionAndContexts) {
  EXPECT_EQ(CURRENT_SPI_VERSION, 0x00010010U);
  EXPECT_EQ(MAPI_NT_SERVICE, 0x00010000U);
  EXPECT_EQ(MSG_SERVICE_INSTALL, 1);
  EXPECT_EQ(MSG_SERVICE_PROVIDER_DELETE, 7);
  EXPECT_EQ(SERVICE_UI_ALWAYS, 2);
  EXPECT_EQ(SERVICE_UI_ALLOWED, 16);
  EXPECT_EQ(NOTIFY_SYNC, 0x40000000U);
  EXPECT_EQ(NOTIFY_CANCELED, 0x80000000U);
}

TEST(Tags, TextTagsHaveAFormForEachWidth) {
  EXPECT_EQ(PR_SUBJECT_W, 0x0037001FU);
  EXPECT_EQ(PR_SUBJECT_A, 0x0037001EU);
#ifdef UNICODE
  EXPECT_EQ(PR_SUBJECT, PR_SUBJECT_W);
#else
  EXPECT_EQ(PR_SUBJECT, PR_SUBJECT_A);
#endif
  EXPECT_EQ(PR_CHILDRENS_NAMES_W, 0x3A58101FU);
  EXPECT_EQ(PR_7BIT_DISPLAY_NAME, PR_7BIT_DISPLAY_NAME_A);
}

TEST(Tags, TagsOfMessagesHaveTheirValues) {
  EXPECT_EQ(PR_MESSAGE_CLASS_W, 0x001A001FU);
  EXPECT_EQ(PR_CLIENT_SUBMIT_TIME, 0x00390040U);
  EXPECT_EQ(PR_RECIPIENT_TYPE, 0x0C150003U);
  EXPECT_EQ(PR_MESSAGE_FLAGS, 0x0E070003U);
  EXPECT_EQ(PR_MESSAGE_SIZE_EXTENDED, 0x0E080014U);
  EXPECT_EQ(PR_MESSAGE_RECIPIENTS, 0x0E12000DU);
  EXPECT_EQ(PR_HASATTACH, 0x0E1B000BU);
  EXPECT_EQ(PR_INSTANCE_KEY, 0x0FF60102U);
  EXPECT_EQ(PR_ENTRYID, 0x0FFF0102U);
  EXPECT_EQ(PR_HTML, 0x10130102U);
  EXPECT_EQ(PR_BODY_HTML_W, 0x1013001FU);
  EXPECT_EQ(PR_INTERNET_MESSAGE_ID_W, 0x1035001FU);
  EXPECT_EQ(PR_CONFLICT_ITEMS, 0x10981102U);
}

TEST(Tags, TagsOfOtherObjectsHaveTheirValues) {
  EXPECT_EQ(PR_STORE_SUPPORT_MASK, 0x340D0003U);
  EXPECT_EQ(PR_MDB_PROVIDER, 0x34140102U);
  EXPECT_EQ(PR_VALID_FOLDER_MASK, 0x35DF0003U);
  EXPECT_EQ(PR_IPM_SUBTREE_ENTRYID, 0x35E00102U);
  EXPECT_EQ(PR_CONTAINER_CONTENTS, 0x360F000DU);
  EXPECT_EQ(PR_ADDITIONAL_REN_ENTRYIDS, 0x36D81102U);
  EXPECT_EQ(PR_ATTACH_DATA_BIN, 0x37010102U);
  EXPECT_EQ(PR_ATTACH_DATA_OBJ, 0x3701000DU);
  EXPECT_EQ(PR_ATTACH_CONTENT_ID_W, 0x3712001FU);
  EXPECT_EQ(PR_SMTP_ADDRESS_W, 0x39FE001FU);
  EXPECT_EQ(PR_RESOURCE_METHODS, 0x3E020003U);
  EXPECT_EQ(PR_INTERNET_CPID, 0x3FDE0003U);
  EXPECT_EQ(PR_RESOLVE_METHOD, 0x3FE70003U);
}

TEST(Tags, TagsOfReplicationAndProvidersHaveTheirValues) {
  EXPECT_EQ(PR_LAST_MODIFIER_NAME_W, 0x3FFA001FU);
  EXPECT_EQ(PR_SOURCE_KEY, 0x65E00102U);
  EXPECT_EQ(PR_CHANGE_KEY, 0x65E20102U);
  EXPECT_EQ(PR_PREDECESSOR_CHANGE_LIST, 0x65E30102U);
  EXPECT_EQ(PR_IN_CONFLICT, 0x666C000BU);
  EXPECT_EQ(PR_DELETED_ON, 0x668F0040U);
  EXPECT_EQ(PR_ATTACHMENT_HIDDEN, 0x7FFE000BU);
}

TEST(Tags, PropertiesTravelByTheRangeOfTheirId) {
  EXPECT_TRUE(FIsTransmittable(PR_SUBJECT));
  EXPECT_FALSE(FIsTransmittable(PR_MESSAGE_FLAGS));
  EXPECT_TRUE(FIsTransmittable(PR_BODY));
  EXPECT_FALSE(FIsTransmittable(PROP_TAG(PT_LONG, 0x6600)));
  EXPECT_TRUE(FIsTransmittable(PROP_TAG(PT_LONG, 0x6800)));
  EXPECT_FALSE(FIsTransmittable(PROP_TAG(PT_LONG, 0x7C00)));
  EXPECT_TRUE(FIsTransmittable(PROP_TAG(PT_LONG, 0x8000)));
}

}  // namespace
}  // namespace mapi_headers
