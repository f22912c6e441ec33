// What the log tells of copies.
#include "store/message_copies.h"

#include <gmock/gmock.h>

#include "base/try.h"
#include "store/testing/memory_store.h"

namespace postroom::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class CopiesOfMessages : public MemoryStoreTest {
 protected:
  void TearDown() override { EXPECT_TRUE(must(store.check(ana)).empty()); }
  std::vector<Event> events_since(LogPosition before) { return must(store.events_after(ana, before, 100)); }
  LogPosition position() { return must(store.log_position(ana)); }
  FolderId drafts() const { return store.special(SpecialFolder::drafts); }
};

TEST_F(CopiesOfMessages, are_told_with_what_each_was_made_from) {
  const MessageId a = add("a"), b = add("b");
  const LogPosition before = position();
  const auto copies = must(store.copy_messages(ana, std::vector{b, a}, drafts()));
  const Event event = events_since(before).at(0);
  EXPECT_EQ(event.kind, ChangeKind::message_copied);
  EXPECT_EQ(event.folder, drafts());
  EXPECT_EQ(event.old_folder, inbox());
  EXPECT_THAT(event.originals, ElementsAre(a, b));
  EXPECT_THAT(event.messages, ElementsAre(copies[0].second, copies[1].second));
  EXPECT_EQ(copies[0].first, a);
}

TEST_F(CopiesOfMessages, from_several_folders_are_told_for_each) {
  const MessageId a = add("a"), b = add("b");
  must(store.move_messages(ana, std::vector{b}, store.special(SpecialFolder::notes)));
  const LogPosition before = position();
  must(store.copy_messages(ana, std::vector{a, b}, drafts()));
  const auto events = events_since(before);
  EXPECT_THAT(events.at(0).originals, ElementsAre(a));
  EXPECT_THAT(events.at(1).originals, ElementsAre(b));
}

TEST_F(CopiesOfMessages, that_were_logged_without_originals_are_told_without) {
  const MessageId a = add("a");
  const LogPosition before = position();
  change([&](storage::Transaction& transaction) -> Status {
    TRY(transaction.append_log({{}, ChangeKind::message_copied, drafts(), inbox(), ana.id, {a}}));
    return ok_status();
  });
  const Event event = events_since(before).at(0);
  EXPECT_THAT(event.messages, ElementsAre(a));
  EXPECT_THAT(event.originals, IsEmpty());
}

TEST_F(CopiesOfMessages, go_on_past_what_cannot_be_copied) {
  const MessageId a = add("a"), gone = add("gone");
  must(store.delete_messages(ana, std::vector{gone}, DeleteKind::recoverable));
  const auto copies = must(store.copy_messages(ana, std::vector{gone, MessageId{9999}, a}, drafts()));
  ASSERT_EQ(copies.size(), 1u);
  EXPECT_EQ(copies[0].first, a);
}

TEST_F(CopiesOfMessages, put_no_original_into_a_table_or_a_search_anew) {
  const MessageId a = add("a");
  Table table = must(store.contents_table(ana, drafts()));
  EXPECT_EQ(must(table.row_count()), 0u);
  must(store.copy_messages(ana, std::vector{a}, drafts()));
  EXPECT_EQ(must(table.row_count()), 1u);
}

TEST_F(CopiesOfMessages, in_a_copied_folder_are_told_beside_the_copy_of_the_folder) {
  const FolderId source = must(store.create_folder(ana, inbox(), "source"));
  const FolderId below = must(store.create_folder(ana, source, "below"));
  const MessageId a = add("a");
  must(store.move_messages(ana, std::vector{a}, below));
  const LogPosition before = position();
  const FolderId copy = must(store.copy_folder(ana, source, drafts(), "copy", true));
  const auto events = events_since(before);
  ASSERT_EQ(events.size(), 4u);
  EXPECT_EQ(events[0].kind, ChangeKind::folder_copied);
  EXPECT_EQ(events[0].folder, copy);
  EXPECT_EQ(events[0].old_folder, source);
  EXPECT_EQ(events[1].kind, ChangeKind::folder_created);
  EXPECT_EQ(events[1].old_folder, copy);
  EXPECT_EQ(events[2].kind, ChangeKind::message_copied);
  EXPECT_EQ(events[2].folder, events[1].folder);
  EXPECT_EQ(events[2].old_folder, below);
  EXPECT_THAT(events[2].originals, ElementsAre(a));
  EXPECT_EQ(events[3].kind, ChangeKind::folder_modified) << "its counters";
}

}  // namespace
}  // namespace postroom::store
