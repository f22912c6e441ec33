// One open file of a FaultVfs, in the memory that SQLite gives it.
#pragma once

#include "fault/fault_vfs.h"

#include <sqlite3.h>

namespace postroom::fault {

struct FaultFile {
  sqlite3_file base;  // first: SQLite knows the file by it
  FaultVfs* vfs;
  sqlite3_file* real;     // right behind this struct
  FileNumber number;      // 0 for temporary files, which are in no trace
  bool syncs_its_folder;  // with its first sync, as SQLite does for the journals it creates
};

const sqlite3_io_methods& fault_file_methods();

}  // namespace postroom::fault
