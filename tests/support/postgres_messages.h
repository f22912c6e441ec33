// The messages of PostgreSQL's protocol 3.0 (its documentation, "Message Formats"), told apart and no more,
// as they come over a Unix socket, where no encryption is negotiated.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace postroom::testing {

enum class Side { client, server };

struct WireMessage {
  char type = 0;      // 0: the client's first one, which has none
  std::string bytes;  // all of it
};

// Cuts the bytes of one direction of one connection into messages.
class MessageSplitter {
 public:
  explicit MessageSplitter(Side from) : is_first_(from == Side::client) {}

  void add(std::string_view bytes) { bytes_ += bytes; }
  std::optional<WireMessage> next();                // none until more comes
  bool is_empty() const { return bytes_.empty(); }  // not even a part of one is left

 private:
  bool is_first_;
  std::string bytes_;
};

// Whether a COMMIT is among these messages of one connection to which the client has no answer yet.
class CommitWatch {
 public:
  void passed(Side from, const WireMessage& message);
  bool is_under_way() const { return commit_ > answered_; }
  bool has_committed() const { return commit_ > 0; }       // or tried to
  bool is_client_done() const { return is_client_done_; }  // it waits for an answer now, or for nothing

 private:
  void passed_from_client(const WireMessage& message);

  std::set<std::string> statements_;  // prepared ones that commit, by name
  // The server says that it is ready once for each start, simple query and sync of the client.
  std::uint64_t asked_ = 0, answered_ = 0;
  bool is_client_done_ = true;
  std::uint64_t commit_ = 0;  // the number of the answer after the latest COMMIT
};

}  // namespace postroom::testing
