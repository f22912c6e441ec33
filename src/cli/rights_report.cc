#include "cli/rights_report.h"

#include <fmt/format.h>

#include <set>

#include "base/try.h"
#include "cli/json.h"
#include "cli/rights_words.h"
#include "cli/safe_text.h"
#include "cli/table.h"

namespace postroom::cli {
namespace {

std::string shown_path(const FolderInfo& folder) { return folder.path.empty() ? folder.name : folder.path; }

// The folder and those below it, in the order of `all`, where parents come first.
std::vector<FolderInfo> from_on(const std::vector<FolderInfo>& all, FolderId top, Below below) {
  std::set<FolderId> inside{top};
  std::vector<FolderInfo> found;
  for (const FolderInfo& folder : all) {
    const bool is_below = below == Below::yes && inside.contains(folder.parent);
    if (folder.id != top && !is_below) continue;
    inside.insert(folder.id);
    found.push_back(folder);
  }
  return found;
}

}  // namespace

Result<RightsReport> report_rights(Store& store, const Session& session, std::optional<FolderId> folder, Below below) {
  RightsReport report;
  TRY_SET(report.owner, store.owner(session));
  TRY_SET(std::vector<FolderInfo> folders, store.folders(session));
  if (folder) folders = from_on(folders, *folder, below);
  for (const FolderInfo& each : folders) {
    auto list = store.folder_rights(session, each.id);
    if (!list.ok() && list.error().code == Code::no_access && !folder) continue;
    if (!list.ok()) return std::move(list).error();
    if (folder || *list) report.folders.push_back({each.id, shown_path(each), std::move(*list)});
  }
  return report;
}

std::string as_text(const RightsReport& report, Look look) {
  std::string text = report.owner.empty() ? "The store has no owner.\n"
                                          : fmt::format("The store belongs to {}.\n", safe_line(report.owner));
  if (report.folders.empty()) return text + "Everybody may do everything: no folder has an access list.\n";
  Table table({{"Folder", Align::left, true}, {"Member", Align::left, true}, {"Rights", Align::left}});
  for (const RightsReport::Folder& folder : report.folders) {
    if (!folder.list) {
      table.add({folder.path, kOthersName, "everything (no list)"});
      continue;
    }
    for (const MemberRights& member : folder.list->members) {
      table.add({folder.path, member.member, to_text(member.rights)});
    }
    table.add({folder.path, kOthersName, to_text(folder.list->others)});
  }
  return text + table.render(look);
}

std::string as_json(const RightsReport& report) {
  Json json;
  json.begin_object().member("owner", report.owner).key("folders").begin_array();
  for (const RightsReport::Folder& folder : report.folders) {
    json.begin_object().member("id", folder.id.value).member("path", folder.path);
    json.member("restricted", folder.list.has_value());
    if (folder.list) {
      json.member("default", to_text(folder.list->others)).key("members").begin_array();
      for (const MemberRights& member : folder.list->members) {
        json.begin_object().member("member", member.member).member("rights", to_text(member.rights));
        json.member("bits", static_cast<std::int32_t>(member.rights)).end_object();
      }
      json.end_array();
    }
    json.end_object();
  }
  return json.end_array().end_object().line();
}

}  // namespace postroom::cli
