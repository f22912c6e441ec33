#include "store/search_list.h"

#include <algorithm>
#include <unordered_map>

#include "base/try.h"
#include "store/search_readers.h"

namespace postroom::store {
namespace {

// The members of one page, newest first.
Result<std::vector<MessageId>> page_of(const SharedMembership& shared, ReadableFolders& readers,
                                       const ListOptions& options) {
  const std::vector<Member>& members = shared.get().members;
  const std::span<const std::uint32_t> order = shared.newest_first();
  auto place = order.begin();
  if (options.after) {
    place = std::partition_point(order.begin(), order.end(), [&](std::uint32_t each) {
      const Member& member = members[each];
      return member.date != options.after->date ? member.date > options.after->date
                                                : member.id >= options.after->id;
    });
  }
  std::vector<MessageId> page;
  for (; place != order.end() && page.size() < options.limit; ++place) {
    TRY_SET(const bool may, readers.has(members[*place].folder));
    if (may) page.push_back(members[*place].id);
  }
  return page;
}

}  // namespace

Result<std::vector<storage::MessageRecord>> list_search_folder(Core& core, const Session& session,
                                                               FolderId folder, const ListOptions& options) {
  if (options.kind != MessageKind::normal || options.deleted) return std::vector<storage::MessageRecord>();
  TRY_SET(const SearchFolders::Reading reading, core.search.read(session, folder));
  ReadableFolders readers(session, *reading.view);
  TRY_SET(const std::vector<MessageId> page, page_of(*reading.members, readers, options));
  std::unordered_map<MessageId, storage::MessageRecord> rows;
  TRY(reading.view->scan_these(page, storage::RowFields::all, false,
                               [&](const storage::MessageRecord& row, ByteView) {
                                 rows.emplace(row.id, row);
                                 return true;
                               }));
  std::vector<storage::MessageRecord> listed;
  listed.reserve(page.size());
  for (const MessageId id : page) {
    if (const auto row = rows.find(id); row != rows.end()) listed.push_back(std::move(row->second));
  }
  return listed;
}

}  // namespace postroom::store
