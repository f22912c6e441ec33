#include "storage/sqlite/place_cache.h"

namespace postroom::storage {

std::optional<MessagePlace> PlaceCache::find(const LogState& now, MessageId id) {
  const std::lock_guard lock(mutex_);
  if (now != state_) return std::nullopt;
  const auto found = places_.find(id);
  return found == places_.end() ? std::nullopt : std::optional(found->second);
}

void PlaceCache::put(const LogState& when, MessageId id, const MessagePlace& place) {
  if (place.folder_properties.size() > kMaxPropertyBytes) return;
  const std::lock_guard lock(mutex_);
  if (when != state_ || places_.size() >= kMax) places_.clear();
  state_ = when;
  places_.insert_or_assign(id, place);
}

}  // namespace postroom::storage
