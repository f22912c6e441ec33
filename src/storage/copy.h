// A whole store from one engine to another, with its entry IDs, versions, change numbers, read states, change
// log and history; leases are not copied. Everything is compared with the source once it is written, message
// by message: rows, versions with their bytes, references, large values byte by byte, and every other table.
//
// Resumed: a copy that was interrupted, however that happened, leaves a store that does not open
// (store_keys.h); the same call on it goes on. Others may use the source meanwhile: the copy is what the
// source was at one moment near the end, except that history which compact() drops at the same time may still
// be in it.
#pragma once

#include "storage/engine.h"

namespace postroom::storage {

struct CopyOptions {
  Progress progress;
  std::string place = "the place of the copy";  // where that is, for messages
  std::size_t slice_rows = 500;                 // messages looked at in one view
  std::size_t batch_bytes = 4 * 1024 * 1024;    // of versions in one commit, and so in memory
};

struct CopyReport {
  bool resumed = false;           // an earlier call had begun
  bool finished = false;          // and finished the same move: this one did nothing
  std::int64_t messages = 0;      // in the copy
  std::int64_t copied = 0;        // of these, written by this call; the others were there
  std::int64_t large_values = 0;  // written by this call
};

// `to` is an empty engine, or one that an interrupted call left. Code::collision if it is anything else;
// not_a_store if `from` is not whole, not_found if it has moved; corrupt if the copy is not like the source;
// busy if the source changes faster than it can be followed.
Result<CopyReport> copy_store(Engine& from, Engine& to, const CopyOptions& options = {});

// The same, and seals the source (seal.h) before the copy can be opened, so that there are never two stores
// that both take changes. `place` is where the store is then, for those who look for it in the old place. If
// it fails, the source is unsealed again unless the copy may be finished; if it is killed, the same call goes
// on.
Result<CopyReport> move_store(Engine& from, Engine& to, const std::string& place,
                              const CopyOptions& options = {});

// Opens a store that has moved where it was, as if it had not: only where what it moved to is gone for good,
// or there are two. Code::invalid_argument if it has not moved.
Status undo_move(Engine& from);

// What copy_store and move_store look at first: Code::not_a_store or not_found as above. `place` is empty for
// a copy.
Status check_source(Engine& from, const std::string& place);

// Code::not_found, naming the new place, if the store has moved.
Status refuse_if_moved(View& view);

}  // namespace postroom::storage
