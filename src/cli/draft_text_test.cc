#include "cli/draft_text.h"

#include <gtest/gtest.h>

namespace postroom::cli {
namespace {

constexpr Guid kStore = make_guid(0x00062002, 0, 0, 0xC000000000000046);

Draft full_draft() {
  Draft draft{42, 5, kStore, {}};
  draft.edits.to = "Ana Ruiz <ana@example.com>; b@example.com";
  draft.edits.cc = "";
  draft.edits.subject = "The printer";
  draft.edits.set = {"PR_IMPORTANCE=2", "PR_X=two\nlines\n\nand more"};
  draft.edits.unset = {"PR_SENSITIVITY"};
  draft.edits.attach = {"/tmp/a b.pdf"};
  draft.edits.detach = {"#3"};
  draft.edits.body = "Hello,\n\nSubject: not a header\n";
  return draft;
}

}  // namespace

TEST(DraftText, is_headers_an_empty_line_and_the_body) {
  Draft draft{42, 5, kStore, {}};
  draft.edits.subject = "Hi";
  draft.edits.body = "Text\n";
  EXPECT_EQ(
      draft_text(draft),
      "Editing: message 42 version 5 store 00062002-0000-0000-c000-000000000046\nSubject: Hi\n\nText\n");
}

TEST(DraftText, comes_back_as_it_was) {
  auto parsed = parse_draft(draft_text(full_draft()));
  ASSERT_TRUE(parsed.ok()) << parsed.error().message;
  EXPECT_EQ(parsed->edits, full_draft().edits);
  EXPECT_EQ(parsed->message, 42);
  EXPECT_EQ(parsed->version, 5);
  EXPECT_EQ(parsed->store, kStore);
}

TEST(DraftText, may_be_of_any_store) {
  const auto parsed = parse_draft("Editing: message 42 version 5\nSubject: x\n");
  EXPECT_EQ(parsed->message, 42);
  EXPECT_EQ(parsed->store, std::nullopt);
}

TEST(DraftText, tells_no_body_from_an_empty_one) {
  EXPECT_EQ(parse_draft("Subject: x\n")->edits.body, std::nullopt);
  EXPECT_EQ(parse_draft("Subject: x\n\n")->edits.body, "");
  EXPECT_EQ(parse_draft("subject:x\r\n\r\nbody")->edits.body, "body");
  EXPECT_EQ(parse_draft("subject:x")->edits.subject, "x");
}

TEST(DraftText, names_the_line_it_cannot_read) {
  auto parsed = parse_draft("Subject: x\nHello Ana,\n\nbody");
  ASSERT_FALSE(parsed.ok());
  EXPECT_EQ(parsed.error().code, Code::invalid_argument);
  EXPECT_NE(parsed.error().message.find("Line 2"), std::string::npos) << parsed.error().message;
}

TEST(Edits, are_only_what_differs) {
  Edits before, after;
  before.subject = after.subject = "same";
  before.to = "a@example.com";
  after.to = "";
  before.body = "text";
  after.body = "text\n";
  Edits expected;
  expected.to = "";
  EXPECT_EQ(difference(before, after), expected);
  EXPECT_TRUE(difference(before, before).empty());
}

TEST(Edits, leave_a_header_alone_whose_line_was_taken_out) {
  Edits before, after;
  before.subject = "x";
  EXPECT_TRUE(difference(before, after).empty());
}

TEST(PropertyReference, is_a_mapi_name_a_number_or_a_named_property) {
  EXPECT_EQ(parse_property_reference("PR_SUBJECT")->tag, PropertyTag(0x0037001F));
  EXPECT_EQ(parse_property_reference("0x00170003")->tag, PropertyTag(0x00170003));
  auto named = parse_property_reference("PSETID_Appointment:0x820D");
  ASSERT_TRUE(named.ok());
  EXPECT_EQ(named->tag.base_type(), PropertyType::system_time);
  EXPECT_EQ(named->named->set, kPsAppointment);
  EXPECT_EQ(parse_property_reference("PS_PUBLIC_STRINGS:Mine")->tag.base_type(), PropertyType::unicode);
  EXPECT_FALSE(parse_property_reference("NO_SUCH_THING").ok());
}

}  // namespace postroom::cli
