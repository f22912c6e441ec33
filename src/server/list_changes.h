// What has become of a list's messages since a position of the change log.
#pragma once

#include <postroom/store.h>

#include <unordered_set>
#include <vector>

namespace postroom::server {

struct ListChanges {
  bool is_complete = true;             // false: the log does not reach back, or there are too many
  std::vector<MessageId> touched;      // each once
  std::unordered_set<MessageId> came;  // of these: were not in the list before, and need not come
};

// `folder` is a search folder or the folder whose messages are listed, `deleted`: its deleted ones.
Result<ListChanges> list_changes(Store& store, const Session& session, FolderId folder, bool deleted,
                                 LogPosition after, std::size_t most);

}  // namespace postroom::server
