// What a program did to its files, in order, and what a disk may hold of it after the power fails.
#pragma once

#include <postroom/bytes.h>

#include <cstdint>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <vector>

namespace postroom::fault {

// A file while it has a name and after; a name may come to mean another file.
using FileNumber = std::uint64_t;

struct DiskEvent {
  enum class Kind {
    adopt,        // `name` means `file`, which holds `bytes`, and always did
    create,       // `name` now means `file`
    remove,       // `name` means nothing
    sync_folder,  // what names mean is durable
    write,        // `bytes` at `offset`
    truncate,     // to `offset` bytes
    sync,         // the file's bytes are durable
    lose_sync,  // a sync failed: bytes not yet durable never will be (as Linux behaves), unless written again
  };
  Kind kind;
  FileNumber file = 0;
  std::string name = {};
  std::uint64_t offset = 0;
  Bytes bytes = {};
};

// Thread-safe.
class DiskTrace {
 public:
  void add(DiskEvent event);
  std::size_t size() const;  // a place in the trace
  std::vector<DiskEvent> events() const;

 private:
  mutable std::mutex mutex_;
  std::vector<DiskEvent> events_;
};

// What becomes of writes and names that were not durable.
enum class Loss {
  nothing,     // all of them arrived: the program was killed and the machine went on
  everything,  // none arrived
  tail,        // some first ones arrived, and of the next one its beginning
  some,        // any of them arrived, whole
  sectors,     // any 512-byte sectors of them arrived
};

using DiskImage = std::map<std::string, Bytes>;  // by name

// The folder after `events`, then a power failure. Equal seeds give equal images.
DiskImage image_after(std::span<const DiskEvent> events, Loss loss, std::uint32_t seed);

inline constexpr std::size_t kSectorBytes = 512;  // what a disk writes whole or not at all

}  // namespace postroom::fault
