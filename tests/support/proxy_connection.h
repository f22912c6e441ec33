// One connection through the PostgreSQL proxy, message by message. Used by one thread at a time.
#pragma once

#include "support/postgres_messages.h"
#include "support/unix_socket.h"

#include <poll.h>

#include <array>
#include <chrono>
#include <functional>
#include <vector>

namespace postroom::testing {

struct Verdict {
  enum class Kind { pass, cut, truncate, hold } kind = Kind::pass;
  std::chrono::milliseconds time{0};  // to hold it
};

class ProxyConnection {
 public:
  using Clock = std::chrono::steady_clock;
  using Judge = std::function<Verdict(Side from, const WireMessage& message)>;

  ProxyConnection(OwnedFile client, OwnedFile server);

  // What to wait for, client first.
  std::array<pollfd, 2> waiting() const;
  std::optional<Clock::time_point> held_until() const;
  // Moves what has come. False: the connection is over.
  bool serve(const Judge& judge);
  void release();

  // Whether the client may have sent a COMMIT to which it has no answer: as far as it can have been heard by
  // now, with `message`, the one that is being judged, if it is the client's.
  bool may_be_committing(Side from, const WireMessage& message);
  bool may_be_committing();
  bool has_committed() const { return passed_.has_committed(); }

 private:
  struct Lane {
    Side from;
    MessageSplitter splitter;
    std::string out = {};  // passed, not yet taken by the other end
    std::optional<WireMessage> held = {};
    Clock::time_point held_until = {};
  };
  const OwnedFile& end(Side side) const { return side == Side::client ? client_ : server_; }
  bool receive(Lane& lane);
  bool judge_all(Lane& lane, const Judge& judge);
  bool send(Lane& lane);
  void pass(Lane& lane, const WireMessage& message);
  bool may_be_committing(CommitWatch heard);

  OwnedFile client_;
  OwnedFile server_;
  CommitWatch passed_;
  std::array<Lane, 2> lanes_{Lane{Side::client, MessageSplitter(Side::client)},
                             Lane{Side::server, MessageSplitter(Side::server)}};
};

}  // namespace postroom::testing
