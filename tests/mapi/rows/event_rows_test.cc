// Row 115: which event comes to whom, for messages. Ana acts, and Ben listens.
#include "mapi/rows/listening.h"

namespace mapi_host {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::Not;

// A sign that all which came before has been told: what is done to this folder, everybody hears who hears the
// store, and its own listeners.
void sign(Session& session, IMAPIFolder& folder) {
  const auto mine = session.open_folder(entry_id_of(folder));
  static int number = 0;
  ASSERT_HR(S_OK, set_text(*mine, PR_COMMENT_W, std::to_string(++number)));
}
bool has_sign(Listener& listener, IMAPIFolder& folder) {
  return listener->wait_for(fnevObjectModified, entry_id_of(folder));
}

auto is_event(ULONG event, const std::string& entry) {
  return AllOf(Field(&Told::event, event), Field(&Told::entry, entry));
}
// What was told of this object, as events.
std::vector<ULONG> events_of(Listener& listener, const std::string& entry) {
  std::vector<ULONG> events;
  for (const Told& told : listener->told()) {
    if (told.entry == entry) events.push_back(told.event);
  }
  return events;
}
Told told_of(Listener& listener, ULONG event, const std::string& entry) {
  EXPECT_TRUE(listener->wait_for(event, entry)) << "event " << event;
  for (const Told& told : listener->told()) {
    if (told.event != event || told.entry != entry) continue;
    EXPECT_TRUE(told.is_tidy);
    return told;
  }
  return {};
}

class EventTest {
 public:
  EventTest(Session& by, Session& to)
      : ana(by),
        ben(to),
        inbox(by.inbox()),
        other(create_folder(*inbox, "other")),
        id(add_message(*inbox, "one")) {}
  void delete_it(ULONG flags = 0) {
    EntryList list({id});
    EXPECT_HR(S_OK, inbox->DeleteMessages(list.get(), 0, nullptr, flags));
  }
  void copy_it(ULONG flags) {
    EntryList list({id});
    EXPECT_HR(S_OK, inbox->CopyMessages(list.get(), nullptr, other.get(), 0, nullptr, flags));
  }
  std::string inbox_id() { return entry_id_of(*inbox); }
  std::string other_id() { return entry_id_of(*other); }
  std::string copy_id() { return column(*contents_table(*other), PR_ENTRYID).at(0); }

  Session &ana, &ben;
  const Ptr<IMAPIFolder> inbox, other;
  const std::string id;
};

TEST_F(RowTest, r115_a_first_save_is_a_creation_that_the_store_alone_tells) {
  EventTest test(ana(), ben());
  Listener store(ben(), kEverything), folder(ben(), kEverything, test.inbox_id());
  const std::string id = add("new");
  const Told told = told_of(store, fnevObjectCreated, id);
  EXPECT_EQ(told.parent, test.inbox_id());
  EXPECT_EQ(told.object_type, MAPI_MESSAGE);
  EXPECT_THAT(told.old_entry, IsEmpty());
  EXPECT_THAT(told.old_parent, IsEmpty());
  sign(ana(), *test.inbox);
  ASSERT_TRUE(has_sign(folder, *test.inbox));
  EXPECT_THAT(events_of(folder, id), IsEmpty());
  EXPECT_THAT(events_of(store, id), ElementsAre(fnevObjectCreated));
}

TEST_F(RowTest, r115_nothing_is_told_before_a_message_is_saved) {
  EventTest test(ana(), ben());
  Listener store(ben(), kEverything);
  const auto message = create_message(*test.inbox);
  ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, "unsaved"));
  sign(ana(), *test.other);
  ASSERT_TRUE(has_sign(store, *test.other));
  EXPECT_EQ(store->count(fnevObjectCreated), 0u);
  ASSERT_HR(S_OK, message->SaveChanges(0));
  EXPECT_TRUE(store->wait_for(fnevObjectCreated));
}

