// Search folders stay right while others write: across processes, after a restart, and where the log ends.
#include "rules/processes.h"
#include "search_folders/search_test.h"
#include "support/long_run.h"
#include "support/seeded_random.h"

#include <unistd.h>

#include <csignal>

namespace postroom::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr SearchFlags kRecursive{.depth = SearchDepth::recursive};
constexpr SearchFlags kStatic{.updates = SearchUpdates::static_};

TEST_F(SearchFolderTest, row_109_one_process_sees_in_its_search_folder_what_another_writes) {
  const FolderId found = search("printers", subject_has("printer"), {inbox()});
  const FolderId in = inbox();
  close();
  constexpr int kRounds = 10;
  EXPECT_TRUE(run_processes(2, [&](Meeting& meeting, int number) {
    Store mine = must(open_store(address()));
    Subjects expected;
    bool well = true;
    for (int round = 0; round < kRounds; ++round) {
      const std::string subject = "printer " + std::to_string(round);
      expected.push_back(subject);
      if (number == 0) well = well && subjects(mine, ana, found).size() == static_cast<std::size_t>(round);
      meet(meeting);
      if (number == 1) {
        Message message = must(mine.create_message(ben, in));
        must(message.set(tag::subject, subject));
        must(message.save());
      }
      meet(meeting);
      if (number == 0) well = well && subjects(mine, ana, found) == expected;
    }
    return well;
  }));
}

TEST_F(SearchFolderTest, row_108_one_process_hears_that_another_has_set_other_criteria) {
  add_to(inbox(), "printer");
  add_to(inbox(), "lunch");
  const FolderId found = search("found", subject_has("printer"), {inbox()});
  Store theirs = another();
  EXPECT_THAT(subjects(theirs, ben, found), ElementsAre("printer"));
  const LogPosition before = position();
  must(store().set_search_criteria(ana, found, subject_has("lunch"), std::nullopt));
  EXPECT_THAT(subjects(theirs, ben, found), ElementsAre("lunch"));
  EXPECT_EQ(must(theirs.search_criteria(ben, found)).restriction, subject_has("lunch"));
  const auto events = must(theirs.events_after(ben, before, 1));
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].kind, ChangeKind::folder_modified);
  EXPECT_EQ(events[0].folder, found);
}

TEST_F(SearchFolderTest, row_113_what_a_killed_process_has_begun_the_next_reader_ends) {
  add_to(inbox(), "printer");
  const FolderId dynamic = must(store().create_search_folder(ana, finder(), "dynamic"));
  const FolderId once = must(store().create_search_folder(ana, finder(), "once"));
  const FolderId in = inbox();
  close();
  EXPECT_FALSE(run_processes(1, [&](Meeting&, int) -> bool {
    const auto gate = std::make_shared<testing::Gate>();
    Store mine = gated(gate);
    gate->close();
    must(mine.set_search_criteria(ana, dynamic, subject_has("printer"), std::vector{in}));
    must(mine.set_search_criteria(ana, once, subject_has("printer"), std::vector{in}, kStatic));
    gate->wait_for_others();
    ::kill(::getpid(), SIGKILL);
    return true;
  }));
  ground->wait_for_the_dead();
  EXPECT_EQ(state(dynamic), search_state::running | search_state::rebuild);
  EXPECT_EQ(state(once), search_state::running | search_state::rebuild | search_state::static_);
  const LogPosition before = position();
  EXPECT_THAT(subjects(dynamic), ElementsAre("printer"));
  EXPECT_THAT(subjects(once), ElementsAre("printer"));
  EXPECT_EQ(state(dynamic), search_state::complete);
  EXPECT_EQ(state(once), search_state::complete | search_state::static_);
  EXPECT_THAT(kinds_since(before), ElementsAre(ChangeKind::search_completed, ChangeKind::search_completed));
}

