// Texts between processes by NOTIFY and LISTEN, on a connection of its own.
#pragma once

#include "storage/bulletin.h"

#include <memory>

namespace postroom::storage {

// `address` as in address.h; which store it names does not count. Returns before it is connected, and
// connects again whenever the connection is lost. Code::not_supported through a pooler, which has no
// connection to listen on.
Result<std::unique_ptr<Bulletin>> open_postgres_bulletin(const std::string& address, HearBulletin hear);

// The address of the database alone: the same for all of its stores that are written alike.
Result<std::string> postgres_database_of(const std::string& address);

}  // namespace postroom::storage
