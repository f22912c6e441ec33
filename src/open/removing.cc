#include <postroom/open.h>

#include <filesystem>

#include "base/try.h"
#include "open/engines.h"
#include "storage/copy.h"
#include "storage/copy_identity.h"

namespace postroom {
namespace {

using storage::StoreIdentity;

// Whether one can look there at all: a disk may not be mounted, a database may have been renamed.
bool is_there(const std::string& place) {
  const auto kind = address_kind(place);
  if (!kind.ok()) return false;
  if (*kind == AddressKind::database) return database_status(place).ok();
  std::error_code error;
  return std::filesystem::is_directory(std::filesystem::path(place).parent_path(), error);
}

// What became of a store that moved.
NewPlace look_at_new_place(const std::string& place, const std::string& guid) {
  const auto engine = open_engine(place, OpenAs::read_only);
  if (!engine.ok()) {
    const bool is_nothing =
        engine.error().code == Code::not_found || engine.error().code == Code::not_a_store;
    return is_nothing && is_there(place) ? NewPlace::gone : NewPlace::unknown;
  }
  const auto found = storage::read_identity(**engine);
  if (!found.ok()) return NewPlace::unknown;
  if (found->made && found->guid == guid) return NewPlace::whole;
  return found->copy_of == guid ? NewPlace::unfinished : NewPlace::gone;
}

StoreState state_of(const StoreIdentity& identity) {
  if (identity.removed) return StoreState::being_removed;
  if (identity.moved) return StoreState::moved;
  if (identity.made) return StoreState::whole;
  return identity.copy_of ? StoreState::unfinished_copy : StoreState::unfinished;
}

Error not_gone(const StoreStatus& status) {
  if (status.new_place == NewPlace::whole) {
    return {Code::collision,
            "The store is whole at " + status.moved_to +
                "; open it there. To have it here again, remove this one and move it back.",
            {}};
  }
  if (status.new_place == NewPlace::unfinished) {
    return {
        Code::collision,
        "At " + status.moved_to +
            " is the unfinished copy of this move; run the same transfer again, or remove the copy first.",
        {}};
  }
  return {Code::no_access,
          "What is at " + status.moved_to +
              " cannot be told, so the store may be there; look there first. If you know that it is lost, "
              "“postroom reopen --lost” opens it here.",
          {}};
}

// Deleted and associated ones too.
Result<std::int64_t> count_messages(storage::Engine& engine) {
  TRY_SET(const auto view, engine.view());
  TRY_SET(const auto folders, view->folders());
  std::int64_t count = 0;
  for (const storage::FolderRecord& folder : folders) {
    count += folder.content_count + folder.associated_count + folder.deleted_count;
  }
  return count;
}

}  // namespace

Result<StoreStatus> store_status(const std::string& address) {
  StoreStatus status;
  TRY_SET(status.name, name_in_place(address));
  TRY_SET(const auto engine, open_engine(address, OpenAs::read_only));
  TRY_SET(const StoreIdentity identity, storage::read_identity(*engine));
  status.state = state_of(identity);
  TRY_SET(status.messages, count_messages(*engine));
  if (status.state != StoreState::moved) return status;
  status.moved_to = *identity.moved;
  status.new_place = look_at_new_place(status.moved_to, identity.guid);
  return status;
}

Status remove_store(const std::string& address, const Progress& progress) {
  TRY_SET(const StoreStatus status, store_status(address));
  if (status.new_place == NewPlace::unfinished) {
    return Error{Code::collision,
                 "The move of this store to " + status.moved_to +
                     " is not finished, so it is the only whole one; run the same transfer again first.",
                 {}};
  }
  return remove_stored(address, progress);
}

Status undo_move(const std::string& address, IfUnknown if_unknown) {
  TRY_SET(const auto engine, open_engine(address, OpenAs::read_write));
  TRY_SET(const StoreStatus status, store_status(address));
  const bool is_lost = status.new_place == NewPlace::unknown && if_unknown == IfUnknown::is_lost;
  if (status.state == StoreState::moved && status.new_place != NewPlace::gone && !is_lost) {
    return not_gone(status);
  }
  return storage::undo_move(*engine);
}

}  // namespace postroom
