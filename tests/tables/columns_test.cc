// Rows 87, 88, 90, 91, 99, 100, 102 and 106: what a table shows.
#include <set>

#include "tables/table_rules.h"

namespace postroom::rules {
namespace {

TEST_F(Tables, F87_contents_tables_have_the_required_columns) {
  MessageContent content;
  content.properties = {{tag::subject, std::string("one")}};
  content.recipients = {make_recipient(RecipientType::to, "Ben", "ben@example.com")};
  content.attachments = {attachment("a.txt", "text")};
  const MessageId id = put(content);
  Table table = contents();
  const std::vector<PropertyTag> required{
      tag::display_cc,        tag::display_to,    tag::entryid,
      tag::hasattach,         tag::instance_key,  tag::last_modification_time,
      tag::mapping_signature, tag::message_class, tag::message_flags,
      tag::message_size,      tag::msg_status,    tag::object_type,
      tag::parent_entryid,    tag::record_key,    tag::store_entryid,
      tag::store_record_key};
  const std::vector<PropertyTag> columns = table.columns();
  for (const PropertyTag tag : required) {
    EXPECT_NE(std::find(columns.begin(), columns.end(), tag), columns.end()) << std::hex << tag.value;
  }
  must(table.set_columns(required));
  const auto rows = must(table.read(10));
  ASSERT_EQ(rows.size(), 1U);
  for (std::size_t i = 0; i < required.size(); ++i) EXPECT_EQ(rows[0][i].tag, required[i]);
  const Message message = open(ana, id, Access::read_only);
  for (const PropertyTag tag : required) {
    if (tag == tag::instance_key || tag == tag::mapping_signature) continue;  // of the table
    EXPECT_EQ(message.get(tag), std::find_if(rows[0].begin(), rows[0].end(),
                                             [&](const Property& each) { return each.tag == tag; })
                                    ->value)
        << std::hex << tag.value;
  }
  EXPECT_EQ(value<std::string>(rows[0], tag::display_to), "Ben");
  EXPECT_TRUE(value<bool>(rows[0], tag::hasattach));
}

TEST_F(Tables, F88_hierarchy_tables_have_children_at_depth_0_and_grandchildren_at_1) {
  const FolderId child = must(store().create_folder(ana, inbox(), "Printers"));
  must(store().create_folder(ana, child, "Old"));
  must(store().create_folder(ana, inbox(), "Orders"));
  Table all_below = must(store().hierarchy_table(ana, inbox(), HierarchyDepth::all));
  const std::vector<PropertyTag> required{tag::comment,      tag::depth,         tag::display_name,
                                          tag::display_type, tag::entryid,       tag::instance_key,
                                          tag::object_type,  tag::folder_status, tag::folder_type,
                                          tag::subfolders,   tag::content_count, tag::content_unread};
  EXPECT_EQ(all_below.columns(), required);
  const auto rows = must(all_below.read(10));
  EXPECT_EQ(texts(rows, 2), (Strings{"Orders", "Printers", "Old"}));
  for (const RowValues& row : rows) {
    for (std::size_t i = 0; i < required.size(); ++i) EXPECT_TRUE(has_value(row, i)) << i;
  }
  EXPECT_EQ(value<std::int32_t>(rows[0], tag::depth), 0);
  EXPECT_EQ(value<std::int32_t>(rows[1], tag::depth), 0);
  EXPECT_EQ(value<std::int32_t>(rows[2], tag::depth), 1);
  EXPECT_TRUE(value<bool>(rows[1], tag::subfolders));
  EXPECT_EQ(value<Bytes>(rows[1], tag::entryid), encode(EntryId{store().guid(), child}));
  Table children = must(store().hierarchy_table(ana, inbox()));
  EXPECT_EQ(texts(children, 2), (Strings{"Orders", "Printers"}));
}

TEST_F(Tables, F90_a_null_column_is_echoed_and_an_unknown_one_is_an_error_in_the_row) {
  mail("one");
  constexpr PropertyTag kNull{0x00000001}, kUnknown{0x66AB001F};
  Table table = contents({tag::subject, kNull, kUnknown});
  const auto rows = must(table.read(1));
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0][0], (Property{tag::subject, std::string("one")}));
  EXPECT_EQ(rows[0][1], (Property{kNull, Null{}}));
  EXPECT_EQ(rows[0][2], (Property{PropertyTag(0x66AB, PropertyType::error), ErrorValue{0x8004010F}}));
  EXPECT_EQ(code_of(table.set_columns({})), Code::invalid_argument);
  EXPECT_EQ(code_of(table.set_columns(std::vector(kMaxColumns + 1, tag::subject))), Code::too_big);
  EXPECT_EQ(table.columns().size(), 3U);  // those of before
  EXPECT_TRUE(table.set_columns(std::vector(kMaxColumns, tag::subject)).ok());
}

