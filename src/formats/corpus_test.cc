// Real mail from the folder that POSTROOM_CORPUS names, with folders eml and mbox in it.
#include <gtest/gtest.h>
#include <postroom/file.h>
#include <postroom/mbox.h>

#include <cstdlib>
#include <filesystem>

#include <postroom/text.h>

#include "formats/testing/mail_text.h"

namespace postroom {
namespace {

namespace fs = std::filesystem;

// The files of one kind; empty when no corpus is named.
std::vector<fs::path> corpus(const char* kind) {
  std::vector<fs::path> files;
  const char* folder = std::getenv("POSTROOM_CORPUS");
  if (!folder) return files;
  for (const auto& entry : fs::directory_iterator(fs::path(folder) / kind)) files.push_back(entry.path());
  return files;
}

// Parses, writes, parses again: what counts must be the same.
void expect_stable(RandomAccess& bytes, std::string_view from_line, const std::string& name) {
  MemoryLargeValues large;
  auto mail = parse_mail(bytes, large, from_line);
  ASSERT_TRUE(mail.ok()) << name << ": " << describe(mail.error());
  const std::string written = write_text(mail->content, large, mail->named);
  const ParsedMail again = parse_text(written, large);
  const std::string before = to_lower_ascii(outline_of(mail->content, large));
  const std::string after = to_lower_ascii(outline_of(again.content, large));  // domains may change case
  EXPECT_EQ(before, after) << name;
  EXPECT_EQ(mail->named, again.named) << name;
}

TEST(Corpus, parses_and_is_written_again_the_same_in_what_counts) {
  if (!std::getenv("POSTROOM_CORPUS")) GTEST_SKIP() << "POSTROOM_CORPUS names no folder of mail.";
  std::size_t count = 0;
  for (const fs::path& path : corpus("eml")) {
    auto file = FileAccess::open(path);
    ASSERT_TRUE(file.ok()) << path;
    expect_stable(*file, {}, path.filename());
    ++count;
  }
  EXPECT_GT(count, 0u);
}

TEST(Corpus, gives_the_same_mbox_files_when_read_and_written_again) {
  if (!std::getenv("POSTROOM_CORPUS")) GTEST_SKIP() << "POSTROOM_CORPUS names no folder of mail.";
  for (const fs::path& path : corpus("mbox")) {
    auto file = FileAccess::open(path);
    ASSERT_TRUE(file.ok()) << path;
    auto reader = MboxReader::open(*file);
    ASSERT_TRUE(reader.ok()) << path;
    MemorySink sink;
    ASSERT_TRUE(sink.write(as_bytes(reader->preamble())).ok());
    MboxWriter writer(sink);
    for (int number = 0;; ++number) {
      auto entry = reader->next();
      ASSERT_TRUE(entry.ok()) << path;
      if (!*entry) break;
      auto message = open_message(*file, **entry);
      ASSERT_TRUE(message.ok()) << path;
      expect_stable(**message, (*entry)->frame.from_line,
                    path.filename().string() + " " + std::to_string(number));
      RangeSource source(**message);
      ASSERT_TRUE(writer.write((*entry)->frame, source).ok());
    }
    RangeSource source(*file);
    auto original = read_all(source, 1 << 30);
    ASSERT_TRUE(original.ok());
    EXPECT_TRUE(*original == sink.bytes()) << path;
  }
}

}  // namespace
}  // namespace postroom
