#include <postroom/tags.h>

#include "store_with_mail.h"

namespace postroom {
namespace {

using Refused = testing::StoreWithMail;

// A mail that parses, but whose content is more than a store takes: many attachments, with names, ids and
// places as long as a parser keeps them.
std::string mail_too_large_to_store() {
  std::string mail = "Subject: heavy\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n";
  const std::string part = "--b\nContent-Type: application/octet-stream\nContent-ID: <" +
                           std::string(1000, 'i') + ">\nContent-Location: " + std::string(1000, 'l') +
                           "\nContent-Disposition: attachment; filename=\"" + std::string(1000, 'n') +
                           "\"\n\nx\n";
  for (int i = 0; i < 12'000; ++i) mail += part;
  return mail + "--b--\n";
}

TEST_F(Refused, messages_go_in_as_attachments_and_those_around_them_as_they_are) {
  const std::string from = "From ana@example.com Mon Jan  5 08:00:00 2026\n";
  const std::string heavy = mail_too_large_to_store();
  const std::string text =
      from + "Subject: before\n\nbody\n\n" + from + heavy + "\n" + from + "Subject: after\n\nbody\n";
  const ImportReport report = import_text("a.mbox", text);
  ASSERT_EQ(report.ids.size(), 3u);
  EXPECT_EQ(store().summary(session(), report.ids[0])->subject, "before");
  EXPECT_EQ(store().summary(session(), report.ids[2])->subject, "after");
  const auto is_about_it = [](const ImportProblem& problem) {
    return problem.where.find("message 2, at byte 69") != std::string::npos && !problem.skipped &&
           problem.what.find("could not be stored as it was understood") != std::string::npos;
  };
  EXPECT_TRUE(std::any_of(report.problems.begin(), report.problems.end(), is_about_it));
  EXPECT_TRUE(exported(report.ids[1]) == heavy);
  EXPECT_TRUE(exported_mbox(report.ids) == text);
  EXPECT_EQ(opened(report.ids[1]).content().attachments.size(), 1u);
  expect_sound();
}

TEST_F(Refused, mail_goes_in_without_named_properties_when_the_store_has_no_room_for_their_names) {
  std::vector<NewMessage> messages(2);  // one alone may not have so many properties
  for (std::size_t i = 0; i + 1 < kMaxNamedProperties; ++i) {
    messages[i % 2].named.push_back(
        {{kPsPublicStrings, "name " + std::to_string(i)}, {PropertyTag(0, PropertyType::boolean), true}});
  }
  const auto filled = store().add_messages(session(), inbox(), std::move(messages));
  ASSERT_TRUE(filled.ok()) << describe(filled.error());
  ASSERT_TRUE(store().property_id(session(), {kPsPublicStrings, "the last one"}).ok());
  const ImportReport report = import_text("a.mbox", testing::mbox_of(2));
  ASSERT_EQ(report.ids.size(), 2u);
  ASSERT_EQ(report.problems.size(), 2u);
  EXPECT_FALSE(report.problems[1].skipped);
  EXPECT_NE(report.problems[1].what.find("without its keywords"), std::string::npos)
      << report.problems[1].what;
  EXPECT_EQ(store().summary(session(), report.ids[1])->subject, "Message 1");
  EXPECT_EQ(exported(report.ids[1]), "Subject: Message 1\nFrom: ana@example.com\n\nIt is number 1.\n");
}

}  // namespace
}  // namespace postroom
