// Which engine an address means.
#pragma once

#include <postroom/open.h>

#include "storage/engine.h"

#include <memory>

namespace postroom {

Result<std::unique_ptr<storage::Engine>> create_engine(const std::string& address);
// A new store with what `fill` writes, in one commit. A process that ends meanwhile leaves nothing, or in a
// database what is empty and may be filled by anybody.
Status create_filled(const std::string& address, const std::function<Status(storage::Engine&)>& fill);
Result<std::unique_ptr<storage::Engine>> open_engine(const std::string& address, OpenAs mode,
                                                     const std::shared_ptr<storage::PostgresClients>& clients = {});
// Whatever it is that is stored there, as long as it is Postroom's.
Status remove_stored(const std::string& address, const Progress& progress);
// Of the store in its database, or of its file.
Result<std::string> name_in_place(const std::string& address);

}  // namespace postroom
