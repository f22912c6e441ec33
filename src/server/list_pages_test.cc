// Lists that are read page by page while others write, against a model that is told of every write.
#include "server/list_pages.h"

#include <gtest/gtest.h>
#include <postroom/open.h>
#include <postroom/tags.h>

#include <map>
#include <set>

#include "server/row_json.h"
#include "support/must.h"
#include "support/people.h"
#include "support/temporary_folder.h"

namespace postroom::server {
namespace {

using postroom::testing::code_of;
using postroom::testing::must;
using postroom::testing::SeededRandom;

class ListPagesTest : public ::testing::Test {
 protected:
  FolderId inbox() const { return store.special(SpecialFolder::inbox); }
  FolderId drafts() const { return store.special(SpecialFolder::drafts); }

  MessageId add(const std::string& subject, FolderId folder = {}) {
    std::vector<NewMessage> messages(1);
    messages[0].content.properties.set(tag::subject, subject);
    people.clock->advance(std::chrono::seconds(1));
    return must(store.add_messages(ben, folder.value == 0 ? inbox() : folder, std::move(messages))).at(0);
  }
  void set(MessageId id, PropertyTag tag, Value value) {
    Message message = must(store.open_message(ben, id, Access::read_write));
    must(message.set(tag, std::move(value)));
    must(message.save());
  }
  void set_subject(MessageId id, const std::string& subject) { set(id, tag::subject, subject); }

  Table table(const SortOrder& sort, const std::optional<Restriction>& where = std::nullopt) {
    Table made = must(store.contents_table(ana, inbox()));
    must(made.set_columns({row_columns().begin(), row_columns().end()}));
    must(made.sort(sort));
    if (where) must(made.restrict(where));
    return made;
  }
  ListReading reading(Table& from) { return {store, ana, from, given, inbox(), false, 7}; }
  static std::vector<MessageId> ids(const ListPage& page) {
    std::vector<MessageId> found;
    for (const RowValues& row : page.rows) found.push_back(row_message(row));
    return found;
  }

  postroom::testing::TemporaryFolder ground{postroom::testing::Place::memory};
  postroom::testing::People people;
  Session ana = people.session("Ana Ruiz", 1), ben = people.session("Ben Okafor", 2);
  Store store = must(create_store(ground.path("shop.postroom"), ana));
  GivenRows given{people.clock, people.random};
};

const SortOrder kByDate{};
const SortOrder kBySubject{{{tag::subject}}, 0, 0};
const SortOrder kUnreadFirst{{{tag::message_flags}, {tag::subject, Direction::descending}}, 0, 0};

TEST_F(ListPagesTest,
       a_row_that_moves_before_the_cursor_comes_with_the_next_page_and_one_behind_it_not_again) {
  std::vector<MessageId> all;
  for (const char* subject : {"a", "b", "c", "d", "e", "f"}) all.push_back(add(subject));
  Table shown = table(kBySubject);
  const ListPage first = must(first_page(reading(shown), 0, 2));
  EXPECT_EQ(ids(first), (std::vector{all[0], all[1]}));
  set_subject(all[4], "aa");  // e had not been given
  set_subject(all[0], "ee");  // a had
  const ListPage second = must(next_page(reading(shown), *first.next, 2));
  EXPECT_EQ(ids(second), (std::vector{all[4], all[2]}));
  const ListPage third = must(next_page(reading(shown), *second.next, 9));
  EXPECT_EQ(ids(third), (std::vector{all[3], all[5]}));
  EXPECT_FALSE(third.next);
  EXPECT_EQ(third.offset, 4U);
  EXPECT_EQ(third.total, 6U);
}

TEST_F(ListPagesTest, a_page_that_is_asked_for_again_is_the_same) {
  for (const char* subject : {"a", "b", "c", "d", "e"}) add(subject);
  Table shown = table(kBySubject);
  const ListPage first = must(first_page(reading(shown), 0, 2));
  const ListPage second = must(next_page(reading(shown), *first.next, 2));
  const ListPage again = must(next_page(reading(shown), *first.next, 2));
  EXPECT_EQ(ids(again), ids(second));
  EXPECT_EQ(ids(must(next_page(reading(shown), *again.next, 2))),
            ids(must(next_page(reading(shown), *second.next, 2))));
}

TEST_F(ListPagesTest, new_rows_before_the_cursor_do_not_come) {
  for (const char* subject : {"b", "c", "d"}) add(subject);
  Table shown = table(kBySubject);
  const ListPage first = must(first_page(reading(shown), 0, 1));
  const MessageId fresh = add("a");
  const ListPage second = must(next_page(reading(shown), *first.next, 1));
  must(store.mark(ben, std::vector{fresh}, Store::Read::yes));
  const ListPage third = must(next_page(reading(shown), *second.next, 9));
  EXPECT_EQ(second.rows.size() + third.rows.size(), 2U);
  for (const MessageId id : ids(third)) EXPECT_NE(id, fresh);
}

TEST_F(ListPagesTest, more_rows_than_a_page_holds_may_have_moved) {
  std::vector<MessageId> all;
  for (int i = 0; i < 12; ++i) all.push_back(add("m" + std::to_string(10 + i)));
  Table shown = table(kBySubject);
  ListPage page = must(first_page(reading(shown), 0, 2));
  std::map<MessageId, int> met;
  for (const MessageId id : ids(page)) ++met[id];
  for (int i = 5; i < 12; ++i) set_subject(all[static_cast<std::size_t>(i)], "a" + std::to_string(i));
  while (page.next) {
    page = must(next_page(reading(shown), *page.next, 2));
    for (const MessageId id : ids(page)) ++met[id];
  }
  for (const MessageId id : all) EXPECT_EQ(met[id], 1) << id.value;
}

TEST_F(ListPagesTest, go_on_by_their_place_where_what_was_given_is_forgotten) {
  std::vector<MessageId> all;
  for (const char* subject : {"a", "b", "c", "d", "e"}) all.push_back(add(subject));
  Table shown = table(kBySubject);
  const ListPage first = must(first_page(reading(shown), 0, 2));
  must(store.delete_messages(ben, std::vector{all[1], all[2]}, DeleteKind::permanent));
  people.clock->advance(std::chrono::hours(1));
  given.forget_old();
  Table elsewhere = table(kBySubject);  // of another server, or later
  EXPECT_EQ(ids(must(next_page(reading(elsewhere), *first.next, 9))), (std::vector{all[3], all[4]}));
}

TEST_F(ListPagesTest, begin_anywhere_and_go_on_from_there) {
  std::vector<MessageId> all;
  for (const char* subject : {"a", "b", "c", "d", "e"}) all.push_back(add(subject));
  Table shown = table(kBySubject);
  const ListPage middle = must(first_page(reading(shown), 2, 2));
  EXPECT_EQ(ids(middle), (std::vector{all[2], all[3]}));
  EXPECT_EQ(middle.offset, 2U);
  const ListPage last = must(next_page(reading(shown), *middle.next, 2));
  EXPECT_EQ(ids(last), std::vector{all[4]});
  EXPECT_EQ(last.offset, 4U);
  const ListPage beyond = must(first_page(reading(shown), 99, 2));
  EXPECT_TRUE(beyond.rows.empty());
  EXPECT_FALSE(beyond.next);
  EXPECT_EQ(beyond.total, 5U);
}

TEST_F(ListPagesTest, refuse_a_place_of_another_order) {
  add("a");
  add("b");
  Table one = table(kBySubject), other = table(kUnreadFirst);
  const ListPage first = must(first_page(reading(one), 0, 1));
  EXPECT_EQ(code_of(next_page(reading(other), *first.next, 1)), Code::invalid_argument);
}

// Every message that is in the list from the first page to the last one, whether or not it moves in it, comes
// once.
class ChangingLists : public ListPagesTest {
 protected:
  std::string word() { return std::string(1, static_cast<char>('a' + random.below(20))); }

