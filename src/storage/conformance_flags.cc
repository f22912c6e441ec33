// Conformance: flags and read states.
#include "storage/conformance.h"

#include <limits>

namespace postroom::storage {

TEST_P(EngineTest, change_flags_sets_and_then_clears_and_keeps_the_other_bits) {
  const FolderId folder = add_folder();
  MessageRecord record = message(add_message(folder));
  record.flags = 0b0110'0101;
  commit([&](Transaction& transaction) { return transaction.update_message(record); });
  commit([&](Transaction& transaction) {
    return transaction.change_flags(std::vector{record.id}, 0b0000'1010, 0b0100'0010, {0});
  });
  EXPECT_EQ(message(record.id).flags, 0b0010'1101);  // bit 1 is in both: cleared
}

TEST_P(EngineTest, change_flags_handles_all_32_bits) {
  const MessageId id = add_message(add_folder());
  const std::vector<MessageId> ids{id};
  const auto change = [&](std::int32_t set, std::int32_t clear) {
    commit([&](Transaction& transaction) { return transaction.change_flags(ids, set, clear, {0}); });
    return message(id).flags;
  };
  EXPECT_EQ(change(-1, 0), -1);
  EXPECT_EQ(change(0, std::numeric_limits<std::int32_t>::min()), std::numeric_limits<std::int32_t>::max());
  EXPECT_EQ(change(0, -1), 0);
  EXPECT_EQ(change(std::numeric_limits<std::int32_t>::min(), 0), std::numeric_limits<std::int32_t>::min());
}

TEST_P(EngineTest, change_flags_stamps_each_with_the_next_read_state_number_and_the_position) {
  const FolderId folder = add_folder();
  const std::vector<MessageId> ids{add_message(folder), add_message(folder)};
  const MessageRecord bystander = message(add_message(folder));
  for (std::int64_t round = 1; round <= 3; ++round) {
    const std::vector<MessageRecord> before{message(ids[0]), message(ids[1])};
    const Counters counters = must(view()->counters());
    LogPosition position;
    commit([&](Transaction& transaction) -> Status {
      TRY_SET(position, transaction.append_log(log_record(folder, ids)));
      return transaction.change_flags(ids, 0x1000 << round, 0, position);
    });
    for (std::size_t i = 0; i < ids.size(); ++i) {
      MessageRecord expected = before[i];
      expected.flags |= 0x1000 << round;
      expected.read_state = {counters.read_state.value + 1};
      expected.log_position = position;
      EXPECT_EQ(message(ids[i]), expected);
    }
    EXPECT_EQ(must(view()->counters()).read_state.value, counters.read_state.value + 1);
  }
  EXPECT_EQ(message(bystander.id), bystander);
}

TEST_P(EngineTest, change_flags_takes_thousands_of_messages_at_once) {
  const FolderId folder = add_folder();
  std::vector<MessageId> ids(2500);
  commit([&](Transaction& transaction) -> Status {
    for (MessageId& id : ids) {
      TRY_SET(id.value, transaction.allocate_id());
      TRY_SET(const ChangeNumber number, transaction.insert_version(sample_version(id, 1), {}));
      TRY(transaction.insert_message(sample_message(id, folder, number)));
    }
    return ok_status();
  });
  commit([&](Transaction& transaction) { return transaction.change_flags(ids, 0x800, 0x10, {0}); });
  const auto states = must(view()->read_states(ids));
  ASSERT_EQ(states.size(), ids.size());
  for (const ReadStateRecord& state : states) EXPECT_EQ(state.flags, 0x801);
}

TEST_P(EngineTest, reads_the_read_states_of_those_messages_that_there_are) {
  const FolderId folder = add_folder();
  MessageRecord deleted = message(add_message(folder));
  deleted.kind = MessageKind::associated;
  deleted.deleted = FileTime{1};
  deleted.flags = 7;
  commit([&](Transaction& transaction) { return transaction.update_message(deleted); });
  const MessageId plain = add_message(folder);
  const std::vector<MessageId> asked{plain, {999'999}, deleted.id, {0}};
  auto states = must(view()->read_states(asked));
  ASSERT_EQ(states.size(), 2U);
  if (states[0].id != plain) std::swap(states[0], states[1]);  // no order is promised
  EXPECT_EQ(states[0].id, plain);
  EXPECT_EQ(states[0].folder, folder);
  EXPECT_EQ(states[0].kind, MessageKind::normal);
  EXPECT_EQ(states[0].flags, message(plain).flags);
  EXPECT_FALSE(states[0].deleted);
  EXPECT_EQ(states[1].id, deleted.id);
  EXPECT_EQ(states[1].kind, MessageKind::associated);
  EXPECT_EQ(states[1].flags, 7);
  EXPECT_TRUE(states[1].deleted);
  EXPECT_TRUE(must(view()->read_states({})).empty());
}

}  // namespace postroom::storage
