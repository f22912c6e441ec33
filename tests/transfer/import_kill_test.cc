// The program is killed at random moments while it imports, until it is through; what is in the store then is what one
// import brings.
#include <gtest/gtest.h>
#include <postroom/open.h>
#include <postroom/transfer.h>

#include <fstream>
#include <thread>

#include "support/child_process.h"
#include "support/long_run.h"
#include "support/must.h"
#include "support/postgres_ground.h"
#include "support/seeded_random.h"

namespace postroom::testing {
namespace {

constexpr int kMostRuns = 400;           // of the program, until it is through
constexpr std::size_t kLongestLife = 250;  // milliseconds, growing from run to run so that it ends

struct Where {
  const char* name;
  MakeGround make;
};

std::string mail(const std::string& name) {
  return "Subject: " + name + "\nFrom: ana@example.com\nDate: Sun, 1 Mar 2026 09:30:00 +0000\n\n" +
         std::string(name.size() * 97 % 5000, 'x') + "\n";
}

void write(const std::filesystem::path& path, const std::string& text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

// An mbox, a Maildir and a directory of eml files, with names of their own for each mail.
void make_mail(const std::filesystem::path& top, int mails) {
  std::string mbox;
  for (int i = 0; i < mails; ++i) {
    const std::string number = std::to_string(i);
    mbox += "From ana@example.com Mon Jan  5 08:00:00 2026\n" + mail("mbox " + number) + "\n";
    write(top / "letters" / (number + ".eml"), mail("eml " + number));
    write(top / "box/cur" / (number + ".a.h:2,S"), mail("maildir " + number));
  }
  std::filesystem::create_directories(top / "box/new");
  write(top / "Archive", mbox);
}

// Each message as "folder: subject", sorted.
std::vector<std::string> content_of(const std::string& address, const Session& session) {
  Store store = must(open_store(address));
  EXPECT_EQ(must(store.check(session)), std::vector<std::string>{});
  std::vector<std::string> lines;
  for (const FolderInfo& folder : must(store.folders(session))) {
    ListOptions options;
    options.limit = 100'000;
    for (const MessageSummary& message : must(store.list(session, folder.id, options))) {
      lines.push_back(folder.path + ": " + message.subject);
    }
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

class ImportKill : public ::testing::TestWithParam<Where> {};

TEST_P(ImportKill, brings_every_message_once_however_often_it_dies) {
  const auto ground = GetParam().make(Place::disk);
  const Session session = make_session("Ana Ruiz", "import_kill_test");
  SeededRandom random(std::random_device{}());
  const std::filesystem::path top = ground->folder().path("mail");
  make_mail(top, is_long_run() ? 4000 : 400);
  must(create_store(ground->address("whole"), session));
  must(create_store(ground->address("killed"), session));
  const auto start = [&](const char* store) {
    return must(ChildProcess::start(POSTROOM_PROGRAM, {"import", ground->address(store), top.string()}));
  };
  ChildProcess whole = start("whole");
  EXPECT_EQ(whole.wait(), (Ending{true, 0}));
  int killed = 0;
  for (int run = 1;; ++run) {
    ASSERT_LE(run, kMostRuns) << "The import does not get through.";
    ChildProcess child = start("killed");
    std::this_thread::sleep_for(std::chrono::milliseconds(random.below(kLongestLife) + static_cast<std::size_t>(run) * 5));
    child.kill();
    const Ending ending = child.wait();
    ground->wait_for_the_dead();
    if (ending.exited) {
      EXPECT_EQ(ending.status, 0);
      break;
    }
    ++killed;
  }
  RecordProperty("killed", killed);
  EXPECT_EQ(content_of(ground->address("killed"), session), content_of(ground->address("whole"), session));
}

INSTANTIATE_TEST_SUITE_P(Engines, ImportKill,
                         ::testing::Values(Where{"sqlite", sqlite_ground}, Where{"postgres", own_postgres_ground}),
                         [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace postroom::testing
