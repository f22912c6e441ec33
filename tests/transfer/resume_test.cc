#include "mail_directory.h"

namespace postroom {
namespace {

using testing::mbox_of;
using Resumed = testing::MailDirectory;

// Stops an import after its first commit.
ImportOptions stopping(ImportOptions options, Store& store, const Session& session) {
  options.cancelled = [&store, &session, folder = options.folder] {
    return store.folder(session, folder)->content_count > 0;
  };
  options.earlier = Earlier::left_out;
  return options;
}

TEST_F(Resumed, goes_on_in_an_mbox_where_it_stopped) {
  const auto path = write_file("a.mbox", mbox_of(3000));
  const auto stopped = import_file(store(), session(), path, stopping(options(), store(), session()));
  ASSERT_FALSE(stopped.ok());
  const auto first = static_cast<std::uint64_t>(store().folder(session(), inbox())->content_count);
  ASSERT_LT(first, 3000u);
  const ImportReport rest = import_mbox(path);
  EXPECT_EQ(rest.earlier, first);
  EXPECT_EQ(rest.messages, 3000 - first);
  EXPECT_EQ(store().summary(session(), rest.ids.back())->subject, "Message 2999");
  EXPECT_EQ(store().folder(session(), inbox())->content_count, 3000);
  expect_sound();
}

TEST_F(Resumed, says_that_everything_was_imported_before) {
  const auto path = write_file("a.mbox", mbox_of(3));
  EXPECT_EQ(import_mbox(path).messages, 3u);
  const ImportReport again = import_mbox(path);
  EXPECT_EQ(again.messages, 0u);
  EXPECT_EQ(again.earlier, 3u);
  EXPECT_EQ(import_mbox(path, Earlier::forgotten).messages, 3u);
  EXPECT_EQ(import_mbox(path, Earlier::ignored).messages, 3u);
  EXPECT_EQ(import_mbox(path).messages, 0u);
}

TEST_F(Resumed, brings_what_was_appended_to_an_mbox) {
  const auto path = write_file("a.mbox", mbox_of(3));
  import_mbox(path);
  std::ofstream(path, std::ios::app) << "From b@example.com Mon Jan  5 08:00:00 2026\nSubject: New\n\nmore\n";
  const ImportReport report = import_mbox(path);
  ASSERT_EQ(report.messages, 1u);
  EXPECT_EQ(report.earlier, 3u);
  EXPECT_EQ(store().summary(session(), report.ids[0])->subject, "New");
  std::vector<MessageId> all;
  ListOptions options;
  options.limit = 10'000;
  const auto listed = store().list(session(), inbox(), options);
  for (const auto& summary : *listed) all.push_back(summary.id);
  std::sort(all.begin(), all.end());
  EXPECT_EQ(testing::difference(exported_mbox(all), testing::text_of(path)), "none");
}

TEST_F(Resumed, refuses_an_mbox_that_has_changed_where_it_was_read) {
  const auto path = write_file("a.mbox", mbox_of(300));
  import_mbox(path);
  std::string text = mbox_of(300);
  text.erase(text.size() - 200, 100);
  write_file("a.mbox", text + mbox_of(5));
  ImportOptions into = options();
  into.earlier = Earlier::left_out;
  const auto report = import_file(store(), session(), path, into);
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, Code::collision);
  EXPECT_NE(report.error().message.find("--again"), std::string::npos);
  EXPECT_EQ(store().folder(session(), inbox())->content_count, 300);
}

TEST_F(Resumed, takes_a_file_that_begins_differently_for_another_one) {
  const auto path = write_file("a.eml", mail("one"));
  import_mbox(path);
  write_file("a.eml", mail("two"));
  EXPECT_EQ(import_mbox(path).messages, 1u);
}

TEST_F(Resumed, refuses_another_file_in_place_of_one_that_was_interrupted) {
  const auto path = write_file("a.mbox", mbox_of(3000));
  ASSERT_FALSE(import_file(store(), session(), path, stopping(options(), store(), session())).ok());
  write_file("a.mbox", "From x@example.com Mon Jan  5 08:00:00 2026\nSubject: x\n\nx\n");
  ImportOptions into = options();
  into.earlier = Earlier::left_out;
  EXPECT_EQ(import_file(store(), session(), path, into).error().code, Code::collision);
}

TEST_F(Resumed, imports_anew_into_another_folder_and_forgets_folders_that_are_gone) {
  const auto path = write_file("a.mbox", mbox_of(3));
  import_mbox(path);
  ImportOptions other = options();
  other.earlier = Earlier::left_out;
  other.folder = store().create_folder(session(), inbox(), "Other").value();
  EXPECT_EQ(import_file(store(), session(), path, other)->messages, 3u);
  EXPECT_EQ(notes(), 2u);
  ASSERT_TRUE(store().delete_folder(session(), other.folder, {.messages = true}).ok());
  import_mbox(path);
  EXPECT_EQ(notes(), 1u);
}

TEST_F(Resumed, goes_on_in_a_directory_where_it_stopped) {
  for (int i = 0; i < 1500; ++i) put("letters/" + std::to_string(i) + ".eml", mail("Mail " + std::to_string(i)));
  const FolderId letters = store().create_folder(session(), inbox(), "letters").value();
  ImportOptions into = options();
  into.earlier = Earlier::left_out;
  into.cancelled = [&] { return store().folder(session(), letters)->content_count > 0; };
  ASSERT_FALSE(import_tree(store(), session(), top(), TreeShape::folders, into).ok());
  const auto first = store().folder(session(), letters)->content_count;
  ASSERT_LT(first, 1500);
  const ImportReport rest = import_top();
  EXPECT_EQ(rest.earlier, static_cast<std::uint64_t>(first));
  auto found = subjects("Inbox/letters");
  EXPECT_EQ(found.size(), 1500u);
  EXPECT_EQ(std::unique(found.begin(), found.end()), found.end());
  expect_sound();
}

TEST_F(Resumed, does_not_begin_while_somebody_else_imports_the_same) {
  const auto path = write_file("a.mbox", mbox_of(3000));
  ImportOptions into = options();
  into.earlier = Earlier::left_out;
  bool other = false;
  into.cancelled = [&] {
    if (!other) import_mbox(path);
    other = true;
    return false;
  };
  EXPECT_EQ(import_file(store(), session(), path, into).error().code, Code::collision);
  EXPECT_EQ(store().folder(session(), inbox())->content_count, 3000);
}

}  // namespace
}  // namespace postroom
