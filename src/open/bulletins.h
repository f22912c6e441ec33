// What lets the servers that have stores in the same databases tell each other something.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "storage/bulletin.h"

namespace postroom {

// One for each database, by the addresses of stores that are in it. Stores in files have none, and those
// behind a pooler.
Result<std::map<std::string, std::shared_ptr<storage::Bulletin>>> open_bulletins(
    const std::vector<std::string>& store_addresses, const storage::HearBulletin& hear);

}  // namespace postroom
