// What one commit of a copy writes: versions and rows of messages, in the order in which they were added.
#pragma once

#include "storage/copy_large.h"

#include <variant>

namespace postroom::storage {

enum class Row { absent, present };  // whether the copy has a row of the message already

class CopyBatch {
 public:
  CopyBatch(Engine& to, LargeCopier& large, std::size_t bytes) : to_(to), large_(large), limit_(bytes) {}

  void remove_version(ChangeNumber version);
  void add_version(VersionRecord version, std::vector<ContentHash> large);
  void put_message(const MessageRecord& message, Row row);
  void remove_message(MessageId id);

  bool is_full() const { return bytes_ >= limit_; }
  // Brings the large values that the versions refer to, then commits all, and is empty. No view need be open.
  Status write();

 private:
  struct AddedVersion {
    VersionRecord version;
    std::vector<ContentHash> large;
  };
  struct PutMessage {
    MessageRecord message;
    Row row;
  };
  using Change = std::variant<ChangeNumber, AddedVersion, PutMessage, MessageId>;

  static Status apply(Transaction& transaction, const Counters& before, const Change& change);
  Status apply_all(Transaction& transaction) const;

  Engine& to_;
  LargeCopier& large_;
  const std::size_t limit_;
  std::size_t bytes_ = 0;
  std::vector<Change> changes_;
};

}  // namespace postroom::storage
