#include "store/open_engine.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/try.h"
#include "model/blob.h"
#include "storage/copy.h"
#include "storage/removal.h"
#include "storage/store_keys.h"
#include "store/core.h"
#include "store/permissions.h"
#include "store/sort_keys.h"

#include <postroom/tags.h>

namespace postroom::store {
namespace {

using storage::kGuidKey;
using storage::kMadeKey;

struct DefaultFolder {
  SpecialFolder which;
  SpecialFolder parent;
  const char* key;
  const char* name;
  const char* container_class;  // PR_CONTAINER_CLASS
};

constexpr char kFolderKeys[] = "folder.";  // the beginning of their keys
constexpr std::size_t kMostFolderKeys = 100;

constexpr std::array kDefaultFolders{
    DefaultFolder{SpecialFolder::root, SpecialFolder::root, "folder.root", "Root", ""},
    DefaultFolder{SpecialFolder::ipm_subtree, SpecialFolder::root, "folder.ipm_subtree",
                  "Top of Information Store", ""},
    DefaultFolder{SpecialFolder::inbox, SpecialFolder::ipm_subtree, "folder.inbox", "Inbox", "IPF.Note"},
    DefaultFolder{SpecialFolder::drafts, SpecialFolder::ipm_subtree, "folder.drafts", "Drafts", "IPF.Note"},
    DefaultFolder{SpecialFolder::outbox, SpecialFolder::ipm_subtree, "folder.outbox", "Outbox", "IPF.Note"},
    DefaultFolder{SpecialFolder::sent_items, SpecialFolder::ipm_subtree, "folder.sent_items", "Sent Items",
                  "IPF.Note"},
    DefaultFolder{SpecialFolder::deleted_items, SpecialFolder::ipm_subtree, "folder.deleted_items",
                  "Deleted Items", "IPF.Note"},
    DefaultFolder{SpecialFolder::calendar, SpecialFolder::ipm_subtree, "folder.calendar", "Calendar",
                  "IPF.Appointment"},
    DefaultFolder{SpecialFolder::contacts, SpecialFolder::ipm_subtree, "folder.contacts", "Contacts",
                  "IPF.Contact"},
    DefaultFolder{SpecialFolder::tasks, SpecialFolder::ipm_subtree, "folder.tasks", "Tasks", "IPF.Task"},
    DefaultFolder{SpecialFolder::notes, SpecialFolder::ipm_subtree, "folder.notes", "Notes",
                  "IPF.StickyNote"},
    DefaultFolder{SpecialFolder::junk, SpecialFolder::ipm_subtree, "folder.junk", "Junk E-mail", "IPF.Note"},
    DefaultFolder{SpecialFolder::conflicts, SpecialFolder::ipm_subtree, "folder.conflicts", "Conflicts",
                  "IPF.Note"},
    DefaultFolder{SpecialFolder::views, SpecialFolder::root, "folder.views", "Views", ""},
    DefaultFolder{SpecialFolder::common_views, SpecialFolder::root, "folder.common_views", "Common Views",
                  ""},
    DefaultFolder{SpecialFolder::finder, SpecialFolder::root, "folder.finder", "Finder", ""},
};

Status make_default_folders(storage::Transaction& transaction, const Session& session) {
  SpecialFolders made;
  for (const DefaultFolder& each : kDefaultFolders) {
    TRY_SET(const std::int64_t id, transaction.allocate_id());
    made[each.which] = FolderId{id};
    storage::FolderRecord folder;
    folder.id = FolderId{id};
    folder.parent = made.at(each.parent);
    folder.kind = each.which == SpecialFolder::root ? FolderKind::root : FolderKind::generic;
    folder.name = each.name;
    folder.created = folder.modified = session.clock->now();
    if (*each.container_class) {
      TRY_SET(folder.properties,
              encode(PropertySet{{tag::container_class, std::string(each.container_class)}}));
    }
    TRY(transaction.insert_folder(folder));
    TRY(transaction.put_setting(each.key, std::to_string(id)));
  }
  return ok_status();
}

Error unfinished() {
  return {Code::not_a_store,
          "The making of this store was interrupted; make it again, or remove it with “postroom remove”.",
          {}};
}

// Fails unless the store is whole and where it belongs.
Status check_whole(storage::View& view) {
  TRY(storage::refuse_if_removed(view));
  TRY(storage::refuse_if_moved(view));
  TRY_SET(const auto made, view.setting(kMadeKey));
  if (made) return ok_status();
  TRY_SET(const auto copy_of, view.setting(storage::kCopyOfKey));
  if (!copy_of) return unfinished();
  return Error{Code::not_a_store,
               "This copy of a store was never finished; run the same transfer again, or remove it with "
               "“postroom remove”.",
               {}};
}

Result<std::string> need(storage::View& view, const char* key) {
  TRY_SET(auto value, view.setting(key));
  if (!value) return unfinished();
  return std::move(*value);
}

// All in one reading: over a network each is a way there and back.
Result<SpecialFolders> read_special_folders(storage::View& view) {
  TRY_SET(const auto settings, view.settings(kFolderKeys, kMostFolderKeys));
  SpecialFolders folders;
  for (const DefaultFolder& each : kDefaultFolders) {
    const auto found = std::find_if(settings.begin(), settings.end(),
                                    [&](const storage::SettingRecord& setting) { return setting.key == each.key; });
    if (found == settings.end()) return unfinished();
    const std::string& text = found->value;
    std::int64_t id = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), id).ec != std::errc{}) return unfinished();
    folders[each.which] = FolderId{id};
  }
  return folders;
}

}  // namespace

Status fill(storage::Engine& engine, const Session& session) {
  const Guid guid = session.random->guid();
  return storage::commit_and_wait(engine, [&](storage::Transaction& transaction) -> Status {
    TRY_SET(const auto settings, transaction.settings("", 1));
    if (!settings.empty())
      return Error{Code::collision, "Somebody else has made a store there meanwhile.", {}};
    TRY(transaction.put_setting(kGuidKey, to_text(guid)));
    if (!session.who.empty()) TRY(transaction.put_setting(storage::kOwnerKey, person(session)));
    TRY(make_default_folders(transaction, session));
    TRY(begin_sort_keys(transaction));
    TRY(finish_sort_keys(transaction));
    return transaction.put_setting(kMadeKey, to_iso8601(session.clock->now()));
  });
}

Result<Store> create(std::unique_ptr<storage::Engine> engine, const Session& session) {
  TRY(fill(*engine, session));
  return open(std::move(engine));
}

Result<Store> open(std::unique_ptr<storage::Engine> engine) {
  std::optional<Guid> guid;
  SpecialFolders folders;
  {
    TRY_SET(const auto view, engine->view());
    TRY(check_whole(*view));
    TRY_SET(const std::string text, need(*view, kGuidKey));
    guid = parse_guid(text);
    if (!guid) return unfinished();
    TRY_SET(folders, read_special_folders(*view));
  }
  auto core = std::make_shared<Core>(std::move(engine), *guid, std::move(folders));
  TRY(core->names.refresh(*core->engine));
  return Store(std::move(core));
}

}  // namespace postroom::store
