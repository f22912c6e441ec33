#include <fcntl.h>
#include <postroom/tags.h>
#include <unistd.h>

#include <thread>

#include "store_with_mail.h"

namespace postroom {
namespace {

using testing::mbox_of;

using Import = testing::StoreWithMail;

std::int32_t flags_of(const Message& message) {
  return std::get<std::int32_t>(message.get(tag::message_flags).value());
}

std::string subject_of(const Message& message) {
  return message.content().properties.get_or<std::string>(tag::subject, "");
}

TEST_F(Import, takes_an_eml_as_one_message) {
  const ImportReport report = import_text("a.eml", "Subject: Hello\nFrom: ana@example.com\n\nFrom me\n");
  ASSERT_EQ(report.ids.size(), 1u);
  EXPECT_EQ(report.messages, 1u);
  EXPECT_EQ(report.bytes, 46u);
  EXPECT_TRUE(report.problems.empty());
  EXPECT_EQ(subject_of(opened(report.ids[0])), "Hello");
  EXPECT_EQ(store().summary(session(), report.ids[0])->folder, inbox());
  expect_sound();
}

TEST_F(Import, keeps_the_order_of_an_mbox_over_several_commits) {
  constexpr int kMessages = 2500;  // more than go into one commit
  const std::string text = mbox_of(kMessages);
  const ImportReport report = import_text("a.mbox", text);
  ASSERT_EQ(report.ids.size(), std::size_t{kMessages});
  EXPECT_EQ(report.bytes, text.size());
  EXPECT_TRUE(std::is_sorted(report.ids.begin(), report.ids.end()));
  for (const int i : {0, 1, 999, 1000, 2499}) {
    const auto summary = store().summary(session(), report.ids[static_cast<std::size_t>(i)]);
    EXPECT_EQ(summary->subject, "Message " + std::to_string(i));
  }
  EXPECT_EQ(store().folder(session(), inbox())->content_count, kMessages);
  expect_sound();
}

TEST_F(Import, reads_the_marks_that_mail_programs_leave_in_headers) {
  const std::string from = "From ana@example.com Mon Jan  5 08:00:00 2026\n";
  const ImportReport report = import_text(
      "a.mbox", from + "Status: RO\n\nread\n\n" + from + "Status: O\n\nunread\n\n" + from +
                    "Subject: x\n\nno mark\n\n" + from + "Status: RO\nX-Status: AF\n\nanswered, flagged\n\n" +
                    from + "X-Status: T\n\ndraft\n\n" + from + "X-Status: D\n\ndeleted\n");
  ASSERT_EQ(report.ids.size(), 6u);
  const auto flags = [&](std::size_t i) {
    return flags_of(opened(report.ids[i])) & (message_flag::read | message_flag::unsent);
  };
  EXPECT_EQ(flags(0), message_flag::read);
  EXPECT_EQ(flags(1), 0);
  EXPECT_EQ(flags(2), 0);
  EXPECT_EQ(flags(3), message_flag::read);
  EXPECT_EQ(flags(4), message_flag::read | message_flag::unsent);
  EXPECT_EQ(flags(5), 0);
  const Message marked = opened(report.ids[3]);
  EXPECT_EQ(marked.content().properties.get_or<std::int32_t>(PropertyTag(0x10810003), 0), 102);
  EXPECT_EQ(marked.content().properties.get_or<std::int32_t>(PropertyTag(0x10900003), 0), 2);
  ASSERT_EQ(report.problems.size(), 1u);
  EXPECT_NE(report.problems[0].where.find("message 6, at byte"), std::string::npos)
      << report.problems[0].where;
  EXPECT_FALSE(report.problems[0].skipped);
}

TEST_F(Import, makes_drafts_when_told) {
  const auto path = write_file("a.eml", "Subject: Letter\n\nDear\n");
  ImportOptions drafts = options();
  drafts.draft = true;
  const auto report = import_file(store(), session(), path, drafts);
  ASSERT_TRUE(report.ok());
  EXPECT_NE(flags_of(opened(report->ids.at(0))) & message_flag::unsent, 0);
}

TEST_F(Import, keeps_keywords_as_a_named_property) {
  const ImportReport report = import_text("a.eml", "Subject: x\nKeywords: print, urgent\n\nbody\n");
  const auto id = store().find_property_id(session(), {kPsPublicStrings, "Keywords"});
  ASSERT_TRUE(id.ok() && *id);
  const Message message = opened(report.ids.at(0));
  const Property* keywords = message.content().properties.find_id(**id);
  ASSERT_TRUE(keywords);
  EXPECT_EQ(std::get<std::vector<std::string>>(keywords->value),
            (std::vector<std::string>{"print", "urgent"}));
}

TEST_F(Import, takes_bytes_that_are_no_mail_and_says_so) {
  std::string noise;
  for (int i = 0; i < 3000; ++i) noise += static_cast<char>(i * 37 + i / 256);
  const ImportReport report = import_text("noise.bin", noise);
  ASSERT_EQ(report.ids.size(), 1u);
  EXPECT_FALSE(report.problems.empty());
  EXPECT_EQ(exported(report.ids[0]), noise);
}

TEST_F(Import, finds_no_mail_in_an_empty_file_and_says_so) {
  const ImportReport report = import_text("empty.mbox", "");
  EXPECT_EQ(report.messages, 0u);
  ASSERT_EQ(report.problems.size(), 1u);
  EXPECT_FALSE(report.problems[0].skipped);
}

TEST_F(Import, takes_an_eml_that_begins_with_a_from_line_whole) {
  const std::string text =
      "From ana@example.com Mon Jan  5 08:00:00 2026\nSubject: One\n\nFrom me.\n>From you.\n";
  const ImportReport report = import_text("a.eml", text);
  ASSERT_EQ(report.ids.size(), 1u);
  EXPECT_EQ(subject_of(opened(report.ids[0])), "One");
  EXPECT_EQ(exported(report.ids[0]), text);
}

TEST_F(Import, reads_standard_input) {
  const auto path = write_file("in.mbox", mbox_of(3));
  const int kept = ::dup(STDIN_FILENO);
  const int file = ::open(path.c_str(), O_RDONLY);
  ::dup2(file, STDIN_FILENO);
  const ImportReport report = import("-");
  ::dup2(kept, STDIN_FILENO);
  ::close(file);
  ::close(kept);
  EXPECT_EQ(report.messages, 3u);
}

TEST_F(Import, tells_its_progress_in_bytes) {
  const std::string text = mbox_of(3000);
  const auto path = write_file("a.mbox", text);
  ImportOptions watched = options();
  std::vector<std::uint64_t> seen;
  watched.progress = [&](std::uint64_t done, std::uint64_t total) {
    EXPECT_EQ(total, text.size());
    EXPECT_LE(done, total);
    seen.push_back(done);
  };
  ASSERT_TRUE(import_file(store(), session(), path, watched).ok());
  EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
  EXPECT_EQ(seen.back(), text.size());
}

TEST_F(Import, stops_when_asked_and_says_how_much_is_in_the_store) {
  const auto path = write_file("a.mbox", mbox_of(5000));
  ImportOptions stopping = options();
  int asked = 0;
  stopping.cancelled = [&] { return store().folder(session(), inbox())->content_count > 0 && ++asked > 0; };
  const auto report = import_file(store(), session(), path, stopping);
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, Code::cancelled);
  const auto count = store().folder(session(), inbox())->content_count;
  EXPECT_LT(count, 5000);
  EXPECT_NE(report.error().message.find("first " + std::to_string(count) + " messages"), std::string::npos)
      << report.error().message;
  expect_sound();
}

TEST_F(Import, refuses_a_missing_file_and_a_missing_folder) {
  EXPECT_EQ(import_file(store(), session(), folder().path("none.mbox"), options()).error().code,
            Code::not_found);
  ImportOptions nowhere = options();
  nowhere.folder = FolderId{999'999};
  EXPECT_FALSE(import_file(store(), session(), write_file("a.eml", "Subject: x\n\n"), nowhere).ok());
}

TEST_F(Import, refuses_a_session_that_may_only_read) {
  const Session reader = make_session("Ben", "test", Rights::read_only);
  const auto path = write_file("a.eml", "Subject: x\n\n");
  EXPECT_EQ(import_file(store(), reader, path, options()).error().code, Code::no_access);
}

}  // namespace
}  // namespace postroom
