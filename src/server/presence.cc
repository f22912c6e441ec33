#include "server/presence.h"

#include <algorithm>

#include "base/try.h"

namespace postroom::server {

Status Presence::admit(const Place& place, std::uint64_t session) {
  const auto found = places_.find(place);
  if (found != places_.end() && found->second.contains(session)) return ok_status();
  if (found != places_.end() && found->second.size() >= kMaxPeople) {
    return Error{Code::busy, "So many people have the message open that no more are told of.", {}};
  }
  const auto of_session = std::count_if(places_.begin(), places_.end(),
                                        [&](const auto& each) { return each.second.contains(session); });
  if (static_cast<std::size_t>(of_session) < kMaxOfSession) return ok_status();
  return Error{Code::busy,
               "A session can say of " + std::to_string(kMaxOfSession) + " messages that it has them open.",
               {}};
}

Status Presence::put(const Place& place, const Present& present) {
  {
    const std::lock_guard lock(mutex_);
    TRY(admit(place, present.session));
    auto [entry, is_new] = places_[place].try_emplace(present.session);
    Person& person = entry->second.person;
    const FileTime now = clock_->now();
    const bool is_over = !is_new && entry->second.last + kFor <= now;
    entry->second.last = now;
    if (!is_new && !is_over && static_cast<const Present&>(person) == present) return ok_status();
    person = {present, now};
  }
  if (changed_) changed_(place.first, place.second);
  return ok_status();
}

void Presence::remove(const Place& place, std::uint64_t session) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = places_.find(place);
    if (found == places_.end() || found->second.erase(session) == 0) return;
    if (found->second.empty()) places_.erase(found);
  }
  if (changed_) changed_(place.first, place.second);
}

void Presence::on_local_change(LocalChange changed) {
  const std::lock_guard lock(local_mutex_);
  local_change_ = std::move(changed);
}

void Presence::tell_others(const PresenceChange& change) {
  const std::lock_guard lock(local_mutex_);
  if (local_change_) local_change_(change);
}

Status Presence::enter(const Guid& store, MessageId message, const Present& present) {
  TRY(put({store, message}, present));
  tell_others({store, message, present});
  return ok_status();
}

void Presence::leave(const Guid& store, MessageId message, std::uint64_t session) {
  remove({store, message}, session);
  tell_others({store, message, {session, {}, {}}, true});
}

void Presence::hear(const PresenceChange& change) {
  const Place place{change.store, change.message};
  if (change.left) return remove(place, change.present.session);
  (void)put(place, change.present);
}

std::vector<Presence::Person> Presence::people(const Guid& store, MessageId message) {
  std::vector<Person> people;
  const std::lock_guard lock(mutex_);
  const auto place = places_.find({store, message});
  if (place == places_.end()) return people;
  for (const auto& [session, entry] : place->second) {
    if (!is_over(entry)) people.push_back(entry.person);
  }
  std::stable_sort(people.begin(), people.end(),
                   [](const Person& a, const Person& b) { return a.since < b.since; });
  return people;
}

std::vector<MessageId> Presence::messages(const Guid& store) {
  std::vector<MessageId> messages;
  const std::lock_guard lock(mutex_);
  for (auto place = places_.lower_bound({store, MessageId{}});
       place != places_.end() && place->first.first == store; ++place) {
    const People& people = place->second;
    const bool is_open =
        std::any_of(people.begin(), people.end(), [&](const auto& each) { return !is_over(each.second); });
    if (is_open) messages.push_back(place->first.second);
  }
  return messages;
}

void Presence::forget_old() {
  std::vector<Place> changed;
  {
    const std::lock_guard lock(mutex_);
    for (auto place = places_.begin(); place != places_.end();) {
      const auto gone = std::erase_if(place->second, [&](const auto& each) { return is_over(each.second); });
      if (gone > 0) changed.push_back(place->first);
      place = place->second.empty() ? places_.erase(place) : std::next(place);
    }
  }
  if (!changed_) return;
  for (const auto& [store, message] : changed) changed_(store, message);
}

}  // namespace postroom::server
