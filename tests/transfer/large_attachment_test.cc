// A very large attachment goes in and out while the process stays small.
#include <postroom/file.h>
#include <postroom/tags.h>

#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "store_with_mail.h"
#include "support/long_run.h"

namespace postroom {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr long kMaxResident = 4 * 1024 * 1024;  // a sanitizer keeps what was freed
#else
constexpr long kMaxResident = 100 * 1024;  // kilobytes
#endif
constexpr std::size_t kLine = 77;  // bytes of an encoded line

std::uint64_t attachment_lines() {
  const std::uint64_t bytes = std::uint64_t{testing::is_long_run() ? 1024u : 64u} << 20;
  return bytes / 57;  // that a line of base64 stands for
}

// Different in every block of the file, so that nothing is stored once for two.
std::string line_of(std::uint64_t number) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string line(kLine, '\n');
  std::uint64_t state = number * 0x9E3779B97F4A7C15u + 1;
  for (std::size_t i = 0; i + 1 < kLine; ++i) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    line[i] = kDigits[state >> 58];
  }
  return line;
}

void write_mail_with_attachment(const std::filesystem::path& path) {
  std::ofstream file(path, std::ios::binary);
  file << "Subject: large\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nSee "
          "below.\n--b\n"
          "Content-Type: application/octet-stream\nContent-Disposition: attachment; filename=large.bin\n"
          "Content-Transfer-Encoding: base64\n\n";
  for (std::uint64_t i = 0; i < attachment_lines(); ++i) file << line_of(i);
  file << "--b--\n";
}

long largest_resident_size() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stol(line.substr(6));
  }
  return 0;
}

bool is_same_file(const std::filesystem::path& a, const std::filesystem::path& b) {
  std::ifstream first(a, std::ios::binary), second(b, std::ios::binary);
  std::string one(1 << 20, '\0'), two(1 << 20, '\0');
  do {
    first.read(one.data(), static_cast<std::streamsize>(one.size()));
    second.read(two.data(), static_cast<std::streamsize>(two.size()));
    if (first.gcount() != second.gcount() || one != two) return false;
  } while (first.gcount() > 0);
  return true;
}

class LargeAttachment : public ::testing::Test {
 protected:
  // Runs as a process of its own, without a store open before; the exit status says what failed.
  int carry() {
    const Session session = make_session("Ana Ruiz", "test");
    auto store = create_store(folder_.path("mail.postroom"), session);
    if (!store.ok()) return 10;
    const ImportOptions options{store->special(SpecialFolder::inbox), false, {}, {}};
    const auto report = import_file(*store, session, folder_.path("in.eml"), options);
    if (!report.ok() || report->ids.size() != 1) return 11;
    if (const int failed = write_out(*store, session, report->ids[0], "as_it_came.eml")) return failed;
    auto message = store->open_message(session, report->ids[0], Access::read_write);
    if (!message.ok() || !message->set(tag::subject, std::string("edited")).ok() || !message->save().ok())
      return 12;
    if (message->content().attachments.size() != 1) return 13;
    if (const int failed = write_out(*store, session, report->ids[0], "edited.eml")) return failed;
    const long resident = largest_resident_size();
    std::ofstream(folder_.path("resident")) << resident;
    return resident > kMaxResident ? 14 : 0;
  }

  int write_out(Store& store, const Session& session, MessageId id, const std::string& name) {
    auto sink = FileSink::create(folder_.path(name));
    if (!sink.ok()) return 20;
    if (!export_message(store, session, id, *sink).ok()) return 21;
    return sink->finish().ok() ? 0 : 22;
  }

  testing::TemporaryFolder folder_;
};

TEST_F(LargeAttachment, goes_in_and_out_in_bounded_memory) {
  write_mail_with_attachment(folder_.path("in.eml"));
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) ::_exit(carry());
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0) << "resident: " << testing::text_of(folder_.path("resident")) << " KB";
  EXPECT_TRUE(is_same_file(folder_.path("in.eml"), folder_.path("as_it_came.eml")));
  const auto size = std::filesystem::file_size(folder_.path("in.eml"));
  const auto edited = std::filesystem::file_size(folder_.path("edited.eml"));
  EXPECT_NEAR(static_cast<double>(edited) / static_cast<double>(size), 1.0, 0.05);
  RecordProperty("resident_kilobytes", testing::text_of(folder_.path("resident")));
}

}  // namespace
}  // namespace postroom
