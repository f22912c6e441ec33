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

}  // namespace
}  // namespace postroom
