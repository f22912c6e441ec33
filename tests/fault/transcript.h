// What a program asked of a store and was told, one entry for each step of its ledger, and what the store has
// to hold after that.
#pragma once

#include "fault/program.h"
#include "kill/account.h"

namespace postroom::fault {

class Transcript {
 public:
  // A step of no actor's.
  bool run(Ledger& ledger, const std::string& name, const std::function<Status()>& work);
  // A step that makes a named property.
  bool name_property(Ledger& ledger, const std::string& name,
                     const std::function<Result<std::uint16_t>()>& work);
  // What an actor reports (kill/working_actor.h). Code::outcome_unknown leaves the event pending, so the
  // actor has to go then.
  void hear(Ledger& ledger, const kill::Event& event, const Status& answer);

  // What the steps as they are known at some place say.
  kill::Account account(FolderId refuge, const std::vector<Step>& steps) const;
  std::vector<std::string> check_names(Store& store, const Session& session,
                                       const std::vector<Step>& steps) const;

 private:
  struct Entry {
    std::optional<kill::Event> trying;
    kill::Event answer;  // if the step is done
    std::string property;
    std::uint16_t id = 0;  // of that property, if the step is done
  };
  std::vector<Entry> entries_;
  std::size_t step_ = 0;  // of the operation under way
};

// The slot of the note and status bit that belong to an actor. Actors count from 1, up to kill::kSlots.
inline int slot_of(int actor) { return actor - 1; }

}  // namespace postroom::fault
