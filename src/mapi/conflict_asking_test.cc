#include "mapi/conflict_asking.h"

#include <functional>

#include "mapi/entry_ids.h"
#include "mapi/testing/two_people.h"

namespace postroom::mapi {
namespace {

using testing::must;

// Notes what it is asked, and answers as it was told to.
class Person final : public Unknown<IPostroomConflictSink, IID_IPostroomConflictSink> {
 public:
  ULONG choice = POSTROOM_CHOICE_REFUSE;
  HRESULT result = S_OK;
  std::optional<Bytes> folder;
  std::function<void(const POSTROOM_CONFLICT&)> when_asked;
  int times_asked = 0;

  HRESULT Resolve(LPPOSTROOM_CONFLICT conflict, ULONG* chosen, ULONG* size, LPENTRYID* given) override {
    ++times_asked;
    if (when_asked) when_asked(*conflict);
    *chosen = choice;
    if (folder) {
      void* copy = nullptr;
      MAPIAllocateBuffer(static_cast<ULONG>(folder->size()), &copy);
      std::copy(folder->begin(), folder->end(), static_cast<std::uint8_t*>(copy));
      *size = static_cast<ULONG>(folder->size());
      *given = static_cast<LPENTRYID>(copy);
    }
    return result;
  }
};

class ConflictAsking : public testing::TwoPeople {
 protected:
  ConflictAsking() : person(make_object<Person>()) { his->set_conflict_sink(person); }

  // She has saved another subject since he opened it; he has changed `tag`.
  Ref<IMessage> conflict(ULONG tag = PR_SUBJECT) {
    id = add("one");
    Ref<IMessage> message = open(his, id);
    EXPECT_EQ(set_text(*message, tag, "his"), S_OK);
    const Ref<IMessage> other = open(hers, id);
    EXPECT_EQ(set_text(*other, PR_SUBJECT, "hers"), S_OK);
    EXPECT_EQ(other->SaveChanges(0), S_OK);
    return message;
  }
  std::vector<MessageSummary> in(SpecialFolder folder) {
    return must(store.list(ana, store.special(folder)));
  }

