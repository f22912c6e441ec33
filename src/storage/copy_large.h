// Large values from one engine to another, in bounded memory.
#pragma once

#include "storage/engine.h"

#include <set>

namespace postroom::storage {

class LargeCopier {
 public:
  LargeCopier(Engine& from, Engine& to) : from_(from), to_(to) {}

  Status bring(const ContentHash& hash);    // or nothing, where the copy has it
  Status compare(const ContentHash& hash);  // byte by byte, each value once; Code::corrupt if they differ
  std::int64_t brought() const { return brought_; }

 private:
  Status pump(const ContentHash& hash);

  Engine& from_;
  Engine& to_;
  std::set<ContentHash> there_;     // in the copy
  std::set<ContentHash> compared_;  // and equal
  std::int64_t brought_ = 0;
};

}  // namespace postroom::storage
