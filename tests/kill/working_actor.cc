#include "kill/working_actor.h"

#include <algorithm>

#include "base/try.h"

namespace postroom::kill {
namespace {

Status expect_all_done(const Result<BulkReport>& report) {
  if (!report.ok()) return report.error();
  if (report->skipped.empty()) return ok_status();
  return Error{Code::corrupt, "Message " + std::to_string(report->skipped[0].value) + " was skipped.", {}};
}

}  // namespace

WorkingActor::WorkingActor(Store store, Assignment assignment, Report report)
    : store_(std::move(store)),
      assignment_(std::move(assignment)),
      report_(std::move(report)),
      session_(assignment_.session),
      random_(assignment_.seed) {}

void WorkingActor::step() {
  struct Choice {
    int weight;
    void (WorkingActor::*act)();
  };
  static const std::vector<Choice> kChoices{
      {14, &WorkingActor::create},     {20, &WorkingActor::save_own},     {25, &WorkingActor::save_shared},
      {12, &WorkingActor::note},       {5, &WorkingActor::copy},          {6, &WorkingActor::move},
      {6, &WorkingActor::mark},        {6, &WorkingActor::set_status},    {5, &WorkingActor::undelete},
      {4, &WorkingActor::make_folder}, {2, &WorkingActor::rename_folder}, {2, &WorkingActor::remove_folder},
      {1, &WorkingActor::compact},     {1, &WorkingActor::back_up},
  };
  if (assignment_.duty == Duty::compact && random_.chance(50)) return compact();
  if (assignment_.duty == Duty::backup && random_.chance(50)) return back_up();
  if (assignment_.duty == Duty::reopen && random_.chance(30)) return reopen();
  if (random_.chance(6)) return remove(random_.chance(60) ? Operation::trash : Operation::destroy);
  std::vector<int> weights;
  for (const Choice& choice : kChoices) weights.push_back(choice.weight);
  (this->*kChoices[random_.weighted(weights)].act)();
}

bool WorkingActor::attempt(Event event, std::initializer_list<Code> expected, const Work& work) {
  report_(event, ok_status());
  const Status status = work(event);
  if (status.ok()) {
    event.phase = Phase::done;
    apply(belongings_, event, store_.special(SpecialFolder::deleted_items));
  } else if (std::find(expected.begin(), expected.end(), status.error().code) != expected.end()) {
    event.phase = Phase::refused;
  } else {
    event.phase = Phase::broken;
    event.text +=
        ": " + std::string(code_name(status.error().code)) + ": " + postroom::describe(status.error());
  }
  report_(event, status);
  return status.ok();
}

Event WorkingActor::about(Operation operation) const {
  Event event;
  event.actor = assignment_.actor;
  event.operation = operation;
  return event;
}

std::string WorkingActor::new_token() {
  return "t" + std::to_string(assignment_.actor) + "-" + std::to_string(++count_);
}

FolderId WorkingActor::some_folder() {
  const std::vector<FolderId> own = belongings_.standing_folders();
  if (!own.empty() && random_.chance(50)) return random_.pick(own);
  return store_.special(random_.chance(50) ? SpecialFolder::inbox : SpecialFolder::drafts);
}

void WorkingActor::copy() {
  const std::vector<MessageId> live = belongings_.live();
  if (live.empty()) return create();
  Event event = about(Operation::copy);
  event.other = random_.pick(live);
  event.folder = some_folder();
  event.number = 1;
  event.text = belongings_.messages[event.other].token;
  attempt(event, {}, [&](Event& made) -> Status {
    TRY_SET(const auto copies, store_.copy_messages(session_, std::span(&made.other, 1), made.folder));
    if (copies.size() != 1) return Error{Code::corrupt, "Nothing was copied.", {}};
    made.message = copies[0].second;
    return ok_status();
  });
}

void WorkingActor::move() {
  const std::vector<MessageId> live = belongings_.live();
  if (live.empty()) return create();
  Event event = about(Operation::move);
  event.message = random_.pick(live);
  event.folder = some_folder();
  attempt(event, {}, [&](Event& made) {
    return expect_all_done(store_.move_messages(session_, std::span(&made.message, 1), made.folder));
  });
}

void WorkingActor::remove(Operation operation) {
  const std::vector<MessageId> live = belongings_.live();
  if (live.empty()) return create();
  Event event = about(operation);
  event.message = random_.pick(live);
  const DeleteKind kind = operation == Operation::trash ? DeleteKind::recoverable : DeleteKind::permanent;
  attempt(event, {}, [&](Event& made) {
    return expect_all_done(store_.delete_messages(session_, std::span(&made.message, 1), kind));
  });
}

void WorkingActor::undelete() {
  const std::vector<MessageId> trashed = belongings_.trashed();
  if (trashed.empty()) return create();
  Event event = about(Operation::undelete);
  event.message = random_.pick(trashed);
  attempt(event, {}, [&](Event& made) {
    return expect_all_done(store_.undelete_messages(session_, std::span(&made.message, 1)));
  });
}

void WorkingActor::mark() {
  const std::vector<MessageId> live = belongings_.live();
  if (live.empty()) return create();
  Event event = about(Operation::mark);
  event.message = random_.pick(live);
  event.number = belongings_.messages[event.message].read ? 0 : 1;
  attempt(event, {}, [&](Event& made) {
    const auto read = made.number ? Store::Read::yes : Store::Read::no;
    return expect_all_done(store_.mark(session_, std::span(&made.message, 1), read));
  });
}

void WorkingActor::set_status() {
  Event event = about(Operation::status);
  event.message = random_.pick(assignment_.shared);
  event.number = random_.chance(50) ? 1 : 0;
  const std::int32_t bit = status_bit(assignment_.slot);
  const auto known = belongings_.status_bits.find(event.message);
  attempt(event, {}, [&](Event& made) -> Status {
    TRY_SET(const std::int32_t old, store_.set_status(session_, made.message, made.number ? bit : 0, bit));
    if (known == belongings_.status_bits.end() || known->second == ((old & bit) != 0)) return ok_status();
    return Error{
        Code::corrupt, "The old status " + std::to_string(old) + " has another bit than was set.", {}};
  });
}

void WorkingActor::make_folder() {
  Event event = about(Operation::make_folder);
  event.text = "Folder " + new_token();
  attempt(event, {}, [&](Event& made) -> Status {
    TRY_SET(made.folder,
            store_.create_folder(session_, store_.special(SpecialFolder::ipm_subtree), made.text));
    return ok_status();
  });
}

void WorkingActor::rename_folder() {
  const std::vector<FolderId> own = belongings_.standing_folders();
  if (own.empty()) return make_folder();
  Event event = about(Operation::rename_folder);
  event.folder = random_.pick(own);
  event.text = "Renamed " + new_token();
  attempt(event, {}, [&](Event& made) { return store_.rename_folder(session_, made.folder, made.text); });
}

void WorkingActor::remove_folder() {
  const std::vector<FolderId> own = belongings_.standing_folders();
  if (own.empty()) return make_folder();
  Event event = about(Operation::remove_folder);
  event.folder = random_.pick(own);
  attempt(event, {}, [&](Event& made) { return store_.delete_folder(session_, made.folder, {true, true}); });
}

void WorkingActor::compact() {
  attempt(about(Operation::compact), {}, [&](Event&) -> Status {
    TRY(store_.compact(session_));
    return ok_status();
  });
}

void WorkingActor::back_up() {
  Event event = about(Operation::backup);
  event.text = assignment_.backups + new_token();
  attempt(event, {}, [&](Event& made) { return store_.backup(session_, made.text); });
}

void WorkingActor::reopen() {
  attempt(about(Operation::open), {}, [&](Event&) -> Status {
    TRY_SET(Store again, open_store(assignment_.address));
    store_ = std::move(again);
    return ok_status();
  });
}

}  // namespace postroom::kill
