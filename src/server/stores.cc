#include "server/stores.h"

#include "base/try.h"

namespace postroom::server {

Stores::Stores(std::vector<StoreSetting> settings) : settings_(std::move(settings)) {
  for (const StoreSetting& setting : settings_) places_.emplace(setting.name, std::make_shared<Place>());
}

const StoreSetting* Stores::setting(std::string_view name) const {
  for (const StoreSetting& setting : settings_) {
    if (setting.name == name) return &setting;
  }
  return nullptr;
}

Result<Store> Stores::open(std::string_view name) {
  const StoreSetting* const known = setting(name);
  if (!known)
    return Error{Code::not_found, "There is no store " + std::string(name) + " on this server.", {}};
  const std::shared_ptr<Place>& place = places_.find(name)->second;
  const std::lock_guard opening(place->opening);
  if (!place->store) {
    TRY_SET(place->store, open_store(known->address, OpenAs::read_write, shared_));
  }
  return *place->store;
}

std::vector<std::pair<std::string, Store>> Stores::opened() {
  std::vector<std::pair<std::string, Store>> open;
  for (const StoreSetting& setting : settings_) {
    Place& place = *places_.find(setting.name)->second;
    const std::lock_guard opening(place.opening);
    if (place.store) open.emplace_back(setting.name, *place.store);
  }
  return open;
}

}  // namespace postroom::server
