#include "fault/fault_file.h"

#include <cerrno>

namespace postroom::fault {
namespace {

using Kind = DiskEvent::Kind;

FaultFile& self(sqlite3_file* file) { return *reinterpret_cast<FaultFile*>(file); }
sqlite3_file* real(sqlite3_file* file) { return self(file).real; }

int fail(int result, int system_number) {
  errno = system_number;
  return result;
}

// Whether this operation has to fail; otherwise it is counted and goes on.
bool fails(sqlite3_file* file, Operation operation) {
  const auto lock = self(file).vfs->lock();
  return self(file).vfs->begin(operation).has_value();
}

void trace_write(FaultFile& file, const void* bytes, std::size_t count, sqlite3_int64 offset) {
  if (file.number == 0) return;
  const auto* first = static_cast<const std::uint8_t*>(bytes);
  file.vfs->trace().add(
      {Kind::write, file.number, {}, static_cast<std::uint64_t>(offset), Bytes(first, first + count)});
}

int close_file(sqlite3_file* file) { return real(file)->pMethods->xClose(real(file)); }

int read_file(sqlite3_file* file, void* bytes, int count, sqlite3_int64 offset) {
  if (fails(file, Operation::read)) return fail(SQLITE_IOERR_READ, EIO);
  return real(file)->pMethods->xRead(real(file), bytes, count, offset);
}

int write_file(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
  FaultFile& own = self(file);
  const auto lock = own.vfs->lock();  // held, so that the trace has the order of the disk
  const auto fault = own.vfs->begin(Operation::write);
  if (fault == Fault::disk_full) return fail(SQLITE_FULL, ENOSPC);
  if (fault && fault != Fault::short_write) return fail(SQLITE_IOERR_WRITE, EIO);
  if (fault) count /= 2;
  const int result = own.real->pMethods->xWrite(own.real, bytes, count, offset);
  if (result != SQLITE_OK) return result;
  trace_write(own, bytes, static_cast<std::size_t>(count), offset);
  return fault ? fail(SQLITE_IOERR_WRITE, EIO) : SQLITE_OK;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  FaultFile& own = self(file);
  const auto lock = own.vfs->lock();
  if (own.vfs->begin(Operation::truncate)) return fail(SQLITE_IOERR_TRUNCATE, EIO);
  const int result = own.real->pMethods->xTruncate(own.real, size);
  if (result == SQLITE_OK && own.number != 0) {
    own.vfs->trace().add({Kind::truncate, own.number, {}, static_cast<std::uint64_t>(size)});
  }
  return result;
}

// The real file is not synced: the trace says what would be durable, and no test depends on the machine's own
// power.
int sync_file(sqlite3_file* file, int) {
  FaultFile& own = self(file);
  const auto lock = own.vfs->lock();
  const bool failed = own.vfs->begin(Operation::sync).has_value();
  if (own.number != 0) {
    own.vfs->trace().add({failed ? Kind::lose_sync : Kind::sync, own.number});
    if (!failed && own.syncs_its_folder) own.vfs->trace().add({Kind::sync_folder});
  }
  if (failed) return fail(SQLITE_IOERR_FSYNC, EIO);
  own.syncs_its_folder = false;
  return SQLITE_OK;
}

int measure_file(sqlite3_file* file, sqlite3_int64* size) {
  if (fails(file, Operation::size)) return fail(SQLITE_IOERR_FSTAT, EIO);
  return real(file)->pMethods->xFileSize(real(file), size);
}

int lock_file(sqlite3_file* file, int level) { return real(file)->pMethods->xLock(real(file), level); }
int unlock_file(sqlite3_file* file, int level) { return real(file)->pMethods->xUnlock(real(file), level); }
int check_lock(sqlite3_file* file, int* held) {
  return real(file)->pMethods->xCheckReservedLock(real(file), held);
}

// Whatever would change the file behind the trace's back is not supported here.
int control_file(sqlite3_file* file, int operation, void* argument) {
  if (operation == SQLITE_FCNTL_SIZE_HINT || operation == SQLITE_FCNTL_CHUNK_SIZE) return SQLITE_NOTFOUND;
  return real(file)->pMethods->xFileControl(real(file), operation, argument);
}

int sector_size(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }

int characteristics(sqlite3_file* file) {
  return real(file)->pMethods->xDeviceCharacteristics(real(file)) & ~SQLITE_IOCAP_BATCH_ATOMIC;
}

int map_shared(sqlite3_file* file, int page, int page_size, int extend, void volatile** memory) {
  if (fails(file, Operation::share)) {
    *memory = nullptr;
    return fail(SQLITE_IOERR_SHMMAP, EIO);
  }
  return real(file)->pMethods->xShmMap(real(file), page, page_size, extend, memory);
}

int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
  return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}

void barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }

int unmap_shared(sqlite3_file* file, int remove) {
  return real(file)->pMethods->xShmUnmap(real(file), remove);
}

}  // namespace

const sqlite3_io_methods& fault_file_methods() {
  // Version 2: without memory-mapped reads, which no VFS could see.
  static const sqlite3_io_methods methods{
      2,           close_file,  read_file,    write_file,   truncate_file, sync_file,       measure_file,
      lock_file,   unlock_file, check_lock,   control_file, sector_size,   characteristics, map_shared,
      lock_shared, barrier,     unmap_shared, nullptr,      nullptr};
  return methods;
}

}  // namespace postroom::fault
