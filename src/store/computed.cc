#include "store/computed.h"

#include <postroom/entry_id.h>
#include <postroom/tags.h>
#include <postroom/text.h>

#include <algorithm>
#include <array>

#include "store/permissions.h"
#include "store/sort_keys.h"

namespace postroom::store {
namespace {

constexpr std::int32_t kMessageObject = 5;  // PR_OBJECT_TYPE: MAPI_MESSAGE

// Bytes of the character at `at` if it is a letter for the purpose of subject prefixes: an ASCII letter or anything
// beyond ASCII.
std::size_t letter_length(std::string_view text, std::size_t at) {
  const auto c = static_cast<unsigned char>(text[at]);
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? 1 : 0;
  std::size_t length = 1;
  while (at + length < text.size() && (static_cast<unsigned char>(text[at + length]) & 0xC0) == 0x80) ++length;
  return length;
}

std::string cut(const std::string& text) { return std::string(truncate_utf8(text, kMaxColumn)); }

std::string first_text(const PropertySet& properties, std::initializer_list<PropertyTag> tags) {
  for (const PropertyTag tag : tags) {
    const std::string* text = properties.get<std::string>(tag);
    if (text && !text->empty()) return *text;
  }
  return {};
}

bool is_shown(const Attachment& attachment) {
  return !attachment.properties.get_or<bool>(tag::attachment_hidden, false);
}

std::int64_t large_bytes(const MessageContent& content) {
  std::int64_t bytes = 0;
  for_each_large_value(content, [&](const LargeValue& value) { bytes += static_cast<std::int64_t>(value.size); });
  return bytes;
}

EntryId entry_of(const ComputedFrom& from) { return {from.store, from.record.id}; }

Bytes source_key(const Guid& store, MessageId id) {  // replica GUID and a 6-byte counter (MS-OXCFXICS 2.2.1.1)
  Bytes key(store.bytes.begin(), store.bytes.end());
  for (int shift = 40; shift >= 0; shift -= 8) key.push_back(static_cast<std::uint8_t>(id.value >> shift));
  return key;
}

std::optional<Value> creator_name(const MessageContent& content) {
  const std::string* creator = content.properties.get<std::string>(tag::creator_name);
  return creator ? std::optional<Value>(*creator) : std::nullopt;
}

Bytes predecessors(const ComputedFrom& from) {
  PredecessorList list;
  if (const Bytes* kept = from.snapshot.properties.get<Bytes>(tag::predecessor_change_list)) {
    if (auto decoded = decode_predecessor_list(*kept); decoded.ok()) list = std::move(*decoded);
  }
  list.add(make_change_key(from.store, from.record.change_number));
  return encode(list);
}

std::string subject_of(const MessageContent& content) {
  return content.properties.get_or<std::string>(tag::subject, {});
}

}  // namespace

SubjectParts split_subject(const std::string& subject, const std::string* explicit_prefix) {
  if (explicit_prefix && subject.starts_with(*explicit_prefix)) {
    return {*explicit_prefix, subject.substr(explicit_prefix->size())};
  }
  std::size_t at = 0;
  for (int letters = 0; letters <= 3 && at < subject.size(); ++letters) {
    if (letters > 0 && subject.compare(at, 2, ": ") == 0) return {subject.substr(0, at + 2), subject.substr(at + 2)};
    const std::size_t length = letter_length(subject, at);
    if (length == 0) break;
    at += length;
  }
  return {"", subject};
}

std::int32_t shown_flags(const storage::MessageRecord& record) {
  std::int32_t flags = record.flags;
  if (record.version.value <= 1) flags |= message_flag::unmodified;
  if (record.has_attachments) flags |= message_flag::has_attachments;
  if (record.kind == MessageKind::associated) flags = (flags | message_flag::associated) & ~message_flag::read;
  return flags;
}

MessageSummary to_summary(const storage::MessageRecord& record) {
  return {record.id,         record.folder,     record.kind,    record.version,         record.change_number,
          record.read_state, record.log_position, shown_flags(record), record.status,    record.size,
          record.date,       record.created,    record.modified, record.importance,     record.has_attachments,
          record.message_class, record.subject, record.sender,  record.display_to,      record.deleted};
}

std::optional<FileTime> own_date(const MessageContent& content) {
  for (const PropertyTag tag : {tag::message_delivery_time, tag::client_submit_time}) {
    if (const FileTime* time = content.properties.get<FileTime>(tag)) return *time;
  }
  return std::nullopt;
}

std::string shown_sender(const PropertySet& properties) {
  return first_text(properties, {tag::sent_representing_name, tag::sender_name, tag::sent_representing_email_address,
                                 tag::sender_email_address});
}

bool is_shown_computed(PropertyTag tag) {
  return tag.id() == tag::predecessor_change_list.id() || tag.id() == tag::subject_prefix.id() || is_computed(tag, true);
}

void fill_columns(storage::MessageRecord& record, const MessageContent& content, std::size_t encoded_bytes) {
  const PropertySet& properties = content.properties;
  record.message_class = properties.get_or<std::string>(tag::message_class, "IPM");
  record.subject = cut(subject_of(content));
  record.sender = cut(shown_sender(properties));
  record.display_to = cut(display_list(content, RecipientType::to));
  fill_sort_keys(record);
  record.importance = properties.get_or<std::int32_t>(tag::importance, 1);
  record.has_attachments = std::any_of(content.attachments.begin(), content.attachments.end(), is_shown);
  record.size = static_cast<std::int64_t>(encoded_bytes) + large_bytes(content);
  record.date = own_date(content).value_or(record.created);
}

void complete_new(MessageContent& content, const Guid& search_key, const std::string& creator) {
  PropertySet& properties = content.properties;
  if (!creator.empty()) properties.set(tag::creator_name, creator);
  if (!properties.has(tag::message_class)) properties.set(tag::message_class, std::string("IPM"));
  if (!properties.has(tag::search_key)) {
    properties.set(tag::search_key, Bytes(search_key.bytes.begin(), search_key.bytes.end()));
  }
}

std::optional<Value> computed_property(const ComputedFrom& from, PropertyTag wanted) {
  const storage::MessageRecord& record = from.record;
  const auto is = [&](PropertyTag tag) { return wanted.id() == tag.id(); };
  if (is(tag::subject_prefix) || is(tag::normalized_subject)) {
    const SubjectParts parts =
        split_subject(subject_of(from.snapshot), from.snapshot.properties.get<std::string>(tag::subject_prefix));
    return is(tag::subject_prefix) ? parts.prefix : parts.normalized;
  }
  if (is(tag::display_to)) return display_list(from.snapshot, RecipientType::to);
  if (is(tag::display_cc)) return display_list(from.snapshot, RecipientType::cc);
  if (is(tag::display_bcc)) return display_list(from.snapshot, RecipientType::bcc);
  if (is(tag::hasattach)) return record.has_attachments;
  if (is(tag::message_flags)) return shown_flags(record);
  if (is(tag::msg_status)) return record.status;
  if (is(tag::message_size)) {
    if (wanted == tag::message_size_extended) return record.size;
    return static_cast<std::int32_t>(std::min<std::int64_t>(record.size, INT32_MAX));
  }
  if (is(tag::object_type)) return kMessageObject;
  if (is(tag::access_level)) return std::int32_t{from.writable ? 1 : 0};
  if (is(tag::access)) return message_access(from.may, from.may_write ? Writing::yes : Writing::no);
  if (record.id.value == 0) return std::nullopt;  // the rest exists from the first save on
  if (is(tag::entryid)) return encode(entry_of(from));
  if (is(tag::record_key)) return record_key(entry_of(from));
  if (is(tag::parent_entryid)) return encode(EntryId{from.store, record.folder});
  if (is(tag::store_entryid)) return encode(EntryId{from.store, StoreTarget{}});
  if (is(tag::store_record_key)) return record_key(EntryId{from.store, StoreTarget{}});
  if (is(tag::creation_time)) return record.created;
  if (is(tag::last_modification_time)) return record.modified;
  if (is(tag::creator_name)) return creator_name(from.snapshot);
  if (is(tag::last_modifier_name)) return from.info.who;
  if (is(tag::source_key)) return source_key(from.store, record.id);
  if (is(tag::change_key)) return encode(make_change_key(from.store, record.change_number));
  if (is(tag::change_number)) return record.change_number.value;
  if (is(tag::content_version)) return record.version.value;
  if (is(tag::predecessor_change_list)) return predecessors(from);
  return std::nullopt;
}

PropertySet computed_properties(const ComputedFrom& from) {
  constexpr std::array kTags{
      tag::subject_prefix, tag::normalized_subject, tag::display_to,      tag::display_cc,     tag::display_bcc,
      tag::hasattach,      tag::message_flags,      tag::msg_status,      tag::message_size,   tag::object_type,
      tag::access_level,   tag::access,             tag::entryid,         tag::record_key,     tag::parent_entryid,
      tag::store_entryid,  tag::store_record_key,   tag::creation_time,   tag::last_modification_time,
      tag::creator_name,   tag::last_modifier_name, tag::source_key,      tag::change_key,
      tag::change_number,  tag::predecessor_change_list};
  PropertySet result;
  for (const PropertyTag tag : kTags) {
    if (auto value = computed_property(from, tag)) result.set(tag, std::move(*value));
  }
  return result;
}

}  // namespace postroom::store

