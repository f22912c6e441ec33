#include "store/handle.h"

#include <postroom/entry_id.h>
#include <postroom/property_names.h>
#include <postroom/tags.h>

#include "base/try.h"
#include "store/intake.h"
#include "store/source.h"

namespace postroom::store {
namespace {

constexpr std::size_t kMaxMessageClass = 255;  // characters (MS-OXCMSG 2.2.1.3)

Error wrong(PropertyTag tag, const std::string& why) {
  return {Code::invalid_argument, property_name(tag) + " " + why, {}};
}

Status check_message_class(PropertyTag tag, const Value& value) {
  if (tag.id() != tag::message_class.id()) return ok_status();
  const auto* text = std::get_if<std::string>(&value);
  if (!text || text->empty() || text->size() > kMaxMessageClass || text->back() == '.') {
    return wrong(tag::message_class, "must be text of 1 to 255 characters and not end in a dot.");
  }
  return ok_status();
}

// Reads what it was made for even after the message and the store have been closed.
class OpenReader final : public RandomAccess {
 public:
  OpenReader(std::shared_ptr<Core> core, std::shared_ptr<void> lease, std::unique_ptr<RandomAccess> reader)
      : core_(std::move(core)), lease_(std::move(lease)), reader_(std::move(reader)) {}
  std::uint64_t size() const override { return reader_->size(); }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::uint8_t> buffer) override {
    return reader_->read_at(offset, buffer);
  }

 private:
  std::shared_ptr<Core> core_;  // first: the others need it
  std::shared_ptr<void> lease_;
  std::unique_ptr<RandomAccess> reader_;
};

class OwnedReader final : public RandomAccess {
 public:
  explicit OwnedReader(Bytes value) : bytes_(std::move(value)), access_(bytes_) {}
  std::uint64_t size() const override { return bytes_.size(); }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::uint8_t> buffer) override {
    return access_.read_at(offset, buffer);
  }

 private:
  Bytes bytes_;
  MemoryAccess access_;
};

std::unique_ptr<RandomAccess> own(ByteView bytes) {
  return std::make_unique<OwnedReader>(Bytes(bytes.begin(), bytes.end()));
}

}  // namespace

Handle::Handle(std::shared_ptr<Core> core, Session session, Snapshot snapshot, bool writable,
               const MessageRights& may, std::shared_ptr<void> lease, Base base)
    : core_(std::move(core)), session_(std::move(session)), lease_(std::move(lease)), snapshot_(std::move(snapshot)),
      base_(base), writable_(writable), may_(may) {}

Handle::Handle(std::shared_ptr<Core> core, Session session, FolderId folder, MessageKind kind, const MessageRights& may)
    : core_(std::move(core)), session_(std::move(session)), writable_(true), may_(may) {
  snapshot_.record.folder = folder;
  snapshot_.record.kind = kind;
  snapshot_.record.flags = kNewMessageFlags;
  MessageContent empty;
  const Guid key = session_.random->guid();
  empty.properties.set(tag::search_key, Bytes(key.bytes.begin(), key.bytes.end()));
  snapshot_.content = std::make_shared<const MessageContent>(std::move(empty));
}

bool Handle::has_edits() const { return is_new() || (edits_ && !(*edits_ == *snapshot_.content)); }

ComputedFrom Handle::computed_from() const {
  return {core_->store_guid, snapshot_.record, snapshot_.info, *snapshot_.content, writable_,
          may_write(*core_, session_).ok(), may_};
}

void Handle::keep_own(MessageContent& content) const {
  std::span<const PropertyTag> own = kKeptInContent;
  if (is_embedded()) own = kKeptInside;
  for (const PropertyTag tag : own) {
    if (const Property* kept = snapshot_.content->properties.find_id(tag.id())) {
      content.properties.set(kept->tag, kept->value);
    }
  }
}

std::optional<Value> Handle::first_save_property(PropertyTag tag) const {
  if (tag.id() == tag::creation_time.id() && created_) return *created_;
  if (tag.id() == tag::last_modification_time.id() && modified_) return *modified_;
  return std::nullopt;
}

