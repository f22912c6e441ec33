#include <postroom/file.h>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

namespace postroom {
namespace {

class File : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = ::testing::TempDir() + "postroom-file-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path make_file(const std::string& text) const {
    const std::filesystem::path path = folder_ / "file";
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }

  std::filesystem::path folder_;
};

TEST_F(File, is_read_to_the_end_as_it_was_written) {
  const auto path = folder_ / "new";
  auto sink = FileSink::create(path);
  ASSERT_TRUE(sink.ok());
  ASSERT_TRUE(sink->write(as_bytes("hello ")).ok());
  ASSERT_TRUE(sink->write(as_bytes("world")).ok());
  ASSERT_TRUE(sink->finish().ok());
  auto source = FileSource::open(path);
  ASSERT_TRUE(source.ok());
  EXPECT_EQ(source->size(), 11u);
  EXPECT_EQ(as_text(*read_all(*source, 100)), "hello world");
}

TEST_F(File, is_emptied_when_it_is_created_again) {
  const auto path = make_file("old text");
  ASSERT_TRUE(FileSink::create(path)->finish().ok());
  EXPECT_EQ(std::filesystem::file_size(path), 0u);
}

TEST_F(File, is_read_from_any_place) {
  auto access = FileAccess::open(make_file("abcdef"));
  ASSERT_TRUE(access.ok());
  EXPECT_EQ(access->size(), 6u);
  Bytes buffer(4);
  EXPECT_EQ(*access->read_at(4, buffer), 2u);
  EXPECT_EQ(as_text(buffer).substr(0, 2), "ef");
  EXPECT_EQ(*access->read_at(6, buffer), 0u);
}

TEST_F(File, says_not_found_with_its_path_when_it_is_not_there) {
  const auto path = folder_ / "absent";
  const auto source = FileSource::open(path);
  ASSERT_FALSE(source.ok());
  EXPECT_EQ(source.error().code, Code::not_found);
  EXPECT_NE(source.error().message.find(path.string()), std::string::npos);
  EXPECT_EQ(FileAccess::open(path).error().code, Code::not_found);
  EXPECT_EQ(FileSink::create(path / "deeper").error().code, Code::not_found);
}

TEST_F(File, is_never_a_folder) {
  EXPECT_EQ(FileSource::open(folder_).error().code, Code::invalid_argument);
  EXPECT_EQ(FileAccess::open(folder_).error().code, Code::invalid_argument);
  EXPECT_FALSE(FileSink::create(folder_).ok());
}

TEST_F(File, says_no_access_when_it_may_not_be_read) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may read everything";
  const auto path = make_file("secret");
  ASSERT_EQ(::chmod(path.c_str(), 0), 0);
  EXPECT_EQ(FileSource::open(path).error().code, Code::no_access);
}

TEST_F(File, says_disk_full_when_there_is_no_room) {
  auto sink = FileSink::create("/dev/full");
  ASSERT_TRUE(sink.ok());
  EXPECT_EQ(sink->write(as_bytes("x")).error().code, Code::disk_full);
}

TEST_F(File, that_is_a_device_can_be_finished) {
  auto sink = FileSink::create("/dev/null");
  ASSERT_TRUE(sink.ok());
  ASSERT_TRUE(sink->write(as_bytes("x")).ok());
  EXPECT_TRUE(sink->finish().ok());
}

TEST_F(File, keeps_its_descriptor_when_it_is_moved) {
  auto first = FileSource::open(make_file("abc"));
  ASSERT_TRUE(first.ok());
  FileSource second = *std::move(first);
  FileSource third = *FileSource::open("/dev/null");
  third = std::move(second);
  EXPECT_EQ(as_text(*read_all(third, 100)), "abc");
}

TEST_F(File, cannot_be_written_after_it_was_finished) {
  auto sink = FileSink::create(folder_ / "done");
  ASSERT_TRUE(sink->finish().ok());
  EXPECT_FALSE(sink->write(as_bytes("x")).ok());
}

// A file that took the place of standard input would not be closed, nor made durable.
TEST_F(File, never_takes_the_place_of_a_standard_stream) {
  const int kept = ::dup(STDIN_FILENO);
  ::close(STDIN_FILENO);
  {
    auto sink = FileSink::create(folder_ / "file");
    EXPECT_TRUE(sink.ok());
    EXPECT_EQ(::fcntl(STDIN_FILENO, F_GETFD), -1);
  }
  if (kept >= 0) {
    ::dup2(kept, STDIN_FILENO);
    ::close(kept);
  }
}

}  // namespace
}  // namespace postroom