namespace postroom {

bool is_computed(PropertyTag tag, bool saved_before) {
  constexpr std::array kAlways{
      tag::normalized_subject, tag::display_to,       tag::display_cc,    tag::display_bcc,  tag::hasattach,
      tag::msg_status,         tag::message_size,     tag::object_type,   tag::access_level, tag::access,
      tag::entryid,            tag::record_key,       tag::parent_entryid, tag::store_entryid, tag::store_record_key,
      tag::creator_name,       tag::last_modifier_name, tag::source_key,  tag::change_key,   tag::change_number,
      tag::content_version, tag::conflict_items,
      tag::message_recipients, tag::message_attachments, tag::mapping_signature, tag::store_support_mask};
  constexpr std::array kOnceSaved{tag::message_flags, tag::creation_time, tag::last_modification_time};
  const auto same = [&](PropertyTag other) { return other.id() == tag.id(); };
  return std::any_of(kAlways.begin(), kAlways.end(), same) ||
         (saved_before && std::any_of(kOnceSaved.begin(), kOnceSaved.end(), same));
}

bool changes_without_version(PropertyTag tag) {
  return std::any_of(store::kChangesWithoutVersion.begin(), store::kChangesWithoutVersion.end(),
                     [&](PropertyTag other) { return other.id() == tag.id(); });
}

}  // namespace postroom
