// Folders as the API shows them: docs/api.md "Folders".
#pragma once

#include <postroom/store.h>

#include <boost/json/object.hpp>

#include <map>

namespace postroom::server {

// What the folders are for that a store always has: "inbox".
class SpecialNames {
 public:
  explicit SpecialNames(const Store& store);
  std::optional<std::string_view> find(FolderId folder) const;

 private:
  std::map<FolderId, std::string_view> names_;
};

boost::json::object folder_json(const FolderInfo& folder, const SpecialNames& special);
// The rights one by one: ["read", "visible"].
boost::json::array rights_json(FolderRights rights);

}  // namespace postroom::server
