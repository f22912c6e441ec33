// Every operation crossed with every right: it is allowed with exactly the rights that docs/rights.md names for it.
#include "rules/save_rules.h"

namespace postroom::rules {
namespace {

using enum FolderRights;

// Ben's place in a store of Ana's: two folders, and a message in the first.
struct Stage {
  Store& store;
  const Session& ana;
  const Session& ben;
  FolderId here, there;
  MessageId id, copy;  // copy: of a conflict
  std::optional<Message> open;
  LogPosition before;
};

using Run = std::function<std::optional<Code>(Stage&)>;

struct Operation {
  const char* name;
  Creator creator;
  std::vector<FolderRights> here;  // one of these is enough
  FolderRights there;              // in the other folder; none if there is no other
  Run run;
  Code refusal = Code::no_access;
  bool needs_copy = false, needs_open = false;
};

std::vector<MessageId> ids(const Stage& stage) { return {stage.id}; }

std::optional<Code> found(bool is_there) { return is_there ? std::nullopt : std::optional(Code::not_found); }

// What is wanted is neither done nor an error where the session may not: it is just not shown.
std::vector<Operation> looking() {
  const Creator ana = Creator::somebody_else;
  return {
      {"find_folder", ana, {visible}, none,
       [](Stage& s) { return code_of(s.store.find_folder(s.ben, must(s.store.folder(s.ana, s.here)).path)); }, Code::not_found},
      {"folder", ana, {visible}, none, [](Stage& s) { return code_of(s.store.folder(s.ben, s.here)); }, Code::not_found},
      {"folder_properties", ana, {visible}, none,
       [](Stage& s) { return code_of(s.store.folder_properties(s.ben, s.here)); }, Code::not_found},
      {"folders", ana, {visible}, none,
       [](Stage& s) {
         const auto all = must(s.store.folders(s.ben));
         return found(std::any_of(all.begin(), all.end(), [&](const FolderInfo& info) { return info.id == s.here; }));
       },
       Code::not_found},
      {"conflicts", ana, {read}, none, [](Stage& s) {
         const auto pairs = must(s.store.conflicts(s.ben));  // those of the cases before are there, too
         return found(std::any_of(pairs.begin(), pairs.end(),
                                  [&](const ConflictPair& pair) { return pair.winner.id == s.id; }));
       },
       Code::not_found, true},
      {"events_after", ana, {read}, none,
       [](Stage& s) {
         const auto events = must(s.store.events_after(s.ben, s.before, 1));
         return found(std::any_of(events.begin(), events.end(), [](const Event& event) {
           return event.kind == ChangeKind::status_changed;
         }));
       },
       Code::not_found},
  };
}

std::vector<Operation> reading(Creator creator, const std::vector<FolderRights>& enough) {
  return {
      {"summary", creator, enough, none, [](Stage& s) { return code_of(s.store.summary(s.ben, s.id)); }},
      {"current version", creator, enough, none, [](Stage& s) { return code_of(s.store.current_version(s.ben, s.id)); }},
      {"open to read", creator, enough, none,
       [](Stage& s) { return code_of(s.store.open_message(s.ben, s.id, Access::read_only)); }},
      {"open with best access", creator, enough, none,
       [](Stage& s) { return code_of(s.store.open_message(s.ben, s.id, Access::best)); }},
      {"history", creator, enough, none, [](Stage& s) { return code_of(s.store.history(s.ben, s.id)); }},
      {"version", creator, enough, none, [](Stage& s) { return code_of(s.store.version(s.ben, s.id, VersionNumber{1})); }},
      {"compare", creator, enough, none,
       [](Stage& s) { return code_of(s.store.compare(s.ben, s.id, VersionNumber{1}, VersionNumber{1})); }},
      {"mark", creator, enough, none,
       [](Stage& s) { return code_of(s.store.mark(s.ben, ids(s), Store::Read::no)); }},
      {"copy_messages", creator, enough, create,
       [](Stage& s) {
         const auto copies = s.store.copy_messages(s.ben, ids(s), s.there);
         EXPECT_EQ(copies.ok() ? copies->size() : 1u, 1u);
         return code_of(copies);
       }},
  };
}

std::vector<Operation> editing(Creator creator, const std::vector<FolderRights>& enough) {
  return {
      {"open to write", creator, enough, none,
       [](Stage& s) { return code_of(s.store.open_message(s.ben, s.id, Access::read_write)); }},
      {"best access that writes", creator, enough, none,
       [](Stage& s) -> std::optional<Code> {
         const auto message = s.store.open_message(s.ben, s.id, Access::best);
         return message.ok() && message->is_writable() ? std::nullopt : std::optional(Code::no_access);
       }},
      {"save", creator, enough, none, [](Stage& s) { return code_of(s.open->save()); }, Code::no_access, false, true},
      {"forced save", creator, enough, none, [](Stage& s) { return code_of(s.open->save(SaveMode::force)); },
       Code::no_access, false, true},
      {"merging save", creator, enough, none, [](Stage& s) { return code_of(s.open->save(SaveMode::merge)); },
       Code::no_access, false, true},
      {"set_status", creator, enough, none, [](Stage& s) { return code_of(s.store.set_status(s.ben, s.id, 4, 4)); }},
      {"restore", creator, enough, none, [](Stage& s) { return code_of(s.store.restore(s.ben, s.id, VersionNumber{1})); }},
      {"settle_conflict", creator, enough, none,
       [](Stage& s) { return code_of(s.store.settle_conflict(s.ben, s.id, s.copy)); }, Code::no_access, true},
  };
}

std::vector<Operation> removing(Creator creator, const std::vector<FolderRights>& to_delete,
                                const std::vector<FolderRights>& to_take) {
  std::vector<FolderRights> to_put_back;
  for (const FolderRights rights : to_take) to_put_back.push_back(rights | create);
  const auto undelete = [](bool elsewhere) {
    return [elsewhere](Stage& s) {
      must(s.store.delete_messages(s.ana, ids(s), DeleteKind::recoverable));
      return code_of(s.store.undelete_messages(s.ben, ids(s), elsewhere ? std::optional(s.there) : std::nullopt));
    };
  };
  return {
      {"delete", creator, to_delete, none,
       [](Stage& s) { return code_of(s.store.delete_messages(s.ben, ids(s), DeleteKind::recoverable)); }},
      {"delete for good", creator, to_delete, none,
       [](Stage& s) { return code_of(s.store.delete_messages(s.ben, ids(s), DeleteKind::permanent)); }},
      {"delete one", creator, to_delete, none,
       [](Stage& s) { return code_of(s.store.delete_message(s.ben, s.id, DeleteKind::recoverable)); }},
      {"delete one for good", creator, to_delete, none,
       [](Stage& s) { return code_of(s.store.delete_message(s.ben, s.id, DeleteKind::permanent)); }},
      {"move_messages", creator, to_take, create,
       [](Stage& s) { return code_of(s.store.move_messages(s.ben, ids(s), s.there)); }},
      {"undelete", creator, to_put_back, none, undelete(false)},
      {"undelete elsewhere", creator, to_take, create, undelete(true)},
  };
}

std::vector<Operation> on_folders() {
  const Creator ana = Creator::somebody_else;
  const auto add = [](Stage& s) { return code_of(s.store.add_messages(s.ben, s.here, std::vector<NewMessage>(1))); };
  return {
      {"list", ana, {read}, none, [](Stage& s) { return code_of(s.store.list(s.ben, s.here)); }},
      {"create_message", ana, {create}, none, [](Stage& s) { return code_of(s.store.create_message(s.ben, s.here)); }},
      {"add_messages", ana, {create}, none, add},
      {"save_elsewhere", ana, {none}, create, [](Stage& s) { return code_of(s.open->save_elsewhere(s.there)); },
       Code::no_access, false, true},
      {"create_folder", ana, {create_subfolder}, none,
       [](Stage& s) { return code_of(s.store.create_folder(s.ben, s.here, "below")); }},
      {"rename_folder", ana, {owner}, none,
       [](Stage& s) { return code_of(s.store.rename_folder(s.ben, s.here, "n" + std::to_string(s.here.value))); }},
      {"set_folder_properties", ana, {owner}, none,
       [](Stage& s) {
         return code_of(s.store.set_folder_properties(s.ben, s.here, {{tag::comment, std::string("x")}}));
       }},
      {"move_folder", ana, {owner}, create_subfolder,
       [](Stage& s) { return code_of(s.store.move_folder(s.ben, s.here, s.there)); }},
      {"copy_folder", ana, {read}, create_subfolder,
       [](Stage& s) { return code_of(s.store.copy_folder(s.ben, s.here, s.there, "copy", true)); }},
      {"delete_folder", ana, {owner}, none,
       [](Stage& s) { return code_of(s.store.delete_folder(s.ben, s.here, {true, true})); }},
      {"delete_folder for good", ana, {owner | delete_all}, none,
       [](Stage& s) { return code_of(s.store.delete_folder(s.ben, s.here, {true, true, DeleteKind::permanent})); }},
      {"folder_rights", ana, {owner}, none, [](Stage& s) { return code_of(s.store.folder_rights(s.ben, s.here)); }},
      {"set_folder_rights", ana, {owner}, none,
       [](Stage& s) { return code_of(s.store.set_folder_rights(s.ben, s.here, std::nullopt)); }},
      {"change_folder_rights", ana, {owner}, none,
       [](Stage& s) { return code_of(s.store.change_folder_rights(s.ben, s.here, {{}, {{"Cy", read}}, read})); }},
  };
}

// No right on a folder is enough for these.
std::vector<Operation> on_the_store() {
  const Creator ana = Creator::somebody_else;
  return {
      {"check", ana, {}, none, [](Stage& s) { return code_of(s.store.check(s.ben)); }},
      {"compact", ana, {}, none, [](Stage& s) { return code_of(s.store.compact(s.ben)); }},
      {"set_retention", ana, {}, none, [](Stage& s) { return code_of(s.store.set_retention(s.ben, {})); }},
      {"set_owner", ana, {}, none, [](Stage& s) { return code_of(s.store.set_owner(s.ben, "Ben Okafor")); }},
  };
}

bool is_enough(const std::vector<FolderRights>& alternatives, FolderRights rights) {
  return std::any_of(alternatives.begin(), alternatives.end(), [&](FolderRights each) { return has(rights, each); });
}

std::vector<FolderRights> single_rights() {
  std::vector<FolderRights> rights;
  for (std::uint32_t bit = 1; bit <= 0x400; bit <<= 1) {
    if ((static_cast<std::uint32_t>(all) & bit) != 0) rights.push_back(static_cast<FolderRights>(bit));
  }
  return rights;
}

// None, all, all but each one, and what is just enough, whole and with each one missing.
std::vector<FolderRights> telling_sets(const std::vector<FolderRights>& alternatives) {
  std::vector<FolderRights> sets{none, all};
  for (const FolderRights each : single_rights()) {
    sets.push_back(all & ~each);
    for (const FolderRights enough : alternatives) {
      if (has(enough, each)) sets.push_back(enough & ~each);
    }
  }
  sets.insert(sets.end(), alternatives.begin(), alternatives.end());
  for (FolderRights& set : sets) set = must(normalized({set, {}})).others;  // as they are kept
  std::sort(sets.begin(), sets.end());
  sets.erase(std::unique(sets.begin(), sets.end()), sets.end());
  return sets;
}

class RightsTable : public RulesTest {
 protected:
  void cross(const std::vector<Operation>& operations) {
    for (const Operation& operation : operations) {
      for (const FolderRights here : telling_sets(operation.here)) try_one(operation, here, all);
      if (operation.there == none) continue;
      for (const FolderRights there : telling_sets({operation.there})) try_one(operation, all, there);
    }
  }

