#include "transfer/folder_maker.h"

#include <postroom/text.h>

#include <algorithm>

#include "base/try.h"

namespace postroom::transfer {
namespace {

constexpr int kMaxTwins = 1000;  // names beside one another that a store does not tell apart

std::string numbered(const std::string& name, int number) {
  if (number == 1) return name;
  const std::string suffix = " (" + std::to_string(number) + ")";
  return std::string(truncate_utf8(name, kMaxFolderName - suffix.size())) + suffix;
}

}  // namespace

std::string folder_name(std::string_view name) {
  std::string text = repair_utf8(name);
  for (char& c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '/' || byte < 0x20 || byte == 0x7F) c = '_';
  }
  return text.empty() ? "_" : std::string(truncate_utf8(text, kMaxFolderName));
}

Result<FolderId> FolderMaker::folder(const std::vector<std::string>& names) {
  if (const auto known = made_.find(names); known != made_.end()) return known->second;
  TRY_SET(const FolderId parent, folder(std::vector<std::string>(names.begin(), names.end() - 1)));
  TRY_SET(const FolderId made, child(parent, folder_name(names.back())));
  made_[names] = made;
  return made;
}

Result<FolderId> FolderMaker::child(FolderId parent, const std::string& name) {
  for (int number = 1; number <= kMaxTwins; ++number) {
    TRY_SET(const FolderId found, find_or_make(parent, numbered(name, number)));
    if (taken_.insert(found).second) return found;
  }
  return Error{Code::too_big, "More than 1,000 directories would be folders '" + name + "' in one place.", {}};
}

Result<FolderId> FolderMaker::find_or_make(FolderId parent, const std::string& name) {
  auto made = store_.create_folder(session_, parent, name);
  if (made.ok() || made.error().code != Code::collision) return made;
  TRY_SET(const auto folders, store_.folders(session_));
  const auto found = std::find_if(folders.begin(), folders.end(), [&](const FolderInfo& folder) {
    return folder.parent == parent && equals_ignoring_ascii_case(folder.name, name);
  });
  return found == folders.end() ? made : Result<FolderId>(found->id);
}

}  // namespace postroom::transfer
