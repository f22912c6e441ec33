// Identifiers: their bytes, their comparison, and that no two names have one value.
#include <gtest/gtest.h>
#include <mapidefs.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "slots.h"

namespace mapi_headers {
namespace {

TEST(Identifiers, OneOffRecipientsHaveOneIdentifierInBothForms) {
  constexpr MAPIUID kOneOff = MAPI_ONE_OFF_UID;
  EXPECT_EQ(std::memcmp(&kOneOff, &MUIDOOP, sizeof(MAPIUID)), 0);
  EXPECT_EQ(kOneOff.ab[0], 0x81);
  EXPECT_EQ(kOneOff.ab[15], 0x02);
}

TEST(Identifiers, EqualBytesAreEqual) {
  MAPIUID one = MAPI_ONE_OFF_UID;
  MAPIUID other = one;
  EXPECT_TRUE(IsEqualMAPIUID(&one, &other));
  other.ab[15] ^= 1;
  EXPECT_FALSE(IsEqualMAPIUID(&one, &other));
  EXPECT_TRUE(IsEqualIID(IID_IMessage, IID_IMessage));
  EXPECT_FALSE(IsEqualIID(IID_IMessage, IID_IMessageRaw));
  EXPECT_TRUE(PS_MAPI != PS_PUBLIC_STRINGS);
}

TEST(Identifiers, PropertySetsHaveTheirBytes) {
  EXPECT_EQ(PSETID_Appointment.Data1, 0x00062002U);
  EXPECT_EQ(PSETID_Sharing.Data1, 0x00062040U);
  EXPECT_EQ(PSETID_Meeting.Data4[7], 0x05);
  EXPECT_EQ(PSETID_Attachment.Data3, 0x47D0);
  EXPECT_EQ(std::memcmp(&PSETID_UnifiedMessaging,
                        "\x8E\x85\x42\x44\xE3\xA9\x80\x4E\xB9\x00\x31\x7A\x21\x0C\xC1\x5B", sizeof(GUID)),
            0);
}

TEST(Identifiers, InterfacesHaveDifferentOnes) {
  std::vector<GUID> all{
      IID_IUnknown,     IID_IClassFactory,     IID_IMalloc,           IID_IStorage,
      IID_IStream,      IID_ISequentialStream, IID_IMAPISession,      IID_IMAPITable,
      IID_IMAPIProp,    IID_IMAPIStatus,       IID_IMsgStore,         IID_IMessage,
      IID_IMessageRaw,  IID_IAttachment,       IID_IAddrBook,         IID_IMailUser,
      IID_IMAPIFolder,  IID_IABContainer,      IID_IDistList,         IID_IMAPISup,
      IID_IMSProvider,  IID_IMSLogon,          IID_IMAPITableData,    IID_IMAPIPropData,
      IID_IProfAdmin,   IID_IMsgServiceAdmin,  IID_IMsgServiceAdmin2, IID_IProviderAdmin,
      IID_IMAPIControl, IID_IMAPIProgress,     IID_IStreamDocfile,    IID_IMAPIClientShutdown,
      IID_IProfSect,    IID_IMAPIAdviseSink,   IID_IMAPIContainer,    IID_IMAPIProviderShutdown};
  const auto less = [](const GUID& a, const GUID& b) { return std::memcmp(&a, &b, sizeof(GUID)) < 0; };
  std::sort(all.begin(), all.end(), less);
  EXPECT_TRUE(std::adjacent_find(all.begin(), all.end()) == all.end());
}

TEST(Identifiers, LaterInterfacesHaveTheirNumbersAndMethods) {
  EXPECT_EQ(IID_IMsgServiceAdmin2.Data1, 0x00020387U);
  EXPECT_EQ(IID_IMessageRaw.Data1, 0x0002038AU);
  EXPECT_EQ(IID_IMAPIClientShutdown.Data1, 0x00020397U);
  EXPECT_EQ(IID_IMAPIProviderShutdown.Data1, 0x00020398U);
  using C = IMAPIClientShutdown;
  EXPECT_EQ(slots(&C::QueryFastShutdown, &C::NotifyProcessShutdown, &C::DoFastShutdown),
            consecutive(kAfterUnknown, 3));
  using P = IMAPIProviderShutdown;
  EXPECT_EQ(slots(&P::QueryFastShutdown, &P::NotifyProcessShutdown, &P::DoFastShutdown),
            consecutive(kAfterUnknown, 3));
}

}  // namespace
}  // namespace mapi_headers
