// Conformance: message rows.
#include "storage/conformance.h"

#include <limits>

namespace postroom::storage {
namespace {

using Limits64 = std::numeric_limits<std::int64_t>;
using Limits32 = std::numeric_limits<std::int32_t>;

// A row with every field that may hold any number at `wide` or `narrow`.
MessageRecord with_numbers(MessageRecord message, std::int64_t wide, std::int32_t narrow) {
  message.size = message.history_count = message.history_bytes = wide;
  message.date = message.created = message.modified = {wide};
  message.deleted = FileTime{wide};
  message.flags = message.status = message.importance = narrow;
  message.has_attachments = false;
  return message;
}

}  // namespace

TEST_P(EngineTest, keeps_every_field_of_a_message) {
  const FolderId folder = add_folder();
  for (const MessageKind kind : {MessageKind::normal, MessageKind::associated}) {
    MessageRecord message;
    commit([&](Transaction& transaction) -> Status {
      MessageId id;
      TRY_SET(id.value, transaction.allocate_id());
      TRY_SET(const ChangeNumber number, transaction.insert_version(sample_version(id, 1), {}));
      message = sample_message(id, folder, number);
      message.kind = kind;
      return transaction.insert_message(message);
    });
    EXPECT_EQ(must(view()->message(message.id)), message);
  }
}

TEST_P(EngineTest, keeps_the_limits_of_a_messages_numbers) {
  const MessageRecord start = message(add_message(add_folder()));
  for (const auto& [wide, narrow] :
       {std::pair(Limits64::min(), Limits32::min()), std::pair(Limits64::max(), Limits32::max()),
        std::pair(std::int64_t{-1}, -1), std::pair(std::int64_t{0}, 0)}) {
    const MessageRecord changed = with_numbers(start, wide, narrow);
    commit([&](Transaction& transaction) { return transaction.update_message(changed); });
    EXPECT_EQ(message(start.id), changed);
  }
}

TEST_P(EngineTest, keeps_difficult_text_in_every_column) {
  MessageRecord changed = message(add_message(add_folder()));
  for (const std::string& text : difficult_texts()) {
    changed.message_class = text;
    changed.subject = text + "1";
    changed.sender = "2" + text;
    changed.display_to = text + text;
    commit([&](Transaction& transaction) { return transaction.update_message(changed); });
    EXPECT_EQ(message(changed.id), changed);
  }
}

TEST_P(EngineTest, tells_a_deletion_at_time_zero_from_no_deletion) {
  MessageRecord changed = message(add_message(add_folder()));
  EXPECT_EQ(changed.deleted, std::nullopt);
  for (const std::optional<FileTime> time : {std::optional(FileTime{0}), std::optional<FileTime>()}) {
    changed.deleted = time;
    commit([&](Transaction& transaction) { return transaction.update_message(changed); });
    EXPECT_EQ(message(changed.id).deleted, time);
  }
}

TEST_P(EngineTest, reads_the_row_and_the_content_of_a_message_in_one_look_up) {
  const MessageId id = add_message(add_folder());
  const ChangeNumber number = add_version(id, 2);
  const CurrentMessage current = must(view()->current(id)).value();
  EXPECT_EQ(current.record, message(id));
  EXPECT_EQ(current.content, sample_version(id, 2).content);
  EXPECT_EQ(current.info, must(view()->version(id, {2})).value().info);
  EXPECT_EQ(current.info.change_number, number);
  EXPECT_EQ(current.folder_properties, must(view()->folder(current.record.folder)).value().properties);
}

// Or leaves it open.
TEST_P(EngineTest, tells_with_the_content_of_a_message_whether_it_has_links) {
  const FolderId folder = add_folder();
  const MessageId winner = add_message(folder), copy = add_message(folder), other = add_message(folder);
  const ConflictLink link{winner, copy, {1}};
  const auto has_links = [&](MessageId id, bool expected) {
    return must(view()->current(id)).value().has_links.value_or(expected);
  };
  commit([&](Transaction& transaction) { return transaction.insert_link(link); });
  EXPECT_TRUE(has_links(winner, true));
  EXPECT_TRUE(has_links(copy, true));
  EXPECT_FALSE(has_links(other, false));
  commit([&](Transaction& transaction) { return transaction.remove_link(link); });
  EXPECT_FALSE(has_links(winner, false));
  EXPECT_FALSE(has_links(copy, false));
}

TEST_P(EngineTest, a_message_that_is_not_there_is_nullopt) {
  const FolderId folder = add_folder();
  for (const std::int64_t id : {std::int64_t{0}, folder.value, Limits64::min(), Limits64::max()}) {
    EXPECT_EQ(must(view()->message({id})), std::nullopt);
    EXPECT_FALSE(must(view()->current({id})).has_value());
    EXPECT_TRUE(must(view()->versions({id})).empty());
  }
}

TEST_P(EngineTest, updates_a_message_and_no_other) {
  const FolderId folder = add_folder();
  const MessageId first = add_message(folder), second = add_message(folder);
  const MessageRecord untouched = message(second);
  MessageRecord changed = message(first);
  changed.subject = "changed";
  changed.kind = MessageKind::associated;
  commit([&](Transaction& transaction) { return transaction.update_message(changed); });
  EXPECT_EQ(message(first), changed);
  EXPECT_EQ(message(second), untouched);
}

TEST_P(EngineTest, refuses_a_second_message_with_the_same_id) {
  const MessageId id = add_message(add_folder());
  const MessageRecord kept = message(id);
  MessageRecord other = kept;
  other.subject = "other";
  code_of([&](Transaction& transaction) { return transaction.insert_message(other); });
  EXPECT_EQ(message(id), kept);
}

TEST_P(EngineTest, lists_all_messages_in_order_of_id_in_slices) {
  const FolderId first = add_folder(), second = add_folder();
  std::vector<MessageRecord> expected;
  for (int i = 0; i < 10; ++i) {
    MessageRecord changed = message(add_message(i % 2 ? first : second, {1000 - i}));
    if (i % 3 == 0) changed.deleted = FileTime{1};
    if (i % 4 == 0) changed.kind = MessageKind::associated;
    commit([&](Transaction& transaction) { return transaction.update_message(changed); });
    expected.push_back(changed);
  }
  std::vector<MessageRecord> listed;
  const auto reading = view();
  for (MessageId after{0};;) {
    const auto slice = must(reading->messages_after(after, 3));
    if (slice.empty()) break;
    EXPECT_LE(slice.size(), 3U);
    listed.insert(listed.end(), slice.begin(), slice.end());
    after = slice.back().id;
  }
  EXPECT_EQ(listed, expected);
}

TEST_P(EngineTest, removing_a_message_removes_its_versions_and_links_and_no_others) {
  const FolderId folder = add_folder();
  const MessageId gone = add_message(folder), stays = add_message(folder), other = add_message(folder);
  const ChangeNumber number = add_version(gone, 2);
  const ConflictLink kept{stays, other, {3}};
  commit([&](Transaction& transaction) -> Status {
    TRY(transaction.insert_link({gone, stays, {1}}));
    TRY(transaction.insert_link({other, gone, {2}}));
    return transaction.insert_link(kept);
  });
  commit([&](Transaction& transaction) { return transaction.remove_message(gone, kNow); });
  EXPECT_EQ(must(view()->message(gone)), std::nullopt);
  EXPECT_FALSE(must(view()->current(gone)).has_value());
  EXPECT_TRUE(must(view()->versions(gone)).empty());
  EXPECT_EQ(must(view()->version(gone, {2})), std::nullopt);
  EXPECT_TRUE(must(view()->references(number)).empty());
  EXPECT_EQ(must(view()->links()), std::vector{kept});
  EXPECT_EQ(must(view()->versions(stays)).size(), 1U);
}

TEST_P(EngineTest, a_message_can_move_and_keeps_everything_else) {
  const FolderId from = add_folder(), to = add_folder();
  MessageRecord moved = message(add_message(from));
  moved.folder = to;
  commit([&](Transaction& transaction) { return transaction.update_message(moved); });
  EXPECT_TRUE(must(view()->messages(messages_in(from))).empty());
  EXPECT_EQ(must(view()->messages(messages_in(to))), std::vector{moved});
  EXPECT_TRUE(must(view()->current(moved.id)).has_value());
}

}  // namespace postroom::storage
