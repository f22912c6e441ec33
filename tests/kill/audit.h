// Compares a store with what its workers were told, while none of them is at work.
#pragma once

#include "kill/account.h"
#include "kill/token_content.h"

namespace postroom::kill {

// Remembers what it has seen, so that numbers can be told to grow and history to stay.
class Audit {
 public:
  enum class Reading { what_is_new, everything };

  // Everything that is wrong, a sentence each. Actors whose last operation was cut off are settled to what
  // the store says became of it.
  std::vector<std::string> compare(Store& store, const Session& session, Account& account, Reading reading);

  std::int64_t versions_read() const { return versions_read_; }

 private:
  struct Numbers {
    VersionNumber version;
    ChangeNumber change;
    ReadStateNumber read_state;
    LogPosition log;
  };
  using Story = std::vector<Said>;  // of one message: by version number - 1

  Status check_store(Store& store, const Session& session);
  Status sweep(Store& store, const Session& session);
  Status sweep_folder(Store& store, const Session& session, FolderId folder, bool deleted);
  void check_growth(const MessageSummary& row);
  Status read_story(Store& store, const Session& session, const MessageSummary& row);
  Status check_actors(Store& store, const Session& session, Account& account);
  Status settle(Store& store, const Session& session, int number, Actor& actor, FolderId refuge);
  void check_presence(const Account& account);
  void check_kept(const Account& account);
  void check_refused(const Account& account);
  void complain(std::string sentence) { problems_.push_back(std::move(sentence)); }

  std::map<MessageId, Story> stories_;
  std::map<MessageId, Numbers> numbers_;
  std::set<MessageId> present_;  // in this sweep
  LogPosition log_;
  std::size_t kept_checked_ = 0;
  Reading reading_ = Reading::everything;
  std::int64_t versions_read_ = 0;
  std::vector<std::string> problems_;
};

// Whether every backup that was acknowledged is a whole store with what its maker had done before. A file
// left by one that was not acknowledged must be whole, too, if it has the name.
std::vector<std::string> check_backups(const Session& session, const Account& account);

// What is wrong with a file that a killed worker was making a store of: it is whole, or says that it is no
// store.
std::vector<std::string> check_unfinished(const std::string& path, const Session& session);

}  // namespace postroom::kill