TEST_F(RowTest, r115_a_later_save_is_told_by_the_store_and_the_message_and_not_by_its_folder) {
  EventTest test(ana(), ben());
  Listener store(ben(), kEverything), of_message(ben(), kEverything, test.id),
      folder(ben(), kEverything, test.inbox_id());
  const auto message = ana().open_message(test.id);
  ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, "two"));
  ASSERT_HR(S_OK, message->SaveChanges(0));
  for (Listener* each : {&store, &of_message}) {
    const Told told = told_of(*each, fnevObjectModified, test.id);
    EXPECT_EQ(told.parent, test.inbox_id());
    EXPECT_EQ(told.object_type, MAPI_MESSAGE);
  }
  sign(ana(), *test.inbox);
  ASSERT_TRUE(has_sign(folder, *test.inbox));
  EXPECT_THAT(folder->told(), ElementsAre(is_event(fnevObjectModified, test.inbox_id())));
  EXPECT_THAT(of_message->told(), ElementsAre(is_event(fnevObjectModified, test.id)));
}

TEST_F(RowTest, r115_a_refused_save_is_not_told) {
  EventTest test(ana(), ben());
  const auto first = ana().open_message(test.id), second = ana().open_message(test.id);
  ASSERT_HR(S_OK, set_text(*first, PR_SUBJECT_W, "first"));
  ASSERT_HR(S_OK, set_text(*second, PR_SUBJECT_W, "second"));
  Listener of_message(ben(), kEverything, test.id), store(ben(), kEverything);
  ASSERT_HR(S_OK, first->SaveChanges(0));
  ASSERT_HR(MAPI_E_OBJECT_CHANGED, second->SaveChanges(KEEP_OPEN_READWRITE));
  sign(ana(), *test.other);
  ASSERT_TRUE(has_sign(store, *test.other));
  EXPECT_THAT(events_of(store, test.id), ElementsAre(fnevObjectModified));
  ASSERT_HR(S_OK, second->SaveChanges(FORCE_SAVE));
  EXPECT_TRUE(of_message->wait_until([](const auto& told) { return told.size() == 2; }));
}

TEST_F(RowTest, r115_a_deletion_is_told_by_the_store_and_the_message) {
  for (const ULONG flags : {0U, DELETE_HARD_DELETE}) {
    EventTest test(ana(), ben());
    Listener store(ben(), kEverything), of_message(ben(), kEverything, test.id),
        folder(ben(), kEverything, test.inbox_id());
    test.delete_it(flags);
    for (Listener* each : {&store, &of_message}) {
      const Told told = told_of(*each, fnevObjectDeleted, test.id);
      EXPECT_EQ(told.parent, test.inbox_id());
      EXPECT_EQ(told.object_type, MAPI_MESSAGE);
      EXPECT_THAT(told.old_entry, IsEmpty());
    }
    sign(ana(), *test.other);
    ASSERT_TRUE(has_sign(store, *test.other));
    EXPECT_THAT(events_of(store, test.id), ElementsAre(fnevObjectDeleted));
    EXPECT_THAT(events_of(folder, test.id), IsEmpty());
    EXPECT_HR(S_OK, ana().inbox()->EmptyFolder(0, nullptr, 0));
  }
}

TEST_F(RowTest, r115_a_move_is_told_by_the_store_and_the_message_with_where_it_was) {
  EventTest test(ana(), ben());
  Listener store(ben(), kEverything), of_message(ben(), kEverything, test.id);
  test.copy_it(MESSAGE_MOVE);
  for (Listener* each : {&store, &of_message}) {
    const Told told = told_of(*each, fnevObjectMoved, test.id);
    EXPECT_EQ(told.parent, test.other_id());
    EXPECT_EQ(told.old_entry, test.id);
    EXPECT_EQ(told.old_parent, test.inbox_id());
  }
  sign(ana(), *test.other);
  ASSERT_TRUE(has_sign(store, *test.other));
  EXPECT_THAT(events_of(store, test.id), ElementsAre(fnevObjectMoved));
}

