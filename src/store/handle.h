// The inside of a Message: snapshot, edits and what to do with them.
#pragma once

#include <postroom/tags.h>

#include <array>

#include "store/computed.h"
#include "store/save.h"

namespace postroom::store {

class Handle {
 public:
  // A message that has been saved before, and the lease that protects its large values, if it has any. Without a base:
  // the snapshot's version is no more, and its content is that of another one.
  enum class Base { known, lost };
  Handle(std::shared_ptr<Core> core, Session session, Snapshot snapshot, bool writable,
         const MessageRights& may = {true, true, true}, std::shared_ptr<void> lease = nullptr, Base base = Base::known);
  // One that has not.
  Handle(std::shared_ptr<Core> core, Session session, FolderId folder, MessageKind kind,
         const MessageRights& may = {true, true, true});

  // One inside an attachment of `outer`'s, or (null) a new one to put into it (Message::embedded).
  static Result<std::unique_ptr<Handle>> embed(const Handle& outer, std::shared_ptr<const MessageContent> content);

  const Snapshot& snapshot() const { return snapshot_; }
  const Session& session() const { return session_; }
  bool is_writable() const { return writable_; }
  bool is_new() const { return snapshot_.record.version.value == 0; }  // nobody has saved it yet
  bool is_embedded() const { return depth_ > 0; }
  bool has_edits() const;
  const MessageContent& view() const { return edits_ ? *edits_ : *snapshot_.content; }
  const Conflict* conflict() const { return conflict_.get(); }

  std::optional<Value> get(PropertyTag tag) const;
  PropertySet properties() const;
  PropertySet lasting_properties() const;  // (Message::lasting_properties)
  Status set(PropertyTag tag, Value value);
  Status remove(PropertyTag tag);
  void keep_own(MessageContent& content) const;  // what the store keeps of the snapshot there, whatever a client brings
  Result<MessageContent*> edit();  // the view to change; Code::no_access on a read-only handle
  LargeValues& large() { return core_->large; }
  const std::shared_ptr<Core>& core() const { return core_; }
  Status protect();  // large values that the client brings, until they are saved
  Result<std::unique_ptr<RandomAccess>> read(const PropertySet& properties, PropertyTag tag) const;

  Result<SaveReport> save(SaveMode mode, SaveKind kind, const std::vector<UnitChoice>* choices, VersionNumber seen);
  Result<MessageId> save_elsewhere(std::optional<FolderId> folder);
  Result<std::unique_ptr<RandomAccess>> original() const;

 private:
  ComputedFrom computed_from() const;
  bool is_outdated() const;  // it is known that there is a newer version than the snapshot's
  Result<SaveReport> save_first();
  // Of an embedded message (embedded.cc).
  Result<SaveReport> save_inside();
  Result<MessageContent> whole_inside() const;
  void stand_on(std::shared_ptr<const MessageContent> content, std::size_t encoded_bytes);
  std::optional<Value> kept_inside(PropertyTag tag) const;
  std::optional<Value> first_save_property(PropertyTag tag) const;
  Status set_before_first_save(PropertyTag tag, const Value& value);
  PropertySet properties_without_links() const;
  std::optional<Value> conflict_items() const;
  Status protect(const Value& value);
  Result<std::unique_ptr<RandomAccess>> read_large(const LargeValue& value) const;

  std::shared_ptr<Core> core_;
  Session session_;
  std::shared_ptr<void> lease_;  // null without large values
  Snapshot snapshot_;
  Base base_ = Base::known;
  bool writable_;
  MessageRights may_;  // in its folder when it was opened
  std::shared_ptr<MessageContent> edits_;  // null while the view is the snapshot
  std::unique_ptr<Conflict> conflict_;
  std::optional<FileTime> created_, modified_;  // set by the client before the first save
  int depth_ = 0;                               // of an embedded message: in how many others it is
};

// What the store keeps of a message among its properties, beside its row; and of an embedded message, which has no row.
inline constexpr std::array kKeptInContent{tag::creator_name};
inline constexpr std::array kKeptInside{tag::message_flags, tag::creation_time, tag::last_modification_time,
                                        tag::creator_name, tag::last_modifier_name};

// The flags of a message that nobody saved yet.
inline constexpr std::int32_t kNewMessageFlags = 0x9;  // read, unsent
// Those that a client may set until then (MS-OXCMSG 2.2.1.6).
inline constexpr std::int32_t kSettableFlags = 0x1 | 0x8 | 0x20 | 0x80 | 0x2000;

}  // namespace postroom::store
