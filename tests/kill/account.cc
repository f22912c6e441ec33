#include "kill/account.h"

namespace postroom::kill {
namespace {

bool makes_a_version(Operation operation) {
  switch (operation) {
    case Operation::create:
    case Operation::save:
    case Operation::note:
    case Operation::elsewhere:
    case Operation::copy:
      return true;
    case Operation::open:
    case Operation::move:
    case Operation::trash:
    case Operation::destroy:
    case Operation::undelete:
    case Operation::mark:
    case Operation::status:
    case Operation::make_folder:
    case Operation::rename_folder:
    case Operation::remove_folder:
    case Operation::compact:
    case Operation::backup:
    case Operation::make_store:
      return false;
  }
  return false;
}

}  // namespace

void Account::add(const Event& event) {
  Actor& actor = actors_[event.actor];
  switch (event.phase) {
    case Phase::trying:
      actor.pending = event;
      break;
    case Phase::done:
      add_done(actor, event);
      break;
    case Phase::refused:
      actor.pending.reset();
      // A copy has the token of its original, which stays.
      if (!event.text.empty() && event.operation != Operation::copy) refused_.insert(event.text);
      break;
    case Phase::broken:
      complaints_.push_back(describe(event));
      break;
  }
}

void Account::add_done(Actor& actor, const Event& event) {
  actor.pending.reset();
  apply(actor.belongings, event, refuge_);
  ++acknowledged_;
  if (event.operation == Operation::backup) backups_.push_back({event.text, event.actor, actor.belongings});
  if (!makes_a_version(event.operation)) return;
  const int note_slot = event.operation == Operation::note ? actor.slot : -1;
  kept_.push_back({event.message, VersionNumber{event.number}, event.text, note_slot, event.actor});
}

}  // namespace postroom::kill
