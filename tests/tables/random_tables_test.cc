// Messages, restrictions, orders and categories made up at random: every engine has to show what plain
// looking at every message shows, also after and while others write.
#include <atomic>
#include <thread>

#include "tables/plain_table.h"
#include "tables/told_table.h"

namespace postroom::rules {
namespace {

constexpr PropertyTag kBigNumber{0x66A00014}, kFraction{0x66A10005}, kBlob{0x66A20102};

class RandomTables : public Tables {
 protected:
  std::size_t below(std::size_t limit) { return random->below(limit); }
  bool chance(int percent) { return random->chance(percent); }
  std::string word() {
    return random->pick(Strings{"", "a", "A", "ä", "Re: a", "zeta", "Zürich", "b b", "日本", "c"});
  }
  std::string text() { return chance(10) ? std::string(250 + below(20), 'x') + word() : word(); }

  MessageContent message() {
    MessageContent content;
    PropertySet& set = content.properties;
    if (chance(85)) set.set(tag::subject, text());
    if (chance(50)) set.set(tag::sender_name, text());
    if (chance(50)) set.set(tag::sent_representing_name, text());
    if (chance(30)) set.set(tag::importance, static_cast<std::int32_t>(below(3)));
    if (chance(60)) set.set(tag::sensitivity, static_cast<std::int32_t>(below(4)) - 1);
    if (chance(50)) set.set(kBigNumber, static_cast<std::int64_t>(below(5)) - 2);
    if (chance(50)) set.set(kFraction, static_cast<double>(below(5)) / 2 - 1);
    if (chance(50)) set.set(kBlob, Bytes(below(3), static_cast<std::uint8_t>(below(2))));
    if (chance(60))
      set.set(tag::message_delivery_time,
              FileTime{testing::kTestDay.ticks + static_cast<std::int64_t>(below(6))});
    if (chance(20)) set.set(tag::body, chance(30) ? std::string(kInlineLimit, 'l') + word() : text());
    for (std::size_t i = below(3); i > 0; --i) {
      content.recipients.push_back(make_recipient(RecipientType::to, text(), "x@example.com"));
      content.recipients.back().row = static_cast<std::uint32_t>(content.recipients.size());
    }
    if (chance(30)) content.attachments.push_back(attachment(word() + ".txt", word()));
    return content;
  }
  PropertyTag column() {
    return random->pick(std::vector{tag::subject, tag::sent_representing_name, tag::sender_name,
                                    tag::importance, tag::sensitivity, kBigNumber, kFraction, kBlob,
                                    tag::message_delivery_time, tag::display_to, tag::message_flags,
                                    tag::hasattach, tag::message_class, tag::normalized_subject, tag::body});
  }
  Value value_for(PropertyTag tag) {
    switch (tag.base_type()) {
      case PropertyType::unicode:
        return text();
      case PropertyType::integer32:
        return static_cast<std::int32_t>(below(4)) - 1;
      case PropertyType::integer64:
        return static_cast<std::int64_t>(below(5)) - 2;
      case PropertyType::float64:
        return static_cast<double>(below(5)) / 2 - 1;
      case PropertyType::boolean:
        return chance(50);
      case PropertyType::system_time:
        return FileTime{testing::kTestDay.ticks + static_cast<std::int64_t>(below(6))};
      default:
        return Bytes(below(3), static_cast<std::uint8_t>(below(2)));
    }
  }
  Restriction one_property() {
    const PropertyTag tag = column();
    switch (below(6)) {
      case 0:
        return {ExistRestriction{tag}};
      case 1:
        return {SizeRestriction{tag, static_cast<Relation>(below(6)), static_cast<std::uint32_t>(below(12))}};
      case 2:
        return {BitmaskRestriction{tag::message_flags, static_cast<BitmaskRestriction::Bits>(below(2)),
                                   1U << below(5)}};
      case 3:
        return {CompareRestriction{tag::subject, static_cast<Relation>(below(6)), tag::sender_name}};
      case 4: {
        const PropertyTag of =
            random->pick(std::vector{tag::subject, tag::body, tag::display_to, tag::sent_representing_name});
        return {ContentRestriction{of, static_cast<Match>(below(3)), {chance(50), chance(50)}, {of, word()}}};
      }
      default:
        return property_is(tag, value_for(tag), static_cast<Relation>(below(6)));
    }
  }
  Restriction restriction(int depth = 2) {
    const auto inner = [&] { return std::make_shared<const Restriction>(restriction(depth - 1)); };
    switch (depth == 0 ? 9 : below(8)) {
      case 0:
        return {AndRestriction{{restriction(depth - 1), restriction(depth - 1)}}};
      case 1:
        return {OrRestriction{{restriction(depth - 1), restriction(depth - 1)}}};
      case 2:
        return {NotRestriction{inner()}};
      case 3:
        return {SubRestriction{SubObject::recipients,
                               std::make_shared<const Restriction>(property_is(tag::display_name, text()))}};
      case 4:
        return {SubRestriction{SubObject::attachments, std::make_shared<const Restriction>(Restriction{
                                                           ExistRestriction{tag::attach_long_filename}})}};
      case 5:
        return {CommentRestriction{{}, inner()}};
      default:
        return one_property();
    }
  }
  SortOrder sort_order() {
    SortOrder order;
    for (std::size_t i = below(4); i > 0; --i) {
      PropertyTag key = column();
      while (key == tag::body) key = column();  // tables sort by the beginnings of such texts
      order.keys.push_back({key, chance(50) ? Direction::ascending : Direction::descending});
    }
    order.categories = order.expanded =
        static_cast<std::uint32_t>(below(std::min<std::size_t>(order.keys.size(), 3) + 1));
    return order;
  }

