// The store program does what it says, and its check finds what is wrong.
#include "fault/store_program.h"

#include <gmock/gmock.h>
#include <postroom/open.h>
#include <postroom/tags.h>

#include <filesystem>

#include "support/must.h"

namespace postroom::fault {
namespace {

using postroom::testing::must;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class StoreProgramTest : public ::testing::Test {
 protected:
  StoreProgramTest() {
    program_->run(path_, ledger_);
    steps_ = ledger_.steps();
  }

  std::vector<std::string> check() { return program_->check(path_, steps_); }

  // The last step that asked for this.
  Step& last(const std::string& operation) {
    const auto found = std::find_if(steps_.rbegin(), steps_.rend(), [&](const Step& step) {
      return step.name.find("trying " + operation + " ") != std::string::npos;
    });
    EXPECT_NE(found, steps_.rend()) << operation;
    return *found;
  }

  std::vector<MessageSummary> messages(Store& store) {
    std::vector<MessageSummary> all;
    for (const FolderInfo& folder : must(store.folders(session_))) {
      for (MessageSummary& row : must(store.list(session_, folder.id))) all.push_back(std::move(row));
    }
    return all;
  }

  const WorkFolder folder_;
  const std::string path_ = folder_.path("store");
  const Session session_ = make_session("Tester", "store_program_test");
  FaultVfs vfs_;
  Ledger ledger_{vfs_};
  const std::unique_ptr<Program> program_ = store_program(sqlite_access())();
  std::vector<Step> steps_;
};

TEST_F(StoreProgramTest, does_every_operation_and_passes_its_check) {
  for (const char* operation :
       {"create", "save", "note", "elsewhere", "copy", "move", "trash", "destroy", "undelete", "mark",
        "status", "make_folder", "rename_folder", "remove_folder", "compact", "backup"}) {
    EXPECT_EQ(last(operation).outcome, Outcome::done) << operation;
  }
  EXPECT_THAT(ledger_.complaints(), IsEmpty());
  EXPECT_THAT(check(), IsEmpty());
}

TEST_F(StoreProgramTest, has_values_of_every_size) {
  Store store = must(open_store(path_));
  bool one_chunk = false, several = false;
  for (const MessageSummary& row : messages(store)) {
    for (const HistoryEntry& entry : must(store.history(session_, row.id, true))) {
      const MessageContent content = must(store.version(session_, row.id, entry.version));
      const auto* large =
          std::get_if<LargeValue>(content.attachments.at(0).properties.find(tag::attach_data_bin));
      one_chunk = one_chunk || (large && large->size <= 256 * 1024);
      several = several || (large && large->size > 256 * 1024);
    }
  }
  EXPECT_TRUE(one_chunk);
  EXPECT_TRUE(several);
}

TEST_F(StoreProgramTest, finds_that_the_store_is_gone) {
  std::filesystem::remove(path_);
  EXPECT_THAT(check(), Contains(HasSubstr("does not open")));
}

TEST_F(StoreProgramTest, finds_that_what_was_done_is_not_there) {
  Store store = must(open_store(path_));
  const MessageId lost = messages(store).front().id;
  must(store.delete_messages(session_, std::span(&lost, 1), DeleteKind::permanent));
  EXPECT_THAT(check(), Contains(HasSubstr("is not there")));
}

TEST_F(StoreProgramTest, finds_that_what_was_refused_is_there) {
  last("save").outcome = Outcome::refused;
  EXPECT_THAT(check(), Contains(HasSubstr("has content that was refused")));
}

TEST_F(StoreProgramTest, finds_a_named_property_that_was_refused) {
  for (Step& step : steps_) {
    if (step.name == "name the property second") step.outcome = Outcome::refused;
  }
  EXPECT_THAT(check(), Contains(HasSubstr("second was refused and is there")));
}

TEST_F(StoreProgramTest, finds_that_a_backup_is_gone) {
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(path_).parent_path())) {
    if (entry.path().string().starts_with(path_ + ".backup-")) std::filesystem::remove(entry.path());
  }
  EXPECT_THAT(check(), Contains(HasSubstr("was acknowledged and does not open")));
}

}  // namespace
}  // namespace postroom::fault
