#include "store/units.h"

#include <gtest/gtest.h>
#include <postroom/tags.h>

namespace postroom::store {
namespace {

NameTable names_of(const std::vector<PropertyName>& list) {
  NameTable names;
  std::uint16_t id = kFirstNamedId;
  for (const PropertyName& name : list) {
    names.by_id.emplace(id, name);
    names.by_name.emplace(name, id++);
  }
  return names;
}

std::string key_of(PropertyTag tag) { return unit_of(tag, {}).key; }

// The unit of a named property.
UnitName named(const PropertyName& name) {
  return unit_of(PropertyTag(kFirstNamedId, PropertyType::unicode), names_of({name}));
}
std::string key_of(const Guid& set, std::uint32_t number) { return named({set, number}).key; }

TEST(Units, put_every_form_of_the_body_into_one) {
  for (const PropertyTag tag : {tag::body, tag::html, tag::rtf_compressed, tag::native_body, tag::rtf_in_sync,
                                tag::internet_cpid, PropertyTag(0x1013001F)}) {
    EXPECT_EQ(key_of(tag), "body") << tag.value;
  }
  EXPECT_EQ(unit_of(tag::body, {}).kind, UnitKind::group);
}

TEST(Units, put_the_subject_and_its_parts_into_one) {
  for (const PropertyTag tag : {tag::subject, tag::subject_prefix, tag::normalized_subject}) {
    EXPECT_EQ(key_of(tag), "subject");
  }
}

TEST(Units, keep_each_address_together_and_apart_from_the_others) {
  for (const PropertyTag tag : {tag::sender_entryid, tag::sender_name, tag::sender_search_key,
                                tag::sender_addrtype, tag::sender_email_address}) {
    EXPECT_EQ(key_of(tag), "sender");
  }
  for (const PropertyTag tag :
       {tag::sent_representing_entryid, tag::sent_representing_name, tag::sent_representing_search_key,
        tag::sent_representing_addrtype, tag::sent_representing_email_address}) {
    EXPECT_EQ(key_of(tag), "representing");
  }
  EXPECT_EQ(key_of(tag::received_by_name), "received-by");
  EXPECT_EQ(key_of(kPsAddress, 0x8083), "email-1");
  EXPECT_EQ(key_of(kPsAddress, 0x8093), "email-2");
  EXPECT_EQ(key_of(kPsAddress, 0x80A3), "email-3");
}

TEST(Units, keep_the_times_of_an_appointment_together_and_its_reminder_too) {
  for (const std::uint32_t number : {0x820D, 0x820E, 0x8213, 0x8215, 0x8216, 0x8223, 0x8231, 0x8233, 0x8234,
                                     0x8235, 0x8236, 0x825E, 0x825F, 0x8260}) {
    EXPECT_EQ(key_of(kPsAppointment, number), "appointment-time") << number;
  }
  EXPECT_EQ(key_of(kPsCommon, 0x8516), "appointment-time");
  EXPECT_EQ(key_of(tag::start_date), "appointment-time");
  for (const std::uint32_t number : {0x8501, 0x8502, 0x8503, 0x851C, 0x851E, 0x851F, 0x8560}) {
    EXPECT_EQ(key_of(kPsCommon, number), "reminder") << number;
  }
}

TEST(Units, leave_every_other_property_alone) {
  EXPECT_EQ(key_of(tag::importance), "0x0017");
  EXPECT_EQ(unit_of(tag::importance, {}).label, "PR_IMPORTANCE");
  EXPECT_EQ(unit_of(tag::importance, {}).rule, MergeRule::whole);
  EXPECT_EQ(key_of(kPsAppointment, 0x8208), "0x8000");                      // the place
  EXPECT_EQ(key_of(kPsAppointment, 0x820C), "0x8000");                      // one before the times
  EXPECT_EQ(key_of(kPsTask, 0x820D), "0x8000");                             // the same number in another set
  EXPECT_EQ(key_of(PropertyTag(0x9000, PropertyType::unicode)), "0x9000");  // an id without a name
}

TEST(Units, merge_keywords_as_a_set_and_flag_words_by_bit) {
  EXPECT_EQ(named({kPsPublicStrings, std::string("Keywords")}).rule, MergeRule::set);
  EXPECT_EQ(named({kPsPublicStrings, std::string("keywords")}).rule, MergeRule::set);
  EXPECT_EQ(named({kPsCommon, std::string("Keywords")}).rule, MergeRule::whole);
  EXPECT_EQ(named({kPsAppointment, std::uint32_t{0x8217}}).rule, MergeRule::bits);
  EXPECT_EQ(named({kPsCommon, std::uint32_t{0x8510}}).rule, MergeRule::bits);
  EXPECT_EQ(unit_of(tag::todo_item_flags, {}).rule, MergeRule::bits);
}

TEST(Units, name_recipients_by_type_and_address_and_attachments_by_record_key) {
  MessageContent content;
  content.recipients = {make_recipient(RecipientType::cc, "Ana Ruiz", "Ana@Example.com")};
  content.attachments = {
      {3, make_guid(1, 2, 3, 4), {{tag::attach_long_filename, std::string("plan.pdf")}}, nullptr}};
  const auto units = take_apart(content, {});
  ASSERT_TRUE(units.contains("recipient:2:smtp:ana@example.com"));
  EXPECT_EQ(units.at("recipient:2:smtp:ana@example.com").name.label, "Cc Ana Ruiz <Ana@Example.com>");
  const std::string key = "attachment:" + to_text(make_guid(1, 2, 3, 4));
  ASSERT_TRUE(units.contains(key));
  EXPECT_EQ(units.at(key).name.label, "Attachment plan.pdf");
}

TEST(Units, tell_recipients_without_an_address_apart_by_name) {
  MessageContent content;
  content.recipients = {make_recipient(RecipientType::to, "Ana", ""),
                        make_recipient(RecipientType::to, "Ben", "")};
  const auto units = take_apart(content, {});
  EXPECT_TRUE(units.contains("recipient:1:name:Ana"));
  EXPECT_TRUE(units.contains("recipient:1:name:Ben"));
}

TEST(Units, number_recipients_that_are_there_more_than_once) {
  MessageContent content;
  content.recipients.assign(3, make_recipient(RecipientType::to, "Ana", "ana@example.com"));
  const auto units = take_apart(content, {});
  EXPECT_EQ(units.size(), 3u);
  EXPECT_TRUE(units.contains("recipient:1:smtp:ana@example.com#3"));
}

TEST(Units, hold_every_property_of_the_content_exactly_once) {
  MessageContent content;
  content.properties = {{tag::subject, std::string("s")},
                        {tag::subject_prefix, std::string("p")},
                        {tag::importance, std::int32_t{1}},
                        {tag::body, std::string("b")},
                        {tag::html, Bytes{1}}};
  std::size_t count = 0;
  for (const auto& [key, unit] : take_apart(content, {})) count += unit.properties.size();
  EXPECT_EQ(count, content.properties.size());
}

TEST(Units, see_a_change_inside_an_embedded_message) {
  MessageContent inner, changed;
  inner.properties = {{tag::subject, std::string("a")}};
  changed.properties = {{tag::subject, std::string("b")}};
  const auto unit_with = [](const MessageContent& content) {
    static std::vector<Attachment> kept(8);
    static std::size_t next = 0;
    Attachment& attachment = kept[next++];
    attachment.embedded = std::make_shared<const MessageContent>(content);
    UnitValue value;
    value.attachment = &attachment;
    return value;
  };
  EXPECT_TRUE(same_value(unit_with(inner), unit_with(inner)));
  EXPECT_FALSE(same_value(unit_with(inner), unit_with(changed)));
}

}  // namespace
}  // namespace postroom::store
