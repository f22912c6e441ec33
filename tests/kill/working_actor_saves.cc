// What a working actor does to the content of messages.
#include "base/try.h"
#include "kill/token_content.h"
#include "kill/working_actor.h"

namespace postroom::kill {

void WorkingActor::create() {
  Event event = about(Operation::create);
  event.folder = some_folder();
  event.text = new_token();
  attempt(event, {}, [&](Event& made) -> Status {
    TRY_SET(Message message, store_.create_message(session_, made.folder));
    TRY(write_token(store_, message, made.text));
    TRY_SET(const SaveReport saved, message.save());
    made.message = saved.message;
    made.number = saved.version.value;
    return ok_status();
  });
}

void WorkingActor::save_own() {
  const std::vector<MessageId> live = belongings_.live();
  if (live.empty()) return create();
  Event event = about(Operation::save);
  event.message = random_.pick(live);
  event.number = belongings_.messages[event.message].version + 1;
  event.text = new_token();
  const SaveMode mode = some_mode();
  attempt(event, {}, [&](Event& made) -> Status {
    TRY_SET(Message message, store_.open_message(session_, made.message, Access::read_write));
    TRY(write_token(store_, message, made.text));
    TRY_SET(const SaveReport saved, message.save(mode));
    made.number = saved.version.value;
    return ok_status();
  });
}

void WorkingActor::save_shared() {
  Event event = about(Operation::save);
  event.message = random_.pick(assignment_.shared);
  event.text = new_token();
  const SaveMode mode = some_mode();
  std::optional<Message> rejected;
  attempt(event, {Code::object_changed}, [&](Event& made) -> Status {
    TRY_SET(Message message, store_.open_message(session_, made.message, Access::read_write));
    TRY(write_token(store_, message, made.text));
    const auto saved = message.save(mode);
    if (saved.ok()) return made.number = saved->version.value, ok_status();
    if (saved.error().code != Code::object_changed || random_.chance(30)) return saved.error();
    if (random_.chance(50)) {  // plain again keeps failing, force goes through
      TRY_SET(const SaveReport forced, message.save(SaveMode::force));
      return made.number = forced.version.value, ok_status();
    }
    rejected = std::move(message);
    return saved.error();
  });
  // A token that was refused is never seen again, so the copy gets another.
  if (rejected) save_elsewhere(*rejected, new_token());
}

void WorkingActor::save_stale(SaveMode mode) {
  Event theirs = about(mode == SaveMode::merge ? Operation::note : Operation::save);
  theirs.message = random_.pick(assignment_.shared);
  theirs.text = new_token();
  std::optional<Message> stale;
  const bool overtaken = attempt(theirs, {}, [&](Event& made) -> Status {
    TRY_SET(stale, store_.open_message(session_, made.message, Access::read_write));
    TRY_SET(Message message, store_.open_message(session_, made.message, Access::read_write));
    if (made.operation == Operation::note) {
      TRY(message.set(note_tag(assignment_.slot), made.text));
    } else {
      TRY(write_token(store_, message, made.text));
    }
    TRY_SET(const SaveReport saved, message.save());
    return made.number = saved.version.value, ok_status();
  });
  if (!overtaken) return;
  Event mine = about(Operation::save);
  mine.message = theirs.message;
  mine.text = new_token();
  const bool saved = attempt(mine, {Code::object_changed}, [&](Event& made) -> Status {
    TRY(write_token(store_, *stale, made.text));
    TRY_SET(const SaveReport report, stale->save(mode));
    return made.number = report.version.value, ok_status();
  });
  if (!saved && stale->conflict()) save_elsewhere(*stale, new_token());
}

void WorkingActor::save_elsewhere(Message& rejected, const std::string& token) {
  Event event = about(Operation::elsewhere);
  event.other = rejected.id();
  event.folder = some_folder();
  event.text = token;
  event.number = 1;
  attempt(event, {}, [&](Event& made) -> Status {
    TRY(write_token(store_, rejected, made.text));
    TRY_SET(made.message, rejected.save_elsewhere(made.folder));
    return ok_status();
  });
}

void WorkingActor::note() {
  Event event = about(Operation::note);
  event.message = random_.pick(assignment_.shared);
  event.text = new_token();
  // It overlaps where a forced save has put back an earlier note meanwhile.
  attempt(event, {Code::object_changed}, [&](Event& made) -> Status {
    TRY_SET(Message message, store_.open_message(session_, made.message, Access::read_write));
    TRY(message.set(note_tag(assignment_.slot), made.text));
    TRY_SET(const SaveReport saved, message.save(SaveMode::merge));
    made.number = saved.version.value;
    return ok_status();
  });
}

}  // namespace postroom::kill
