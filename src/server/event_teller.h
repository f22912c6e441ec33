// Events of one store in the words of the API: docs/api.md "Events".
#pragma once

#include <postroom/store.h>

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace postroom::server {

std::string_view kind_name(ChangeKind kind);  // "message_modified"

// An event as every client of the store gets it, but for `mine`.
struct ToldEvent {
  LogPosition position;
  std::uint64_t session = 0;        // of who did it
  std::vector<std::string> pieces;  // each a JSON object without its "}"; one but for very many messages
};
std::string whole_piece(const std::string& piece, bool mine);

// Looks up what the change log does not say, once for all clients. Thread-safe.
class EventTeller {
 public:
  // Reads what every client may that hears of the event: whether one does is for the store to say.
  EventTeller(Store store, std::shared_ptr<const Clock> clock, std::shared_ptr<Random> random);

  // Whose session that is: nothing else says it of changes that make no version.
  void know(std::uint64_t session, const std::string& who);
  std::shared_ptr<const ToldEvent> tell(const Event& event);

  static constexpr std::size_t kMessagesOfPiece = 500;
  static constexpr std::size_t kKept = 64;          // events told last
  static constexpr std::size_t kMaxKnown = 10'000;  // sessions; past that all are learnt anew

 private:
  std::shared_ptr<const ToldEvent> find(LogPosition position);
  std::string who_did(const Event& event);
  std::shared_ptr<const ToldEvent> describe(const Event& event);

  Store store_;
  const Session reader_;
  std::mutex mutex_;
  std::map<std::uint64_t, std::string> known_;
  std::deque<std::shared_ptr<const ToldEvent>> kept_;
};

}  // namespace postroom::server