  MessageId some_message() {
    const auto list = must(store().list(ana, inbox()));
    return list.empty() ? MessageId{} : list[below(list.size())].id;
  }
  void write_something(const FolderId elsewhere) {
    const MessageId id = some_message();
    const std::vector ids{id};
    const std::size_t what = id.value == 0 ? 9 : below(10);
    if (what == 0) {
      must(store().delete_messages(ben, ids, chance(50) ? DeleteKind::recoverable : DeleteKind::permanent));
    } else if (what == 1) {
      must(store().move_messages(ben, ids, elsewhere));
    } else if (what == 2) {
      must(store().mark(ben, ids, chance(50) ? Store::Read::yes : Store::Read::no));
    } else if (what == 3) {
      const auto there = must(store().list(ben, elsewhere));
      if (!there.empty())
        must(store().move_messages(ben, std::vector{there[below(there.size())].id}, inbox()));
    } else if (what < 8) {
      Message changed = open(ben, id);
      const PropertyTag tag =
          random->pick(std::vector{tag::subject, tag::sensitivity, kBigNumber, tag::importance});
      must(changed.set(tag, value_for(tag)));
      must(changed.save());
    } else {
      std::vector<NewMessage> added(1);
      added[0].content = message();
      added[0].flags = chance(50) ? message_flag::read : 0;
      must(store().add_messages(ben, inbox(), std::move(added)));
    }
  }

  Table open_table(const std::optional<Restriction>& restriction, const SortOrder& order) {
    Table table = contents({tag::entryid, tag::row_type, tag::depth, tag::content_count, tag::content_unread,
                            tag::subject, tag::instance_key});
    must(table.restrict(restriction));
    must(table.sort(order));
    return table;
  }
  std::vector<PlainLine> lines(Table& table) { return lines(all(table)); }
  std::vector<PlainLine> lines(const std::vector<RowValues>& rows) {
    std::vector<PlainLine> found;
    for (const RowValues& row : rows) {
      PlainLine line;
      if (!has_value(row, 0) && !has_value(row, 1)) continue;  // gone since; that it is, is told next
      line.depth = static_cast<std::size_t>(value<std::int32_t>(row, tag::depth));
      line.header = value<std::int32_t>(row, tag::row_type) != row_type::leaf;
      if (line.header) {
        line.count = value<std::int32_t>(row, tag::content_count);
        line.unread = value<std::int32_t>(row, tag::content_unread);
      } else {
        line.id = std::get<MessageId>(must(decode_entry_id(value<Bytes>(row, tag::entryid))).target);
      }
      found.push_back(line);
    }
    return found;
  }
  std::vector<PlainLine> plain(const std::optional<Restriction>& restriction, const SortOrder& order) {
    return plain_lines(plain_rows(store(), ana, inbox(), restriction), order);
  }

  std::shared_ptr<testing::SeededRandom> random = std::make_shared<testing::SeededRandom>(11);
};

TEST_F(RandomTables, F101_show_what_looking_at_every_message_shows) {
  std::vector<NewMessage> messages(120);
  for (NewMessage& each : messages) {
    each.content = message();
    each.flags = chance(50) ? message_flag::read : 0;
  }
  must(store().add_messages(ana, inbox(), std::move(messages)));
  int rows = 0;
  for (int round = 0; round < 60; ++round) {
    const auto wanted = chance(70) ? std::optional(restriction()) : std::nullopt;
    if (wanted && !check(*wanted).ok()) continue;
    const SortOrder order = sort_order();
    Table table = open_table(wanted, order);
    const auto found = lines(table);
    rows += static_cast<int>(found.size());
    ASSERT_EQ(found, plain(wanted, order)) << "round " << round;
  }
  EXPECT_GT(rows, 1000);
}

TEST_F(RandomTables, follow_what_others_write_and_their_events_make_the_same_rows) {
  const FolderId elsewhere = must(store().create_folder(ana, inbox(), "Elsewhere"));
  struct Open {
    std::optional<Restriction> restriction;
    SortOrder order;
    std::unique_ptr<Table> table, told_table;
    std::unique_ptr<ToldTable> told;
  };
  std::vector<Open> tables;
  for (int i = 0; i < 8; ++i) {
    Open each;
    if (i % 2 == 1) {
      do {
        each.restriction = restriction();
      } while (!check(*each.restriction).ok());
    }
    each.order = sort_order();
    each.table = std::make_unique<Table>(open_table(each.restriction, each.order));
    each.told_table = std::make_unique<Table>(open_table(each.restriction, each.order));
    each.told = std::make_unique<ToldTable>(*each.told_table, 6);
    tables.push_back(std::move(each));
  }
  std::atomic<bool> writing = true;
  std::thread reader([&] {
    while (writing) {
      for (const Open& each : tables) must(each.table->read(5));
    }
  });
  for (int step = 0; step < 150; ++step) write_something(elsewhere);
  writing = false;
  reader.join();
  for (const Open& each : tables) {
    const auto wanted = plain(each.restriction, each.order);
    EXPECT_EQ(lines(*each.table), wanted);
    Table fresh = open_table(each.restriction, each.order);
    EXPECT_EQ(lines(fresh), wanted);
    each.told->wait_until_current([&](const auto& rows) { return lines(rows) == wanted; });
  }
  for (Open& each : tables) each.told.reset();
}

}  // namespace
}  // namespace postroom::rules