TEST_F(Tables, F90_named_properties_are_columns_by_their_ids) {
  const PropertyTag keyword(must(store().property_id(ana, {kPsPublicStrings, std::string("Shelf")})),
                            PropertyType::unicode);
  put(PropertySet{{keyword, std::string("top")}});
  Table table = contents({keyword});
  EXPECT_EQ(texts(table), Strings{"top"});
}

TEST_F(Tables, F91_reading_goes_on_where_the_cursor_is_and_back_by_negative_counts) {
  for (const char* subject : {"e", "d", "c", "b", "a"}) mail(subject);
  for (const bool sorted : {false, true}) {  // from the engine's index, and from an order
    Table table = subjects();
    if (sorted) must(table.sort(by({{tag::subject}})));
    EXPECT_EQ(code_of(table.read(0)), Code::invalid_argument);
    EXPECT_EQ(texts(must(table.read(2, Table::Advance::no))), (Strings{"a", "b"}));
    EXPECT_EQ(texts(must(table.read(2))), (Strings{"a", "b"}));
    EXPECT_EQ(texts(must(table.read(2))), (Strings{"c", "d"}));
    EXPECT_EQ(texts(must(table.read(-3))), (Strings{"b", "c", "d"}));  // three back, then forward
    EXPECT_EQ(texts(must(table.read(-3, Table::Advance::no))), (Strings{"b", "c", "d"}));
    EXPECT_EQ(texts(must(table.read(1))), Strings{"b"});  // at the first one that was returned
    EXPECT_EQ(texts(must(table.read(-10))), (Strings{"a", "b"}));
    EXPECT_EQ(texts(must(table.read(10))), (Strings{"c", "d", "e"}));
    EXPECT_TRUE(must(table.read(1)).empty());
  }
}

TEST_F(Tables, F99_a_multi_valued_column_makes_a_row_for_each_value) {
  const auto tag_of = [&](const char* name) {
    return multi_valued(PropertyTag(must(store().property_id(ana, {kPsPublicStrings, std::string(name)})),
                                    PropertyType::unicode));
  };
  const PropertyTag two = tag_of("two"), three = tag_of("three");
  const PropertyTag each_two(two.value | kInstanceFlag), each_three(three.value | kInstanceFlag);
  put(PropertySet{{two, Strings{"a", "b"}}, {three, Strings{"x", "y", "z"}}});
  put(PropertySet{{tag::subject, std::string("none")}});
  Table table = contents({each_two, each_three, tag::instance_key});
  const auto rows = all(table);
  ASSERT_EQ(rows.size(), 7U);  // 2 times 3, and one without values
  std::set<std::string> pairs;
  std::set<Bytes> keys;
  for (const RowValues& row : rows) {
    keys.insert(std::get<Bytes>(row[2].value));
    if (!has_value(row, 0)) continue;
    EXPECT_EQ(row[0].tag, PropertyTag(two.id(), PropertyType::unicode));
    pairs.insert(std::get<std::string>(row[0].value) + std::get<std::string>(row[1].value));
  }
  EXPECT_EQ(pairs, (std::set<std::string>{"ax", "ay", "az", "bx", "by", "bz"}));
  EXPECT_EQ(keys.size(), 7U);
  must(table.set_columns({each_two, tag::subject}));
  must(table.sort(by({{each_two, Direction::descending}})));
  EXPECT_EQ(texts(table), (Strings{"b", "a", "-"}));
  EXPECT_EQ(code_of(table.sort(by({{each_two}, {each_three}}))), Code::too_complex);
  must(table.restrict(Restriction{PropertyRestriction{
      two, Relation::equal, {PropertyTag(two.id(), PropertyType::unicode), std::string("a")}}}));
  EXPECT_EQ(texts(table), (Strings{"b", "a"}));  // whole messages are restricted
}

TEST_F(Tables, F100_a_long_value_has_at_least_255_characters_in_a_column_and_all_of_them_in_the_message) {
  const std::string thousand(1000, 'x'), large = long_text('y');
  Message message = must(store().create_message(ana, inbox()));
  must(message.set(tag::subject, thousand));
  must(message.set(tag::body, large));
  const MessageId id = must(message.save()).message;
  Table table = contents({tag::subject, tag::body});
  const auto rows = must(table.read(1));
  EXPECT_EQ(rows[0][0].value, Value(thousand));
  EXPECT_EQ(rows[0][1].value, Value(large.substr(0, kInlineLimit)));
  EXPECT_EQ(read_whole(open(ana, id, Access::read_only).read(tag::body)), large);
}