  void try_one(const Operation& operation, FolderRights here, FolderRights there) {
    SCOPED_TRACE(std::string(operation.name) + (operation.creator == Creator::self ? " of one's own" : "") + " with " +
                 to_text(here) + " here and " + to_text(there) + " there");
    Stage stage = set_up(operation);
    must(store().set_folder_rights(ana, stage.here, AccessList{none, {{ben.who, here}}}));
    must(store().set_folder_rights(ana, stage.there, AccessList{none, {{ben.who, there}}}));
    const bool allowed = is_enough(operation.here, here) && has(there, operation.there);
    const auto code = operation.run(stage);
    EXPECT_EQ(code, allowed ? std::nullopt : std::optional(operation.refusal));
  }

 private:
  Stage set_up(const Operation& operation) {
    const FolderId top = store().special(SpecialFolder::ipm_subtree);
    const std::string name = "case " + std::to_string(++cases_);
    Stage stage{store(), ana, ben, {}, {}, {}, {}, {}, {}};
    stage.here = must(store().create_folder(ana, top, name));
    stage.there = must(store().create_folder(ana, top, name + " there"));
    Message message =
        must(store().create_message(operation.creator == Creator::self ? ben : ana, stage.here));
    must(message.set(tag::subject, std::string("one")));
    stage.id = must(message.save()).message;
    if (operation.needs_copy) {
      stage.copy = must(open(ana, stage.id).save_elsewhere(stage.here));
    }
    if (operation.needs_open) {
      stage.open = open(ben, stage.id);
      must(stage.open->set(tag::subject, std::string("edited")));
    }
    stage.before = position();
    must(store().set_status(ana, stage.id, 2, 2));
    return stage;
  }

