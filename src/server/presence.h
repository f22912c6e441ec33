// Who has which message open: advice, which guards nothing and is kept in memory only. Thread-safe.
#pragma once

#include <postroom/guid.h>
#include <postroom/ids.h>
#include <postroom/result.h>
#include <postroom/session.h>

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace postroom::server {

enum class PresenceState { open, editing };

struct Present {
  std::uint64_t session = 0;  // Session::id
  std::string who, client;
  PresenceState state = PresenceState::open;
  friend bool operator==(const Present&, const Present&) = default;
};

struct PresenceChange {
  Guid store;
  MessageId message;
  Present present;
  bool left = false;  // else: is there
  friend bool operator==(const PresenceChange&, const PresenceChange&) = default;
};

class Presence {
 public:
  struct Person : Present {
    FileTime since;  // of the state
  };
  using Changed = std::function<void(const Guid& store, MessageId message)>;

  explicit Presence(std::shared_ptr<const Clock> clock) : clock_(std::move(clock)) {}

  // Called on the thread that makes a change, after it; what people() says then may be newer. Set before use.
  void on_change(Changed changed) { changed_ = std::move(changed); }
  // For other servers: called for everything that is said here, also where it is nothing new, in its order.
  // Null: no longer, and no call is under way.
  using LocalChange = std::function<void(const PresenceChange&)>;
  void on_local_change(LocalChange changed);

  // Is forgotten kFor after the last time. Code::busy past kMaxPeople and kMaxOfSession.
  Status enter(const Guid& store, MessageId message, const Present& present);
  void leave(const Guid& store, MessageId message, std::uint64_t session);
  // What was said to another server, as if it had been said here; nothing past the limits.
  void hear(const PresenceChange& change);
  std::vector<Person> people(const Guid& store, MessageId message);  // in order of `since`
  std::vector<MessageId> messages(const Guid& store);                // that somebody has open, in order
  // Those whose time is over: for whoever has a clock ticking, every few seconds.
  void forget_old();

  static constexpr Ticks kFor = std::chrono::seconds(30);
  static constexpr std::size_t kMaxPeople = 100;     // in one message
  static constexpr std::size_t kMaxOfSession = 100;  // messages that one session has open

 private:
  struct Entry {
    Person person;
    FileTime last;
  };
  using Place = std::pair<Guid, MessageId>;
  using People = std::map<std::uint64_t, Entry>;  // by session
  bool is_over(const Entry& entry) const { return entry.last + kFor <= clock_->now(); }
  Status admit(const Place& place, std::uint64_t session);  // needs mutex_
  Status put(const Place& place, const Present& present);
  void remove(const Place& place, std::uint64_t session);
  void tell_others(const PresenceChange& change);

  const std::shared_ptr<const Clock> clock_;
  Changed changed_;
  std::mutex local_mutex_;  // held while others are told
  LocalChange local_change_;
  std::mutex mutex_;
  std::map<Place, People> places_;  // none without people
};

}  // namespace postroom::server
