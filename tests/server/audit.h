// Compares what is in the store with what the writers of load.h were told.
#pragma once

#include "server/load.h"

namespace postroom::server_tests {

// Remembers what it has read, and reads only versions that are new since. Make another one to read all of
// them.
class Audit {
 public:
  explicit Audit(std::vector<MessageId> messages) : messages_(std::move(messages)) {}

  // Everything that is wrong, a sentence each:
  // - what was acknowledged is in the history, in that version and none before;
  // - what was refused is nowhere;
  // - every version, and every copy in Conflicts, was made by exactly one attempt.
  std::vector<std::string> compare(Store& store, const Session& session,
                                   const std::vector<Attempt>& attempts);

  std::int64_t versions() const;  // that it has read

 private:
  struct Said {
    std::string subject;
    std::array<std::string, kWriters> own;
  };
  struct Place {
    MessageId message;
    std::int64_t version = 0;
    friend auto operator<=>(const Place&, const Place&) = default;
  };

  static Said said_by(const MessageContent& content);
  Status read_messages(Store& store, const Session& session);
  Status read_copies(Store& store, const Session& session);
  void note(const Place& place, const std::string& token) { first_.try_emplace(token, place); }
  void check(const Attempt& attempt);
  void check_made_once();
  const std::string* said_at(const Place& place, const Attempt& attempt) const;
  void complain(std::string what) { problems_.push_back(std::move(what)); }

  const std::vector<MessageId> messages_;
  std::map<MessageId, std::vector<Said>> stories_;  // by version number - 1
  std::map<MessageId, std::string> copies_;         // their subjects
  std::map<std::string, Place> first_;              // of each token: where it stands first
  std::map<Place, int> makers_;                     // how many attempts made it
  std::vector<std::string> problems_;
};

}  // namespace postroom::server_tests