TEST_F(SearchFolderTest, row_109_where_the_log_no_longer_reaches_back_the_folder_is_evaluated_anew) {
  const MessageId first = add_to(inbox(), "printer 1");
  const FolderId found = search("printers", subject_has("printer"), {inbox()});
  const FolderId once = search("once", subject_has("printer"), {inbox()}, kStatic);
  EXPECT_EQ(subjects(found).size(), 1u);
  EXPECT_EQ(subjects(once).size(), 1u);
  Store theirs = another();
  EXPECT_EQ(subjects(theirs, ben, found).size(), 1u);
  close();

  {
    Store writer = another();
    Retention few = must(writer.retention(ana));
    few.log_entries = 2;
    must(writer.set_retention(ana, few));
    must(writer.delete_messages(ana, std::vector{first}, DeleteKind::permanent));
    for (int i = 2; i < 6; ++i) {
      Message message = must(writer.create_message(ana, writer.special(SpecialFolder::inbox)));
      must(message.set(tag::subject, "printer " + std::to_string(i)));
      must(message.save());
    }
    must(writer.compact(ana));
  }
  const Subjects expected{"printer 2", "printer 3", "printer 4", "printer 5"};
  EXPECT_EQ(subjects(theirs, ben, found), expected);  // it had the folder open
  EXPECT_EQ(subjects(found), expected);               // and this process starts with what was kept
  EXPECT_THAT(subjects(theirs, ben, once), IsEmpty());
  EXPECT_THAT(subjects(once), IsEmpty());
}

TEST_F(SearchFolderTest, row_109_reading_a_finished_search_folder_writes_nothing_to_the_log) {
  const FolderId found = search("printers", subject_has("printer"), {inbox()});
  add_to(inbox(), "printer");
  EXPECT_EQ(subjects(found).size(), 1u);
  const LogPosition before = position();
  close();
  EXPECT_EQ(subjects(found).size(), 1u);
  EXPECT_EQ(position(), before);
}

TEST_F(SearchFolderTest, row_109_a_store_that_is_open_for_reading_only_shows_its_search_folders) {
  add_to(inbox(), "printer");
  const FolderId found = search("printers", subject_has("printer"), {inbox()});
  EXPECT_EQ(subjects(found).size(), 1u);
  add_to(inbox(), "printer too");
  Store reading = must(open_store(address(), OpenAs::read_only));
  EXPECT_THAT(subjects(reading, ben, found), ElementsAre("printer", "printer too"));
}

// Makes random changes and compares every search folder with what looking at each message gives.
class RandomChanges {
 public:
  RandomChanges(Store& store, Session session, std::uint64_t seed)
      : store_(store), session_(std::move(session)), random_(seed), top_name_("top " + std::to_string(seed)) {
    const FolderId subtree = store_.special(SpecialFolder::ipm_subtree);
    top_ = must(store_.create_folder(session_, subtree, top_name_));
    folders_ = {top_, must(store_.create_folder(session_, subtree, "aside " + std::to_string(seed)))};
  }

  FolderId top() const { return top_; }

  void change() {
    switch (below(10)) {
      case 0:
      case 1:
      case 2:
        return add();
      case 3:
        return edit();
      case 4:
        return mark();
      case 5:
        must(store_.move_messages(session_, some_messages(), a_folder()));
        return;
      case 6:
        must(store_.copy_messages(session_, std::vector{a_message()}, a_folder()));
        return;
      case 7:
        must(store_.delete_messages(session_, some_messages(),
                                    below(2) ? DeleteKind::permanent : DeleteKind::recoverable));
        return;
      case 8:
        must(store_.undelete_messages(session_, some_messages()));
        return;
      default:
        return change_folders();
    }
  }

  // The subjects in the folders from `top` down whose message has `word`, and is unread if that is asked for.
  Subjects expected(bool recursive, const std::string& word, bool unread) {
    Subjects found;
    for (const FolderInfo& folder : must(store_.folders(session_))) {
      const bool is_in_scope = folder.id == top_ || (recursive && folder.path.starts_with(top_name_ + "/"));
      if (folder.kind == FolderKind::search || !is_in_scope) continue;
      for (const MessageSummary& row : must(store_.list(session_, folder.id))) {
        const bool is_unread = (row.flags & message_flag::read) == 0;
        if (row.subject.find(word) != std::string::npos && (!unread || is_unread))
          found.push_back(row.subject);
      }
    }
    std::sort(found.begin(), found.end());
    return found;
  }

