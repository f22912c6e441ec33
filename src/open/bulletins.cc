#include "open/bulletins.h"

#include <postroom/open.h>

#include "base/try.h"
#include "storage/postgres/postgres_bulletin.h"

namespace postroom {

Result<std::map<std::string, std::shared_ptr<storage::Bulletin>>> open_bulletins(
    const std::vector<std::string>& store_addresses, const storage::HearBulletin& hear) {
  std::map<std::string, std::shared_ptr<storage::Bulletin>> by_database, by_address;
  for (const std::string& address : store_addresses) {
    TRY_SET(const AddressKind kind, address_kind(address));
    if (kind == AddressKind::file) continue;
    TRY_SET(const std::string database, storage::postgres_database_of(address));
    auto [place, is_new] = by_database.try_emplace(database);
    if (is_new) {
      auto opened = storage::open_postgres_bulletin(address, hear);
      if (!opened.ok() && opened.error().code != Code::not_supported) return std::move(opened).error();
      if (opened.ok()) place->second = std::move(*opened);
    }
    if (place->second) by_address[address] = place->second;
  }
  return by_address;
}

}  // namespace postroom
