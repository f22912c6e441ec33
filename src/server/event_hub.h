// The streams of events that are open: who may have them, for how long, and what goes to several of them.
// Thread-safe.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "server/event_listener.h"

namespace postroom::server {

struct NewListener {
  Store store;
  Session session;
  std::int64_t account = 0;             // whose streams are counted
  std::optional<LogPosition> after;     // what the client has; without it, events begin now
  std::function<bool()> still_allowed;  // asked now and then, on any thread
};

class EventHub {
 public:
  EventHub(std::shared_ptr<const Clock> clock, std::shared_ptr<Random> random);
  ~EventHub();

  // Code::busy past kMaxStreamsOfAccount.
  Result<std::shared_ptr<http::EventStream>> open(NewListener wanted);
  // To all streams of the store whose session may read the message.
  void tell_of_message(const Guid& store, MessageId message, const http::ServerEvent& event);
  // Ends the streams of those who have been signed out or have lost their grant, and forgets those that have
  // ended: for whoever has a clock ticking, every few seconds.
  void end_disallowed();
  std::size_t size();  // streams that are open

  static constexpr std::size_t kMaxStreamsOfAccount = 32;

 private:
  struct Entry {
    std::int64_t account = 0;
    Guid store;
    std::shared_ptr<EventListener> listener;
    std::function<bool()> still_allowed;
  };
  // An entry ends without the mutex: it waits for a call under way.
  using Entries = std::vector<std::shared_ptr<Entry>>;
  std::shared_ptr<EventTeller> teller_of(const Store& store);
  Status admit(const std::shared_ptr<Entry>& entry);
  void forget_ended();
  Entries entries();

  const std::shared_ptr<const Clock> clock_;
  const std::shared_ptr<Random> random_;
  std::mutex mutex_;
  Entries entries_;
  std::map<Guid, std::shared_ptr<EventTeller>> tellers_;
};

}  // namespace postroom::server