  void change_something(std::set<MessageId>& stayed) {
    const auto there = must(store.list(ben, inbox()));
    const auto away = must(store.list(ben, drafts()));
    const MessageId id = there.empty() ? MessageId{} : there[random.below(there.size())].id;
    const std::size_t what = there.empty() ? 0 : random.below(12);
    if (what < 2) {
      add(word());
    } else if (what == 2) {
      stayed.erase(id);
      must(store.delete_messages(ben, std::vector{id},
                                 random.chance(50) ? DeleteKind::recoverable : DeleteKind::permanent));
    } else if (what == 3) {
      stayed.erase(id);
      must(store.move_messages(ben, std::vector{id}, drafts()));
    } else if (what == 4 && !away.empty()) {
      must(store.move_messages(ben, std::vector{away[random.below(away.size())].id}, inbox()));
    } else if (what == 5) {
      must(store.copy_messages(ben, std::vector{id}, inbox()));
    } else if (what < 8) {
      must(store.mark(ben, std::vector{id}, random.chance(50) ? Store::Read::yes : Store::Read::no));
    } else if (what == 8) {
      set(id, tag::message_delivery_time,
          FileTime{people.clock->now().ticks - static_cast<std::int64_t>(random.below(1000)) * 10'000'000});
    } else {
      set_subject(id, word());
    }
  }

  void read_through(const SortOrder& sort, bool with_other_servers) {
    Table shown = table(sort);
    std::set<MessageId> stayed;
    for (const MessageSummary& summary : must(store.list(ana, inbox()))) stayed.insert(summary.id);
    std::map<MessageId, int> met;
    ListPage page = must(first_page(reading(shown), 0, 1 + random.below(9)));
    for (;;) {
      for (const MessageId id : ids(page)) ++met[id];
      if (!page.next) break;
      for (std::size_t i = random.below(6); i > 0; --i) change_something(stayed);
      const std::size_t limit = 1 + random.below(9);
      if (with_other_servers && random.chance(30))
        (void)must(next_page(reading(shown), *page.next, limit));  // unanswered
      page = must(next_page(reading(shown), *page.next, limit));
    }
    for (const MessageId id : stayed) EXPECT_EQ(met[id], 1) << "message " << id.value;
    for (const auto& [id, times] : met) EXPECT_LE(times, 1 + !stayed.contains(id)) << "message " << id.value;
  }

  SeededRandom random{23};
};

TEST_F(ChangingLists, give_every_row_that_stays_once_wherever_it_moves) {
  for (int round = 0; round < 24; ++round) {
    for (std::size_t i = 30 + random.below(40); i > 0; --i) add(word());
    read_through(round % 3 == 0 ? kByDate : round % 3 == 1 ? kBySubject : kUnreadFirst, round % 2 == 1);
    if (HasFailure()) FAIL() << "in round " << round;
    const auto left = must(store.list(ben, inbox()));
    std::vector<MessageId> all;
    for (const MessageSummary& summary : left) all.push_back(summary.id);
    must(store.delete_messages(ben, all, DeleteKind::permanent));
  }
}

}  // namespace
}  // namespace postroom::server
