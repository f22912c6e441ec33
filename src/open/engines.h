// Which engine an address means.
#pragma once

#include <postroom/open.h>

#include "storage/engine.h"

#include <memory>

namespace postroom {

Result<std::unique_ptr<storage::Engine>> create_engine(const std::string& address);
Result<std::unique_ptr<storage::Engine>> open_engine(const std::string& address, OpenAs mode);

}  // namespace postroom