  int cases_ = 0;
};

TEST_F(RightsTable, what_one_may_not_see_is_as_if_it_were_not_there) { cross(looking()); }

TEST_F(RightsTable, messages_of_others_are_read_with_read_alone) {
  cross(reading(Creator::somebody_else, {read}));
}

TEST_F(RightsTable, ones_own_messages_are_read_with_read_or_edit_own) {
  cross(reading(Creator::self, {read, edit_own}));
}

TEST_F(RightsTable, messages_of_others_are_edited_with_read_and_edit_all) {
  cross(editing(Creator::somebody_else, {read | edit_all}));
}

TEST_F(RightsTable, ones_own_messages_are_edited_with_edit_own) { cross(editing(Creator::self, {edit_own})); }

TEST_F(RightsTable, messages_of_others_are_deleted_with_delete_all_and_taken_away_with_read_as_well) {
  cross(removing(Creator::somebody_else, {delete_all}, {read | delete_all}));
}

TEST_F(RightsTable, ones_own_messages_are_deleted_with_delete_own) {
  cross(removing(Creator::self, {delete_own}, {read | delete_own, edit_own | delete_own}));
}

TEST_F(RightsTable, folders_are_used_and_changed_with_the_right_to_just_that) { cross(on_folders()); }

TEST_F(RightsTable, what_concerns_the_whole_store_is_its_owners_business) { cross(on_the_store()); }

}  // namespace
}  // namespace postroom::rules
