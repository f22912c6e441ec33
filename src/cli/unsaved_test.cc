#include "cli/unsaved.h"

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>
#include <fstream>
#include <map>
#include <sstream>

#include "cli/testing/scripted_terminal.h"

namespace postroom::cli {
namespace {

class FixedClock final : public Clock {
 public:
  FileTime now() const override { return *parse_iso8601("2026-03-01T09:30:00Z"); }
};

class Unsaved : public testing::Test {
 protected:
  Unsaved() {
    std::string pattern = testing::TempDir() + "unsavedXXXXXX";
    folder_ = mkdtemp(pattern.data());
    variables_["TMPDIR"] = folder_ / "tmp";
    std::filesystem::create_directory(folder_ / "tmp");
  }
  ~Unsaved() override { std::filesystem::remove_all(folder_); }

  Surroundings around() {
    const auto variable = [this](const std::string& name) -> std::optional<std::string> {
      const auto found = variables_.find(name);
      return found == variables_.end() ? std::nullopt : std::optional(found->second);
    };
    return {terminal_, variable, "Ana", std::make_shared<FixedClock>()};
  }

  static std::string read(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
  }

  ScriptedTerminal terminal_;
  std::filesystem::path folder_;
  std::map<std::string, std::string> variables_;
};

}  // namespace

TEST_F(Unsaved, text_is_kept_below_the_state_folder_for_its_owner_alone) {
  variables_["XDG_STATE_HOME"] = folder_ / "state";
  auto kept = keep_unsaved(around(), "message-42", "typed");
  ASSERT_TRUE(kept.ok()) << describe(kept.error());
  EXPECT_EQ(*kept, folder_ / "state/postroom/unsaved/message-42-20260301T093000Z.txt");
  EXPECT_EQ(read(*kept), "typed");
  struct stat state {};
  ASSERT_EQ(stat(kept->c_str(), &state), 0);
  EXPECT_EQ(state.st_mode & 0777u, 0600u);
}

TEST_F(Unsaved, text_never_replaces_an_earlier_one) {
  variables_["HOME"] = folder_ / "home";
  auto first = keep_unsaved(around(), "message-42", "one");
  auto second = keep_unsaved(around(), "message-42", "two");
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(*second, folder_ / "home/.local/state/postroom/unsaved/message-42-20260301T093000Z-1.txt");
  EXPECT_EQ(read(*first), "one");
  EXPECT_EQ(read(*second), "two");
}

TEST_F(Unsaved, text_goes_to_the_temporary_folder_when_there_is_no_other) {
  std::ofstream(folder_ / "file") << "not a folder";
  variables_["XDG_STATE_HOME"] = folder_ / "file";
  auto kept = keep_unsaved(around(), "message-42", "typed");
  ASSERT_TRUE(kept.ok()) << describe(kept.error());
  EXPECT_EQ(*kept, folder_ / "tmp/postroom-unsaved-message-42-20260301T093000Z.txt");
}

TEST_F(Unsaved, says_so_when_no_place_is_left) {
  variables_["TMPDIR"] = folder_ / "none";
  auto kept = keep_unsaved(around(), "message-42", "typed");
  ASSERT_FALSE(kept.ok());
  EXPECT_EQ(kept.error().code, Code::io_error);
}

}  // namespace postroom::cli