TEST_F(RowTest, r115_a_copy_is_told_by_the_store_and_the_message_copied_and_is_no_creation) {
  EventTest test(ana(), ben());
  Listener store(ben(), kEverything), of_message(ben(), kEverything, test.id);
  test.copy_it(0);
  const std::string copy = test.copy_id();
  for (Listener* each : {&store, &of_message}) {
    const Told told = told_of(*each, fnevObjectCopied, copy);
    EXPECT_EQ(told.parent, test.other_id());
    EXPECT_EQ(told.old_entry, test.id);
    EXPECT_EQ(told.old_parent, test.inbox_id());
    EXPECT_EQ(told.object_type, MAPI_MESSAGE);
  }
  sign(ana(), *test.other);
  ASSERT_TRUE(has_sign(store, *test.other));
  EXPECT_THAT(events_of(store, copy), ElementsAre(fnevObjectCopied));
}

TEST_F(RowTest, r115_a_read_flag_and_a_status_are_modifications) {
  EventTest test(ana(), ben());
  Listener of_message(ben(), kEverything, test.id);
  EntryList list({test.id});
  ASSERT_HR(S_OK, test.inbox->SetReadFlags(list.get(), 0, nullptr, CLEAR_READ_FLAG));
  EXPECT_TRUE(of_message->wait_until([](const auto& told) { return told.size() == 1; }));
  ULONG before = 0;
  ASSERT_HR(S_OK, test.inbox->SetMessageStatus(id_size(test.id), id_ptr(test.id), MSGSTATUS_TAGGED,
                                               MSGSTATUS_TAGGED, &before));
  EXPECT_TRUE(of_message->wait_until([](const auto& told) { return told.size() == 2; }));
  for (const Told& told : of_message->told()) EXPECT_EQ(told.event, fnevObjectModified);
}

TEST_F(RowTest, r115_a_listener_hears_what_it_asked_for_and_of_its_own_message) {
  EventTest test(ana(), ben());
  const std::string another = add("another");
  Listener deletions(ben(), fnevObjectDeleted, test.id), of_another(ben(), kEverything, another);
  const auto message = ana().open_message(test.id);
  ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, "two"));
  ASSERT_HR(S_OK, message->SaveChanges(0));
  test.delete_it();
  EXPECT_TRUE(deletions->wait_for(fnevObjectDeleted, test.id));
  EXPECT_EQ(deletions->told().size(), 1u);
  EntryList list({another});
  ASSERT_HR(S_OK, test.inbox->DeleteMessages(list.get(), 0, nullptr, 0));
  EXPECT_TRUE(of_another->wait_for(fnevObjectDeleted, another));
  EXPECT_EQ(of_another->told().size(), 1u);
}

TEST_F(RowTest, r115_who_acts_hears_of_it_too_and_in_order) {
  EventTest test(ana(), ben());
  Listener mine(ana(), kEverything, test.id), theirs(ben(), kEverything, test.id);
  const auto message = ana().open_message(test.id);
  ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, "two"));
  ASSERT_HR(S_OK, message->SaveChanges(0));
  test.copy_it(0);
  test.copy_it(MESSAGE_MOVE);
  EntryList list({test.id});
  ASSERT_HR(S_OK, test.other->DeleteMessages(list.get(), 0, nullptr, 0));
  for (Listener* each : {&mine, &theirs}) {
    EXPECT_TRUE((*each)->wait_for(fnevObjectDeleted));
    EXPECT_THAT((*each)->told(),
                ElementsAre(Field(&Told::event, fnevObjectModified), Field(&Told::event, fnevObjectCopied),
                            Field(&Told::event, fnevObjectMoved), Field(&Told::event, fnevObjectDeleted)));
  }
}

TEST_F(RowTest, r115_several_messages_at_once_are_told_one_by_one) {
  EventTest test(ana(), ben());
  for (int i = 0; i < 5; ++i) add("another");
  Listener store(ben(), fnevObjectMoved);
  EntryList all(column(*contents_table(*test.inbox), PR_ENTRYID));
  ASSERT_HR(S_OK, test.inbox->CopyMessages(all.get(), nullptr, test.other.get(), 0, nullptr, MESSAGE_MOVE));
  EXPECT_TRUE(store->wait_until([](const auto& told) { return told.size() == 6; }));
}

}  // namespace
}  // namespace mapi_host
