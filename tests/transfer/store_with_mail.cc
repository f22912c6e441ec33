#include "store_with_mail.h"

#include <postroom/tags.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace postroom::testing {

void StoreWithMail::SetUp() {
  auto store = create_store(folder_.path("mail.postroom"), session_);
  ASSERT_TRUE(store.ok()) << describe(store.error());
  store_.emplace(std::move(*store));
}

std::filesystem::path StoreWithMail::write_file(const std::string& name, std::string_view bytes) const {
  std::ofstream(folder_.path(name), std::ios::binary) << bytes;
  return folder_.path(name);
}

ImportReport StoreWithMail::import(const std::filesystem::path& path) {
  auto report = import_file(store(), session_, path, options());
  EXPECT_TRUE(report.ok()) << describe(report.error());
  return report.ok() ? std::move(*report) : ImportReport();
}

ImportReport StoreWithMail::import_text(const std::string& name, std::string_view bytes) {
  return import(write_file(name, bytes));
}

std::string StoreWithMail::exported(MessageId id) {
  MemorySink sink;
  const Status status = export_message(store(), session_, id, sink);
  EXPECT_TRUE(status.ok()) << describe(status.error());
  return std::string(as_text(sink.bytes()));
}

std::string StoreWithMail::exported_mbox(const std::vector<MessageId>& ids) {
  MemorySink sink;
  const auto count = export_mbox(store(), session_, ids, sink, {});
  EXPECT_TRUE(count.ok()) << describe(count.error());
  EXPECT_EQ(count.ok() ? *count : 0, ids.size());
  return std::string(as_text(sink.bytes()));
}

Message StoreWithMail::opened(MessageId id, Access access) {
  auto message = store().open_message(session_, id, access);
  EXPECT_TRUE(message.ok()) << describe(message.error());
  return std::move(message).value();
}

void StoreWithMail::set_subject(MessageId id, const std::string& subject) {
  Message message = opened(id, Access::read_write);
  ASSERT_TRUE(message.set(tag::subject, subject).ok());
  const auto saved = message.save();
  ASSERT_TRUE(saved.ok()) << describe(saved.error());
}

void StoreWithMail::expect_sound() {
  const auto wrong = store().check(session_);
  ASSERT_TRUE(wrong.ok()) << describe(wrong.error());
  for (const std::string& sentence : *wrong) ADD_FAILURE() << sentence;
}

std::string mbox_of(int messages) {
  std::string text;
  for (int i = 0; i < messages; ++i) {
    text += "From ana@example.com Mon Jan  5 08:00:00 2026\nSubject: Message " + std::to_string(i) +
            "\nFrom: ana@example.com\n\nIt is number " + std::to_string(i) + ".\n\n";
  }
  return text;
}

std::string text_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return std::move(text).str();
}

std::string difference(std::string_view a, std::string_view b) {
  if (a == b) return "none";
  const auto at = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin();
  const auto place = static_cast<std::size_t>(at);
  const std::size_t from = place < 40 ? 0 : place - 40;
  return "sizes " + std::to_string(a.size()) + " and " + std::to_string(b.size()) + ", at byte " +
         std::to_string(at) + ": " + ::testing::PrintToString(std::string(a.substr(from, 80))) + " and " +
         ::testing::PrintToString(std::string(b.substr(std::min(from, b.size()), 80)));
}

}  // namespace postroom::testing
