#include <gtest/gtest.h>

#include "store/testing/memory_store.h"

namespace postroom::store {
namespace {

class Statistics : public MemoryStoreTest {
 protected:
  StoreStatistics count() { return must(store.statistics(ana)); }
};

TEST_F(Statistics, of_a_new_store_count_its_default_folders_alone) {
  const StoreStatistics sum = count();
  EXPECT_EQ(sum.folders, 16);
  EXPECT_EQ(sum.messages + sum.unread + sum.associated + sum.deleted + sum.versions, 0);
  EXPECT_EQ(sum.large_values, 0);
  EXPECT_EQ(sum.engine, "memory");
  EXPECT_EQ(sum.log_end, must(store.log_position(ana)));
}

TEST_F(Statistics, tell_messages_by_their_kind_and_state) {
  const MessageId read = add("one");
  const MessageId gone = add("two");
  add("three");
  must(must(store.create_message(ana, inbox(), MessageKind::associated)).save());
  const std::vector<MessageId> reads{read}, deletes{gone};
  must(store.mark(ana, reads, Store::Read::yes));
  must(store.delete_messages(ana, deletes, DeleteKind::recoverable));
  const StoreStatistics sum = count();
  EXPECT_EQ(sum.messages, 2);
  EXPECT_EQ(sum.unread, must(store.folder(ana, inbox())).unread_count);
  EXPECT_EQ(sum.associated, 1);
  EXPECT_EQ(sum.deleted, 1);
  EXPECT_GT(sum.message_bytes, 0);
}

TEST_F(Statistics, count_every_version_with_its_bytes) {
  const MessageId id = add("one");
  edit(id, "two");
  edit(id, "three");
  EXPECT_EQ(count().versions, 3);
  EXPECT_EQ(count().version_bytes, record(id).history_bytes);
}

TEST_F(Statistics, count_large_values_attachments_and_names) {
  Message message = must(store.create_message(ana, inbox()));
  must(message.set(tag::body, std::string(100'000, 'x')));
  must(message.save());
  must(store.property_id(ana, {kPsPublicStrings, "Keywords"}));
  const StoreStatistics sum = count();
  EXPECT_EQ(sum.large_values, 1);
  EXPECT_EQ(sum.large_bytes, 100'000);
  EXPECT_EQ(sum.named_properties, 1);
  EXPECT_EQ(sum.with_attachments, 0);
}

TEST_F(Statistics, are_the_same_in_one_slice_or_several) {
  std::vector<NewMessage> many(2001);
  must(store.add_messages(ana, inbox(), std::move(many)));
  std::vector<std::uint64_t> seen;
  const auto sum = must(store.statistics(ana, [&](std::uint64_t done, std::uint64_t) { seen.push_back(done); }));
  EXPECT_EQ(sum.versions, 2001);
  EXPECT_EQ(sum.messages, 2001);
  EXPECT_EQ(seen.size(), 3u);
  EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
}

TEST_F(Statistics, end_when_the_store_is_read_only_no_differently) {
  add("one");
  Store reader = must(open(engine(storage::MemoryAccessMode::read_only)));
  EXPECT_EQ(must(reader.statistics(ana)).messages, 1);
}

}  // namespace
}  // namespace postroom::store