  Ref<Person> person;
  MessageId id;
};

TEST_F(ConflictAsking, APersonIsToldWhoChangedWhat) {
  const Ref<IMessage> message = conflict();
  bool told = false;
  person->when_asked = [&](const POSTROOM_CONFLICT& shown) {
    told = true;
    EXPECT_STREQ(shown.lpszWho, L"Ana Ruiz");
    EXPECT_STREQ(shown.lpszClient, L"test 1.0");
    EXPECT_EQ(shown.fCanMerge, 0);
    ASSERT_GE(shown.cUnits, 1U);
    EXPECT_STREQ(shown.rgpszUnits[0], L"Subject");
    EXPECT_EQ(shown.rgulUnitStates[0], POSTROOM_UNIT_OVERLAP);
    EntryId named;
    EXPECT_EQ(read_entry_id_of(*his, shown.cbEntryID, shown.lpEntryID, named), S_OK);
    EXPECT_EQ(std::get<MessageId>(named.target), id);
    EXPECT_EQ(text(*shown.lpTheirs, PR_SUBJECT), "hers");
    EXPECT_EQ(set_text(*shown.lpTheirs, PR_SUBJECT, "nobody's"), MAPI_E_NO_ACCESS);
  };
  EXPECT_EQ(message->SaveChanges(0), MAPI_E_OBJECT_CHANGED);
  EXPECT_TRUE(told);
  EXPECT_EQ(text(*message, PR_SUBJECT), "his") << "a refusal keeps the edits";
  EXPECT_EQ(subject_of(id), "hers");
}

TEST_F(ConflictAsking, KeepingTheOriginalGivesTheEditsUp) {
  person->choice = POSTROOM_CHOICE_KEEP;
  const Ref<IMessage> message = conflict();
  EXPECT_EQ(message->SaveChanges(KEEP_OPEN_READWRITE), S_OK);
  EXPECT_EQ(text(*message, PR_SUBJECT), "hers");
  EXPECT_EQ(subject_of(id), "hers");
  EXPECT_EQ(set_text(*message, PR_SUBJECT, "his after hers"), S_OK);
  EXPECT_EQ(message->SaveChanges(0), S_OK);
  EXPECT_EQ(subject_of(id), "his after hers");
}

TEST_F(ConflictAsking, OverwritingIsAsAForcedSave) {
  person->choice = POSTROOM_CHOICE_OVERWRITE;
  const Ref<IMessage> message = conflict(PR_BODY);
  EXPECT_EQ(message->SaveChanges(0), S_OK);
  EXPECT_EQ(subject_of(id), "one");
  EXPECT_EQ(message->SaveChanges(0), MAPI_E_INVALID_OBJECT);
}

TEST_F(ConflictAsking, ElsewhereIsTheConflictsFolderUnlessThePersonNamesOne) {
  person->choice = POSTROOM_CHOICE_ELSEWHERE;
  const Ref<IMessage> message = conflict();
  EXPECT_EQ(message->SaveChanges(KEEP_OPEN_READWRITE), S_OK);
  EXPECT_EQ(text(*message, PR_SUBJECT), "hers");
  ASSERT_EQ(in(SpecialFolder::conflicts).size(), 1U);
  EXPECT_EQ(in(SpecialFolder::conflicts)[0].subject, "his");
  person->folder = encode(his->entry_id(store.special(SpecialFolder::drafts)));
  EXPECT_EQ(conflict()->SaveChanges(0), S_OK);
  ASSERT_EQ(in(SpecialFolder::drafts).size(), 1U);
  EXPECT_EQ(subject_of(id), "hers");
}

TEST_F(ConflictAsking, MergingTakesOverWhatTheyChanged) {
  person->choice = POSTROOM_CHOICE_MERGE;
  person->when_asked = [](const POSTROOM_CONFLICT& shown) { EXPECT_NE(shown.fCanMerge, 0); };
  const Ref<IMessage> message = conflict(PR_BODY);
  EXPECT_EQ(message->SaveChanges(KEEP_OPEN_READWRITE), S_OK);
  EXPECT_EQ(text(*message, PR_SUBJECT), "hers");
  EXPECT_EQ(std::get<std::string>(stored(id).get(tag::body).value()), "his");
  person->when_asked = nullptr;
  const Ref<IMessage> overlap = conflict();
  EXPECT_EQ(overlap->SaveChanges(0), MAPI_E_OBJECT_CHANGED);
  EXPECT_EQ(text(*overlap, PR_SUBJECT), "his");
}

TEST_F(ConflictAsking, AnyFailureOfTheSinkCountsAsARefusal) {
  const auto refused = [&] {
    const Ref<IMessage> message = conflict();
    EXPECT_EQ(message->SaveChanges(0), MAPI_E_OBJECT_CHANGED);
    EXPECT_EQ(text(*message, PR_SUBJECT), "his");
    EXPECT_EQ(subject_of(id), "hers");
  };
  person->choice = POSTROOM_CHOICE_OVERWRITE;
  person->result = MAPI_E_USER_CANCEL;
  refused();
  person->result = S_OK;
  person->choice = 99;
  refused();
  person->choice = POSTROOM_CHOICE_ELSEWHERE;
  person->folder = Bytes{1, 2, 3};
  refused();
  person->folder = encode(his->entry_id(id));
  refused();
  EXPECT_TRUE(in(SpecialFolder::conflicts).empty());
}

TEST_F(ConflictAsking, NobodyIsAskedForAForcedSaveOrWithoutASinkOrWithoutLeaveToAsk) {
  person->choice = POSTROOM_CHOICE_OVERWRITE;
  EXPECT_EQ(conflict()->SaveChanges(FORCE_SAVE), S_OK);
  his->set_conflict_sink(nullptr);
  EXPECT_EQ(conflict()->SaveChanges(0), MAPI_E_OBJECT_CHANGED);
  StoreContext::Options options;
  options.memory = his->memory();
  options.is_writable = true;
  his = std::make_shared<StoreContext>(store, ben, options);
  his->set_conflict_sink(person);
  EXPECT_EQ(conflict()->SaveChanges(0), MAPI_E_OBJECT_CHANGED);
  EXPECT_EQ(person->times_asked, 0);
}

TEST_F(ConflictAsking, WhileAPersonIsAskedTheMessageCanBeUsedAndNotSaved) {
  const Ref<IMessage> message = conflict();
  HRESULT inside_the_save = S_OK;
  person->choice = POSTROOM_CHOICE_OVERWRITE;
  person->when_asked = [&](const POSTROOM_CONFLICT&) {
    inside_the_save = message->SaveChanges(0);
    EXPECT_EQ(text(*message, PR_SUBJECT), "his");
    EXPECT_EQ(set_text(*message, PR_SUBJECT, "his second thought"), S_OK);
  };
  EXPECT_EQ(message->SaveChanges(KEEP_OPEN_READWRITE), S_OK);
  EXPECT_EQ(inside_the_save, MAPI_E_BUSY);
  EXPECT_EQ(person->times_asked, 1);
  EXPECT_EQ(subject_of(id), "his second thought");
}

TEST_F(ConflictAsking, OtherObjectsCanBeUsedMeanwhile) {
  const Ref<IMessage> message = conflict();
  person->when_asked = [&](const POSTROOM_CONFLICT&) {
    const Ref<IMessage> other = open(hers, id);
    EXPECT_EQ(set_text(*other, PR_SUBJECT, "hers in between"), S_OK);
    EXPECT_EQ(other->SaveChanges(0), S_OK);
  };
  person->choice = POSTROOM_CHOICE_KEEP;
  EXPECT_EQ(message->SaveChanges(KEEP_OPEN_READWRITE), S_OK);
  EXPECT_EQ(text(*message, PR_SUBJECT), "hers in between");
}

TEST_F(ConflictAsking, WhatIsDeletedMeanwhileIsToldAsSuch) {
  const Ref<IMessage> message = conflict();
  person->when_asked = [&](const POSTROOM_CONFLICT&) {
    must(store.delete_messages(ana, std::vector{id}, DeleteKind::recoverable));
  };
  person->choice = POSTROOM_CHOICE_OVERWRITE;
  EXPECT_EQ(message->SaveChanges(0), MAPI_E_OBJECT_DELETED);
  EXPECT_EQ(text(*message, PR_SUBJECT), "his");
}

}  // namespace
}  // namespace postroom::mapi
