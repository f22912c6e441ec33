#include "mapi/message_saving.h"

#include "mapi/testing/two_people.h"

namespace postroom::mapi {
namespace {

using testing::must;

class MessageSaving : public testing::TwoPeople {
 protected:
  // Both have it open with edits, and she has saved hers.
  struct Race {
    MessageId id;
    Ref<IMessage> winner, loser;
  };
  Race race(const SharedContext& second) {
    const MessageId id = add("one");
    Race made{id, open(hers, id), open(second, id)};
    EXPECT_EQ(set_text(*made.winner, PR_SUBJECT, "hers"), S_OK);
    EXPECT_EQ(set_text(*made.loser, PR_SUBJECT, "his"), S_OK);
    EXPECT_EQ(made.winner->SaveChanges(KEEP_OPEN_READWRITE), S_OK);
    return made;
  }
};

TEST_F(MessageSaving, TheFirstSaveWinsAndALaterOneIsRefused) {
  const Race made = race(his);
  EXPECT_EQ(made.loser->SaveChanges(KEEP_OPEN_READWRITE), MAPI_E_OBJECT_CHANGED);
  EXPECT_EQ(subject_of(made.id), "hers");
}

TEST_F(MessageSaving, ARefusedSaveLeavesTheMessageOpenWithItsEditsWhateverTheFlags) {
  for (const ULONG flags : {0U, KEEP_OPEN_READONLY, KEEP_OPEN_READWRITE}) {
    const Race made = race(his);
    EXPECT_EQ(made.loser->SaveChanges(flags), MAPI_E_OBJECT_CHANGED);
    EXPECT_EQ(text(*made.loser, PR_SUBJECT), "his");
    EXPECT_EQ(set_text(*made.loser, PR_BODY, "more of his"), S_OK);
    EXPECT_EQ(made.loser->SaveChanges(flags), MAPI_E_OBJECT_CHANGED) << "until it is opened again";
    EXPECT_EQ(made.loser->SaveChanges(FORCE_SAVE), S_OK);
    EXPECT_EQ(subject_of(made.id), "his");
  }
}

TEST_F(MessageSaving, ForceReplacesTheWholeMessageAndMakesTheOtherOneStale) {
  const Race made = race(his);
  EXPECT_EQ(set_text(*made.winner, PR_BODY, "her second body"), S_OK);
  EXPECT_EQ(made.winner->SaveChanges(KEEP_OPEN_READWRITE), S_OK);
  EXPECT_EQ(made.loser->SaveChanges(FORCE_SAVE | KEEP_OPEN_READWRITE), S_OK);
  EXPECT_EQ(std::get<std::string>(stored(made.id).get(tag::body).value()), "the first body");
  EXPECT_EQ(set_text(*made.winner, PR_SUBJECT, "hers again"), S_OK);
  EXPECT_EQ(made.winner->SaveChanges(KEEP_OPEN_READWRITE), MAPI_E_OBJECT_CHANGED);
  EXPECT_EQ(made.loser->SaveChanges(KEEP_OPEN_READWRITE), S_OK);
}

TEST_F(MessageSaving, ADeletedMessageIsGoneForForceToo) {
  const MessageId id = add("one");
  const Ref<IMessage> message = open(his, id);
  ASSERT_EQ(set_text(*message, PR_SUBJECT, "his"), S_OK);
  must(store.delete_messages(ana, std::vector{id}, DeleteKind::recoverable));
  EXPECT_EQ(message->SaveChanges(0), MAPI_E_OBJECT_DELETED);
  EXPECT_EQ(message->SaveChanges(FORCE_SAVE), MAPI_E_OBJECT_DELETED);
  EXPECT_EQ(text(*message, PR_SUBJECT), "his");
}

TEST_F(MessageSaving, WithoutFlagsOnlyReleaseIsLeft) {
  const Ref<IMessage> message = open(hers, add("one"));
  EXPECT_EQ(message->SaveChanges(0), S_OK);
  LPSPropTagArray tags = nullptr;
  EXPECT_EQ(message->GetPropList(0, &tags), MAPI_E_INVALID_OBJECT);
  EXPECT_EQ(message->SaveChanges(0), MAPI_E_INVALID_OBJECT);
  EXPECT_EQ(message->SetReadFlag(0), MAPI_E_INVALID_OBJECT);
  const Ref<IMessage> forced = open(hers, add("two"));
  EXPECT_EQ(forced->SaveChanges(FORCE_SAVE), S_OK);
  EXPECT_EQ(forced->SaveChanges(0), MAPI_E_INVALID_OBJECT);
}

TEST_F(MessageSaving, KeptOpenForReadingItCanOnlyBeRead) {
  const Ref<IMessage> message = create(hers);
  ASSERT_EQ(set_text(*message, PR_SUBJECT, "new"), S_OK);
  EXPECT_FALSE(has(*message, PR_ENTRYID));
  EXPECT_EQ(message->SaveChanges(KEEP_OPEN_READONLY), S_OK);
  EXPECT_TRUE(has(*message, PR_ENTRYID));
  EXPECT_EQ(text(*message, PR_SUBJECT), "new");
  EXPECT_EQ(number(*message, PR_ACCESS_LEVEL), 0);
  EXPECT_EQ(set_text(*message, PR_SUBJECT, "newer"), MAPI_E_NO_ACCESS);
  EXPECT_EQ(message->SaveChanges(KEEP_OPEN_READONLY), MAPI_E_NO_ACCESS);
}

TEST_F(MessageSaving, KeptOpenForWritingItSavesAgainAndAgain) {
  const MessageId id = add("one");
  const Ref<IMessage> message = open(hers, id);
  for (const char* subject : {"two", "three", "four"}) {
    EXPECT_EQ(set_text(*message, PR_SUBJECT, subject), S_OK);
    EXPECT_EQ(message->SaveChanges(KEEP_OPEN_READWRITE | KEEP_OPEN_READONLY), S_OK);
    EXPECT_EQ(subject_of(id), subject);
  }
}

TEST_F(MessageSaving, WhatCannotStayWritableIsNotSavedToBeKeptOpenForWriting) {
  AccessList list;
  list.members = {{"Ben Okafor", FolderRights::visible | FolderRights::create | FolderRights::read}};
  must(store.set_folder_rights(ana, inbox(), list));
  const Ref<IMessage> message = create(his);
  EXPECT_EQ(message->SaveChanges(KEEP_OPEN_READWRITE), MAPI_E_NO_ACCESS);
  EXPECT_TRUE(must(store.list(ana, inbox())).empty());
  EXPECT_EQ(set_text(*message, PR_SUBJECT, "once"), S_OK);
  EXPECT_EQ(message->SaveChanges(KEEP_OPEN_READONLY), S_OK);
  EXPECT_EQ(must(store.list(ana, inbox())).size(), 1U);
}

TEST_F(MessageSaving, AMessageThatIsOpenForReadingIsNotSaved) {
  const MessageId id = add("one");
  const Ref<IMessage> message = open(hers, id, Access::read_only);
  EXPECT_EQ(set_text(*message, PR_SUBJECT, "two"), MAPI_E_NO_ACCESS);
  EXPECT_EQ(message->SaveChanges(0), MAPI_E_NO_ACCESS);
  EXPECT_EQ(message->SaveChanges(FORCE_SAVE), MAPI_E_NO_ACCESS);
  EXPECT_EQ(text(*message, PR_SUBJECT), "one");
}

TEST_F(MessageSaving, DeferredErrorsAndFlagsOfOtherProvidersAreIgnored) {
  const Race made = race(his);
  constexpr ULONG kOthers = MAPI_DEFERRED_ERRORS | 0x1000 | 0x80;
  EXPECT_EQ(made.winner->SaveChanges(KEEP_OPEN_READWRITE | kOthers), S_OK);
  EXPECT_EQ(made.loser->SaveChanges(KEEP_OPEN_READWRITE | kOthers), MAPI_E_OBJECT_CHANGED);
  EXPECT_EQ(made.loser->SaveChanges(FORCE_SAVE | KEEP_OPEN_READWRITE | kOthers), S_OK);
  EXPECT_EQ(text(*made.loser, PR_SUBJECT), "his");
}

TEST_F(MessageSaving, AStoreThatMergesRefusesOnlyWhatOverlaps) {
  const SharedContext merging = context(ben, OnConflict::merge);
  const Race overlap = race(merging);
  EXPECT_EQ(overlap.loser->SaveChanges(0), MAPI_E_OBJECT_CHANGED);
  const Race apart = race(merging);
  EXPECT_EQ(set_text(*apart.loser, PR_SUBJECT, "one"), S_OK);
  EXPECT_EQ(set_text(*apart.loser, PR_BODY, "his body"), S_OK);
  EXPECT_EQ(apart.loser->SaveChanges(KEEP_OPEN_READWRITE), S_OK);
  EXPECT_EQ(text(*apart.loser, PR_SUBJECT), "hers");
  EXPECT_EQ(std::get<std::string>(stored(apart.id).get(tag::body).value()), "his body");
}

TEST_F(MessageSaving, WhatWasRefusedCanBeCopiedElsewhereWithAllThatIsInIt) {
  const Race made = race(his);
  must(inside(made.loser).add_recipient(make_recipient(RecipientType::to, "Cy", "cy@example.com")));
  Attachment attachment;
  MessageContent embedded;
  embedded.properties.set(tag::subject, std::string("inside"));
  attachment.embedded = std::make_shared<const MessageContent>(embedded);
  must(inside(made.loser).add_attachment(attachment));
  ASSERT_EQ(made.loser->SaveChanges(0), MAPI_E_OBJECT_CHANGED);
  const Ref<IMessage> copy = create(his);
  ASSERT_EQ(made.loser->CopyTo(0, nullptr, nullptr, 0, nullptr, &IID_IMessage, copy.get(), 0, nullptr), S_OK);
  ASSERT_EQ(copy->SaveChanges(KEEP_OPEN_READONLY), S_OK);
  const MessageContent content = stored(inside(copy).id()).content();
  EXPECT_EQ(content.properties.get_or<std::string>(tag::subject, ""), "his");
  ASSERT_EQ(content.recipients.size(), 1U);
  ASSERT_EQ(content.attachments.size(), 1U);
  ASSERT_TRUE(content.attachments[0].embedded);
  EXPECT_EQ(content.attachments[0].embedded->properties.get_or<std::string>(tag::subject, ""), "inside");
  EXPECT_EQ(bytes(*copy, PR_SEARCH_KEY), bytes(*made.loser, PR_SEARCH_KEY));
  EXPECT_NE(bytes(*copy, PR_RECORD_KEY), bytes(*made.loser, PR_RECORD_KEY));
}

TEST_F(MessageSaving, LogoffLeavesNothingButRelease) {
  const Ref<IMessage> message = create(hers);
  hers->logoff();
  EXPECT_EQ(message->SaveChanges(0), MAPI_E_INVALID_OBJECT);
}

}  // namespace
}  // namespace postroom::mapi