 private:
  std::uint64_t below(std::uint64_t limit) { return random_.number() % limit; }
  FolderId a_folder() { return folders_[below(folders_.size())]; }
  MessageId a_message() { return messages_.empty() ? MessageId{1} : messages_[below(messages_.size())]; }
  std::vector<MessageId> some_messages() { return {a_message(), a_message(), a_message()}; }
  std::string a_subject() { return std::string(below(2) ? "printer " : "lunch ") + std::to_string(++made_); }

  void add() {
    Message message = must(store_.create_message(session_, a_folder()));
    must(message.set(tag::subject, a_subject()));
    messages_.push_back(must(message.save()).message);
  }
  void edit() {
    auto message = store_.open_message(session_, a_message(), Access::read_write);
    if (!message.ok()) return;
    must(message->set(tag::subject, a_subject()));
    must(message->save());
  }
  void mark() { must(store_.mark(session_, some_messages(), below(2) ? Store::Read::yes : Store::Read::no)); }
  void change_folders() {
    const FolderId parent = a_folder();
    const std::string name = "folder " + std::to_string(++made_);
    switch (below(4)) {
      case 0: {
        const auto made = store_.create_folder(session_, parent, name);
        if (made.ok()) folders_.push_back(*made);
        return;
      }
      case 1: {
        const auto made = store_.copy_folder(session_, a_folder(), parent, name, true);
        if (made.ok()) folders_.push_back(*made);
        return;
      }
      case 2:
        if (parent != top_) (void)store_.move_folder(session_, parent, a_folder());
        return;
      default:
        if (folders_.size() > 3 && parent != top_ &&
            store_.delete_folder(session_, parent, {true, true}).ok()) {
          std::erase_if(folders_, [this](FolderId each) { return !store_.folder(session_, each).ok(); });
        }
    }
  }

  Store& store_;
  const Session session_;
  testing::SeededRandom random_;
  const std::string top_name_;
  FolderId top_;
  std::vector<FolderId> folders_;
  std::vector<MessageId> messages_;
  int made_ = 0;
};

TEST_F(SearchFolderTest, row_109_after_random_changes_every_folder_has_what_evaluating_anew_finds) {
  const int rounds = testing::is_long_run() ? 60 : 12;
  for (std::uint64_t seed = 1; seed <= 2; ++seed) {
    RandomChanges changes(store(), ana, seed);
    const std::string suffix = std::to_string(seed);
    const Restriction both{AndRestriction{{subject_has("printer"), is_unread()}}};
    const FolderId shallow = search("shallow" + suffix, subject_has("printer"), {changes.top()});
    const FolderId recursive =
        search("recursive" + suffix, subject_has("printer"), {changes.top()}, kRecursive);
    const FolderId unread = search("unread" + suffix, both, {changes.top()}, kRecursive);
    for (int round = 0; round < rounds; ++round) {
      SCOPED_TRACE("seed " + suffix + ", round " + std::to_string(round));
      for (int i = 0; i < 15; ++i) changes.change();
      Store fresh = another();  // with what the cache says
      EXPECT_EQ(subjects(shallow), changes.expected(false, "printer", false));
      EXPECT_EQ(subjects(recursive), changes.expected(true, "printer", false));
      EXPECT_EQ(subjects(fresh, ana, recursive), changes.expected(true, "printer", false));
      EXPECT_EQ(subjects(unread), changes.expected(true, "printer", true));
      EXPECT_EQ(must(store().folder(ana, unread)).unread_count,
                must(store().folder(ana, unread)).content_count);
    }
  }
}

}  // namespace
}  // namespace postroom::rules
