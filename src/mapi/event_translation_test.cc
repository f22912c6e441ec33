#include "mapi/event_translation.h"

#include <gmock/gmock.h>
#include <postroom/tags.h>

#include "mapi/objects.h"
#include "mapi/testing/one_store.h"

namespace postroom::mapi {
namespace {

using postroom::testing::must;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr ULONG kEverything = fnevObjectCreated | fnevObjectDeleted | fnevObjectModified | fnevObjectMoved |
                              fnevObjectCopied | fnevSearchComplete;
constexpr FolderId kInbox{10}, kArchive{11}, kRoot{1};
constexpr MessageId kOne{20}, kTwo{21}, kCopy{30};

HeardEvent of_messages(ChangeKind kind, std::vector<MessageId> messages) {
  Event event;
  event.kind = kind;
  event.folder = kInbox;
  event.messages = std::move(messages);
  return {event, {}, {}, {}};
}

HeardEvent of_folder(ChangeKind kind, FolderId old_folder) {
  Event event;
  event.kind = kind;
  event.folder = kArchive;
  event.old_folder = old_folder;
  return {event, {}, {}, {}};
}

std::vector<ULONG> events_for(const HeardEvent& heard, std::optional<ObjectId> object) {
  std::vector<ULONG> events;
  for (std::size_t i = 0; i < count_changes(heard); ++i) {
    const ObjectChange change = change_at(heard, i);
    if (concerns(change, {kEverything, object})) events.push_back(change.event_type);
  }
  return events;
}

TEST(EventTranslation, tells_the_store_alone_of_a_message_that_is_saved_first) {
  const HeardEvent heard = of_messages(ChangeKind::message_created, {kOne});
  EXPECT_THAT(events_for(heard, std::nullopt), ElementsAre(fnevObjectCreated));
  EXPECT_THAT(events_for(heard, kOne), IsEmpty());
  EXPECT_THAT(events_for(heard, kInbox), IsEmpty());
  const ObjectChange change = change_at(heard, 0);
  EXPECT_EQ(change.object, ObjectId(kOne));
  EXPECT_EQ(change.parent, kInbox);
  EXPECT_FALSE(change.old_object || change.old_parent);
}

TEST(EventTranslation, tells_store_and_message_of_what_changes_it) {
  for (const ChangeKind kind : {ChangeKind::message_modified, ChangeKind::read_state_changed,
                                ChangeKind::status_changed, ChangeKind::links_changed}) {
    const HeardEvent heard = of_messages(kind, {kOne, kTwo});
    EXPECT_THAT(events_for(heard, std::nullopt), ElementsAre(fnevObjectModified, fnevObjectModified));
    EXPECT_THAT(events_for(heard, kTwo), ElementsAre(fnevObjectModified));
    EXPECT_THAT(events_for(heard, kInbox), IsEmpty());
  }
}

TEST(EventTranslation, tells_store_and_message_that_it_goes_and_the_store_that_it_is_back) {
  for (const ChangeKind kind : {ChangeKind::message_deleted, ChangeKind::message_removed}) {
    EXPECT_THAT(events_for(of_messages(kind, {kOne}), std::nullopt), ElementsAre(fnevObjectDeleted));
    EXPECT_THAT(events_for(of_messages(kind, {kOne}), kOne), ElementsAre(fnevObjectDeleted));
  }
  EXPECT_THAT(events_for(of_messages(ChangeKind::message_undeleted, {kOne}), std::nullopt),
              ElementsAre(fnevObjectCreated));
}

TEST(EventTranslation, says_where_a_moved_message_was) {
  HeardEvent heard = of_messages(ChangeKind::message_moved, {kOne});
  heard.event.old_folder = kArchive;
  const ObjectChange change = change_at(heard, 0);
  EXPECT_EQ(change.event_type, fnevObjectMoved);
  EXPECT_EQ(change.object, ObjectId(kOne));
  EXPECT_EQ(change.old_object, ObjectId(kOne));
  EXPECT_EQ(change.parent, kInbox);
  EXPECT_EQ(change.old_parent, kArchive);
  EXPECT_THAT(events_for(heard, kOne), ElementsAre(fnevObjectMoved));
}

TEST(EventTranslation, tells_who_watches_the_original_of_a_copy) {
  HeardEvent heard = of_messages(ChangeKind::message_copied, {kCopy});
  heard.event.old_folder = kArchive;
  heard.event.originals = {kOne};
  EXPECT_THAT(events_for(heard, std::nullopt), ElementsAre(fnevObjectCopied));
  EXPECT_THAT(events_for(heard, kOne), ElementsAre(fnevObjectCopied));
  EXPECT_THAT(events_for(heard, kCopy), IsEmpty());
  const ObjectChange change = change_at(heard, 0);
  EXPECT_EQ(change.object, ObjectId(kCopy));
  EXPECT_EQ(change.old_object, ObjectId(kOne));
  EXPECT_EQ(change.old_parent, kArchive);
}

TEST(EventTranslation, tells_the_store_of_a_copy_whose_original_nobody_knows) {
  const HeardEvent heard = of_messages(ChangeKind::message_copied, {kCopy});
  EXPECT_THAT(events_for(heard, std::nullopt), ElementsAre(fnevObjectCopied));
  EXPECT_FALSE(change_at(heard, 0).old_object || change_at(heard, 0).old_parent);
}

TEST(EventTranslation, tells_of_folders) {
  EXPECT_THAT(events_for(of_folder(ChangeKind::folder_created, kRoot), std::nullopt),
              ElementsAre(fnevObjectCreated));
  EXPECT_THAT(events_for(of_folder(ChangeKind::folder_created, kRoot), kArchive), IsEmpty());
  EXPECT_THAT(events_for(of_folder(ChangeKind::folder_created, kRoot), kRoot), IsEmpty());
  EXPECT_THAT(events_for(of_folder(ChangeKind::folder_modified, kRoot), kArchive),
              ElementsAre(fnevObjectModified));
  EXPECT_THAT(events_for(of_folder(ChangeKind::folder_modified, kRoot), kRoot), IsEmpty());
  EXPECT_THAT(events_for(of_folder(ChangeKind::folder_deleted, kRoot), kArchive),
              ElementsAre(fnevObjectDeleted));
  EXPECT_THAT(events_for(of_folder(ChangeKind::search_completed, {}), kArchive),
              ElementsAre(fnevSearchComplete));
  EXPECT_EQ(change_at(of_folder(ChangeKind::folder_deleted, kRoot), 0).parent, kRoot);
}

TEST(EventTranslation, tells_who_watches_the_original_of_a_copied_folder) {
  HeardEvent heard = of_folder(ChangeKind::folder_copied, kInbox);
  heard.parent = kRoot;
  heard.old_parent = FolderId{2};
  EXPECT_THAT(events_for(heard, kInbox), ElementsAre(fnevObjectCopied));
  EXPECT_THAT(events_for(heard, kArchive), IsEmpty());
  const ObjectChange change = change_at(heard, 0);
  EXPECT_EQ(change.object, ObjectId(kArchive));
  EXPECT_EQ(change.old_object, ObjectId(kInbox));
  EXPECT_EQ(change.parent, kRoot);
  EXPECT_EQ(change.old_parent, FolderId{2});
}

TEST(EventTranslation, tells_nobody_what_was_not_asked_for) {
  const HeardEvent heard = of_messages(ChangeKind::message_created, {kOne});
  EXPECT_FALSE(concerns_any(heard, {fnevObjectModified | fnevNewMail, {}}));
  EXPECT_TRUE(concerns_any(heard, {fnevObjectCreated, {}}));
}

TEST(EventTranslation, tells_a_reload_as_a_change_of_what_is_watched) {
  HeardEvent heard;
  heard.event.reload = true;
  EXPECT_EQ(count_changes(heard), 0u);
  EXPECT_EQ(reload_for({fnevObjectModified, {}})->object, ObjectId(StoreTarget{}));
  EXPECT_EQ(reload_for({fnevObjectModified, kOne})->object, ObjectId(kOne));
  EXPECT_FALSE(reload_for({fnevObjectDeleted, kOne}));
}

TEST(EventTranslation, makes_nothing_of_a_kind_that_it_does_not_know) {
  EXPECT_EQ(count_changes(of_messages(static_cast<ChangeKind>(99), {kOne})), 0u);
}

// What is told of the folders of a real store.
class FolderEvents : public ::testing::Test {
 protected:
  Store& store() { return context_->store(); }
  const Session& ana() { return context_->session(); }
  FolderId create(FolderId parent, const std::string& name) {
    return must(store().create_folder(ana(), parent, name));
  }
  HeardEvent last() {
    const auto events = must(store().events_after(ana(), {}, 10'000));
    return look_around(store(), ana(), events.back());
  }

  testing::OneStore one_;
  const SharedContext context_ = one_.open();
  const FolderId top_ = create(context_->store().special(SpecialFolder::ipm_subtree), "Top");
};

TEST_F(FolderEvents, say_that_a_parent_has_subfolders_from_its_first_one_to_its_last) {
  const FolderId first = create(top_, "First");
  EXPECT_THAT(last().changed_parents, ElementsAre(top_));
  EXPECT_THAT(events_for(last(), top_), ElementsAre(fnevObjectModified));
  const FolderId second = create(top_, "Second");
  EXPECT_THAT(last().changed_parents, IsEmpty());
  must(store().delete_folder(ana(), first, {}));
  EXPECT_THAT(last().changed_parents, IsEmpty());
  must(store().delete_folder(ana(), second, {}));
  EXPECT_THAT(last().changed_parents, ElementsAre(top_));
}

TEST_F(FolderEvents, say_where_a_moved_folder_is_and_was) {
  const FolderId other = create(context_->store().special(SpecialFolder::ipm_subtree), "Other");
  const FolderId moved = create(top_, "Moved");
  must(store().move_folder(ana(), moved, other));
  const HeardEvent heard = last();
  const ObjectChange change = change_at(heard, 0);
  EXPECT_EQ(change.event_type, fnevObjectMoved);
  EXPECT_EQ(change.parent, other);
  EXPECT_EQ(change.old_parent, top_);
  EXPECT_EQ(change.source, ObjectId(moved));
  EXPECT_THAT(heard.changed_parents, ElementsAre(top_, other));
}

TEST_F(FolderEvents, say_what_a_copied_folder_was_made_from) {
  const FolderId original = create(top_, "Original");
  const FolderId subtree = store().special(SpecialFolder::ipm_subtree);
  const FolderId copy = must(store().copy_folder(ana(), original, subtree, "Copy", false));
  const ObjectChange change = change_at(last(), 0);
  EXPECT_EQ(change.event_type, fnevObjectCopied);
  EXPECT_EQ(change.object, ObjectId(copy));
  EXPECT_EQ(change.parent, subtree);
  EXPECT_EQ(change.old_object, ObjectId(original));
  EXPECT_EQ(change.old_parent, top_);
}

}  // namespace
}  // namespace postroom::mapi
