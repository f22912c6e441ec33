// Conformance: the messages of a folder, newest first, page by page.
#include "storage/conformance.h"

#include <algorithm>
#include <limits>

namespace postroom::storage {
namespace {

std::vector<MessageId> ids_of(const std::vector<MessageRecord>& messages) {
  std::vector<MessageId> ids;
  for (const MessageRecord& message : messages) ids.push_back(message.id);
  return ids;
}

// Everything the query finds, read in pages of `size`; between(page) runs after each.
std::vector<MessageRecord> read_pages(Engine& engine, MessageQuery query, std::size_t size,
                                      const std::function<void(int)>& between = {}) {
  std::vector<MessageRecord> all;
  query.limit = size;
  for (int page = 1;; ++page) {
    const auto rows = must(must(engine.view())->messages(query));
    if (rows.empty()) return all;
    EXPECT_LE(rows.size(), size);
    all.insert(all.end(), rows.begin(), rows.end());
    query.before = MessageQuery::Place{rows.back().date, rows.back().id};
    if (between) between(page);
  }
}

}  // namespace

TEST_P(EngineTest, lists_messages_newest_first_and_the_greater_id_first_among_equals) {
  const FolderId folder = add_folder();
  const MessageId a = add_message(folder, {20}), b = add_message(folder, {30}), c = add_message(folder, {20});
  const MessageId d = add_message(folder, {10}), e = add_message(folder, {20});
  EXPECT_EQ(ids_of(must(view()->messages(messages_in(folder)))), (std::vector{b, e, c, a, d}));
}

TEST_P(EngineTest, orders_dates_before_1601_and_at_the_limits) {
  using Limits = std::numeric_limits<std::int64_t>;
  const FolderId folder = add_folder();
  const MessageId zero = add_message(folder, {0}), least = add_message(folder, {Limits::min()});
  const MessageId most = add_message(folder, {Limits::max()}), negative = add_message(folder, {-5});
  const std::vector<MessageId> expected{most, zero, negative, least};
  EXPECT_EQ(ids_of(must(view()->messages(messages_in(folder)))), expected);
  EXPECT_EQ(ids_of(read_pages(engine(), messages_in(folder), 1)), expected);
}

TEST_P(EngineTest, pages_are_complete_whatever_their_size) {
  const FolderId folder = add_folder();
  for (int i = 0; i < 25; ++i) add_message(folder, {i / 7});  // many equal dates
  const auto whole = must(view()->messages(messages_in(folder)));
  EXPECT_EQ(whole.size(), 25U);
  for (const std::size_t size : {1, 2, 7, 24, 25, 26}) {
    EXPECT_EQ(read_pages(engine(), messages_in(folder), size), whole) << size;
  }
}

TEST_P(EngineTest, pages_skip_and_repeat_nothing_while_messages_come_and_go) {
  const FolderId folder = add_folder();
  std::vector<MessageId> staying, leaving;
  for (int i = 0; i < 30; ++i) {
    const MessageId id = add_message(folder, {100 + i / 4});
    (i % 5 == 4 ? leaving : staying).push_back(id);
  }
  const auto disturb = [&](int page) {
    add_message(folder, {1000 + page});  // at the front, as new mail
    if (leaving.empty()) return;
    commit([id = leaving.back()](Transaction& transaction) { return transaction.remove_message(id, kNow); });
    leaving.pop_back();
  };
  auto seen = ids_of(read_pages(engine(), messages_in(folder), 3, disturb));
  std::sort(seen.begin(), seen.end());
  EXPECT_EQ(std::adjacent_find(seen.begin(), seen.end()), seen.end()) << "a message came twice";
  EXPECT_TRUE(std::includes(seen.begin(), seen.end(), staying.begin(), staying.end()));
}

TEST_P(EngineTest, a_page_may_continue_after_a_message_that_is_gone) {
  const FolderId folder = add_folder();
  const MessageId a = add_message(folder, {1}), b = add_message(folder, {2});
  add_message(folder, {3});
  commit([&](Transaction& transaction) { return transaction.remove_message(b, kNow); });
  MessageQuery query = messages_in(folder);
  query.before = MessageQuery::Place{{2}, b};
  EXPECT_EQ(ids_of(must(view()->messages(query))), std::vector{a});
}

TEST_P(EngineTest, lists_apart_normal_and_associated_and_deleted_messages) {
  const FolderId folder = add_folder(), elsewhere = add_folder();
  add_message(elsewhere);
  std::vector<MessageRecord> made;
  for (const auto kind : {MessageKind::normal, MessageKind::associated}) {
    for (const auto deleted : {std::optional<FileTime>(), std::optional(FileTime{9})}) {
      MessageRecord record = message(add_message(folder));
      record.kind = kind;
      record.deleted = deleted;
      commit([&](Transaction& transaction) { return transaction.update_message(record); });
      made.push_back(record);
    }
  }
  const auto listed = [&](MessageKind kind, Deleted deleted) {
    MessageQuery query = messages_in(folder);
    query.kind = kind;
    query.deleted = deleted;
    return must(view()->messages(query));
  };
  EXPECT_EQ(listed(MessageKind::normal, Deleted::no), std::vector{made[0]});
  EXPECT_EQ(listed(MessageKind::normal, Deleted::yes), std::vector{made[1]});
  EXPECT_EQ(listed(MessageKind::associated, Deleted::no), std::vector{made[2]});
  EXPECT_EQ(listed(MessageKind::associated, Deleted::yes), std::vector{made[3]});
}

TEST_P(EngineTest, a_changed_date_moves_a_message_in_the_list) {
  const FolderId folder = add_folder();
  const MessageId a = add_message(folder, {1}), b = add_message(folder, {2});
  MessageRecord newer = message(a);
  newer.date = {3};
  commit([&](Transaction& transaction) { return transaction.update_message(newer); });
  EXPECT_EQ(ids_of(must(view()->messages(messages_in(folder)))), (std::vector{a, b}));
}

TEST_P(EngineTest, a_folder_without_messages_and_no_folder_at_all_list_nothing) {
  EXPECT_TRUE(must(view()->messages(messages_in(add_folder()))).empty());
  EXPECT_TRUE(must(view()->messages(messages_in({12345}))).empty());
}

}  // namespace postroom::storage
