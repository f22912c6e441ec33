#include "store/sort_keys.h"

#include "model/collation.h"
#include "storage/store_keys.h"
#include "store/testing/memory_store.h"

namespace postroom::store {
namespace {

class SortKeys : public MemoryStoreTest {
 protected:
  bool are_current() { return must(keys_are_current(*must(engine()->view()))); }
  // As after compact() by a program with another ICU, which has made these keys for every row.
  void let_another_icu_make_them() {
    damage([](storage::MemoryTables& made) {
      made.counters.collation += 1;
      made.settings[storage::kSortKeysKey] = "another";
      for (auto& [id, message] : made.messages) {
        message.subject_key = message.sender_key = message.to_key = {9, 9};
      }
    });
  }
  // As in a store that the upgrade from a version without keys left.
  void forget_them() {
    damage([](storage::MemoryTables& made) {
      made.counters.collation = 0;
      made.settings.erase(storage::kSortKeysKey);
      for (auto& [id, message] : made.messages) message.subject_key = message.sender_key = message.to_key = {};
    });
  }
  void expect_keys(MessageId id, const std::string& subject) {
    EXPECT_EQ(record(id).subject, subject);
    EXPECT_EQ(record(id).subject_key, collation_key(subject, storage::kSortKeyBytes));
  }
};

TEST_F(SortKeys, a_message_gets_them_when_it_is_saved_and_saved_again) {
  EXPECT_TRUE(are_current());
  const MessageId id = add("Hello");
  expect_keys(id, "Hello");
  edit(id, "Zebra and a long text after it");
  expect_keys(id, "Zebra and a long text after it");
  EXPECT_EQ(record(id).subject_key.size(), storage::kSortKeyBytes);
  EXPECT_TRUE(must(store.check(ana)).empty());
}

TEST_F(SortKeys, senders_and_recipients_get_them_too) {
  NewMessage message;
  message.content.properties.set(tag::sender_name, std::string("Ana"));
  message.content.recipients.resize(1);
  message.content.recipients[0].properties.set(tag::display_name, std::string("Ben"));
  std::vector<NewMessage> messages;
  messages.push_back(std::move(message));
  const MessageId id = must(store.add_messages(ana, inbox(), std::move(messages))).front();
  EXPECT_EQ(record(id).sender_key, collation_key("Ana", storage::kSortKeyBytes));
  EXPECT_EQ(record(id).display_to, "Ben");
  EXPECT_EQ(record(id).to_key, collation_key("Ben", storage::kSortKeyBytes));
}

TEST_F(SortKeys, a_writer_with_another_icu_leaves_them_empty) {
  const MessageId old = add("old");
  let_another_icu_make_them();
  EXPECT_FALSE(are_current());
  const MessageId fresh = add("fresh");
  EXPECT_EQ(record(fresh).subject_key, Bytes());
  edit(old, "edited");
  EXPECT_EQ(record(old).subject_key, Bytes());
  EXPECT_EQ(record(old).sender_key, Bytes());
  EXPECT_TRUE(must(store.check(ana)).empty()) << "keys of others are no damage";
}

TEST_F(SortKeys, compact_makes_those_of_another_icu_anew) {
  const MessageId a = add("a"), b = add("b");
  let_another_icu_make_them();
  must(store.compact(ana));
  EXPECT_TRUE(are_current());
  expect_keys(a, "a");
  expect_keys(b, "b");
  expect_keys(add("c"), "c");
  EXPECT_TRUE(must(store.check(ana)).empty());
}

TEST_F(SortKeys, compact_makes_those_that_an_upgrade_left_empty) {
  std::vector<MessageId> ids;
  for (int i = 0; i < 450; ++i) ids.push_back(add("m" + std::to_string(i)));
  forget_them();
  EXPECT_FALSE(are_current());
  EXPECT_EQ(record(add("before")).subject_key, Bytes()) << "nobody may write them yet";
  must(store.compact(ana));
  EXPECT_TRUE(are_current());
  for (std::size_t i = 0; i < ids.size(); ++i) expect_keys(ids[i], "m" + std::to_string(i));
}

TEST_F(SortKeys, compact_fills_in_those_that_another_program_left_empty) {
  const MessageId a = add("a"), b = add("b");
  const auto before = record(b);
  damage([&](storage::MemoryTables& made) { made.messages.at(a).subject_key = {}; });
  EXPECT_TRUE(are_current()) << "what is not empty may be trusted";
  must(store.compact(ana));
  expect_keys(a, "a");
  EXPECT_EQ(record(b), before);
}

TEST_F(SortKeys, are_trusted_by_nobody_until_all_have_been_made) {
  add("a");
  change(begin_sort_keys);
  EXPECT_FALSE(are_current());
  expect_keys(add("b"), "b");
  change(finish_sort_keys);
  EXPECT_TRUE(are_current());
}

TEST_F(SortKeys, are_not_declared_whole_where_another_program_has_begun_with_its_own) {
  change(begin_sort_keys);
  damage([](storage::MemoryTables& made) { made.counters.collation += 1; });
  change(finish_sort_keys);
  EXPECT_FALSE(are_current());
}

TEST_F(SortKeys, check_finds_those_that_do_not_fit_their_text) {
  const MessageId id = add("a");
  damage([&](storage::MemoryTables& made) { made.messages.at(id).subject_key = {1, 2, 3}; });
  EXPECT_EQ(must(store.check(ana)).size(), 1U);
  damage([&](storage::MemoryTables& made) { made.messages.at(id).subject_key = {}; });
  EXPECT_TRUE(must(store.check(ana)).empty());
}

}  // namespace
}  // namespace postroom::store
