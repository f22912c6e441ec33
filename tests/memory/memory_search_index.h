// The simplest search index: the texts themselves, looked through one by one.
#pragma once

#include "storage/search_index.h"

#include <map>
#include <memory>
#include <mutex>

namespace postroom::storage {

// What the engines of one store share.
struct MemoryIndexFile {
  struct Entry {
    MessageId message;
    std::string text;
  };
  std::mutex mutex;
  IndexState state;
  std::map<ChangeNumber, Entry> entries;
  std::weak_ptr<void> role;
};

std::shared_ptr<SearchIndex> open_memory_index(std::shared_ptr<MemoryIndexFile> file, bool writable);

}  // namespace postroom::storage
