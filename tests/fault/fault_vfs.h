// A SQLite VFS over the default one that counts operations, makes one of them fail, and keeps a trace of what
// happened to the files. It knows SQLite and nothing of stores, so any program that opens files through it
// can be tested. The shared memory (-shm) is never durable and not in the trace.
#pragma once

#include "fault/disk_trace.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

struct sqlite3_vfs;

namespace postroom::fault {

enum class Operation { open, remove, access, read, write, truncate, sync, size, share };
inline constexpr std::size_t kOperations = 9;

const char* name_of(Operation operation);

enum class Fault {
  io_error,     // any operation; nothing is done
  disk_full,    // writes; nothing is written
  short_write,  // writes; the first half is written, then an I/O error
  failed_sync,  // syncs
};

enum class Extent { once, from_then_on };

struct FaultPlan {
  Fault fault = Fault::io_error;
  std::uint64_t at =
      0;  // the at-th operation that this fault can strike, from now on, counted from 1; 0 for none
  Extent extent = Extent::once;
};

// Registered with SQLite under name() while it lives; close everything that uses it first. Thread-safe.
class FaultVfs {
 public:
  FaultVfs();
  ~FaultVfs();
  FaultVfs(const FaultVfs&) = delete;
  FaultVfs& operator=(const FaultVfs&) = delete;

  const std::string& name() const { return name_; }

  void plan(const FaultPlan& plan);
  void heal() { plan({}); }
  std::optional<Operation> struck() const;  // the first operation that failed since plan()
  std::size_t struck_at() const;            // the place in the trace where that was
  // How many operations there were since plan().
  std::uint64_t count(Operation operation) const;
  std::uint64_t count(Fault fault) const;  // those that this fault can strike

  DiskTrace& trace() { return trace_; }

  // For the methods of the VFS and its files. Everything below is called under lock().
  std::unique_lock<std::mutex> lock() { return std::unique_lock(mutex_); }
  std::optional<Fault> begin(Operation operation);  // counts it; the fault that strikes it, if any
  std::optional<FileNumber> find(const std::string& path) const;
  bool is_same(const std::string& path) const;  // one that was found, and not replaced by other means
  FileNumber add(const std::string& path);
  void forget(const std::string& path) { files_.erase(path); }
  sqlite3_vfs& real() { return *real_; }

 private:
  std::string name_;
  sqlite3_vfs* real_;
  std::unique_ptr<sqlite3_vfs> own_;
  mutable std::mutex mutex_;
  FaultPlan plan_;
  std::array<std::uint64_t, kOperations> counts_{};
  std::uint64_t candidates_ = 0;  // operations seen that the planned fault can strike
  std::optional<Operation> struck_;
  std::size_t struck_at_ = 0;
  struct Known {
    FileNumber number;
    std::pair<std::uint64_t, std::uint64_t> device_and_inode;
  };
  std::map<std::string, Known> files_;
  FileNumber last_file_ = 0;
  DiskTrace trace_;
};

}  // namespace postroom::fault
