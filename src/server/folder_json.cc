#include "server/folder_json.h"

#include <boost/json/array.hpp>

#include "server/json_values.h"

namespace postroom::server {
namespace {

namespace json = boost::json;

constexpr std::pair<SpecialFolder, std::string_view> kSpecial[] = {
    {SpecialFolder::root, "root"},
    {SpecialFolder::ipm_subtree, "ipm_subtree"},
    {SpecialFolder::inbox, "inbox"},
    {SpecialFolder::outbox, "outbox"},
    {SpecialFolder::sent_items, "sent_items"},
    {SpecialFolder::deleted_items, "deleted_items"},
    {SpecialFolder::drafts, "drafts"},
    {SpecialFolder::calendar, "calendar"},
    {SpecialFolder::contacts, "contacts"},
    {SpecialFolder::tasks, "tasks"},
    {SpecialFolder::notes, "notes"},
    {SpecialFolder::junk, "junk"},
    {SpecialFolder::conflicts, "conflicts"},
    {SpecialFolder::views, "views"},
    {SpecialFolder::common_views, "common_views"},
    {SpecialFolder::finder, "finder"},
};

std::string_view kind_name(FolderKind kind) {
  switch (kind) {
    case FolderKind::root:
      return "root";
    case FolderKind::generic:
      return "generic";
    case FolderKind::search:
      return "search";
  }
  return "generic";
}

}  // namespace

SpecialNames::SpecialNames(const Store& store) {
  for (const auto& [which, name] : kSpecial) names_[store.special(which)] = name;
}

std::optional<std::string_view> SpecialNames::find(FolderId folder) const {
  const auto found = names_.find(folder);
  return found == names_.end() ? std::nullopt : std::optional(found->second);
}

json::array rights_json(FolderRights rights) {
  json::array shown;
  for (std::uint32_t bit = 1; bit != 0 && bit <= static_cast<std::uint32_t>(FolderRights::all); bit <<= 1) {
    const auto right = static_cast<FolderRights>(bit);
    if ((rights & right) != FolderRights::none) shown.push_back(json::value(to_text(right)));
  }
  return shown;
}

json::object folder_json(const FolderInfo& folder, const SpecialNames& special) {
  const auto name = special.find(folder.id);
  json::object shown;
  shown["id"] = folder.id.value;
  shown["parent"] = folder.parent.value;
  shown["name"] = folder.name;
  shown["path"] = folder.path;
  shown["kind"] = kind_name(folder.kind);
  shown["special"] = name ? json::value(*name) : json::value();
  shown["messages"] = folder.content_count;
  shown["unread"] = folder.unread_count;
  shown["associated"] = folder.associated_count;
  shown["deleted"] = folder.deleted_count;
  shown["subfolders"] = folder.has_subfolders;
  shown["created"] = time_json(folder.created);
  shown["modified"] = time_json(folder.modified);
  shown["rights"] = rights_json(folder.rights);
  return shown;
}

}  // namespace postroom::server
