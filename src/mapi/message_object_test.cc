#include "mapi/message_object.h"

#include "mapi/testing/two_people.h"
#include "mapi/values.h"

namespace postroom::mapi {
namespace {

using testing::must;

class AMessage : public testing::TwoPeople {
 protected:
  static HRESULT remove(IMAPIProp& object, ULONG tag) {
    SPropTagArray tags{1, {tag}};
    LPSPropProblemArray problems = nullptr;
    const HRESULT result = object.DeleteProps(&tags, &problems);
    const HRESULT answer = problems ? problems->aProblem[0].scode : result;
    MAPIFreeBuffer(problems);
    return answer;
  }
  static HRESULT write(IMAPIProp& object, ULONG tag, const std::string& data) {
    LPUNKNOWN opened = nullptr;
    const HRESULT result = object.OpenProperty(tag, &IID_IStream, 0, MAPI_CREATE | MAPI_MODIFY, &opened);
    if (result != S_OK) return result;
    const auto stream = Ref<IStream>::take(static_cast<IStream*>(opened));
    const HRESULT written = stream->Write(data.data(), static_cast<ULONG>(data.size()), nullptr);
    return written == S_OK ? stream->Commit(0) : written;
  }
  static std::string read(IMAPIProp& object, ULONG tag) {
    LPUNKNOWN opened = nullptr;
    if (object.OpenProperty(tag, &IID_IStream, 0, 0, &opened) != S_OK) return "(none)";
    const auto stream = Ref<IStream>::take(static_cast<IStream*>(opened));
    std::string all(1 << 20, '\0');
    ULONG got = 0;
    EXPECT_EQ(stream->Read(all.data(), static_cast<ULONG>(all.size()), &got), S_OK);
    return all.substr(0, got);
  }
};

TEST_F(AMessage, HasItsRequiredPropertiesFromTheFirstSaveOn) {
  const Ref<IMessage> message = create(hers);
  EXPECT_TRUE(must(store.list(ana, inbox())).empty());
  ASSERT_EQ(message->SaveChanges(KEEP_OPEN_READWRITE), S_OK);
  EXPECT_EQ(must(store.list(ana, inbox())).size(), 1U);
  for (const ULONG tag : {PR_CREATION_TIME,
                          PR_DISPLAY_TO,
                          PR_DISPLAY_CC,
                          PR_DISPLAY_BCC,
                          PR_ENTRYID,
                          PR_MESSAGE_CLASS,
                          PR_MESSAGE_FLAGS,
                          PR_MESSAGE_SIZE,
                          PR_NORMALIZED_SUBJECT,
                          PR_PARENT_ENTRYID,
                          PR_RECORD_KEY,
                          PR_SEARCH_KEY,
                          PR_STORE_ENTRYID,
                          PR_STORE_RECORD_KEY,
                          PR_STORE_SUPPORT_MASK,
                          PR_HASATTACH,
                          PR_OBJECT_TYPE,
                          PR_ACCESS,
                          PR_ACCESS_LEVEL,
                          PR_MAPPING_SIGNATURE,
                          PR_MDB_PROVIDER,
                          PR_MESSAGE_TO_ME,
                          PR_MESSAGE_CC_ME,
                          PR_MESSAGE_RECIP_ME,
                          PR_LAST_MODIFICATION_TIME}) {
    EXPECT_TRUE(has(*message, tag)) << std::hex << tag;
  }
  EXPECT_EQ(text(*message, PR_MESSAGE_CLASS), "IPM");
  EXPECT_EQ(number(*message, PR_STORE_SUPPORT_MASK), hers->support_mask());
}

// Few are looked up one by one, many taken from all of them.
TEST_F(AMessage, HasTheSamePropertiesHoweverManyAreAskedFor) {
  const Ref<IMessage> message = open(hers, add("RE: one"));
  ASSERT_EQ(set_number(*message, PR_IMPORTANCE, 2), S_OK);
  ASSERT_EQ(message->SetReadFlag(0), S_OK);
  ULONG count = 0;
  LPSPropValue all = nullptr;
  ASSERT_EQ(message->GetProps(nullptr, MAPI_UNICODE, &count, &all), S_OK);
  ASSERT_GT(count, 20U);
  for (ULONG i = 0; i < count; ++i) {
    const Property expected = must(read_value(all[i]));
    for (const ULONG times : {1U, 32U, 33U}) {
      std::vector<ULONG> tags(1 + times, all[i].ulPropTag);
      tags[0] = times;
      ULONG given = 0;
      LPSPropValue values = nullptr;
      ASSERT_EQ(message->GetProps(reinterpret_cast<LPSPropTagArray>(tags.data()), 0, &given, &values), S_OK);
      EXPECT_EQ(given, times);
      EXPECT_EQ(must(read_value(values[times - 1])), expected) << std::hex << all[i].ulPropTag;
      MAPIFreeBuffer(values);
    }
  }
  MAPIFreeBuffer(all);
}

TEST_F(AMessage, TellsWhichPropertiesTheStoreComputes) {
  const Ref<IMessage> message = create(hers);
  EXPECT_EQ(set_number(*message, PR_STORE_SUPPORT_MASK, 0), MAPI_E_COMPUTED);
  EXPECT_EQ(set_number(*message, PR_MESSAGE_SIZE, 0), MAPI_E_COMPUTED);
  EXPECT_EQ(set_text(*message, PR_DISPLAY_TO, "Ana"), MAPI_E_COMPUTED);
  EXPECT_EQ(remove(*message, PR_ENTRYID), MAPI_E_COMPUTED);
  EXPECT_EQ(set_number(*message, PR_MESSAGE_FLAGS, MSGFLAG_UNSENT), S_OK);
  ASSERT_EQ(message->SaveChanges(KEEP_OPEN_READWRITE), S_OK);
  EXPECT_EQ(set_number(*message, PR_MESSAGE_FLAGS, 0), MAPI_E_COMPUTED);
}

TEST_F(AMessage, TakesItsLastModificationTimeUntilTheFirstSave) {
  const Ref<IMessage> message = create(hers);
  SPropValue time{};
  time.ulPropTag = PR_LAST_MODIFICATION_TIME;
  time.Value.ft = {5, 25'000'000};
  EXPECT_EQ(set(*message, time), S_OK);
  ASSERT_EQ(message->SaveChanges(KEEP_OPEN_READWRITE), S_OK);
  const auto shown =
      get(*message, PR_LAST_MODIFICATION_TIME, [](const SPropValue& value) { return value.Value.ft; });
  EXPECT_EQ(shown.dwLowDateTime, 5U);
  EXPECT_EQ(set(*message, time), MAPI_E_COMPUTED);
}

TEST_F(AMessage, KeepsWhetherItNamesItsReader) {
  const Ref<IMessage> message = create(hers);
  SPropValue to_me{};
  to_me.ulPropTag = PR_MESSAGE_TO_ME;
  to_me.Value.b = 1;
  EXPECT_EQ(set(*message, to_me), S_OK);
  ASSERT_EQ(message->SaveChanges(KEEP_OPEN_READWRITE), S_OK);
  const auto shown = [&](ULONG tag) {
    return get(*message, tag, [](const SPropValue& value) { return value.Value.b; });
  };
  EXPECT_NE(shown(PR_MESSAGE_TO_ME), 0);
  EXPECT_EQ(shown(PR_MESSAGE_CC_ME), 0);
}

TEST_F(AMessage, TellsWhyAPropertyIsNotTaken) {
  const Ref<IMessage> message = create(hers);
  EXPECT_EQ(set_number(*message, PROP_TAG(PT_LONG, 0x8FFF), 1), MAPI_E_UNEXPECTED_ID);
  EXPECT_EQ(set_text(*message, PR_MESSAGE_CLASS, "IPM."), MAPI_E_INVALID_TYPE);
  EXPECT_EQ(remove(*message, PR_BODY), MAPI_E_NOT_FOUND);
  EXPECT_EQ(set_text(*message, PR_BODY, "text"), S_OK);
  EXPECT_EQ(remove(*message, PR_BODY), S_OK);
  EXPECT_FALSE(has(*message, PR_BODY));
}

TEST_F(AMessage, LosesAllItsRecipientsAndAttachmentsAsProperties) {
  const Ref<IMessage> message = create(hers);
  must(inside(message).set_recipients({make_recipient(RecipientType::to, "Ana", "ana@example.com")}));
  must(inside(message).add_attachment({}));
  must(inside(message).add_attachment({}));
  EXPECT_EQ(remove(*message, PR_MESSAGE_RECIPIENTS), S_OK);
  EXPECT_EQ(remove(*message, PR_MESSAGE_ATTACHMENTS), S_OK);
  EXPECT_TRUE(inside(message).content().recipients.empty());
  EXPECT_TRUE(inside(message).content().attachments.empty());
}

TEST_F(AMessage, StreamsWhatTheStoreComputesAndRefusesToBeWrittenThere) {
  const MessageId id = add("RE: one");
  const Ref<IMessage> message = open(hers, id);
  EXPECT_EQ(read(*message, CHANGE_PROP_TYPE(PR_NORMALIZED_SUBJECT, PT_STRING8)), "one");
  EXPECT_EQ(write(*message, CHANGE_PROP_TYPE(PR_NORMALIZED_SUBJECT, PT_STRING8), "two"), MAPI_E_NO_ACCESS);
  EXPECT_EQ(read(*message, PR_HTML), "(none)");
}

TEST_F(AMessage, StreamsHtmlAsBytesAndAsText) {
  const Ref<IMessage> message = create(hers);
  ASSERT_EQ(set_number(*message, PR_INTERNET_CPID, 1252), S_OK);
  const std::string latin = "<p>Caf\xE9</p>" + std::string(kInlineLimit, 'x');
  const std::string utf8 = "<p>Caf\xC3\xA9</p>" + std::string(kInlineLimit, 'x');
  constexpr ULONG kHtmlText8 = PROP_TAG(PT_STRING8, PROP_ID(PR_HTML));
  ASSERT_EQ(write(*message, PR_HTML, latin), S_OK);
  EXPECT_EQ(read(*message, PR_HTML), latin);
  EXPECT_EQ(read(*message, kHtmlText8), utf8);
  ASSERT_EQ(write(*message, kHtmlText8, utf8), S_OK);
  EXPECT_EQ(read(*message, PR_HTML), latin);
}

TEST_F(AMessage, IsNotSubmittedInThisRelease) {
  EXPECT_EQ(create(hers)->SubmitMessage(0), MAPI_E_NO_SUPPORT);
  EXPECT_EQ(hers->support_mask() & static_cast<LONG>(STORE_SUBMIT_OK), 0);
}

TEST_F(AMessage, HasTheInterfacesThatItDerivesFromAndNoOther) {
  const Ref<IMessage> message = create(hers);
  for (const IID& iid : {IID_IUnknown, IID_IMAPIProp, IID_IMessage}) {
    void* found = nullptr;
    EXPECT_EQ(message->QueryInterface(iid, &found), S_OK);
    message->Release();
  }
  void* found = &found;
  EXPECT_EQ(message->QueryInterface(IID_IAttachment, &found), E_NOINTERFACE);
  EXPECT_EQ(found, nullptr);
}

TEST_F(AMessage, AnswersNullOutParametersAsInvalid) {
  const Ref<IMessage> message = create(hers);
  EXPECT_EQ(message->GetAttachmentTable(0, nullptr), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(message->GetRecipientTable(0, nullptr), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(message->OpenAttach(0, nullptr, 0, nullptr), MAPI_E_INVALID_PARAMETER);
}

TEST_F(AMessage, ShowsTheStateOfThisHandleInItsTables) {
  const Ref<IMessage> message = create(hers);
  must(inside(message).set_recipients({make_recipient(RecipientType::to, "Ana", "ana@example.com")}));
  const auto rows = [](LPUNKNOWN opened) {
    const auto table = Ref<IMAPITable>::take(static_cast<LPMAPITABLE>(opened));
    ULONG count = 99;
    EXPECT_EQ(table->GetRowCount(0, &count), S_OK);
    return count;
  };
  LPMAPITABLE table = nullptr;
  ASSERT_EQ(message->GetRecipientTable(0, &table), S_OK);
  EXPECT_EQ(rows(table), 1U);
  ASSERT_EQ(message->GetAttachmentTable(0, &table), S_OK);
  EXPECT_EQ(rows(table), 0U);
  LPUNKNOWN opened = nullptr;
  ASSERT_EQ(message->OpenProperty(PR_MESSAGE_RECIPIENTS, &IID_IMAPITable, 0, 0, &opened), S_OK);
  EXPECT_EQ(rows(opened), 1U);
  EXPECT_EQ(message->OpenProperty(PR_MESSAGE_ATTACHMENTS, &IID_IStream, 0, 0, &opened),
            MAPI_E_INTERFACE_NOT_SUPPORTED);
}

}  // namespace
}  // namespace postroom::mapi