// PR_CONFLICT_ITEMS: on a winner its losers, on a loser its winner (rule C63).
std::optional<Value> Handle::conflict_items() const {
  if (snapshot_.record.id.value == 0 || !snapshot_.has_links.value_or(true)) return std::nullopt;
  auto view = core_->engine->view();
  if (!view.ok()) return std::nullopt;
  const auto links = (*view)->links_of(snapshot_.record.id);
  if (!links.ok() || links->empty()) return std::nullopt;
  std::vector<Bytes> items;
  for (const storage::ConflictLink& link : *links) {
    const MessageId other = link.winner == snapshot_.record.id ? link.copy : link.winner;
    const auto message = (*view)->message(other);
    if (!message.ok() || !*message || (*message)->deleted) continue;  // an entry ID that cannot be opened
    items.push_back(encode(EntryId{core_->store_guid, other}));
  }
  if (items.empty()) return std::nullopt;
  return items;
}

std::optional<Value> Handle::get(PropertyTag tag) const {
  if (tag.id() == tag::conflict_items.id()) return conflict_items();
  const Property* property = is_shown_computed(tag) ? nullptr : view().properties.find_id(tag.id());
  if (property) {
    if (tag.raw_type() == 0 || property->tag.raw_type() == tag.raw_type()) return property->value;
    return std::nullopt;
  }
  if (auto value = first_save_property(tag)) return value;
  if (auto value = kept_inside(tag)) return value;
  return computed_property(computed_from(), tag);
}

PropertySet Handle::properties_without_links() const {
  PropertySet all = computed_properties(computed_from());
  for (const PropertyTag tag : kKeptInside) {
    if (auto value = kept_inside(tag)) all.set(tag, std::move(*value));
    if (auto value = first_save_property(tag)) all.set(tag, std::move(*value));
  }
  for (const Property& property : view().properties) {
    if (!is_shown_computed(property.tag)) all.set(property.tag, property.value);
  }
  return all;
}

PropertySet Handle::properties() const {
  PropertySet all = properties_without_links();
  if (auto items = conflict_items()) all.set(tag::conflict_items, std::move(*items));
  return all;
}

PropertySet Handle::lasting_properties() const {
  PropertySet lasting = properties_without_links();
  for (const PropertyTag tag : kChangesWithoutVersion) lasting.remove(tag);
  return lasting;
}

Result<MessageContent*> Handle::edit() {
  if (!writable_) return Error{Code::no_access, "This message is open for reading only; open it for writing to change it.", {}};
  if (!edits_) edits_ = std::make_shared<MessageContent>(*snapshot_.content);
  if (edits_.use_count() > 1) edits_ = std::make_shared<MessageContent>(*edits_);  // a conflict still shows it
  return edits_.get();
}

Status Handle::set_before_first_save(PropertyTag tag, const Value& value) {
  const auto* flags = std::get_if<std::int32_t>(&value);
  const auto* time = std::get_if<FileTime>(&value);
  if (tag == tag::message_flags && flags) {
    snapshot_.record.flags = (snapshot_.record.flags & ~kSettableFlags) | (*flags & kSettableFlags);
  } else if (tag == tag::creation_time && time) {
    created_ = *time;
  } else if (tag == tag::last_modification_time && time) {
    modified_ = *time;
  } else {
    return wrong(tag, "cannot hold a value of this type.");
  }
  return ok_status();
}

Status Handle::set(PropertyTag tag, Value value) {
  if (is_computed(tag, !is_new())) {
    return Error{Code::no_access, property_name(tag) + " is computed by the store and cannot be set.", {}};
  }
  TRY_SET(MessageContent* const content, edit());
  if (is_computed(tag, true)) return set_before_first_save(tag, value);
  TRY(check_message_class(tag, value));
  if (tag.is_named()) TRY(check_named_id(*core_, tag.id()));
  TRY_SET(Value kept, take_in(tag, std::move(value), core_->large));
  TRY(protect(kept));
  content->properties.set(tag, std::move(kept));
  return ok_status();
}

Status Handle::protect(const Value& value) {
  return std::holds_alternative<LargeValue>(value) ? protect() : ok_status();
}

Status Handle::protect() {
  TRY_SET(lease_, core_->lease.hold(session_));
  return ok_status();
}

Status Handle::remove(PropertyTag tag) {
  if (is_computed(tag, !is_new())) {
    return Error{Code::no_access, property_name(tag) + " is computed by the store and cannot be removed.", {}};
  }
  TRY_SET(MessageContent* const content, edit());
  if (!content->properties.remove(tag)) {
    return Error{Code::not_found, "The message has no " + property_name(tag) + ".", {}};
  }
  return ok_status();
}

Result<std::unique_ptr<RandomAccess>> Handle::read_large(const LargeValue& value) const {
  TRY_SET(auto lease, core_->lease.hold(session_));
  TRY_SET(auto reader, core_->large.get(value));
  return std::unique_ptr<RandomAccess>(std::make_unique<OpenReader>(core_, std::move(lease), std::move(reader)));
}

