#include "store/notes.h"

#include <postroom/text.h>

#include <algorithm>

#include "base/try.h"
#include "store/core.h"

namespace postroom::store {
namespace {

constexpr std::string_view kPrefix = "note.";

std::string setting_of(std::string_view key) { return std::string(kPrefix) + std::string(key); }

bool is_key(std::string_view key) {
  const auto is_printable = [](unsigned char c) { return c > 0x20 && c < 0x7F; };
  return !key.empty() && key.size() <= kMaxNoteKey && std::all_of(key.begin(), key.end(), is_printable);
}

}  // namespace

Status check_notes(std::span<const NoteChange> changes) {
  if (changes.size() > kMaxNoteChanges) {
    return Error{Code::too_big, "At most 1,000 notes can be changed in one commit.", {}};
  }
  for (const NoteChange& change : changes) {
    if (!is_key(change.key)) {
      return Error{Code::invalid_argument, "The key of a note must be 1 to 200 printable ASCII characters.", {}};
    }
    if (!change.after) continue;
    if (change.after->size() > kMaxNoteText) return Error{Code::too_big, "A note can have at most 64 KiB.", {}};
    if (!is_valid_utf8(*change.after)) return Error{Code::invalid_argument, "A note must be UTF-8 text.", {}};
  }
  return ok_status();
}

Status write_notes(storage::Transaction& transaction, std::span<const NoteChange> changes) {
  for (const NoteChange& change : changes) {
    const std::string key = setting_of(change.key);
    TRY_SET(const auto present, transaction.setting(key));
    if (present != change.before) {
      return Error{Code::collision, "Somebody else changed the note '" + change.key + "' meanwhile.", {}};
    }
    if (change.after) TRY(transaction.put_setting(key, *change.after));
    if (!change.after && change.before) TRY(transaction.remove_setting(key));
  }
  return ok_status();
}

}  // namespace postroom::store

namespace postroom {

Result<std::optional<std::string>> Store::note(const Session&, std::string_view key) {
  TRY_SET(const auto view, core_->engine->view());
  return view->setting(store::setting_of(key));
}

Result<std::vector<Note>> Store::notes(const Session&, std::string_view after_key, std::size_t limit) {
  TRY_SET(const auto view, core_->engine->view());
  TRY_SET(auto settings, view->settings(store::setting_of(after_key), limit));
  std::vector<Note> notes;
  for (storage::SettingRecord& setting : settings) {
    if (!setting.key.starts_with(store::kPrefix)) break;
    notes.push_back({setting.key.substr(store::kPrefix.size()), std::move(setting.value)});
  }
  return notes;
}

Status Store::change_notes(const Session& session, std::span<const NoteChange> changes) {
  TRY(store::may_write(*core_, session));
  TRY(store::check_notes(changes));
  return storage::commit_and_wait(*core_->engine, [&](storage::Transaction& transaction) {
    return store::write_notes(transaction, changes);
  });
}

}  // namespace postroom
