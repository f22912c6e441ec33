#include "mapi/read_flag.h"

#include "mapi/testing/two_people.h"

namespace postroom::mapi {
namespace {

using testing::must;

class ReadFlag : public testing::TwoPeople {
 protected:
  MessageId add_unread() {
    const MessageId id = add("one");
    must(store.mark(ana, std::vector{id}, Store::Read::no));
    return id;
  }
  bool is_read(MessageId id) { return (must(store.summary(ana, id)).flags & message_flag::read) != 0; }
  static bool shows_read(const Ref<IMessage>& message) {
    return (number(*message, PR_MESSAGE_FLAGS) & static_cast<LONG>(MSGFLAG_READ)) != 0;
  }
};

TEST_F(ReadFlag, ItIsSetAndClearedAtOnceAlsoWhereTheMessageIsOpenForReading) {
  const MessageId id = add_unread();
  const Ref<IMessage> message = open(hers, id, Access::read_only);
  EXPECT_FALSE(shows_read(message));
  EXPECT_EQ(message->SetReadFlag(0), S_OK);
  EXPECT_TRUE(is_read(id));
  EXPECT_TRUE(shows_read(message));
  EXPECT_EQ(message->SetReadFlag(CLEAR_READ_FLAG), S_OK);
  EXPECT_FALSE(is_read(id));
  EXPECT_FALSE(shows_read(message));
}

TEST_F(ReadFlag, ItSavesNoPendingEditsAndIsNoConflictToAnybody) {
  const MessageId id = add_unread();
  const Ref<IMessage> editing = open(hers, id), reading = open(his, id);
  ASSERT_EQ(set_text(*editing, PR_SUBJECT, "edited"), S_OK);
  EXPECT_EQ(editing->SetReadFlag(0), S_OK);
  EXPECT_EQ(subject_of(id), "one");
  EXPECT_EQ(reading->SetReadFlag(CLEAR_READ_FLAG), S_OK);
  EXPECT_EQ(editing->SaveChanges(KEEP_OPEN_READWRITE), S_OK);
  EXPECT_EQ(subject_of(id), "edited");
  EXPECT_FALSE(is_read(id)) << "a save rolls back no read flag";
  EXPECT_FALSE(shows_read(editing)) << "what is saved is shown as it is now";
}

TEST_F(ReadFlag, FlagsThatContradictEachOtherAreRefused) {
  const MessageId id = add_unread();
  const Ref<IMessage> message = open(hers, id);
  for (const ULONG flags : {SUPPRESS_RECEIPT | CLEAR_READ_FLAG, CLEAR_READ_FLAG | GENERATE_RECEIPT_ONLY,
                            SUPPRESS_RECEIPT | CLEAR_READ_FLAG | GENERATE_RECEIPT_ONLY}) {
    EXPECT_EQ(message->SetReadFlag(flags), MAPI_E_INVALID_PARAMETER);
  }
  EXPECT_EQ(message->SetReadFlag(GENERATE_RECEIPT_ONLY), S_OK);
  EXPECT_FALSE(is_read(id)) << "that is about the receipt alone";
  EXPECT_EQ(message->SetReadFlag(SUPPRESS_RECEIPT | MAPI_DEFERRED_ERRORS), S_OK);
  EXPECT_TRUE(is_read(id));
  EXPECT_EQ(message->SetReadFlag(SUPPRESS_RECEIPT), S_OK);
}

TEST_F(ReadFlag, ANewMessageTakesItIntoItsFirstSave) {
  const Ref<IMessage> message = create(hers);
  EXPECT_TRUE(shows_read(message));
  EXPECT_EQ(message->SetReadFlag(CLEAR_READ_FLAG), S_OK);
  EXPECT_FALSE(shows_read(message));
  EXPECT_TRUE(must(store.list(ana, inbox())).empty());
  EXPECT_EQ(message->SaveChanges(KEEP_OPEN_READONLY), S_OK);
  EXPECT_FALSE(is_read(inside(message).id()));
}

TEST_F(ReadFlag, AssociatedMessagesHaveNone) {
  const Ref<IMessage> message = create(hers, MessageKind::associated);
  ASSERT_EQ(message->SaveChanges(KEEP_OPEN_READWRITE), S_OK);
  EXPECT_EQ(message->SetReadFlag(0), S_OK);
  EXPECT_FALSE(shows_read(message));
}

TEST_F(ReadFlag, WhoMayNotChangeTheStoreMayNotChangeIt) {
  const MessageId id = add_unread();
  const auto reader = context(people.session("Cy Reader", 3, Rights::read_only));
  EXPECT_EQ(open(reader, id, Access::read_only)->SetReadFlag(0), MAPI_E_NO_ACCESS);
  EXPECT_FALSE(is_read(id));
}

TEST_F(ReadFlag, ADeletedMessageHasNone) {
  const MessageId id = add_unread();
  const Ref<IMessage> message = open(hers, id);
  must(store.delete_messages(ana, std::vector{id}, DeleteKind::permanent));
  EXPECT_EQ(message->SetReadFlag(0), MAPI_E_OBJECT_DELETED);
}

}  // namespace
}  // namespace postroom::mapi
