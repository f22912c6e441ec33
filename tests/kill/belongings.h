// What is one actor's alone: nobody else changes it, so its state follows from the acknowledgements.
#pragma once

#include <postroom/store.h>

#include <map>
#include <string>
#include <vector>

#include "kill/event.h"

namespace postroom::kill {

struct OwnMessage {
  bool gone = false;  // deleted for good; then nothing below counts
  FolderId folder;
  bool trashed = false;
  bool read = false;
  std::int64_t version = 0;
  std::string token;
  friend bool operator==(const OwnMessage&, const OwnMessage&) = default;
};

struct Belongings {
  std::map<MessageId, OwnMessage> messages;
  std::map<FolderId, std::string> folders;   // by name; "" once it is removed
  std::map<MessageId, bool> status_bits;     // the slot's own bit on messages that all share
  std::map<MessageId, MessageId> originals;  // of the copies that were saved elsewhere
  friend bool operator==(const Belongings&, const Belongings&) = default;

  std::vector<MessageId> live() const;
  std::vector<MessageId> trashed() const;
  std::vector<FolderId> standing_folders() const;
};

// The bit of PR_MSG_STATUS that belongs to a slot.
std::int32_t status_bit(int slot);

// After an operation that was acknowledged. `refuge` is where the messages of a removed folder go.
void apply(Belongings& belongings, const Event& event, FolderId refuge);

// The things that `known` names, as the store has them now.
Result<Belongings> observe(Store& store, const Session& session, const Belongings& known, int slot);

// What differs, in a sentence each.
std::vector<std::string> differences(const Belongings& expected, const Belongings& actual);

}  // namespace postroom::kill
