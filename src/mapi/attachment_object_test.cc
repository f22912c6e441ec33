#include "mapi/attachment_object.h"

#include "mapi/testing/with_attachments.h"

namespace postroom::mapi {
namespace {

class Attachments : public testing::WithAttachments {};

TEST_F(Attachments, ANewOneHasWhatEveryAttachmentHas) {
  const Ref<IMessage> message = create(hers);
  ULONG first = 9, second = 9;
  const Ref<IAttach> attachment = create_in(message, &first), another = create_in(message, &second);
  EXPECT_NE(first, second);
  EXPECT_EQ(number(*attachment, PR_ATTACH_NUM), static_cast<LONG>(first));
  EXPECT_EQ(number(*attachment, PR_ATTACH_METHOD), static_cast<LONG>(NO_ATTACHMENT));
  EXPECT_EQ(number(*attachment, PR_RENDERING_POSITION), -1);
  EXPECT_EQ(number(*attachment, PR_OBJECT_TYPE), static_cast<LONG>(MAPI_ATTACH));
  EXPECT_EQ(number(*attachment, PR_ACCESS_LEVEL), 1);
  EXPECT_EQ(bytes(*attachment, PR_RECORD_KEY).size(), 16U);
  EXPECT_TRUE(has(*attachment, PR_CREATION_TIME));
  EXPECT_TRUE(has(*attachment, PR_LAST_MODIFICATION_TIME));
  EXPECT_EQ(set_number(*attachment, PR_ATTACH_NUM, 7), MAPI_E_COMPUTED);
  EXPECT_EQ(set_number(*attachment, PR_ATTACH_SIZE, 7), MAPI_E_COMPUTED);
}

TEST_F(Attachments, ItIsInTheMessageOnceItIsSavedAndStoredOnceThatIsSaved) {
  const Ref<IMessage> message = open(hers, add("one"));
  const Ref<IAttach> attachment = create_in(message);
  const Bytes key = bytes(*attachment, PR_RECORD_KEY);
  EXPECT_TRUE(inside(message).content().attachments.empty());
  EXPECT_EQ(attachment->SaveChanges(KEEP_OPEN_READWRITE), S_OK);
  EXPECT_EQ(inside(message).content().attachments.size(), 1U);
  EXPECT_EQ(count(inside(message).id()), 0U);
  EXPECT_EQ(message->SaveChanges(KEEP_OPEN_READWRITE), S_OK);
  EXPECT_EQ(count(inside(message).id()), 1U);
  const Ref<IAttach> again = open_in(open(his, inside(message).id()), 0);
  EXPECT_EQ(bytes(*again, PR_RECORD_KEY), key);
}

TEST_F(Attachments, WithoutASaveOfItsOwnItIsLost) {
  const MessageId id = add("one");
  const Ref<IMessage> message = open(hers, id);
  const Ref<IAttach> attachment = create_in(message);
  ASSERT_EQ(set_text(*message, PR_SUBJECT, "two"), S_OK);
  EXPECT_EQ(message->SaveChanges(KEEP_OPEN_READWRITE), S_OK);
  EXPECT_EQ(count(id), 0U);
}

TEST_F(Attachments, TheyCanBeSavedInAnyOrder) {
  const Ref<IMessage> message = create(hers);
  ULONG first = 0, second = 0;
  const Ref<IAttach> one = create_in(message, &first), two = create_in(message, &second);
  ASSERT_EQ(set_text(*one, PR_ATTACH_LONG_FILENAME, "one"), S_OK);
  ASSERT_EQ(set_text(*two, PR_ATTACH_LONG_FILENAME, "two"), S_OK);
  EXPECT_EQ(two->SaveChanges(0), S_OK);
  EXPECT_EQ(one->SaveChanges(0), S_OK);
  EXPECT_EQ(text(*open_in(message, first), PR_ATTACH_LONG_FILENAME), "one");
  EXPECT_EQ(text(*open_in(message, second), PR_ATTACH_LONG_FILENAME), "two");
}

TEST_F(Attachments, DataOfAnyLengthComesBack) {
  for (const std::size_t length :
       {std::size_t{0}, std::size_t{5}, kInlineLimit, kInlineLimit + 1, std::size_t{3} << 20}) {
    const std::string data(length, 'd');
    const MessageId id = add_with("plan.pdf", data);
    const Ref<IAttach> attachment = open_in(open(his, id), 0);
    EXPECT_EQ(read(attachment, PR_ATTACH_DATA_BIN), data);
    EXPECT_EQ(number(*attachment, PR_ATTACH_SIZE), static_cast<LONG>(length));
    EXPECT_EQ(text(*attachment, PR_ATTACH_LONG_FILENAME), "plan.pdf");
  }
}

TEST_F(Attachments, OneIsOpenForWritingOnceAtATime) {
  const MessageId id = add_with("plan.pdf", "data");
  const Ref<IMessage> message = open(hers, id);
  Ref<IAttach> writing = open_in(message, 0, MAPI_MODIFY);
  EXPECT_EQ(open_result(message, 0, MAPI_MODIFY), MAPI_E_NO_ACCESS);
  EXPECT_EQ(number(*open_in(message, 0, MAPI_BEST_ACCESS), PR_ACCESS_LEVEL), 0);
  EXPECT_EQ(writing->SaveChanges(KEEP_OPEN_READWRITE), S_OK);
  EXPECT_EQ(open_result(message, 0, MAPI_MODIFY), MAPI_E_NO_ACCESS);
  EXPECT_EQ(writing->SaveChanges(0), S_OK);
  EXPECT_EQ(open_result(message, 0, MAPI_MODIFY), S_OK);
  writing = open_in(message, 0, MAPI_BEST_ACCESS);
  EXPECT_EQ(number(*writing, PR_ACCESS_LEVEL), 1);
  writing = nullptr;
  EXPECT_EQ(open_result(message, 0, MAPI_MODIFY), S_OK);
}

TEST_F(Attachments, ForReadingIsHowTheyOpenAndHowTheyStayInAMessageThatIs) {
  const MessageId id = add_with("plan.pdf", "data");
  const Ref<IAttach> attachment = open_in(open(hers, id), 0);
  EXPECT_EQ(set_text(*attachment, PR_ATTACH_LONG_FILENAME, "other"), MAPI_E_NO_ACCESS);
  EXPECT_EQ(attachment->SaveChanges(0), MAPI_E_NO_ACCESS);
  const Ref<IMessage> reading = open(hers, id, Access::read_only);
  EXPECT_EQ(open_result(reading, 0, MAPI_MODIFY), MAPI_E_NO_ACCESS);
  EXPECT_EQ(number(*open_in(reading, 0, MAPI_BEST_ACCESS), PR_ACCESS_LEVEL), 0);
  LPATTACH made = nullptr;
  EXPECT_EQ(reading->CreateAttach(nullptr, 0, nullptr, &made), MAPI_E_NO_ACCESS);
  EXPECT_EQ(reading->DeleteAttach(0, 0, nullptr, 0), MAPI_E_NO_ACCESS);
  EXPECT_EQ(open_result(reading, 5, 0), MAPI_E_NOT_FOUND);
}

TEST_F(Attachments, ADeletedOneIsBackUnlessTheMessageIsSaved) {
  const MessageId id = add_with("plan.pdf", "data");
  Ref<IMessage> message = open(hers, id);
  EXPECT_EQ(message->DeleteAttach(0, 0, nullptr, 0), S_OK);
  EXPECT_EQ(message->DeleteAttach(0, 0, nullptr, 0), MAPI_E_NOT_FOUND);
  EXPECT_EQ(open_result(message, 0, 0), MAPI_E_NOT_FOUND);
  message = open(hers, id);
  EXPECT_EQ(count(id), 1U);
  EXPECT_EQ(message->DeleteAttach(0, 0, nullptr, 0), S_OK);
  EXPECT_EQ(message->SaveChanges(0), S_OK);
  EXPECT_EQ(count(id), 0U);
}

TEST_F(Attachments, OneThatIsDeletedWhileItIsOpenCannotBeSaved) {
  const Ref<IMessage> message = open(hers, add_with("plan.pdf", "data"));
  const Ref<IAttach> attachment = open_in(message, 0, MAPI_MODIFY);
  ASSERT_EQ(set_text(*attachment, PR_ATTACH_LONG_FILENAME, "other"), S_OK);
  ASSERT_EQ(message->DeleteAttach(0, 0, nullptr, 0), S_OK);
  EXPECT_EQ(attachment->SaveChanges(0), MAPI_E_OBJECT_DELETED);
  EXPECT_EQ(text(*attachment, PR_ATTACH_LONG_FILENAME), "other");
}

TEST_F(Attachments, ItOutlivesTheClientsReferenceToTheMessageAndEndsWithItsSave) {
  const MessageId id = add_with("plan.pdf", "data");
  const Ref<IAttach> alone = open_in(open(hers, id), 0);
  EXPECT_EQ(read(alone, PR_ATTACH_DATA_BIN), "data");
  const Ref<IMessage> message = open(hers, id);
  const Ref<IAttach> attachment = open_in(message, 0, MAPI_MODIFY);
  ASSERT_EQ(message->SaveChanges(0), S_OK);
  EXPECT_EQ(attachment->SaveChanges(0), MAPI_E_INVALID_OBJECT);
}

TEST_F(Attachments, TimesAreOfTheFileIfTheClientSaysSo) {
  const Ref<IMessage> message = create(hers);
  const Ref<IAttach> attachment = create_in(message);
  const auto modified = [&] {
    return get(*attachment, PR_LAST_MODIFICATION_TIME,
               [](const SPropValue& value) { return value.Value.ft.dwLowDateTime; });
  };
  const DWORD before = modified();
  people.clock->advance(std::chrono::minutes(1));
  ASSERT_EQ(set_text(*attachment, PR_ATTACH_LONG_FILENAME, "one"), S_OK);
  ASSERT_EQ(attachment->SaveChanges(KEEP_OPEN_READWRITE), S_OK);
  EXPECT_NE(modified(), before);
  SPropValue time{};
  time.ulPropTag = PR_LAST_MODIFICATION_TIME;
  time.Value.ft = {1, 2};
  ASSERT_EQ(set(*attachment, time), S_OK);
  ASSERT_EQ(attachment->SaveChanges(KEEP_OPEN_READWRITE), S_OK);
  EXPECT_EQ(modified(), 1U);
}

TEST_F(Attachments, InterfacesThatTheyDoNotHaveAreRefused) {
  const Ref<IMessage> message = create(hers);
  LPATTACH made = nullptr;
  EXPECT_EQ(message->CreateAttach(&IID_IMessage, 0, nullptr, &made), MAPI_E_INTERFACE_NOT_SUPPORTED);
  EXPECT_EQ(made, nullptr);
  EXPECT_EQ(message->CreateAttach(nullptr, 0, nullptr, nullptr), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(message->CreateAttach(&IID_IMAPIProp, 0, nullptr, &made), S_OK);
  made->Release();
}

}  // namespace
}  // namespace postroom::mapi
