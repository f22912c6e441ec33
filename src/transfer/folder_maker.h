// The folders of a store that the directories of a tree become.
#pragma once

#include <postroom/store.h>

#include <map>
#include <set>

namespace postroom::transfer {

// A name that a folder can have: UTF-8, without "/" and control characters, of 1 to kMaxFolderName bytes.
std::string folder_name(std::string_view name);

class FolderMaker {
 public:
  FolderMaker(Store& store, const Session& session, FolderId top)
      : store_(store), session_(session), made_{{{}, top}}, taken_{top} {}

  // The folder of these names below the top one, which is there or is made. Names that differ are different folders,
  // even where they differ in nothing that a store tells apart: the later ones get a number.
  Result<FolderId> folder(const std::vector<std::string>& names);

 private:
  Result<FolderId> child(FolderId parent, const std::string& name);
  Result<FolderId> find_or_make(FolderId parent, const std::string& name);

  Store& store_;
  const Session& session_;
  std::map<std::vector<std::string>, FolderId> made_;
  std::set<FolderId> taken_;
};

}  // namespace postroom::transfer
