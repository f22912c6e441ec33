// The simplest engine there can be: everything in memory, one commit at a time, each on a copy. Tests compare
// the real engines with it, and it proves that the conformance suite asks for nothing that only one database
// can do.
#pragma once

#include "memory/memory_search_index.h"
#include "storage/engine.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace postroom::storage {

struct MemoryLargeValue {
  std::shared_ptr<const Bytes> bytes;
  FileTime unreferenced;  // since when, while nothing refers to it
};

// All tables of one store. A value.
struct MemoryTables {
  Counters counters;
  std::map<std::string, std::string, std::less<>> settings;
  std::map<FolderId, FolderRecord> folders;
  std::map<MessageId, MessageRecord> messages;
  std::map<ChangeNumber, VersionRecord> versions;
  std::map<ChangeNumber, std::vector<ContentHash>> references;
  std::map<ContentHash, MemoryLargeValue> large;
  std::vector<ConflictLink> links;
  std::map<std::uint16_t, PropertyName> names;
  std::map<LogPosition, LogRecord> log;
  std::map<std::uint64_t, LeaseRecord> leases;
};

// Tables that several engines may have open at once, as processes share a file.
class MemoryStore {
 public:
  std::shared_ptr<const MemoryTables> read() const;
  // Runs the job on a copy and keeps that when the job succeeds.
  Status commit(const Job& job);
  void publish(const ContentHash& hash, Bytes bytes);
  std::uint64_t add_watcher(std::function<void()> changed);
  void remove_watcher(std::uint64_t watcher);
  const std::shared_ptr<MemoryIndexFile>& index() const { return index_; }

 private:
  void call_watchers();

  mutable std::mutex mutex_;
  std::shared_ptr<const MemoryTables> tables_ = std::make_shared<MemoryTables>();
  const std::shared_ptr<MemoryIndexFile> index_ = std::make_shared<MemoryIndexFile>();
  std::mutex watchers_mutex_;
  std::map<std::uint64_t, std::function<void()>> watchers_;
  std::uint64_t last_watcher_ = 0;
};

// The tables of the address, by which a backup finds its destination.
using MemoryStores = std::map<std::string, std::shared_ptr<MemoryStore>>;

enum class MemoryAccessMode { read_write, read_only };

// An engine on `store`; `stores` is where backups go and outlives the engine.
std::unique_ptr<Engine> open_memory_engine(std::shared_ptr<MemoryStore> store, MemoryAccessMode mode,
                                           MemoryStores& stores);

// A transaction directly on `tables`, which outlives it: for replaying jobs.
std::unique_ptr<Transaction> make_memory_transaction(MemoryTables& tables);

}  // namespace postroom::storage
