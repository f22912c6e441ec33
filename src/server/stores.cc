#include "server/stores.h"

#include "base/try.h"

namespace postroom::server {

class Stores::Place {
 public:
  Result<Store> open(const std::string& address, const Clock& clock, const SharedConnections& shared) {
    if (auto known = store()) return *std::move(known);
    const std::lock_guard opening(opening_);
    if (auto known = store()) return *std::move(known);
    // A clock that is set back makes nobody wait longer.
    if (failure_ && clock.now() >= tried_ && clock.now() < tried_ + kRetryAfter) return *failure_;
    auto opened = open_store(address, OpenAs::read_write, shared);
    if (!opened.ok()) {
      failure_ = opened.error();
      tried_ = clock.now();
      return opened;
    }
    const std::lock_guard lock(mutex_);
    store_ = *opened;
    return opened;
  }

  std::optional<Store> store() {
    const std::lock_guard lock(mutex_);
    return store_;
  }

 private:
  std::mutex opening_;  // one opens it, the others wait
  std::optional<Error> failure_;
  FileTime tried_;    // when it failed
  std::mutex mutex_;  // of what follows; held for moments only
  std::optional<Store> store_;
};

Stores::Stores(std::vector<StoreSetting> settings, std::shared_ptr<const Clock> clock)
    : settings_(std::move(settings)), clock_(std::move(clock)) {
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
  return places_.find(name)->second->open(known->address, *clock_, shared_);
}

std::optional<Store> Stores::find_open_file(std::string_view name) {
  const StoreSetting* const known = setting(name);
  if (!known) return std::nullopt;
  const auto kind = address_kind(known->address);
  return kind.ok() && *kind == AddressKind::file ? places_.find(name)->second->store() : std::nullopt;
}

std::vector<std::pair<std::string, Store>> Stores::opened() {
  std::vector<std::pair<std::string, Store>> open;
  for (const StoreSetting& setting : settings_) {
    if (auto store = places_.find(setting.name)->second->store()) open.emplace_back(setting.name, *std::move(store));
  }
  return open;
}

}  // namespace postroom::server