Result<std::unique_ptr<RandomAccess>> Handle::read(const PropertySet& properties, PropertyTag tag) const {
  const Property* property = properties.find_id(tag.id());
  if (!property) return Error{Code::not_found, "There is no " + property_name(tag) + ".", {}};
  if (const auto* large = std::get_if<LargeValue>(&property->value)) return read_large(*large);
  if (const auto* text = std::get_if<std::string>(&property->value)) return own(as_bytes(*text));
  if (const auto* text = std::get_if<String8>(&property->value)) return own(as_bytes(text->bytes));
  if (const auto* bytes = std::get_if<Bytes>(&property->value)) return own(*bytes);
  return Error{Code::invalid_argument, property_name(tag) + " is neither text nor bytes; it has no stream.", {}};
}

Result<SaveReport> Handle::save_first() {
  FirstSave first;
  first.folder = snapshot_.record.folder;
  first.kind = snapshot_.record.kind;
  first.flags = snapshot_.record.flags;
  first.created = created_;
  first.modified = modified_;
  TRY_SET(first, prepare_first_save(*core_, std::move(first), view(), session_));
  std::vector<FirstSave> saves;
  saves.push_back(std::move(first));
  TRY_SET(auto made, save_new(*core_, session_, std::move(saves)));
  snapshot_ = std::move(made[0]);
  edits_.reset();
  created_.reset();
  modified_.reset();
  return SaveReport{snapshot_.record.version, true, false, snapshot_.record.id};
}

bool Handle::is_outdated() const {
  const VersionNumber newest = conflict_ ? conflict_->their_version : snapshot_.newest;
  return newest > snapshot_.record.version;
}

Result<SaveReport> Handle::save(SaveMode mode, SaveKind kind, const std::vector<UnitChoice>* choices,
                                VersionNumber seen) {
  if (!writable_) return Error{Code::no_access, "This message is open for reading only and cannot be saved.", {}};
  if (is_embedded()) return save_inside();
  if (is_new()) return save_first();
  SaveRequest request;
  request.base = snapshot_;
  if (base_ == Base::lost) request.base.content = nullptr;
  request.mine = edits_ ? std::shared_ptr<const MessageContent>(edits_) : snapshot_.content;
  request.edited = has_edits();
  request.is_outdated = is_outdated();
  request.mode = mode;
  request.kind = kind;
  request.choices = choices;
  request.seen = seen;
  auto saved = save_existing(*core_, session_, request, conflict_);
  if (!saved.ok()) return std::move(saved).error();
  snapshot_ = std::move(saved->snapshot);
  base_ = Base::known;
  edits_.reset();
  return SaveReport{snapshot_.record.version, saved->committed, saved->merged, snapshot_.record.id};
}

Result<MessageId> Handle::save_elsewhere(std::optional<FolderId> folder) {
  if (is_embedded()) {
    return Error{Code::not_supported, "A message inside an attachment is saved with the message around it.", {}};
  }
  FirstSave copy;
  copy.folder = folder.value_or(core_->special_folders.at(SpecialFolder::conflicts));
  {
    TRY_SET(const auto now, core_->engine->view());
    TRY(require_folder(*now, copy.folder));
  }
  copy.kind = snapshot_.record.kind;
  copy.flags = snapshot_.record.flags & kSettableFlags;
  MessageContent content = view();
  for (Attachment& attachment : content.attachments) attachment.record_key = session_.random->guid();
  if (!is_new()) copy.conflict_with = snapshot_.record.id;
  TRY_SET(copy, prepare_first_save(*core_, std::move(copy), std::move(content), session_));
  std::vector<FirstSave> saves;
  saves.push_back(std::move(copy));
  TRY_SET(const auto made, save_new(*core_, session_, std::move(saves)));
  snapshot_.has_links.reset();  // the snapshot was before the copy
  return made[0].record.id;
}

Result<std::unique_ptr<RandomAccess>> Handle::original() const {
  const Error none{Code::not_found, "The message has been edited since it came, or did not come as bytes.", {}};
  if (has_edits() || is_embedded()) return none;
  TRY_SET(const auto view, core_->engine->view());
  TRY_SET(const auto version, view->version(snapshot_.record.id, snapshot_.record.version));
  if (!version || version->source.empty()) return none;
  if (const auto large = large_source(version->source)) return read_large(*large);
  TRY_SET(const Bytes source, unpack_source(version->source, version->content));
  return own(source);
}

}  // namespace postroom::store
