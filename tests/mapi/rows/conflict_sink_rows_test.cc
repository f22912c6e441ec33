// Row 19: a person is asked whether to keep the original, overwrite it or save elsewhere (rule C21).
#include "mapi/rows/two_handles.h"

namespace mapi_host {
namespace {

// Answers what a test wants, and remembers what it was asked.
class Answering final : public Object<IPostroomConflictSink, IID_IPostroomConflictSink> {
 public:
  ULONG choice = POSTROOM_CHOICE_REFUSE;
  std::string folder;  // of POSTROOM_CHOICE_ELSEWHERE
  HRESULT result = S_OK;
  int asked = 0;
  std::string who, theirs;
  bool can_merge = false;
  std::vector<std::pair<std::string, ULONG>> units;

  HRESULT Resolve(LPPOSTROOM_CONFLICT conflict, ULONG* chosen, ULONG* size, LPENTRYID* folder_id) override {
    ++asked;
    who = to_utf8(conflict->lpszWho);
    can_merge = conflict->fCanMerge != 0;
    for (ULONG i = 0; i < conflict->cUnits; ++i) {
      units.emplace_back(to_utf8(conflict->rgpszUnits[i]), conflict->rgulUnitStates[i]);
    }
    theirs = get_text(*conflict->lpTheirs, PR_SUBJECT_W).value_or("(none)");
    *chosen = choice;
    if (!folder.empty()) {
      LPVOID bytes = nullptr;
      allocate_buffer(id_size(folder), &bytes);
      std::copy(folder.begin(), folder.end(), static_cast<char*>(bytes));
      *size = id_size(folder);
      *folder_id = static_cast<LPENTRYID>(bytes);
    }
    return result;
  }
};

// Ben, who can be asked, and the message that Ana has saved before him.
struct Asked {
  Ptr<Answering> person{new Answering};
  TwoHandles both;
};

HRESULT set_person(Session& session, const Ptr<Answering>& person) {
  void* found = nullptr;
  const HRESULT queried = session.logon()->QueryInterface(IID_IPostroomLogon, &found);
  if (queried != S_OK) return queried;
  const Ptr<IPostroomLogon> logon(static_cast<IPostroomLogon*>(found));
  return logon->SetConflictSink(person.get());
}

LogonSettings with_dialogs() {
  LogonSettings settings;
  settings.name = "Ben Okafor";
  settings.flags = MDB_WRITE;
  return settings;
}

Asked ask(Session& ana, Session& ben, const std::string& id, ULONG choice) {
  Asked asked;
  asked.person->choice = choice;
  EXPECT_HR(S_OK, set_person(ben, asked.person));
  asked.both = two_handles(ana, ben, id);
  return asked;
}

TEST_F(RowTest, r019_the_person_hears_who_saved_what) {
  Asked asked = ask(ana(), session(with_dialogs()), add("one"), POSTROOM_CHOICE_REFUSE);
  EXPECT_HR(MAPI_E_OBJECT_CHANGED, asked.both.loser->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_EQ(asked.person->asked, 1);
  EXPECT_EQ(asked.person->who, "Ana Ruiz");
  EXPECT_EQ(asked.person->theirs, "Ana's");
  EXPECT_FALSE(asked.person->can_merge);
  ASSERT_EQ(asked.person->units.size(), 1U);
  EXPECT_EQ(asked.person->units[0].second, POSTROOM_UNIT_OVERLAP);
  EXPECT_EQ(get_text(*asked.both.loser, PR_SUBJECT_W), "Ben's");
}

TEST_F(RowTest, r019_keeping_the_original_gives_up_the_edits) {
  Asked asked = ask(ana(), session(with_dialogs()), add("one"), POSTROOM_CHOICE_KEEP);
  EXPECT_HR(S_OK, asked.both.loser->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_EQ(stored(asked.both.id, PR_SUBJECT_W), "Ana's");
  EXPECT_EQ(get_text(*asked.both.loser, PR_SUBJECT_W), "Ana's");
  EXPECT_HR(S_OK, set_text(*asked.both.loser, PR_SUBJECT_W, "and on"));
  EXPECT_HR(S_OK, asked.both.loser->SaveChanges(KEEP_OPEN_READWRITE));
}

TEST_F(RowTest, r019_overwriting_replaces_it) {
  Asked asked = ask(ana(), session(with_dialogs()), add("one"), POSTROOM_CHOICE_OVERWRITE);
  EXPECT_HR(S_OK, asked.both.loser->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_EQ(stored(asked.both.id, PR_SUBJECT_W), "Ben's");
}

TEST_F(RowTest, r019_saving_elsewhere_makes_a_copy_in_the_folder_that_was_chosen) {
  const auto folder = create_folder(*ana().folder(PR_IPM_SUBTREE_ENTRYID), "Elsewhere");
  Asked asked = ask(ana(), session(with_dialogs()), add("one"), POSTROOM_CHOICE_ELSEWHERE);
  asked.person->folder = entry_id_of(*folder);
  EXPECT_HR(S_OK, asked.both.loser->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_EQ(stored(asked.both.id, PR_SUBJECT_W), "Ana's");
  EXPECT_EQ(subjects(*folder), std::vector<std::string>{"Ben's"});
}

TEST_F(RowTest, r019_without_a_folder_the_copy_goes_to_the_conflicts) {
  Asked asked = ask(ana(), session(with_dialogs()), add("one"), POSTROOM_CHOICE_ELSEWHERE);
  EXPECT_HR(S_OK, asked.both.loser->SaveChanges(0));
  EXPECT_EQ(stored(asked.both.id, PR_SUBJECT_W), "Ana's");
}

TEST_F(RowTest, r019_merging_takes_over_what_they_changed) {
  Session& ben_asked = session(with_dialogs());
  const Ptr<Answering> person(new Answering);
  person->choice = POSTROOM_CHOICE_MERGE;
  ASSERT_HR(S_OK, set_person(ben_asked, person));
  const std::string id = add("one");
  const auto a = ana().open_message(id), b = ben_asked.open_message(id);
  ASSERT_HR(S_OK, set_text(*a, PR_SUBJECT_W, "Ana's"));
  ASSERT_HR(S_OK, set_text(*b, PR_BODY_W, "Ben's body"));
  ASSERT_HR(S_OK, a->SaveChanges(0));
  EXPECT_HR(S_OK, b->SaveChanges(0));
  EXPECT_TRUE(person->can_merge);
  EXPECT_EQ(stored(id, PR_SUBJECT_W), "Ana's");
  EXPECT_EQ(stored(id, PR_BODY_W), "Ben's body");
}

TEST_F(RowTest, r019_a_merge_that_overlaps_is_refused) {
  Asked asked = ask(ana(), session(with_dialogs()), add("one"), POSTROOM_CHOICE_MERGE);
  EXPECT_HR(MAPI_E_OBJECT_CHANGED, asked.both.loser->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_EQ(get_text(*asked.both.loser, PR_SUBJECT_W), "Ben's");
}

TEST_F(RowTest, r019_a_sink_that_fails_counts_as_a_refusal) {
  Asked asked = ask(ana(), session(with_dialogs()), add("one"), POSTROOM_CHOICE_OVERWRITE);
  asked.person->result = MAPI_E_CALL_FAILED;
  EXPECT_HR(MAPI_E_OBJECT_CHANGED, asked.both.loser->SaveChanges(0));
  EXPECT_EQ(stored(asked.both.id, PR_SUBJECT_W), "Ana's");
}

TEST_F(RowTest, r019_nobody_is_asked_where_dialogs_are_forbidden) {
  Asked asked = ask(ana(), ben(), add("one"), POSTROOM_CHOICE_OVERWRITE);
  EXPECT_HR(MAPI_E_OBJECT_CHANGED, asked.both.loser->SaveChanges(0));
  EXPECT_EQ(asked.person->asked, 0);
  EXPECT_EQ(stored(asked.both.id, PR_SUBJECT_W), "Ana's");
}

TEST_F(RowTest, r019_nobody_is_asked_about_a_forced_save) {
  Asked asked = ask(ana(), session(with_dialogs()), add("one"), POSTROOM_CHOICE_KEEP);
  EXPECT_HR(S_OK, asked.both.loser->SaveChanges(FORCE_SAVE));
  EXPECT_EQ(asked.person->asked, 0);
  EXPECT_EQ(stored(asked.both.id, PR_SUBJECT_W), "Ben's");
}

TEST_F(RowTest, r019_a_profile_that_says_merge_asks_nobody) {
  LogonSettings merging;
  merging.on_conflict = POSTROOM_ON_CONFLICT_MERGE;
  const std::string id = add("one");
  const auto a = ana().open_message(id), b = session(merging).open_message(id);
  ASSERT_HR(S_OK, set_text(*a, PR_SUBJECT_W, "Ana's"));
  ASSERT_HR(S_OK, set_text(*b, PR_BODY_W, "the other body"));
  ASSERT_HR(S_OK, a->SaveChanges(0));
  EXPECT_HR(S_OK, b->SaveChanges(0));
  EXPECT_EQ(stored(id, PR_SUBJECT_W), "Ana's");
  EXPECT_EQ(stored(id, PR_BODY_W), "the other body");
}

}  // namespace
}  // namespace mapi_host
