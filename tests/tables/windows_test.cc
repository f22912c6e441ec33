// Reading by number and by place, without the cursor.
#include <set>

#include "support/seeded_random.h"
#include "tables/table_rules.h"

namespace postroom::rules {
namespace {

using testing::SeededRandom;

class Windows : public Tables {
 protected:
  static std::vector<RowValues> values(const Table::Window& window) {
    std::vector<RowValues> found;
    for (const Table::Row& row : window.rows) found.push_back(row.values);
    return found;
  }
  static Strings subjects_in(const Table::Window& window) { return texts(values(window)); }
  static MessageId id_of(const RowValues& row) {
    return std::get<MessageId>(must(decode_entry_id(value<Bytes>(row, tag::entryid))).target);
  }

  // a to e, the newest last.
  void letters() {
    for (const char* subject : {"a", "b", "c", "d", "e"}) ids.push_back(mail(subject));
  }
  void fill(int count) {
    SeededRandom random(3);
    std::vector<NewMessage> messages(static_cast<std::size_t>(count));
    for (NewMessage& message : messages) {
      PropertySet& set = message.content.properties;
      if (random.below(9) != 0) set.set(tag::subject, "subject " + std::to_string(random.below(400)));
      set.set(tag::message_delivery_time,
              FileTime{static_cast<std::int64_t>(random.below(900)) * 10'000'000});
      if (random.below(3) == 0) set.set(tag::sensitivity, static_cast<std::int32_t>(random.below(3)));
    }
    must(store().add_messages(ana, inbox(), std::move(messages)));
  }
  Table sorted(const SortOrder& order, const std::optional<Restriction>& restriction = std::nullopt) {
    Table table = contents({tag::subject, tag::entryid, tag::sensitivity, tag::content_version});
    must(table.sort(order));
    if (restriction) must(table.restrict(restriction));
    return table;
  }
  std::vector<MessageId> ids;
};

const SortOrder kOwn = by({});
const SortOrder kBySubject = by({{tag::subject}});
const SortOrder kBySensitivity = by({{tag::sensitivity, Direction::descending}, {tag::subject}});

TEST_F(Windows, show_what_the_cursor_reads_wherever_they_begin) {
  fill(2500);
  for (const SortOrder& order : {kOwn, kBySubject, kBySensitivity}) {
    for (const bool restricted : {false, true}) {
      const auto restriction = restricted ? std::optional(subject_has("1")) : std::nullopt;
      Table read = sorted(order, restriction), seen = sorted(order, restriction);
      const auto rows = all(read);
      for (const std::size_t first : {0UL, 30UL, 990UL, 1UL, rows.size() - 3, rows.size(), rows.size() + 9}) {
        const auto window = must(seen.window(first, 20));
        const std::size_t begin = std::min(first, rows.size()), end = std::min(begin + 20, rows.size());
        EXPECT_EQ(values(window), std::vector(rows.begin() + static_cast<std::ptrdiff_t>(begin),
                                              rows.begin() + static_cast<std::ptrdiff_t>(end)));
        EXPECT_EQ(window.total, rows.size());
        EXPECT_EQ(window.at_end, end == rows.size()) << first;
      }
    }
  }
}

TEST_F(Windows, behind_a_place_go_on_in_the_same_table_and_in_another_one) {
  fill(2500);
  for (const SortOrder& order : {kOwn, kBySubject, kBySensitivity}) {
    Table one = sorted(order), other = sorted(order);
    const auto rows = all(one);
    std::vector<RowValues> found;
    auto window = must(other.window(0, 300));
    for (int page = 0;; ++page) {
      for (const RowValues& row : values(window)) found.push_back(row);
      if (window.at_end) break;
      Table third = sorted(order);
      window = must((page % 2 == 0 ? other : third).window_behind(window.rows.back().place, 300));
    }
    EXPECT_EQ(found, rows);
  }
}

TEST_F(Windows, behind_a_place_do_not_ask_what_has_become_of_its_row) {
  letters();
  for (const SortOrder& order : {kOwn, kBySubject}) {
    Table table = sorted(order);
    const auto window = must(table.window(0, 3));
    const MessageId last = id_of(window.rows.back().values);
    edit(ben, last, tag::subject, "zz");
    must(store().move_messages(ben, std::vector{last}, store().special(SpecialFolder::drafts)));
    const Strings wanted = order == kOwn ? Strings{"b", "a"} : Strings{"d", "e"};
    EXPECT_EQ(subjects_in(must(table.window_behind(window.rows.back().place, 9))), wanted);
    must(store().move_messages(ben, std::vector{last}, inbox()));
    EXPECT_EQ(must(table.window(0, 9)).total, 5U);
    edit(ben, last, tag::subject, "c");
  }
}

TEST_F(Windows, rows_up_to_a_place_are_those_of_the_messages_asked_for) {
  letters();
  Table table = sorted(kBySubject, subject_has(""));
  const Bytes place = must(table.window(2, 1)).rows.at(0).place;  // c
  const auto found = [&](const std::vector<MessageId>& asked) {
    std::vector<RowValues> rows;
    for (const Table::Row& row : must(table.rows_up_to(place, asked))) rows.push_back(row.values);
    return texts(rows);
  };
  EXPECT_EQ(found({ids[4], ids[1], ids[2], ids[0], ids[1]}), (Strings{"a", "b", "c"}));
  EXPECT_EQ(found({ids[3]}), Strings{});
  EXPECT_EQ(found({}), Strings{});
  edit(ben, ids[4], tag::subject, "aa");
  remove(ids[0]);
  EXPECT_EQ(found({ids[0], ids[4], MessageId{9'999'999}}), Strings{"aa"});
}

TEST_F(Windows, leave_the_cursor_where_it_is) {
  letters();
  Table table = sorted(kBySubject);
  EXPECT_EQ(texts(must(table.read(2))), (Strings{"a", "b"}));
  EXPECT_EQ(subjects_in(must(table.window(0, 2))), (Strings{"a", "b"}));
  EXPECT_EQ(subjects_in(must(table.window(3, 2))), (Strings{"d", "e"}));
  EXPECT_EQ(texts(must(table.read(2))), (Strings{"c", "d"}));
}

TEST_F(Windows, are_refused_for_categories_and_counts_and_places_of_other_orders) {
  letters();
  Table table = sorted(by({{tag::subject}}, 1));
  EXPECT_EQ(code_of(table.window(0, 1)), Code::too_complex);
  Table counted =
      sorted(kOwn, Restriction{CountRestriction{2, std::make_shared<const Restriction>(subject_has("a"))}});
  EXPECT_EQ(code_of(counted.window(0, 1)), Code::too_complex);
  Table own = sorted(kOwn), other = sorted(kBySubject);
  const Bytes place = must(own.window(0, 1)).rows.at(0).place;
  EXPECT_EQ(code_of(other.window_behind(place, 1)), Code::invalid_argument);
  EXPECT_EQ(code_of(other.rows_up_to(place, ids)), Code::invalid_argument);
}

TEST_F(Windows, take_any_bytes_for_a_place) {
  letters();
  SeededRandom random(5);
  for (const SortOrder& order : {kOwn, kBySubject}) {
    Table table = sorted(order);
    Bytes place = must(table.window(0, 1)).rows.at(0).place;
    for (int i = 0; i < 300; ++i) {
      Bytes bytes = place;
      bytes.resize(random.below(bytes.size() + 4));
      if (!bytes.empty()) bytes[random.below(bytes.size())] = static_cast<std::uint8_t>(random.below(256));
      const auto window = table.window_behind(bytes, 9);
      if (window.ok()) {
        EXPECT_LE(window->rows.size(), 5U);
      } else {
        EXPECT_EQ(window.error().code, Code::invalid_argument);
      }
    }
  }
}

TEST_F(Windows, tell_the_version_of_each_message) {
  letters();
  edit(ben, ids[1], tag::subject, "bb");
  edit(ben, ids[1], tag::subject, "B");
  Table table = sorted(kBySubject);
  EXPECT_EQ(value<std::int64_t>(must(table.window(1, 1)).rows.at(0).values, tag::content_version), 3);
  Message message = open(ana, ids[1]);
  EXPECT_EQ(get<std::int64_t>(message, tag::content_version), 3);
  EXPECT_EQ(code_of(message.set(tag::content_version, std::int64_t{1})), Code::no_access);
}

// Whoever goes on behind the last row meets each row that keeps its place exactly once, whatever others do.
TEST_F(Windows, behind_places_meet_each_row_that_stays_once_while_others_write) {
  SeededRandom random(17);
  for (int round = 0; round < 6; ++round) {
    fill(120);
    const FolderId drafts = store().special(SpecialFolder::drafts);
    Table table = sorted(round % 3 == 0 ? kOwn : round % 3 == 1 ? kBySubject : kBySensitivity);
    std::set<MessageId> stayed, changed;
    const auto rows = must(table.window(0, 10'000)).rows;
    for (const Table::Row& row : rows) stayed.insert(id_of(row.values));
    const std::vector<MessageId> before(stayed.begin(), stayed.end());
    std::map<MessageId, int> met;
    for (auto window = must(table.window(0, 7));;
         window = must(table.window_behind(window.rows.back().place, 7))) {
      for (const Table::Row& row : window.rows) ++met[id_of(row.values)];
      if (window.at_end || window.rows.empty()) break;
      for (int i = 0; i < 3; ++i) {
        const MessageId id = random.pick(before);
        if (changed.contains(id)) continue;
        const std::size_t what = random.below(4);
        if (what == 3) {
          mail("subject " + std::to_string(random.below(400)));
          continue;
        }
        changed.insert(id);
        if (what == 0) remove(id);
        if (what == 1) must(store().move_messages(ben, std::vector{id}, drafts));
        if (what == 2) edit(ben, id, tag::subject, "subject " + std::to_string(random.below(400)));
      }
    }
    for (const MessageId id : stayed) {
      if (changed.contains(id)) continue;
      EXPECT_EQ(met[id], 1) << id.value << " in round " << round;
    }
  }
}

}  // namespace
}  // namespace postroom::rules
