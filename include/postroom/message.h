// An open message: a snapshot of what was stored when it was opened, and the edits made to it since. Each handle is
// a transaction of its own; nobody else sees its edits until save() succeeds (rules C2 to C5). It holds no lock.
// Use a handle from one thread at a time; different handles may be used in parallel.
#pragma once

#include <postroom/conflict.h>
#include <postroom/kinds.h>
#include <postroom/large_values.h>
#include <postroom/session.h>
#include <postroom/table.h>

#include <memory>
#include <optional>

namespace postroom {

namespace store {
class Handle;
}

enum class Access { read_only, read_write, best };  // best: read_write where the session may, else read_only

// What a save does when someone else has committed since this handle's snapshot.
enum class SaveMode {
  strict,  // refuses: Code::object_changed (rule C7)
  merge,   // takes over what they changed; refuses only where both changed the same unit differently
  force,   // replaces the whole message by this handle's view (rules C10, C11); what it replaced stays in the history
};

// Who committed a version, with what client and when; empty until the first save.
struct SaveStamp {
  std::string who, client;
  FileTime when;
  friend bool operator==(const SaveStamp&, const SaveStamp&) = default;
};

struct SaveReport {
  VersionNumber version;   // that this handle now stands on
  bool committed = true;   // false: there was nothing to commit
  bool merged = false;     // their changes came in as well
  MessageId message;
};

class Message {
 public:
  Message(Message&&) noexcept;
  Message& operator=(Message&&) noexcept;
  ~Message();

  MessageId id() const;             // 0 until the first save
  VersionNumber version() const;    // of the snapshot; 0 until the first save
  SaveStamp save_stamp() const;     // of the content of the snapshot
  bool is_writable() const;
  bool has_edits() const;
  const Session& session() const;

  // This handle's view, edits included.
  const MessageContent& content() const;
  // A property of the view; computed ones (PR_ENTRYID, PR_MESSAGE_SIZE, PR_DISPLAY_TO, PR_MESSAGE_FLAGS …) are as of
  // the snapshot, PR_CONFLICT_ITEMS as of then or later. A long string or binary comes as a LargeValue: read() it.
  std::optional<Value> get(PropertyTag tag) const;
  // All of them, computed ones included.
  PropertySet properties() const;
  // Those of them that stay as they are while the version does: without what changes_without_version().
  PropertySet lasting_properties() const;

  // Edits. Code::no_access on a read-only handle and for properties that the store computes (is_computed);
  // Code::invalid_argument for values that do not fit, text that is not UTF-8, named ids that nobody registered.
  Status set(PropertyTag tag, Value value);
  Status remove(PropertyTag tag);  // Code::not_found if absent
  Status write(PropertyTag tag, Source& source);  // a string or binary of any size
  Result<std::unique_ptr<RandomAccess>> read(PropertyTag tag) const;

  Status set_recipients(std::vector<Recipient> recipients);  // replaces all; rows are assigned
  Result<std::uint32_t> add_recipient(Recipient recipient);   // its row
  Status put_recipient(Recipient recipient);                  // the one with that row
  Status remove_recipient(std::uint32_t row);

  // Attachments are values: take one from content(), change it, put it back.
  Result<std::uint32_t> add_attachment(Attachment attachment);  // its number; the record key is made here
  Status put_attachment(Attachment attachment);                 // the one with that number; its record key stays
  Status remove_attachment(std::uint32_t number);
  Result<std::unique_ptr<RandomAccess>> read_attachment(std::uint32_t number) const;  // PR_ATTACH_DATA_BIN

  // Tables of this handle's view as it is now; later edits do not change them. Attachments come by rendering position,
  // -1 first, recipients by PR_ROWID.
  Table recipient_table() const;
  Table attachment_table() const;

  // Replaces the whole view.
  Status set_content(MessageContent content);

  // A message inside an attachment of this one, or (null) a new one to put into it: a handle with edits of its own. Its
  // save() never conflicts and stores nothing; it makes the content whole, as a first save does, so that `content()` can
  // be put into the attachment as `embedded` and is stored when this message is saved (rules C36 to C38). It has no id,
  // no history, no entry ID, and cannot be saved elsewhere (Code::not_supported). Writable if this one is.
  Result<Message> embedded(std::shared_ptr<const MessageContent> content) const;

  // Commits, or refuses and keeps every edit. Code::object_changed: see conflict(). Code::object_deleted: the message
  // is gone, force does not bring it back, save_elsewhere() still works. Code::outcome_unknown: read the version.
  // After success this handle stands on what is stored now and can save again.
  Result<SaveReport> save(SaveMode mode = SaveMode::strict);
  // A merge in which a person has decided some units. Refused again if someone saved after `seen`, the their_version
  // of the conflict that the choices were made on.
  Result<SaveReport> save_merged(const std::vector<UnitChoice>& choices, VersionNumber seen);
  // Why the last save was refused; null after a successful one.
  const Conflict* conflict() const;

  // Saves this view as a new message (rule C53) and links it with the original as a conflict copy, if there still is
  // one; this handle is left as it is. Without a folder: the Conflicts folder. The copy has its own entry ID and
  // record key and the search key of the original.
  Result<MessageId> save_elsewhere(std::optional<FolderId> folder = std::nullopt);

  // The bytes that this message was imported from, if it is still exactly that; Code::not_found otherwise.
  Result<std::unique_ptr<RandomAccess>> original() const;

  explicit Message(std::unique_ptr<store::Handle> handle);

 private:
  std::unique_ptr<store::Handle> handle_;
};

// Whether the store computes this property, so that set() refuses it. Some may be set until the first save.
bool is_computed(PropertyTag tag, bool saved_before);
// Whether a message's property changes without a new version (it is read, marked, moved, linked) or with who asks.
bool changes_without_version(PropertyTag tag);

}  // namespace postroom
