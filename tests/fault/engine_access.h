// How the engine under test makes and opens stores.
#pragma once

#include "storage/engine.h"

#include <functional>
#include <memory>
#include <string>

namespace postroom::fault {

struct EngineAccess {
  // An empty `vfs` is the machine's own.
  using Open = std::function<Result<std::unique_ptr<storage::Engine>>(const std::string& path,
                                                                      const std::string& vfs)>;
  Open create;
  Open open;
};

EngineAccess sqlite_access();

}  // namespace postroom::fault
