// What the parts of one open store share.
#pragma once

#include <postroom/store.h>

#include <atomic>

#include "store/feed.h"
#include "store/indexer.h"
#include "store/large_store.h"
#include "store/lease.h"
#include "store/names.h"
#include "store/search_folders.h"

namespace postroom::store {

using SpecialFolders = std::map<SpecialFolder, FolderId>;

class Core {
 public:
  Core(std::unique_ptr<storage::Engine> opened, const Guid& guid, SpecialFolders special)
      : engine(std::move(opened)), store_guid(guid), special_folders(std::move(special)), large(*engine),
        lease(*engine), feed(*engine), indexer(*engine, store_guid, large) {}

  const std::unique_ptr<storage::Engine> engine;  // first: everything below uses it until destroyed
  const Guid store_guid;
  const SpecialFolders special_folders;
  Names names;
  LargeStore large;
  Lease lease;
  Feed feed;
  std::atomic<int> extra_threads = 0;  // that scan for tables (scan_threads.h)
  Indexer indexer;
  SearchFolders search{*this};  // last: its thread uses the others
};

// Code::read_only or no_access unless the session may write to the store.
Status may_write(const Core& core, const Session& session);

// Code::not_found, or Code::no_access for a search folder, which holds no messages of its own.
Status require_folder(storage::View& view, FolderId id);

// Named ids must be registered: Code::invalid_argument for one that is not.
Status check_named_ids(Core& core, const MessageContent& content);
Status check_named_id(Core& core, std::uint16_t id);

// The hash of each large value once, sorted.
std::vector<ContentHash> large_hashes(const MessageContent& content);

bool has_large_values(const MessageContent& content);

Error no_such_message(MessageId id);
Error no_such_version(MessageId id, VersionNumber number);
Error message_is_deleted(MessageId id);
// Code::object_changed: who saved that version, which is the newest; `outcome` says what was not done because of it.
Error message_has_changed(const storage::VersionInfo& newest, std::string_view outcome);
Error no_such_folder(FolderId id);

}  // namespace postroom::store
