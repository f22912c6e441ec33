// The first page of a long table comes without putting all rows in order: it has to be what that order begins
// with.
#include <postroom/search_folder.h>

#include "support/seeded_random.h"
#include "tables/table_rules.h"

namespace postroom::rules {
namespace {

using testing::SeededRandom;

constexpr int kMessages = 12'000;  // so many that several threads share them
constexpr int kAtOnce = 1000;
constexpr std::int64_t kPage = 60;

class FirstPages : public Tables {
 protected:
  // With few different values, long texts and none, so that there are ties of every kind.
  static PropertySet properties(SeededRandom& random) {
    const auto one_of = [&](std::initializer_list<const char*> texts) {
      return std::string(*(texts.begin() + random.below(texts.size())));
    };
    PropertySet properties;
    if (random.below(8) != 0) {
      std::string subject =
          one_of({"a", "Re: order", "order", "Órder", "éclair", "zebra, and what comes behind it: "});
      if (random.below(3) == 0) subject += std::to_string(random.below(5));
      if (random.below(200) == 0) subject += std::string(300, 'x') + std::to_string(random.below(5));
      properties.set(tag::subject, subject);
    }
    if (random.below(9) != 0)
      properties.set(tag::sent_representing_name, one_of({"Ana", "Ben Okoro of the printers", "Čapek"}));
    properties.set(tag::message_delivery_time,
                   FileTime{static_cast<std::int64_t>(random.below(900)) * 10'000'000});
    if (random.below(2) == 0) properties.set(tag::importance, static_cast<std::int32_t>(random.below(3)));
    if (random.below(4) == 0) properties.set(tag::sensitivity, static_cast<std::int32_t>(random.below(3)));
    properties.set(tag::body, std::string(random.below(40), 'b'));
    return properties;
  }
  void fill(int count = kMessages) {
    SeededRandom random(5);
    for (int done = 0; done < count; done += kAtOnce) {
      std::vector<NewMessage> messages(static_cast<std::size_t>(std::min(kAtOnce, count - done)));
      for (NewMessage& message : messages) message.content.properties = properties(random);
      must(store().add_messages(ana, inbox(), std::move(messages)));
      people.clock->advance(std::chrono::seconds(1));
    }
  }
  Table sorted(const SortOrder& order, const std::optional<Restriction>& restriction) {
    Table table = contents({tag::instance_key, tag::subject});
    must(table.sort(order));
    must(table.restrict(restriction));
    return table;
  }
  // Which has all of its rows in order before one is read.
  Table whole(const SortOrder& order, const std::optional<Restriction>& restriction = std::nullopt) {
    Table table = sorted(order, restriction);
    must(table.seek(kEnd, 0));
    must(table.seek(kBeginning, 0));
    return table;
  }
  void expect_pages(const SortOrder& order, const std::optional<Restriction>& restriction = std::nullopt) {
    Table table = sorted(order, restriction);
    Table reference = whole(order, restriction);
    for (int page = 0; page < 2; ++page)
      EXPECT_TRUE(must(table.read(kPage)) == must(reference.read(kPage))) << page;
    must(table.seek(kCurrent, 2000));
    must(reference.seek(kCurrent, 2000));
    EXPECT_TRUE(must(table.read(kPage)) == must(reference.read(kPage))) << "behind what was selected";
  }
};

TEST_F(FirstPages, F97_of_every_column_are_what_the_whole_order_begins_with) {
  fill();
  for (const PropertyTag tag :
       {tag::subject, tag::sent_representing_name, tag::display_to, tag::message_size, tag::importance,
        tag::message_delivery_time, tag::creation_time, tag::last_modification_time, tag::sensitivity}) {
    for (const Direction direction : {Direction::ascending, Direction::descending}) {
      SCOPED_TRACE(std::to_string(tag.id()) + (direction == Direction::ascending ? " up" : " down"));
      expect_pages(by({{tag, direction}}));
    }
  }
}

TEST_F(FirstPages, F97_of_several_columns_and_of_restricted_rows_too) {
  fill();
  expect_pages(by({{tag::importance, Direction::descending}, {tag::subject}}));
  expect_pages(by({{tag::sent_representing_name}, {tag::message_size, Direction::descending}}));
  expect_pages(by({{tag::subject, Direction::descending}}), subject_has("order"));
  expect_pages({}, subject_has("order"));
  expect_pages({}, property_is(tag::importance, std::int32_t{2}));
}

// A record has no text that is too long for it, nor one of a message without any, and no key of these.
TEST_F(FirstPages, F97_know_texts_that_are_too_long_for_a_row) {
  fill(3000);
  mail(std::string(9000, 'z'));
  mail("\u00AD" + std::string(300, '\x7F') + "zzzz");  // the first 301 characters stand for nothing
  expect_pages(by({{tag::subject, Direction::descending}}));
  Table table = sorted(by({{tag::subject, Direction::descending}}), std::nullopt);
  const Strings first = texts(must(table.read(2)), 1);
  EXPECT_TRUE(first.at(0).starts_with("zzzzz"));
  EXPECT_TRUE(first.at(1).starts_with("\u00AD\x7F"));
}

TEST_F(FirstPages, F97_hold_where_most_rows_have_no_text) {
  SeededRandom random(9);
  std::vector<NewMessage> messages(9000);
  for (NewMessage& message : messages) {
    if (random.below(20) == 0) message.content.properties.set(tag::subject, std::to_string(random.below(300)));
    message.content.properties.set(tag::sensitivity, static_cast<std::int32_t>(random.below(3)));
  }
  must(store().add_messages(ana, inbox(), std::move(messages)));
  expect_pages(by({{tag::subject}}));
  expect_pages(by({{tag::subject}, {tag::sensitivity}}));
  expect_pages(by({{tag::subject, Direction::descending}}), property_is(tag::sensitivity, std::int32_t{1}));
}

TEST_F(FirstPages, F97_end_where_few_rows_meet_the_restriction) {
  fill(3000);
  for (int i = 0; i < 5; ++i) mail("needle " + std::to_string(i));
  Table table = sorted(by({{tag::subject}}), subject_has("needle"));
  EXPECT_EQ(texts(must(table.read(3)), 1), (Strings{"needle 0", "needle 1", "needle 2"}));
  EXPECT_EQ(texts(must(table.read(3)), 1), (Strings{"needle 3", "needle 4"}));
  EXPECT_TRUE(must(table.read(3)).empty());
  mail("needle 5");
  EXPECT_EQ(texts(must(table.read(3)), 1), Strings{"needle 5"});
}

TEST_F(FirstPages, F97_show_what_others_have_written_meanwhile) {
  fill(3000);
  const SortOrder order = by({{tag::subject}});
  Table table = sorted(order, std::nullopt);
  const auto before = must(table.read(kPage));
  const MessageId first = mail("  ");
  must(store().delete_messages(ana, std::vector{mail("a new one")}, DeleteKind::recoverable));
  must(table.seek(kBeginning, 0));
  Table reference = whole(order);
  const auto after = must(table.read(kPage));
  EXPECT_TRUE(after == must(reference.read(kPage)));
  EXPECT_TRUE(after != before);
  remove(first);
  must(table.seek(kBeginning, 0));
  EXPECT_TRUE(must(table.read(kPage)) == before);
}

TEST_F(FirstPages, F101_of_a_search_folder_come_by_date_from_the_newest) {
  fill(3000);
  const FolderId folder =
      must(store().create_search_folder(ana, store().special(SpecialFolder::finder), "Important"));
  must(store().set_search_criteria(ana, folder, property_is(tag::importance, std::int32_t{2}),
                                   std::vector{inbox()}, {}));
  const auto open = [&] {
    Table table = must(store().contents_table(ana, folder));
    must(table.set_columns({tag::instance_key, tag::message_delivery_time}));
    return table;
  };
  Table reference = open();
  must(reference.seek(kEnd, 0));
  must(reference.seek(kBeginning, 0));
  Table table = open();
  const std::uint64_t rows = must(reference.row_count());
  ASSERT_GT(rows, 100U);
  EXPECT_EQ(must(table.row_count()), rows);
  for (std::uint64_t read = 0; read < rows;) {
    const auto page = must(table.read(7));
    ASSERT_FALSE(page.empty());
    EXPECT_TRUE(page == must(reference.read(7))) << read;
    read += page.size();
  }
  EXPECT_TRUE(must(table.read(7)).empty());
}

}  // namespace
}  // namespace postroom::rules
