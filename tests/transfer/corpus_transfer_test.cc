// Real mail, from the folder that POSTROOM_CORPUS names.
#include <postroom/mail.h>
#include <postroom/tags.h>

#include <algorithm>
#include <cstdlib>

#include "store_with_mail.h"
#include "support/seeded_random.h"

namespace postroom {
namespace {

namespace fs = std::filesystem;
using testing::difference;
using testing::text_of;

constexpr std::size_t kEdited = 50;

std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const auto extension = entry.path().extension();
    if (extension == ".eml" || extension == ".mbox") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

class Corpus : public testing::StoreWithMail {
 protected:
  void SetUp() override {
    const char* folder = std::getenv("POSTROOM_CORPUS");
    if (!folder) GTEST_SKIP() << "POSTROOM_CORPUS is not set.";
    StoreWithMail::SetUp();
    files_ = files_below(folder);
    ASSERT_FALSE(files_.empty());
  }

  // The file in and out again.
  void carry(const fs::path& file) {
    SCOPED_TRACE(file.string());
    const ImportReport report = import(file);
    const std::string text = text_of(file);
    std::uint64_t skipped = 0;
    for (const ImportProblem& problem : report.problems) skipped += problem.skipped ? 1 : 0;
    EXPECT_EQ(skipped, 0u);
    EXPECT_EQ(report.bytes, text.size());
    EXPECT_EQ(report.messages, report.ids.size());
    const bool alone = report.ids.size() == 1 && file.extension() == ".eml";
    const std::string back = alone ? exported(report.ids[0]) : exported_mbox(report.ids);
    EXPECT_EQ(difference(back, text), "none");
    ids_.insert(ids_.end(), report.ids.begin(), report.ids.end());
  }

  void edit_and_export(MessageId id, const std::string& subject) {
    SCOPED_TRACE("message " + std::to_string(id.value));
    set_subject(id, subject);
    const Bytes text = to_bytes(exported(id));
    MemoryAccess bytes{text};
    const auto parsed = parse_mail(bytes, store().large_values());
    ASSERT_TRUE(parsed.ok());
    EXPECT_EQ(parsed->content.properties.get_or<std::string>(tag::subject, ""), subject);
  }

  std::vector<fs::path> files_;
  std::vector<MessageId> ids_;
};

TEST_F(Corpus, goes_in_and_comes_out_byte_for_byte_and_can_be_edited) {
  for (const fs::path& file : files_) carry(file);
  EXPECT_EQ(store().folder(session(), inbox())->content_count, static_cast<std::int64_t>(ids_.size()));
  testing::SeededRandom random(1);
  for (std::size_t i = 0; i < kEdited; ++i)
    edit_and_export(random.pick(ids_), "A new subject, käse " + std::to_string(i));
  expect_sound();
}

}  // namespace
}  // namespace postroom
