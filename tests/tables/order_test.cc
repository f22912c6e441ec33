// Rows 97, 98 and 101: sorting, categories, restrictions.
#include "tables/table_rules.h"

namespace postroom::rules {
namespace {

class TableOrders : public Tables {
 protected:
  MessageId put_shelved(const std::string& subject, std::optional<std::int32_t> shelf, bool read = true) {
    PropertySet properties{{tag::subject, subject}};
    if (shelf) properties.set(tag::sensitivity, *shelf);
    const MessageId id = put(std::move(properties));
    must(store().mark(ana, std::vector{id}, read ? Store::Read::yes : Store::Read::no));
    return id;
  }
  static const inline std::vector<PropertyTag> kShelves{
      tag::subject, tag::sensitivity, tag::content_count, tag::content_unread,
      tag::depth,   tag::row_type,    tag::instance_key};
  // "[shelf count unread]" for a header, the subject for others.
  static Strings shown(Table& table) {
    Strings found;
    for (const RowValues& row : all(table)) {
      if (value<std::int32_t>(row, tag::row_type) == row_type::leaf) {
        found.push_back(std::get<std::string>(row[0].value));
        continue;
      }
      const std::string shelf =
          has_value(row, 1) ? std::to_string(std::get<std::int32_t>(row[1].value)) : "-";
      found.push_back("[" + shelf + " " + std::to_string(value<std::int32_t>(row, tag::content_count)) + " " +
                      std::to_string(value<std::int32_t>(row, tag::content_unread)) + "]");
    }
    return found;
  }
  static Bytes key_of(Table& table, std::size_t row) {
    return value<Bytes>(all(table).at(row), tag::instance_key);
  }
  // [1 2 1] b a [2 1 0] c [- 1 0] d
  Table shelves(std::uint32_t expanded = 1) {
    put_shelved("a", 1);
    put_shelved("b", 1, false);
    put_shelved("c", 2);
    put_shelved("d", std::nullopt);
    Table table = contents(kShelves);
    must(table.sort(by({{tag::sensitivity}}, 1, expanded)));
    return table;
  }
};

TEST_F(TableOrders, F97_rows_without_a_value_come_last_both_ways_and_ties_are_in_the_tables_own_order) {
  put_shelved("older", 2);
  put_shelved("none", std::nullopt);
  put_shelved("newer", 2);
  put_shelved("one", 1);
  Table table = subjects();
  must(table.sort(by({{tag::sensitivity}})));
  EXPECT_EQ(texts(table), (Strings{"one", "newer", "older", "none"}));
  must(table.sort(by({{tag::sensitivity, Direction::descending}})));
  EXPECT_EQ(texts(table), (Strings{"newer", "older", "one", "none"}));
  must(table.sort(by({{tag::sensitivity, Direction::descending}, {tag::subject, Direction::descending}})));
  EXPECT_EQ(texts(table), (Strings{"older", "newer", "one", "none"}));
  must(table.sort({}));
  EXPECT_EQ(texts(table), (Strings{"one", "newer", "none", "older"}));
}

TEST_F(TableOrders, F97_a_sort_that_fails_keeps_the_old_order) {
  put_shelved("b", 1);
  put_shelved("a", 2);
  Table table = subjects();
  must(table.sort(by({{tag::subject}})));
  EXPECT_EQ(code_of(table.sort(by({{multi_valued(tag::subject)}}))), Code::too_complex);
  EXPECT_FALSE(table.sort(by({{tag::subject}}, 2)).ok());
  EXPECT_EQ(code_of(table.sort(by({{tag::content_unread}}, 1))), Code::invalid_argument);
  EXPECT_EQ(table.order(), by({{tag::subject}}));
  EXPECT_EQ(texts(table), (Strings{"a", "b"}));
}

TEST_F(TableOrders, F97_texts_are_sorted_as_people_do) {
  for (const char* subject : {"zebra", "Äpfel", "apple", "Zoo", "élan", "Apfel", "eland"}) mail(subject);
  Table table = subjects();
  must(table.sort(by({{tag::subject}})));
  EXPECT_EQ(texts(table), (Strings{"Apfel", "Äpfel", "apple", "élan", "eland", "zebra", "Zoo"}));
}

TEST_F(TableOrders, F98_categories_have_headers_with_counts_and_depths) {
  Table table = shelves();
  EXPECT_EQ(shown(table), (Strings{"[1 2 1]", "b", "a", "[2 1 0]", "c", "[- 1 0]", "d"}));
  const auto rows = all(table);
  EXPECT_EQ(value<std::int32_t>(rows[0], tag::row_type), row_type::expanded_category);
  EXPECT_EQ(value<std::int32_t>(rows[0], tag::depth), 0);
  EXPECT_EQ(value<std::int32_t>(rows[1], tag::depth), 1);
  EXPECT_FALSE(has_value(rows[0], 0));  // a header has its key columns
  EXPECT_EQ(must(table.row_count()), 7U);
}

TEST_F(TableOrders, F98_collapsing_and_expanding_move_rows_and_nobody_is_told) {
  Table table = shelves();
  int told = 0;
  const auto subscription = must(table.subscribe([&](const std::vector<TableEvent>&) { ++told; }));
  EXPECT_EQ(must(table.collapse(key_of(table, 0))), 2U);
  EXPECT_EQ(shown(table), (Strings{"[1 2 1]", "[2 1 0]", "c", "[- 1 0]", "d"}));
  EXPECT_EQ(value<std::int32_t>(all(table)[0], tag::row_type), row_type::collapsed_category);
  EXPECT_EQ(must(table.expand(key_of(table, 0))), 2U);
  EXPECT_EQ(must(table.expand(key_of(table, 0))), 0U);
  EXPECT_EQ(shown(table), (Strings{"[1 2 1]", "b", "a", "[2 1 0]", "c", "[- 1 0]", "d"}));
  EXPECT_EQ(code_of(table.expand(key_of(table, 1))), Code::not_found);  // no header
  EXPECT_EQ(code_of(table.collapse(Bytes(5))), Code::not_found);
  EXPECT_EQ(told, 0);
}

TEST_F(TableOrders, F98_a_category_goes_with_its_last_row_and_comes_with_its_first) {
  Table table = shelves();
  Message message = open(ana, put_shelved("e", 3));
  EXPECT_EQ(shown(table), (Strings{"[1 2 1]", "b", "a", "[2 1 0]", "c", "[3 1 0]", "e", "[- 1 0]", "d"}));
  must(message.set(tag::sensitivity, std::int32_t{2}));
  must(message.save());
  EXPECT_EQ(shown(table), (Strings{"[1 2 1]", "b", "a", "[2 2 0]", "e", "c", "[- 1 0]", "d"}));
}

TEST_F(TableOrders, F98_a_collapse_state_comes_back_with_the_same_row) {
  Table table = shelves();
  must(table.collapse(key_of(table, 0)));
  const Bytes state = must(table.collapse_state(key_of(table, 2)));
  Table other = contents(kShelves);
  EXPECT_EQ(code_of(other.set_collapse_state(state)), Code::invalid_argument);  // another order
  must(other.sort(by({{tag::sensitivity}}, 1, 1)));
  const Bookmark row = must(other.set_collapse_state(state));
  EXPECT_EQ(shown(other), shown(table));
  must(other.seek(row, 0));
  EXPECT_EQ(texts(must(other.read(1))), Strings{"c"});
  for (std::size_t size = 0; size < state.size(); ++size) {
    EXPECT_FALSE(other.set_collapse_state(ByteView(state).first(size)).ok()) << size;
  }
}

TEST_F(TableOrders, F98_categories_are_ordered_by_the_greatest_value_in_them) {
  put_shelved("b", 1);
  put_shelved("z", 2);
  put_shelved("a", 2);
  put_shelved("c", 3);
  Table table = contents(kShelves);
  must(table.sort(
      by({{tag::sensitivity}, {tag::subject, Direction::descending, CategoryUse::maximum}, {tag::subject}}, 1,
         1)));
  EXPECT_EQ(shown(table), (Strings{"[2 2 0]", "a", "z", "[3 1 0]", "c", "[1 1 0]", "b"}));
  must(table.sort(
      by({{tag::sensitivity}, {tag::subject, Direction::ascending, CategoryUse::minimum}, {tag::subject}}, 1,
         1)));
  EXPECT_EQ(shown(table), (Strings{"[2 2 0]", "a", "z", "[1 1 0]", "b", "[3 1 0]", "c"}));
  put_shelved("A", 3);
  EXPECT_EQ(shown(table)[0], "[2 2 0]");
  EXPECT_EQ(shown(table)[3], "[3 2 0]");
}

TEST_F(TableOrders, F98_categories_stand_in_each_other_and_combined_ones_are_one) {
  put_shelved("a", 1);
  put_shelved("b", 1, false);
  Table table = contents(kShelves);
  must(table.sort(by({{tag::sensitivity}, {tag::subject}}, 2, 2)));
  EXPECT_EQ(shown(table), (Strings{"[1 2 1]", "[1 1 0]", "a", "[1 1 1]", "b"}));
  must(table.sort(
      by({{tag::sensitivity}, {tag::subject, Direction::ascending, CategoryUse::combined}}, 1, 0)));
  EXPECT_EQ(shown(table), (Strings{"[1 1 0]", "[1 1 1]"}));
  EXPECT_EQ(texts(table), (Strings{"a", "b"}));  // both are key columns
}

TEST_F(TableOrders, F98_a_restriction_drops_categories) {
  Table table = shelves();
  must(table.restrict(property_is(tag::sensitivity, std::int32_t{1})));
  EXPECT_EQ(shown(table), (Strings{"b", "a"}));
  EXPECT_EQ(table.order(), by({{tag::sensitivity}}));
}

TEST_F(TableOrders, F101_mismatched_types_are_too_complex_and_leave_the_table_as_it_was) {
  mail("a");
  mail("b");
  Table table = subjects();
  must(table.restrict(subject_has("b")));
  EXPECT_EQ(code_of(table.restrict(Restriction{
                PropertyRestriction{tag::subject, Relation::equal, {tag::importance, std::int32_t{1}}}})),
            Code::too_complex);
  EXPECT_EQ(code_of(table.restrict(property_is(tag::subject, std::string("x"), Relation::like))),
            Code::too_complex);
  EXPECT_EQ(texts(table), Strings{"b"});
  EXPECT_EQ(code_of(table.find(property_is(tag::subject, std::string("x"), Relation::like))),
            Code::too_complex);
}

TEST_F(TableOrders, F101_sub_objects_large_values_and_counts_are_restricted) {
  MessageContent content;
  content.properties = {{tag::subject, std::string("with Ben")}, {tag::body, long_text('y') + "needle"}};
  content.recipients = {recipient("Ben")};
  content.attachments = {attachment("a.txt", "text")};
  put(content);
  mail("alone");
  mail("third");
  Table table = subjects();
  const auto found = [&](Restriction restriction) {
    must(table.restrict(std::move(restriction)));
    return texts(table);
  };
  const auto inside = [](SubObject of, Restriction part) {
    return Restriction{SubRestriction{of, std::make_shared<const Restriction>(std::move(part))}};
  };
  EXPECT_EQ(found(inside(SubObject::recipients, property_is(tag::display_name, std::string("Ben")))),
            Strings{"with Ben"});
  EXPECT_EQ(found(inside(SubObject::attachments, {ExistRestriction{tag::attach_long_filename}})),
            Strings{"with Ben"});
  EXPECT_EQ(found({ContentRestriction{tag::body, Match::substring, {}, {tag::body, std::string("needle")}}}),
            Strings{"with Ben"});
  must(table.sort(by({{tag::subject}})));
  EXPECT_EQ(found({CountRestriction{2, std::make_shared<const Restriction>(Restriction{AndRestriction{}})}}),
            (Strings{"alone", "third"}));
  EXPECT_EQ(must(table.row_count()), 2U);
  EXPECT_EQ(code_of(table.sort(by({{tag::subject}}, 1))), Code::too_complex);
}

}  // namespace
}  // namespace postroom::rules
