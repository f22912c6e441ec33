#include "server/event_hub.h"

#include <algorithm>

#include "base/try.h"

namespace postroom::server {

EventHub::EventHub(std::shared_ptr<const Clock> clock, std::shared_ptr<Random> random)
    : clock_(std::move(clock)), random_(std::move(random)) {}

EventHub::~EventHub() {
  for (const auto& entry : entries()) entry->listener->stream()->close();
}

std::shared_ptr<EventTeller> EventHub::teller_of(const Store& store) {
  const std::lock_guard lock(mutex_);
  auto& teller = tellers_[store.guid()];
  if (!teller) teller = std::make_shared<EventTeller>(store, clock_, random_);
  return teller;
}

Status EventHub::admit(const std::shared_ptr<Entry>& entry) {
  const std::lock_guard lock(mutex_);
  const auto open = std::count_if(entries_.begin(), entries_.end(), [&](const auto& other) {
    return other->account == entry->account && !other->listener->stream()->is_closed();
  });
  if (static_cast<std::size_t>(open) >= kMaxStreamsOfAccount) {
    return Error{Code::busy,
                 "An account can have " + std::to_string(kMaxStreamsOfAccount) +
                     " streams of events open; close one, such as a page that is not needed.",
                 {}};
  }
  entries_.push_back(entry);
  return ok_status();
}

Result<std::shared_ptr<http::EventStream>> EventHub::open(NewListener wanted) {
  forget_ended();
  const auto teller = teller_of(wanted.store);
  teller->know(wanted.session.id, wanted.session.who);
  const auto entry = std::make_shared<Entry>();
  entry->account = wanted.account;
  entry->store = wanted.store.guid();
  entry->listener = std::make_shared<EventListener>(wanted.store, wanted.session, teller);
  entry->still_allowed = std::move(wanted.still_allowed);
  TRY(admit(entry));
  if (!wanted.after) {
    TRY_SET(wanted.after, wanted.store.log_position(wanted.session));
    entry->listener->tell_start(*wanted.after);
  }
  const auto stream = entry->listener->stream();
  if (Status started = entry->listener->start(*wanted.after); !started.ok()) {
    stream->close();
    return std::move(started).error();
  }
  return stream;
}

EventHub::Entries EventHub::entries() {
  const std::lock_guard lock(mutex_);
  return entries_;
}

void EventHub::tell_of_message(const Guid& store, MessageId message, const http::ServerEvent& event) {
  for (const auto& entry : entries()) {
    if (entry->store == store) entry->listener->tell_of_message(message, event);
  }
}

void EventHub::end_disallowed() {
  for (const auto& entry : entries()) {
    if (!entry->listener->stream()->is_closed() && !entry->still_allowed())
      entry->listener->stream()->close();
  }
  forget_ended();
}

void EventHub::forget_ended() {
  Entries ended;  // goes after the lock
  const std::lock_guard lock(mutex_);
  const auto first = std::stable_partition(entries_.begin(), entries_.end(), [](const auto& entry) {
    return !entry->listener->stream()->is_closed();
  });
  ended.assign(std::make_move_iterator(first), std::make_move_iterator(entries_.end()));
  entries_.erase(first, entries_.end());
}

std::size_t EventHub::size() {
  forget_ended();
  const std::lock_guard lock(mutex_);
  return entries_.size();
}

}  // namespace postroom::server
