#include <postroom/mail.h>
#include <postroom/tags.h>

#include "store_with_mail.h"

namespace postroom {
namespace {

using testing::difference;
using testing::mbox_of;

using Export = testing::StoreWithMail;

constexpr const char* kFrom = "From ana@example.com Mon Jan  5 08:00:00 2026\n";

// The mbox comes back as it was.
#define EXPECT_SAME_MBOX(text)                                                                  \
  do {                                                                                          \
    const std::string before = (text);                                                          \
    EXPECT_EQ(difference(exported_mbox(import_text("same.mbox", before).ids), before), "none"); \
  } while (false)

TEST_F(Export, gives_an_eml_back_byte_for_byte) {
  for (const std::string text :
       {"Subject: x\r\n\r\nCRLF\r\n", "Subject: x\n\nno line end", "Subject:x\n folded\n\n\xFF\x00\n",
        "\n\nno headers\n", "Subject: mixed\r\n\nends\n\r\n",
        "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nhalf"}) {
    EXPECT_EQ(exported(import_text("a.eml", text).ids.at(0)), text);
  }
}

TEST_F(Export, gives_mail_around_the_largest_size_that_is_held_back_byte_for_byte) {
  for (const int more : {-1, 0, 1}) {
    std::string text = "Subject: large\n\n";
    text.resize((1 << 20) + static_cast<std::size_t>(more), 'x');
    for (std::size_t i = 100; i < text.size(); i += 77) text[i] = '\n';
    const ImportReport report = import_text("a.eml", text);
    EXPECT_EQ(difference(exported(report.ids.at(0)), text), "none");
    EXPECT_TRUE(opened(report.ids.at(0)).original().ok());
  }
  expect_sound();
}

TEST_F(Export, still_gives_the_original_after_the_message_was_read_and_moved) {
  const std::string text = "Subject: x\n\n>From here\n";
  const MessageId id = import_text("a.eml", text).ids.at(0);
  ASSERT_TRUE(store().mark(session(), std::vector{id}, Store::Read::yes).ok());
  ASSERT_TRUE(
      store().move_messages(session(), std::vector{id}, store().special(SpecialFolder::sent_items)).ok());
  EXPECT_EQ(exported(id), text);
}

TEST_F(Export, gives_the_original_again_once_the_imported_version_is_restored) {
  for (const std::size_t size : {std::size_t{10}, std::size_t{2} << 20}) {
    const std::string text = "Subject:   x\n\n" + std::string(size, 'y');
    const MessageId id = import_text("a.eml", text).ids.at(0);
    Message message = *store().open_message(session(), id, Access::read_write);
    ASSERT_TRUE(message.set(tag::subject, std::string("edited")).ok());
    ASSERT_TRUE(message.save().ok());
    ASSERT_NE(exported(id), text);
    ASSERT_TRUE(store().restore(session(), id, VersionNumber{1}).ok());
    EXPECT_EQ(exported(id), text);
    EXPECT_TRUE(store().check(session())->empty());
  }
}

TEST_F(Export, gives_every_kind_of_mbox_back_byte_for_byte) {
  const std::string from = kFrom;
  EXPECT_SAME_MBOX(mbox_of(1200));
  EXPECT_SAME_MBOX("\n\n" + mbox_of(2));
  EXPECT_SAME_MBOX(from + "Subject: no line end\n\nend");
  EXPECT_SAME_MBOX(from + "Subject: x\n\n>From quoted\n>>From twice\n\n" + from + "Subject: y\n\nlast\n");
  EXPECT_SAME_MBOX(from + "Subject: bare\n\nFrom a sentence\n>From another\n\n" + from +
                   "Subject: y\n\n\n\n\n\n");
  EXPECT_SAME_MBOX(
      "From a Mon Jan  5 08:00:00 2026\r\nSubject: x\r\n\r\nbody\r\n\r\nFrom b Mon Jan  5 08:00:00 2026\r\n"
      "Subject: y\r\n\r\nbody\r\n\r\n");
  EXPECT_SAME_MBOX(from + "Subject: no empty line\n\nbody\n" + from + "Subject: after\n\nbody\n");
  expect_sound();
}

TEST_F(Export, unquotes_a_message_of_an_mbox_that_is_exported_alone) {
  const ImportReport report = import_text("a.mbox", std::string(kFrom) + "Subject: x\n\n>From here\n\n");
  EXPECT_EQ(exported(report.ids.at(0)), "Subject: x\n\nFrom here\n");
}

TEST_F(Export, makes_an_mbox_of_mail_from_several_files_that_divides_again) {
  std::vector<MessageId> ids;
  const auto add = [&](const std::string& name, const std::string& text) {
    for (const MessageId id : import_text(name, text).ids) ids.push_back(id);
  };
  add("a.eml", "Subject: one\nFrom: ben@example.com\n\nno line end");
  add("b.mbox", "\n\n" + std::string(kFrom) + "Subject: two\n\nno line end");
  add("c.mbox", std::string(kFrom) + "Subject: three\n\nend\n");
  add("d.eml", "From carla@example.com Mon Jan  5 08:00:00 2026\nSubject: four\n\nFrom me\n");
  add("e.eml", "Subject: five\n\nFrom me\n");
  add("f.eml", "Subject: six\n\nedited\n");
  set_subject(ids.back(), "seven");
  const std::string together = exported_mbox(ids);
  EXPECT_NE(together.find("From ben@example.com "), std::string::npos) << together;
  EXPECT_NE(together.find("From carla@example.com "), std::string::npos) << together;
  EXPECT_EQ(together.find('\r'), std::string::npos) << together;
  const ImportReport again = import_text("again.mbox", together);
  ASSERT_EQ(again.ids.size(), ids.size()) << together;
  const char* const subjects[] = {"one", "two", "three", "four", "five", "seven"};
  for (std::size_t i = 0; i < ids.size(); ++i) {
    EXPECT_EQ(store().summary(session(), again.ids[i])->subject, subjects[i]);
  }
  EXPECT_EQ(exported(again.ids[4]), "Subject: five\n\nFrom me\n");
}

TEST_F(Export, writes_what_an_edited_message_is_now) {
  const MessageId id =
      import_text("a.eml", "Subject: before\nKeywords: print\nX-Own: kept\n\nbody\n").ids.at(0);
  set_subject(id, "after");
  const std::string text = exported(id);
  EXPECT_EQ(text.find("before"), std::string::npos) << text;
  const MessageId again = import_text("b.eml", text).ids.at(0);
  EXPECT_EQ(store().summary(session(), again)->subject, "after");
  EXPECT_NE(text.find("X-Own: kept"), std::string::npos) << text;
  EXPECT_NE(text.find("Keywords: print"), std::string::npos) << text;
}

TEST_F(Export, keeps_the_from_line_of_an_edited_message) {
  const MessageId id = import_text("a.mbox", std::string(kFrom) + "Subject: before\n\nbody\n").ids.at(0);
  set_subject(id, "after");
  EXPECT_EQ(exported_mbox({id}).find(kFrom), 0u);
}

TEST_F(Export, tells_its_progress_in_messages) {
  const ImportReport report = import_text("a.mbox", mbox_of(5));
  MemorySink sink;
  std::vector<std::uint64_t> seen;
  const auto progress = [&](std::uint64_t done, std::uint64_t total) {
    EXPECT_EQ(total, 5u);
    seen.push_back(done);
  };
  ASSERT_TRUE(export_mbox(store(), session(), report.ids, sink, progress).ok());
  EXPECT_EQ(seen, (std::vector<std::uint64_t>{1, 2, 3, 4, 5}));
}

TEST_F(Export, fails_for_a_message_that_is_not_there) {
  MemorySink sink;
  EXPECT_EQ(export_message(store(), session(), MessageId{999'999}, sink).error().code, Code::not_found);
  EXPECT_FALSE(export_mbox(store(), session(), std::vector{MessageId{999'999}}, sink, {}).ok());
}

TEST_F(Export, of_no_messages_is_an_empty_mbox) { EXPECT_EQ(exported_mbox({}), ""); }

}  // namespace
}  // namespace postroom