TEST_F(Tables, F106_associated_messages_are_in_their_own_table) {
  mail("seen");
  put(PropertySet{{tag::subject, std::string("view")}}, MessageKind::associated);
  Table normal = contents(ContentsOptions{}), associated = contents(ContentsOptions{true, false});
  must(normal.set_columns({tag::subject}));
  must(associated.set_columns({tag::subject}));
  EXPECT_EQ(texts(normal), Strings{"seen"});
  EXPECT_EQ(texts(associated), Strings{"view"});
  EXPECT_EQ(must(associated.row_count()), 1U);
  EXPECT_EQ(must(store().folder(ana, inbox())).associated_count, 1);
}

TEST_F(Tables, deleted_messages_are_in_the_table_of_those_that_can_be_undeleted) {
  const MessageId id = mail("gone");
  mail("here");
  Table here = contents(ContentsOptions{}), deleted = contents(ContentsOptions{false, true});
  must(here.set_columns({tag::subject}));
  must(deleted.set_columns({tag::subject}));
  remove(id);
  EXPECT_EQ(texts(here), Strings{"here"});
  EXPECT_EQ(texts(deleted), Strings{"gone"});
  must(store().undelete_messages(ana, std::vector{id}));
  EXPECT_EQ(must(deleted.row_count()), 0U);
  EXPECT_EQ(must(here.row_count()), 2U);
}

TEST_F(Tables, F102_recipient_tables_are_restricted) {
  MessageContent content;
  content.recipients = {make_recipient(RecipientType::to, "Ben", "ben@example.com"),
                        make_recipient(RecipientType::cc, "Ana", "ana@example.com")};
  content.recipients[1].row = 1;
  content.recipients[1].properties.set(tag::addrtype, std::string("FAX"));
  const Message message = open(ana, put(content), Access::read_only);
  Table table = message.recipient_table();
  must(table.set_columns({tag::display_name, tag::rowid}));
  EXPECT_EQ(texts(table), (Strings{"Ben", "Ana"}));
  EXPECT_EQ(value<std::int32_t>(all(table)[1], tag::rowid), 1);
  const auto found = [&](Restriction restriction) {
    must(table.restrict(std::move(restriction)));
    return texts(table);
  };
  EXPECT_EQ(found(property_is(tag::recipient_type, std::int32_t{2})), Strings{"Ana"});
  EXPECT_EQ(found(property_is(tag::addrtype, std::string("FAX"))), Strings{"Ana"});
  EXPECT_EQ(found(property_is(tag::email_address, std::string("ben@example.com"))), Strings{"Ben"});
  EXPECT_EQ(found(property_is(tag::recipient_type, std::int32_t{2}, Relation::not_equal)), Strings{"Ben"});
  constexpr PropertyTag kResponsibility{0x0E0F000B};
  EXPECT_EQ(found({ExistRestriction{kResponsibility}}), Strings{});
  EXPECT_EQ(found({OrRestriction{
                {property_is(tag::recipient_type, std::int32_t{1}), {ExistRestriction{kResponsibility}}}}}),
            Strings{"Ben"});
  EXPECT_EQ(found({AndRestriction{
                {property_is(tag::recipient_type, std::int32_t{1}), {ExistRestriction{kResponsibility}}}}}),
            Strings{});
}

TEST_F(Tables, attachment_tables_come_by_rendering_position_with_minus_one_first) {
  Message message = open(ana, mail("one"));
  for (const auto& [name, position] :
       {std::pair("b", 7), std::pair("c", 9), std::pair("a", -1), std::pair("d", 9)}) {
    Attachment made = attachment(name, "bytes");
    made.properties.set(tag::rendering_position, std::int32_t{position});
    must(message.add_attachment(made));
  }
  Table table = message.attachment_table();
  const std::vector<PropertyTag> columns = table.columns();
  for (const PropertyTag tag :
       {tag::attach_num, tag::instance_key, tag::record_key, tag::rendering_position, tag::attach_method}) {
    EXPECT_NE(std::find(columns.begin(), columns.end(), tag), columns.end());
  }
  must(table.set_columns({tag::attach_long_filename, tag::attach_num, tag::attach_size}));
  EXPECT_EQ(texts(table), (Strings{"a", "b", "c", "d"}));
  EXPECT_EQ(value<std::int32_t>(all(table)[0], tag::attach_num), 2);
  EXPECT_EQ(value<std::int32_t>(all(table)[0], tag::attach_size), 5);
}

}  // namespace
}  // namespace postroom::rules
