#include "storage/copy.h"

#include "base/try.h"
#include "storage/copy_identity.h"
#include "storage/copy_pass.h"
#include "storage/copy_target.h"
#include "storage/seal.h"
#include "storage/store_keys.h"

namespace postroom::storage {
namespace {

enum class Start { anew, resumed, finished };  // finished: the move was done before

Error taken(const std::string& place, const char* what) {
  return {Code::collision, "At " + place + " there is " + what + ".", {}};
}

Error taken_by_store(const std::string& place) {
  return {Code::collision,
          "There is a store already at " + place + "; choose another place, or remove it first.",
          {}};
}

// Looks at both stores and makes the target an unfinished copy, held by this run. `place` is empty for a copy
// that is no move.
Result<Start> begin(Engine& from, CopyTarget& to, const std::string& place, const std::string& target_place) {
  TRY(check_source(from, place));
  TRY_SET(const StoreIdentity source, read_identity(from));
  TRY_SET(const StoreIdentity target, read_identity(to));
  if (target.made && source.moved && target.guid == source.guid) return Start::finished;
  if (target.made) return taken_by_store(target_place);
  if (target.removed) return taken(target_place, "a store whose removal was interrupted; finish that first");
  if (target.copy_of && target.copy_of != source.guid) {
    return taken(target_place, "an unfinished copy of another store");
  }
  if (!target.copy_of && !target.is_empty) {
    return taken(target_place, "something else already");
  }
  TRY(to.take(source.guid));
  return target.copy_of ? Start::resumed : Start::anew;
}

Status seal(Engine& from, const std::string& place) {
  return commit_and_wait(
      from,
      [&](Transaction& transaction) -> Status {
        TRY_SET(const Counters counters, transaction.counters());
        TRY(transaction.put_setting(kMovedKey, place));
        return transaction.put_counters(sealed(counters));
      },
      Sealed::allowed);
}

Status unseal(Engine& from) {
  return commit_and_wait(from, [](Transaction& transaction) -> Status {
    TRY_SET(const Counters counters, transaction.counters());
    TRY(transaction.remove_setting(kMovedKey));
    return transaction.put_counters(unsealed(counters));
  });
}

// Makes the copy a store that opens.
Status finish(Engine& from, CopyTarget& to, const Counters& counters) {
  TRY_SET(const StoreIdentity source, read_identity(from));
  return commit_and_wait(to, [&](Transaction& transaction) -> Status {
    TRY(transaction.put_counters(counters));
    TRY(transaction.remove_setting(kCopyOfKey));
    TRY(transaction.remove_setting(kCopyRunKey));
    return transaction.put_setting(kMadeKey, source.made.value_or(""));
  });
}

// The part of a move that may leave the source sealed. From the seal on nobody changes the source, so a look
// at all rows finds also what no log entry names.
Status seal_and_finish(Engine& from, CopyTarget& to, const std::string& place, CopyPass& pass) {
  TRY(pass.copy_messages());
  TRY(seal(from, place));
  TRY(pass.look_for_changes());
  TRY_SET(const Counters counters, pass.follow());
  return finish(from, to, counters);
}

CopyReport report_of(const CopyPass& pass, Start start) {
  return {.resumed = start == Start::resumed,
          .messages = pass.messages(),
          .copied = pass.copied(),
          .large_values = pass.large_values()};
}

}  // namespace

Result<CopyReport> copy_store(Engine& from, Engine& to, const CopyOptions& options) {
  CopyTarget target(to);
  TRY_SET(const Start start, begin(from, target, "", options.place));
  CopyPass pass(from, target, options);
  TRY(pass.copy_messages());
  TRY_SET(const Counters counters, pass.follow());
  TRY(finish(from, target, counters));
  return report_of(pass, start);
}

Result<CopyReport> move_store(Engine& from, Engine& to, const std::string& place,
                              const CopyOptions& options) {
  CopyTarget target(to);
  TRY_SET(const Start start, begin(from, target, place, options.place));
  CopyPass pass(from, target, options);
  if (start == Start::finished) return CopyReport{.finished = true};
  const Status moved = seal_and_finish(from, target, place, pass);
  if (moved.ok()) return report_of(pass, start);
  // Only once nobody can finish the copy any more. Where that cannot be ensured, or the source not be
  // written, it stays sealed, and the same call goes on.
  if (target.let_go().ok()) (void)unseal(from);
  return moved.error();
}

Status undo_move(Engine& from) {
  TRY_SET(const StoreIdentity source, read_identity(from));
  if (!source.moved) return Error{Code::invalid_argument, "This store has not moved.", {}};
  return unseal(from);
}

Status check_source(Engine& from, const std::string& place) {
  TRY_SET(const StoreIdentity source, read_identity(from));
  if (source.moved && *source.moved != place) return moved_error(*source.moved);
  if (source.made) return ok_status();
  return Error{Code::not_a_store, "What should be copied is not a whole store.", {}};
}

Status refuse_if_moved(View& view) {
  TRY_SET(const auto place, view.setting(kMovedKey));
  return place ? Status(moved_error(*place)) : ok_status();
}

}  // namespace postroom::storage
