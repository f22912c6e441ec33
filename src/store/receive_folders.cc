#include "store/receive_folders.h"

#include <postroom/entry_id.h>
#include <postroom/tags.h>

#include <algorithm>

#include "base/try.h"
#include "store/folder_tree.h"
#include "store/open_table.h"
#include "store/permissions.h"

namespace postroom::store {
namespace {

constexpr char kReceiveKey[] = "store.receive_folders";

// All that people are sent, reports too, goes to the Inbox; what programs send one another stays out of their
// sight.
Associations beginning(const SpecialFolders& special) {
  const FolderId inbox = special.at(SpecialFolder::inbox);
  return {{"IPC", special.at(SpecialFolder::root), {}}, {"IPM", inbox, {}}, {"Report.IPM", inbox, {}}};
}

ReceiveFolder as_told(ReceiveFolder association, const storage::FolderRecord& folder) {
  if (association.modified == FileTime{}) association.modified = folder.created;
  return association;
}

// Those whose folder is there, and the one of the empty class.
Result<Associations> told_associations(storage::View& view, const SpecialFolders& special) {
  TRY_SET(Associations kept, read_associations(view, special));
  TRY_SET(const FolderTree tree, load_tree(view));
  Associations told;
  for (ReceiveFolder& each : kept) {
    if (const storage::FolderRecord* folder = tree.find(each.folder))
      told.push_back(as_told(std::move(each), *folder));
  }
  const FolderId inbox = special.at(SpecialFolder::inbox);
  const storage::FolderRecord* otherwise = tree.find(inbox);
  const bool has_empty = !told.empty() && told.front().message_class.empty();
  if (!has_empty && otherwise) told.insert(told.begin(), as_told({"", inbox, {}}, *otherwise));
  return told;
}

// To be set anew: without what names folders that are gone, which nobody is told of any more. What cannot be read
// begins as in a new store.
Result<Associations> present_associations(storage::View& view, const SpecialFolders& special) {
  auto kept = read_associations(view, special);
  if (!kept.ok() && kept.error().code == Code::corrupt) kept = beginning(special);
  if (!kept.ok()) return kept;
  TRY_SET(const FolderTree tree, load_tree(view));
  std::erase_if(*kept, [&](const ReceiveFolder& each) { return !tree.find(each.folder); });
  return kept;
}

Status may_receive(storage::Transaction& transaction, Permissions& permissions, FolderId folder) {
  TRY(permissions.require_shown(folder));
  return require_folder(transaction, folder);
}

PropertySet table_row(const Guid& store, const ReceiveFolder& association) {
  const EntryId id{store, association.folder};
  return {{tag::entryid, encode(id)},
          {tag::message_class, association.message_class},
          {tag::record_key, record_key(id)},
          {tag::last_modification_time, association.modified}};
}

}  // namespace

Result<Associations> read_associations(storage::View& view, const SpecialFolders& special) {
  TRY_SET(const auto text, view.setting(kReceiveKey));
  if (!text) return beginning(special);
  return parse_associations(*text);
}

}  // namespace postroom::store

namespace postroom {

Result<ReceiveFolder> Store::receive_folder(const Session&, std::string_view message_class) {
  TRY_SET(const auto view, core_->engine->view());
  TRY_SET(store::Associations found, store::read_associations(*view, core_->special_folders));
  std::erase_if(found, [&](const ReceiveFolder& each) {
    return !store::is_of_class(message_class, each.message_class);
  });
  const auto is_longer = [](const ReceiveFolder& a, const ReceiveFolder& b) {
    return a.message_class.size() > b.message_class.size();
  };
  std::sort(found.begin(), found.end(), is_longer);
  found.push_back({"", special(SpecialFolder::inbox), {}});
  for (ReceiveFolder& each : found) {
    TRY_SET(const auto folder, view->folder(each.folder));
    if (folder) return store::as_told(std::move(each), *folder);
  }
  return store::no_such_folder(special(SpecialFolder::inbox));
}

Status Store::set_receive_folder(const Session& session, std::string_view message_class,
                                 std::optional<FolderId> folder) {
  TRY(store::may_write(*core_, session));
  TRY(store::check_received_class(message_class));
  return storage::commit_and_wait(*core_->engine, [&](storage::Transaction& transaction) -> Status {
    store::Permissions permissions(session, transaction);
    TRY(permissions.require(special(SpecialFolder::root), FolderRights::owner));
    TRY_SET(store::Associations all, store::present_associations(transaction, core_->special_folders));
    if (folder) {
      TRY(store::may_receive(transaction, permissions, *folder));
      store::associate(all, {std::string(message_class), *folder, session.clock->now()});
    } else {
      store::forget(all, message_class);
    }
    if (all.size() > kMaxReceiveFolders) {
      return Error{Code::too_big, "A store can have at most 1000 receive folders; forget one first.", {}};
    }
    return transaction.put_setting(store::kReceiveKey, store::to_setting(all));
  });
}

Result<std::vector<ReceiveFolder>> Store::receive_folders(const Session&) {
  TRY_SET(const auto view, core_->engine->view());
  return store::told_associations(*view, core_->special_folders);
}

Result<Table> Store::receive_folder_table(const Session& session) {
  TRY_SET(const auto all, receive_folders(session));
  std::vector<PropertySet> rows;
  for (const ReceiveFolder& each : all) rows.push_back(store::table_row(guid(), each));
  auto supply = store::fixed_supply(std::move(rows), core_->large,
                                    {tag::entryid, tag::message_class, tag::record_key, tag::instance_key});
  return Table(std::make_shared<store::OpenTable>(core_, std::move(supply)));
}

}  // namespace postroom
