#include "fault/transcript.h"

#include "base/try.h"
#include "kill/token_content.h"

#include <map>

namespace postroom::fault {
namespace {

using kill::Event;
using kill::Phase;

std::vector<std::string> check_name(const std::string& name, const std::set<std::uint16_t>& told,
                                    bool may_be_there, std::optional<std::uint16_t> found) {
  const std::string property = "the named property " + name;
  if (told.size() > 1) return {property + " was given two ids"};
  if (!told.empty() && found != *told.begin()) return {property + " lost the id that it was given"};
  if (found && !may_be_there) return {property + " was refused and is there"};
  return {};
}

}  // namespace

bool Transcript::run(Ledger& ledger, const std::string& name, const std::function<Status()>& work) {
  entries_.emplace_back();
  return ledger.run(name, work);
}

bool Transcript::name_property(Ledger& ledger, const std::string& name,
                               const std::function<Result<std::uint16_t>()>& work) {
  entries_.emplace_back().property = name;
  return ledger.run("name the property " + name, [&]() -> Status {
    TRY_SET(entries_.back().id, work());
    return ok_status();
  });
}

void Transcript::hear(Ledger& ledger, const Event& event, const Status& answer) {
  if (event.phase == Phase::trying) {
    step_ = ledger.start(kill::describe(event));
    entries_.emplace_back().trying = event;
    return;
  }
  entries_.back().answer = event;
  if (event.phase != Phase::broken) {
    ledger.finish(step_, ok_status());  // a refusal as it should be is an answer, too
    return;
  }
  ledger.finish(step_, answer);
  // An actor asks only for what is there.
  if (answer.error().code == Code::not_found) ledger.complain(kill::describe(event));
}

kill::Account Transcript::account(FolderId refuge, const std::vector<Step>& steps) const {
  kill::Account account(refuge);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Entry& entry = entries_[i];
    if (!entry.trying) continue;
    account.expect_actor(entry.trying->actor, slot_of(entry.trying->actor));
    account.add(*entry.trying);
    if (steps[i].outcome == Outcome::done) account.add(entry.answer);
    if (steps[i].outcome == Outcome::refused) {
      Event refused = *entry.trying;
      refused.phase = Phase::refused;
      account.add(refused);
    }
  }
  return account;
}

std::vector<std::string> Transcript::check_names(Store& store, const Session& session,
                                                 const std::vector<Step>& steps) const {
  std::map<std::string, std::set<std::uint16_t>> told;  // by name
  std::set<std::string> possible;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Entry& entry = entries_[i];
    if (entry.property.empty()) continue;
    std::set<std::uint16_t>& ids = told[entry.property];
    if (steps[i].outcome == Outcome::done) ids.insert(entry.id);
    if (steps[i].outcome != Outcome::refused) possible.insert(entry.property);
  }
  std::vector<std::string> problems;
  for (const auto& [name, ids] : told) {
    const auto found = store.find_property_id(session, {kPsPublicStrings, name});
    if (!found.ok()) return {"the named properties cannot be read: " + describe(found.error())};
    for (std::string& problem : check_name(name, ids, possible.contains(name), *found))
      problems.push_back(std::move(problem));
  }
  return problems;
}

}  // namespace postroom::fault
