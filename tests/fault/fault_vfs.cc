#include "fault/fault_vfs.h"

#include "fault/fault_file.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include <cassert>
#include <cerrno>
#include <filesystem>
#include <new>

namespace postroom::fault {
namespace {

using Kind = DiskEvent::Kind;

constexpr int kJournals = SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL;
constexpr int kKept = kJournals | SQLITE_OPEN_MAIN_DB;  // files that have to survive

FaultVfs& self(sqlite3_vfs* vfs) { return *static_cast<FaultVfs*>(vfs->pAppData); }
sqlite3_vfs* real(sqlite3_vfs* vfs) { return &self(vfs).real(); }

std::string name_in_folder(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

// Where the real file is: behind ours, in the same memory.
sqlite3_file* behind(FaultFile* file) { return reinterpret_cast<sqlite3_file*>(file + 1); }

std::pair<std::uint64_t, std::uint64_t> device_and_inode_of(const std::string& path) {
  struct stat now {};
  ::stat(path.c_str(), &now);
  return {now.st_dev, now.st_ino};
}

Bytes read_whole(sqlite3_file* file) {
  sqlite3_int64 size = 0;
  file->pMethods->xFileSize(file, &size);
  Bytes bytes(static_cast<std::size_t>(size));
  if (!bytes.empty()) file->pMethods->xRead(file, bytes.data(), static_cast<int>(size), 0);
  return bytes;
}

// The number of the file at `path`, which was just opened. What the program put there by other means counts
// as durable, but for an empty file, which counts as just created.
FileNumber track(FaultVfs& vfs, const std::string& path, sqlite3_file* file, bool existed) {
  const auto known = vfs.find(path);
  if (known && existed && vfs.is_same(path)) return *known;
  const std::string name = name_in_folder(path);
  Bytes content = existed ? read_whole(file) : Bytes();
  const Kind kind = content.empty() ? Kind::create : Kind::adopt;
  if (known && kind == Kind::create) vfs.trace().add({Kind::remove, *known, name});
  const FileNumber number = vfs.add(path);
  vfs.trace().add({kind, number, name, 0, std::move(content)});
  return number;
}

int open_file(sqlite3_vfs* vfs, const char* path, sqlite3_file* memory, int flags, int* out_flags) {
  memory->pMethods = nullptr;  // nothing to close when this fails
  const auto lock = self(vfs).lock();
  if (self(vfs).begin(Operation::open)) {
    errno = EIO;
    return SQLITE_CANTOPEN;
  }
  auto* file = new (memory) FaultFile{};
  file->vfs = &self(vfs);
  file->real = behind(file);
  const bool is_kept = path && (flags & kKept);
  const bool existed = is_kept && std::filesystem::exists(path);
  const int result = real(vfs)->xOpen(real(vfs), path, file->real, flags, out_flags);
  if (result != SQLITE_OK) {
    if (file->real->pMethods) file->real->pMethods->xClose(file->real);
    return result;
  }
  if (is_kept) file->number = track(self(vfs), path, file->real, existed);
  file->syncs_its_folder = (flags & SQLITE_OPEN_CREATE) && (flags & kJournals);
  file->base.pMethods = &fault_file_methods();
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs* vfs, const char* path, int sync_folder) {
  const auto lock = self(vfs).lock();
  if (self(vfs).begin(Operation::remove)) {
    errno = EIO;
    return SQLITE_IOERR_DELETE;
  }
  const int result = real(vfs)->xDelete(real(vfs), path, 0);
  if (result != SQLITE_OK) return result;
  if (const auto known = self(vfs).find(path)) {
    self(vfs).forget(path);
    self(vfs).trace().add({Kind::remove, *known, name_in_folder(path)});
    if (sync_folder) self(vfs).trace().add({Kind::sync_folder});
  }
  return SQLITE_OK;
}

int access_file(sqlite3_vfs* vfs, const char* path, int flags, int* result) {
  {
    const auto lock = self(vfs).lock();
    if (self(vfs).begin(Operation::access)) {
      errno = EIO;
      return SQLITE_IOERR_ACCESS;
    }
  }
  return real(vfs)->xAccess(real(vfs), path, flags, result);
}

int full_path(sqlite3_vfs* vfs, const char* path, int size, char* out) {
  return real(vfs)->xFullPathname(real(vfs), path, size, out);
}
int randomness(sqlite3_vfs* vfs, int count, char* out) {
  return real(vfs)->xRandomness(real(vfs), count, out);
}
int wait(sqlite3_vfs* vfs, int microseconds) { return real(vfs)->xSleep(real(vfs), microseconds); }
int time_of_day(sqlite3_vfs* vfs, double* days) { return real(vfs)->xCurrentTime(real(vfs), days); }
int last_error(sqlite3_vfs*, int, char*) { return errno; }
int milliseconds(sqlite3_vfs* vfs, sqlite3_int64* time) {
  return real(vfs)->xCurrentTimeInt64(real(vfs), time);
}

bool can_strike(Fault fault, Operation operation) {
  switch (fault) {
    case Fault::io_error:
      return true;
    case Fault::disk_full:
    case Fault::short_write:
      return operation == Operation::write;
    case Fault::failed_sync:
      return operation == Operation::sync;
  }
  return false;
}

std::atomic<int> last_vfs = 0;  // names have to differ within the process

}  // namespace

const char* name_of(Operation operation) {
  switch (operation) {
    case Operation::open:
      return "open";
    case Operation::remove:
      return "remove";
    case Operation::access:
      return "access";
    case Operation::read:
      return "read";
    case Operation::write:
      return "write";
    case Operation::truncate:
      return "truncate";
    case Operation::sync:
      return "sync";
    case Operation::size:
      return "size";
    case Operation::share:
      return "share";
  }
  return "unknown";
}

FaultVfs::FaultVfs()
    : name_("fault-" + std::to_string(++last_vfs)),
      real_(sqlite3_vfs_find(nullptr)),
      own_(new sqlite3_vfs{}) {
  own_->iVersion = 2;
  own_->szOsFile = static_cast<int>(sizeof(FaultFile)) + real_->szOsFile;
  own_->mxPathname = real_->mxPathname;
  own_->zName = name_.c_str();
  own_->pAppData = this;
  own_->xOpen = open_file;
  own_->xDelete = delete_file;
  own_->xAccess = access_file;
  own_->xFullPathname = full_path;
  own_->xRandomness = randomness;
  own_->xSleep = wait;
  own_->xCurrentTime = time_of_day;
  own_->xGetLastError = last_error;
  own_->xCurrentTimeInt64 = milliseconds;
  [[maybe_unused]] const int result = sqlite3_vfs_register(own_.get(), 0);
  assert(result == SQLITE_OK);
}

FaultVfs::~FaultVfs() { sqlite3_vfs_unregister(own_.get()); }

void FaultVfs::plan(const FaultPlan& plan) {
  const std::lock_guard guard(mutex_);
  plan_ = plan;
  counts_ = {};
  candidates_ = 0;
  struck_.reset();
}

std::optional<Operation> FaultVfs::struck() const {
  const std::lock_guard guard(mutex_);
  return struck_;
}

std::size_t FaultVfs::struck_at() const {
  const std::lock_guard guard(mutex_);
  return struck_at_;
}

std::uint64_t FaultVfs::count(Operation operation) const {
  const std::lock_guard guard(mutex_);
  return counts_[static_cast<std::size_t>(operation)];
}

std::uint64_t FaultVfs::count(Fault fault) const {
  const std::lock_guard guard(mutex_);
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < kOperations; ++i) {
    if (can_strike(fault, static_cast<Operation>(i))) sum += counts_[i];
  }
  return sum;
}

std::optional<Fault> FaultVfs::begin(Operation operation) {
  ++counts_[static_cast<std::size_t>(operation)];
  if (plan_.at == 0 || !can_strike(plan_.fault, operation)) return std::nullopt;
  ++candidates_;
  const bool strikes = plan_.extent == Extent::once ? candidates_ == plan_.at : candidates_ >= plan_.at;
  if (!strikes) return std::nullopt;
  if (!struck_) {
    struck_ = operation;
    struck_at_ = trace_.size();
  }
  return plan_.fault;
}

std::optional<FileNumber> FaultVfs::find(const std::string& path) const {
  const auto found = files_.find(path);
  if (found == files_.end()) return std::nullopt;
  return found->second.number;
}

bool FaultVfs::is_same(const std::string& path) const {
  return files_.at(path).device_and_inode == device_and_inode_of(path);
}

FileNumber FaultVfs::add(const std::string& path) {
  files_[path] = {++last_file_, device_and_inode_of(path)};
  return last_file_;
}

}  // namespace postroom::fault
