#include "server/presence_passing.h"

#include "base/try.h"
#include "server/presence_text.h"

namespace postroom::server {

Result<std::unique_ptr<PresencePassing>> PresencePassing::start(const Service& service) {
  std::unique_ptr<PresencePassing> passing(new PresencePassing(service.presence, service.stores));
  std::vector<std::string> addresses;
  for (const StoreSetting& store : service.stores->settings()) addresses.push_back(store.address);
  TRY_SET(passing->bulletins_,
          open_bulletins(addresses, [self = passing.get()](const std::string& text) { self->hear(text); }));
  if (passing->bulletins_.empty()) return passing;
  service.presence->on_local_change(
      [self = passing.get()](const PresenceChange& change) { self->tell(change.store, to_text(change)); });
  return passing;
}

PresencePassing::~PresencePassing() {
  presence_->on_local_change(nullptr);
  bulletins_.clear();  // nothing is heard any more from here on
}

// Stores open when they can, and then stay open.
storage::Bulletin* PresencePassing::bulletin_of(const Guid& store) {
  const std::lock_guard lock(mutex_);
  if (const auto known = known_.find(store); known != known_.end()) return known->second;
  for (const auto& [name, opened] : stores_->opened()) {
    if (opened.guid() != store) continue;
    const auto found = bulletins_.find(stores_->setting(name)->address);
    return known_[store] = found == bulletins_.end() ? nullptr : found->second.get();
  }
  return nullptr;
}

void PresencePassing::tell(const Guid& store, const std::string& text) {
  if (storage::Bulletin* const bulletin = bulletin_of(store)) (void)bulletin->tell(text);
}

void PresencePassing::hear(const std::string& text) {
  const auto change = parse_presence_change(text);
  if (change) presence_->hear(*change);
}

}  // namespace postroom::server
