#include <gtest/gtest.h>
#include <postroom/property_names.h>
#include <postroom/tags.h>

#include <set>

namespace postroom {
namespace {

struct Row {
  std::uint32_t tag;
  std::string_view name;
};

constexpr Row kRows[] = {
#include "model/property_names_message.inc"
#include "model/property_names_object.inc"
#include "model/property_names_provider.inc"
};

TEST(PropertyName, is_that_of_the_documentation) {
  EXPECT_EQ(property_name(tag::subject), "PR_SUBJECT");
  EXPECT_EQ(property_name(PropertyTag(0x0037001E)), "PR_SUBJECT");
  EXPECT_EQ(property_name(tag::conflict_items), "PR_CONFLICT_ITEMS");
  EXPECT_EQ(property_name(PropertyTag(0x10130102)), "PR_HTML");
  EXPECT_EQ(property_name(PropertyTag(0x1013001F)), "PR_BODY_HTML");
  EXPECT_EQ(property_name(tag::entryid), "PR_ENTRYID");
}

TEST(PropertyName, is_the_tag_in_hexadecimal_where_there_is_none) {
  EXPECT_EQ(property_name(PropertyTag(0x66AB0003)), "0x66AB0003");
  EXPECT_EQ(property_name(PropertyTag(0x00370003)), "0x00370003");  // the id of PR_SUBJECT with another type
  EXPECT_EQ(property_name(PropertyTag(0x8001001F)), "0x8001001F");
}

TEST(FindPropertyTag, finds_names_in_any_case_with_and_without_a_suffix) {
  EXPECT_EQ(find_property_tag("PR_SUBJECT"), tag::subject);
  EXPECT_EQ(find_property_tag("pr_Subject"), tag::subject);
  EXPECT_EQ(find_property_tag("PR_SUBJECT_W"), tag::subject);
  EXPECT_EQ(find_property_tag("pr_subject_a"), PropertyTag(0x0037001E));
}

TEST(FindPropertyTag, reads_tags_in_hexadecimal) {
  EXPECT_EQ(find_property_tag("0x0037001F"), tag::subject);
  EXPECT_EQ(find_property_tag("0X66ab0003"), PropertyTag(0x66AB0003));
  for (const char* text : {"0x37001F", "0x0037001G", "0x0037001F0", "0x", "0037001F"}) {
    EXPECT_FALSE(find_property_tag(text)) << text;
  }
}

TEST(FindPropertyTag, finds_nothing_for_unknown_names) {
  for (const char* text :
       {"", "_W", "PR_", "PR_SUBJEC", "PR_SUBJECTS", "SUBJECT", "PR_IMPORTANCE_W", "PR_SUBJECT_X"}) {
    EXPECT_FALSE(find_property_tag(text)) << text;
  }
}

TEST(PropertyNameTable, gives_each_name_once_and_finds_every_one) {
  std::set<std::string_view> names;
  for (const Row& row : kRows) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_EQ(find_property_tag(row.name), PropertyTag(row.tag)) << row.name;
    EXPECT_EQ(find_property_tag(property_name(PropertyTag(row.tag))), PropertyTag(row.tag)) << row.name;
  }
  EXPECT_GT(names.size(), 700u);
}

TEST(PropertyNameTable, lists_text_as_unicode_under_known_types_and_no_named_ids) {
  const std::set<std::uint16_t> types{0x0001, 0x0002, 0x0003, 0x0005, 0x0006, 0x000B, 0x000D, 0x0014,
                                      0x001F, 0x0040, 0x0048, 0x00FB, 0x00FD, 0x00FE, 0x0102, 0x1003,
                                      0x101F, 0x1048, 0x1102, 0x1014, 0x1040, 0x1002};
  for (const Row& row : kRows) {
    EXPECT_TRUE(types.contains(PropertyTag(row.tag).raw_type())) << row.name;
    EXPECT_FALSE(PropertyTag(row.tag).is_named()) << row.name;
  }
}

// Every tag that Postroom speaks of carries MAPI's name in lower case.
TEST(PropertyNameTable, has_the_names_of_tags_h) {
  EXPECT_EQ(property_name(tag::importance), "PR_IMPORTANCE");
  EXPECT_EQ(property_name(tag::message_size), "PR_MESSAGE_SIZE");
  EXPECT_EQ(property_name(tag::message_size_extended), "PR_MESSAGE_SIZE_EXTENDED");
  EXPECT_EQ(property_name(tag::native_body), "PR_NATIVE_BODY");
  EXPECT_EQ(property_name(tag::smtp_address), "PR_SMTP_ADDRESS");
  EXPECT_EQ(property_name(tag::attach_data_bin), "PR_ATTACH_DATA_BIN");
  EXPECT_EQ(property_name(tag::attach_data_obj), "PR_ATTACH_DATA_OBJ");
  EXPECT_EQ(property_name(tag::source_key), "PR_SOURCE_KEY");
  EXPECT_EQ(property_name(tag::predecessor_change_list), "PR_PREDECESSOR_CHANGE_LIST");
  EXPECT_EQ(property_name(tag::last_modifier_name), "PR_LAST_MODIFIER_NAME");
}

TEST(NamedProperty, is_written_with_its_set_by_name_or_as_a_guid) {
  EXPECT_EQ(to_text(PropertyName{kPsAppointment, 0x820Du}), "PSETID_Appointment:0x820D");
  EXPECT_EQ(to_text(PropertyName{kPsPublicStrings, "Keywords"}), "PS_PUBLIC_STRINGS:Keywords");
  EXPECT_EQ(to_text(PropertyName{make_guid(1, 2, 3, 4), "x:y"}),
            "{00000001-0002-0003-0000-000000000004}:x:y");
  EXPECT_EQ(to_text(PropertyName{kPsCommon, 0x12345678u}), "PSETID_Common:0x12345678");
  EXPECT_EQ(to_text(PropertyName{kPsCommon, 5u}), "PSETID_Common:0x0005");
}

TEST(NamedProperty, is_read_as_it_was_written) {
  for (const PropertyName& name :
       {PropertyName{kPsAppointment, 0x820Du}, PropertyName{kPsCommon, 0xFFFFFFFFu},
        PropertyName{kPsMapi, 0u}, PropertyName{kPsPublicStrings, "Keywords"},
        PropertyName{kPsPublicStrings, "0x820D"}, PropertyName{kPsPublicStrings, "\"quoted\""},
        PropertyName{kPsPublicStrings, "\""}, PropertyName{kPsInternetHeaders, "x-a:b c"},
        PropertyName{make_guid(1, 2, 3, 4), "http://a/b#c"}}) {
    EXPECT_EQ(parse_property_name(to_text(name)), name) << to_text(name);
  }
}

TEST(NamedProperty, is_read_with_its_set_in_any_case) {
  EXPECT_EQ(parse_property_name("psetid_appointment:0x820d"), (PropertyName{kPsAppointment, 0x820Du}));
  EXPECT_EQ(parse_property_name("00062002-0000-0000-C000-000000000046:0x820D"),
            (PropertyName{kPsAppointment, 0x820Du}));
}

TEST(NamedProperty, refuses_text_without_a_known_set_or_a_name) {
  for (const char* text : {"", "Keywords", "PSETID_Nothing:Keywords", "PS_MAPI:", "PS_MAPI:0x",
                           "PS_MAPI:0x123456789", "PS_MAPI:0xZ", "PS_MAPI:\"\"", "{0}:a"}) {
    EXPECT_FALSE(parse_property_name(text)) << text;
  }
}

TEST(WellKnownType, is_the_documented_one) {
  const auto type = [](const PropertyName& name) {
    return well_known_type(name).value_or(PropertyTag()).value;
  };
  EXPECT_EQ(type({kPsAppointment, 0x820Du}), 0x0040u);  // start
  EXPECT_EQ(type({kPsAppointment, 0x8216u}), 0x0102u);  // recurrence
  EXPECT_EQ(type({kPsAppointment, 0x8208u}), 0x001Fu);  // location
  EXPECT_EQ(type({kPsCommon, 0x8503u}), 0x000Bu);       // reminder set
  EXPECT_EQ(type({kPsTask, 0x8102u}), 0x0005u);         // percent complete
  EXPECT_EQ(type({kPsAddress, 0x8083u}), 0x001Fu);      // first e-mail address
  EXPECT_EQ(type({kPsNote, 0x8B00u}), 0x0003u);         // colour
  EXPECT_EQ(type({kPsPublicStrings, "Keywords"}), 0x101Fu);
  EXPECT_EQ(type({kPsInternetHeaders, "x-anything"}), 0x001Fu);
}

TEST(WellKnownType, is_nothing_for_unknown_names) {
  EXPECT_FALSE(well_known_type({kPsAppointment, 0x1u}));
  EXPECT_FALSE(well_known_type({kPsAppointment, 0x1820Du}));
  EXPECT_FALSE(well_known_type({kPsPublicStrings, "keywords"}));
  EXPECT_FALSE(well_known_type({kPsPublicStrings, 0x820Du}));
  EXPECT_FALSE(well_known_type({make_guid(1, 2, 3, 4), 0x820Du}));
}

}  // namespace
}  // namespace postroom
