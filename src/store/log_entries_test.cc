#include "store/log_entries.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace postroom::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(LogEntries, of_copies_are_told_as_copies_with_what_each_was_made_from) {
  const auto entry = copies_entry({3}, {2}, 9, {{21}, {22}}, {{11}, {12}});
  const Event event = to_event(entry);
  EXPECT_EQ(event.kind, ChangeKind::message_copied);
  EXPECT_EQ(event.folder, FolderId{3});
  EXPECT_EQ(event.old_folder, FolderId{2});
  EXPECT_EQ(event.session, 9u);
  EXPECT_THAT(event.messages, ElementsAre(MessageId{21}, MessageId{22}));
  EXPECT_THAT(event.originals, ElementsAre(MessageId{11}, MessageId{12}));
  EXPECT_THAT(std::vector(changed_messages(entry).begin(), changed_messages(entry).end()),
              ElementsAre(MessageId{21}, MessageId{22}));
}

TEST(LogEntries, of_copies_from_before_originals_were_told_name_copies_alone) {
  const Event event = to_event({{5}, ChangeKind::message_copied, {3}, {2}, 9, {{21}, {22}}});
  EXPECT_EQ(event.kind, ChangeKind::message_copied);
  EXPECT_EQ(event.position, LogPosition{5});
  EXPECT_THAT(event.messages, ElementsAre(MessageId{21}, MessageId{22}));
  EXPECT_THAT(event.originals, IsEmpty());
}

TEST(LogEntries, of_anything_else_name_what_has_changed) {
  const Event event = to_event({{5}, ChangeKind::message_moved, {3}, {2}, 9, {{21}, {22}}});
  EXPECT_EQ(event.kind, ChangeKind::message_moved);
  EXPECT_THAT(event.messages, ElementsAre(MessageId{21}, MessageId{22}));
  EXPECT_THAT(event.originals, IsEmpty());
}

TEST(LogEntries, of_copies_that_are_damaged_name_everything_as_changed) {
  const Event event = to_event({{5}, kCopiesWithOriginals, {3}, {2}, 9, {{21}, {22}, {23}}});
  EXPECT_EQ(event.messages.size(), 3u);
  EXPECT_THAT(event.originals, IsEmpty());
}

}  // namespace
}  // namespace postroom::store
