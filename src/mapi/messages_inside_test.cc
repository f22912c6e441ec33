#include <thread>

#include "mapi/testing/with_attachments.h"

namespace postroom::mapi {
namespace {

class MessagesInside : public testing::WithAttachments {};

TEST_F(MessagesInside, AMessageInsideIsSavedFromTheInsideOut) {
  const Ref<IMessage> outer = create(hers);
  const Ref<IAttach> attachment = create_in(outer);
  ASSERT_EQ(set_number(*attachment, PR_ATTACH_METHOD, ATTACH_EMBEDDED_MSG), S_OK);
  EXPECT_EQ(property_result(attachment, PR_ATTACH_DATA_OBJ, IID_IMessage, 0), MAPI_E_NOT_FOUND);
  EXPECT_EQ(property_result(attachment, PR_ATTACH_DATA_OBJ, IID_IMessage, MAPI_CREATE),
            MAPI_E_INVALID_PARAMETER);
  embed(attachment, "inside");
  EXPECT_EQ(attachment->SaveChanges(0), S_OK);
  EXPECT_EQ(outer->SaveChanges(KEEP_OPEN_READONLY), S_OK);
  const Ref<IAttach> stored_one = open_in(open(his, inside(outer).id()), 0);
  EXPECT_EQ(text(*inner(stored_one, 0), PR_SUBJECT), "inside");
  EXPECT_EQ(property_result(stored_one, PR_ATTACH_DATA_OBJ, IID_IMessage, MAPI_MODIFY), MAPI_E_NO_ACCESS);
}

TEST_F(MessagesInside, AMessageInsideThatIsNotSavedIntoItsAttachmentIsLost) {
  const Ref<IMessage> outer = create(hers);
  const Ref<IAttach> attachment = create_in(outer);
  ASSERT_EQ(set_text(*inner(attachment, MAPI_CREATE | MAPI_MODIFY), PR_SUBJECT, "inside"), S_OK);
  EXPECT_EQ(attachment->SaveChanges(0), S_OK);
  EXPECT_EQ(property_result(open_in(outer, 0), PR_ATTACH_DATA_OBJ, IID_IMessage, 0), MAPI_E_NOT_FOUND);
}

TEST_F(MessagesInside, MessagesCanBeInsideOneAnother) {
  const Ref<IMessage> outer = create(hers);
  {
    const Ref<IAttach> first = create_in(outer);
    const Ref<IMessage> middle = inner(first, MAPI_CREATE | MAPI_MODIFY);
    const Ref<IAttach> second = create_in(middle);
    embed(second, "innermost");
    EXPECT_EQ(second->SaveChanges(0), S_OK);
    EXPECT_EQ(middle->SaveChanges(0), S_OK);
    EXPECT_EQ(first->SaveChanges(0), S_OK);
  }
  ASSERT_EQ(outer->SaveChanges(KEEP_OPEN_READONLY), S_OK);
  const Ref<IMessage> middle = inner(open_in(open(his, inside(outer).id()), 0), 0);
  EXPECT_EQ(text(*inner(open_in(middle, 0), 0), PR_SUBJECT), "innermost");
}

TEST_F(MessagesInside, AMessageInsideIsWrittenToByOneObjectAtATime) {
  const Ref<IMessage> outer = create(hers);
  const Ref<IAttach> attachment = create_in(outer);
  embed(attachment, "inside");
  {
    const Ref<IMessage> writing = inner(attachment, MAPI_MODIFY);
    EXPECT_EQ(property_result(attachment, PR_ATTACH_DATA_OBJ, IID_IMessage, MAPI_MODIFY), MAPI_E_NO_ACCESS);
    EXPECT_EQ(number(*inner(attachment, 0), PR_ACCESS_LEVEL), 0);
    EXPECT_EQ(set_text(*inner(attachment, 0), PR_SUBJECT, "two"), MAPI_E_NO_ACCESS);
  }
  EXPECT_EQ(property_result(attachment, PR_ATTACH_DATA_OBJ, IID_IMessage, MAPI_MODIFY), S_OK);
}

TEST_F(MessagesInside, OnlyTheOutermostSaveConflicts) {
  const MessageId id = add("one");
  const Ref<IMessage> loser = open(his, id), winner = open(hers, id);
  ASSERT_EQ(set_text(*winner, PR_SUBJECT, "hers"), S_OK);
  ASSERT_EQ(winner->SaveChanges(0), S_OK);
  const Ref<IAttach> attachment = create_in(loser);
  embed(attachment, "inside");
  EXPECT_EQ(attachment->SaveChanges(KEEP_OPEN_READWRITE), S_OK);
  EXPECT_EQ(loser->SaveChanges(KEEP_OPEN_READWRITE), MAPI_E_OBJECT_CHANGED);
  EXPECT_EQ(count(id), 0U);
  EXPECT_EQ(loser->SaveChanges(FORCE_SAVE), S_OK);
  EXPECT_EQ(count(id), 1U);
}

TEST_F(MessagesInside, DataOfAnotherKindReplacesWhatWasThere) {
  const Ref<IMessage> outer = create(hers);
  const Ref<IAttach> attachment = create_in(outer);
  embed(attachment, "inside");
  EXPECT_EQ(property_result(attachment, PR_ATTACH_DATA_OBJ, IID_IStream, 0), MAPI_E_INTERFACE_NOT_SUPPORTED);
  write(attachment, PR_ATTACH_DATA_OBJ, "compound file", IID_IStreamDocfile);
  EXPECT_EQ(property_result(attachment, PR_ATTACH_DATA_OBJ, IID_IMessage, 0), MAPI_E_INTERFACE_NOT_SUPPORTED);
  EXPECT_EQ(property_result(attachment, PR_ATTACH_DATA_OBJ, IID_IStorage, 0), MAPI_E_INTERFACE_NOT_SUPPORTED);
  EXPECT_EQ(read(attachment, PR_ATTACH_DATA_OBJ), "compound file");
  EXPECT_EQ(attachment->SaveChanges(KEEP_OPEN_READWRITE), S_OK);
  EXPECT_EQ(read(attachment, PR_ATTACH_DATA_OBJ, IID_IStreamDocfile), "compound file");
  write(attachment, PR_ATTACH_DATA_BIN, "bytes");
  EXPECT_EQ(property_result(attachment, PR_ATTACH_DATA_OBJ, IID_IMessage, 0), MAPI_E_NOT_FOUND);
  EXPECT_EQ(read(attachment, PR_ATTACH_DATA_BIN), "bytes");
  embed(attachment, "again");
  EXPECT_FALSE(has(*attachment, PR_ATTACH_DATA_BIN));
  EXPECT_EQ(text(*inner(attachment, 0), PR_SUBJECT), "again");
}

TEST_F(MessagesInside, TheObjectInsideIsListedAndCanBeDeleted) {
  const Ref<IAttach> attachment = create_in(create(hers));
  const auto is_listed = [&] {
    LPSPropTagArray tags = nullptr;
    EXPECT_EQ(attachment->GetPropList(0, &tags), S_OK);
    const bool listed =
        std::count(tags->aulPropTag, tags->aulPropTag + tags->cValues, PR_ATTACH_DATA_OBJ) == 1;
    MAPIFreeBuffer(tags);
    return listed;
  };
  EXPECT_FALSE(is_listed());
  embed(attachment, "inside");
  EXPECT_TRUE(is_listed());
  SPropTagArray data{1, {PR_ATTACH_DATA_BIN}};
  EXPECT_EQ(attachment->DeleteProps(&data, nullptr), S_OK);
  EXPECT_FALSE(is_listed());
}

TEST_F(MessagesInside, ThreadsCanShareAMessage) {
  constexpr int kThreads = 4, kEach = 8;
  const Ref<IMessage> message = create(hers);
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      for (int each = 0; each < kEach; ++each) {
        ULONG at = 0;
        const Ref<IAttach> attachment = create_in(message, &at);
        embed(attachment, "inside");
        EXPECT_EQ(attachment->SaveChanges(0), S_OK);
        EXPECT_EQ(text(*inner(open_in(message, at), 0), PR_SUBJECT), "inside");
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(message->SaveChanges(KEEP_OPEN_READONLY), S_OK);
  EXPECT_EQ(count(inside(message).id()), static_cast<std::size_t>(kThreads * kEach));
}

}  // namespace
}  // namespace postroom::mapi
