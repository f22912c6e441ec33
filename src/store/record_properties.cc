#include "store/record_properties.h"

#include <postroom/entry_id.h>
#include <postroom/tags.h>

#include <algorithm>
#include <array>

#include "store/computed.h"

namespace postroom::store {
namespace {

using storage::MessageRecord;
using storage::RowFields;
using Answer = std::optional<Value>;

constexpr std::int32_t kMessageObject = 5;    // MAPI_MESSAGE

// A text in the record may be cut, and empty where the message has none.
Answer if_whole(const std::string& text) {
  if (text.empty() || !is_whole_column(text)) return std::nullopt;
  return text;
}

std::int32_t size32(const MessageRecord& record) {
  return static_cast<std::int32_t>(std::min<std::int64_t>(record.size, INT32_MAX));
}

EntryId entry_of(const MessageRecord& record, const RowSurroundings& row) { return {row.store, record.id}; }
EntryId store_of(const RowSurroundings& row) { return {row.store, StoreTarget{}}; }
Bytes mapping_signature(const RowSurroundings& row) {
  return {row.store.bytes.begin(), row.store.bytes.end()};
}

// In order of id.
#define READ(value)                                                                                           \
  [](const MessageRecord& record [[maybe_unused]], const RowSurroundings& row [[maybe_unused]]) -> Answer { \
    return value;                                                                                             \
  }
constexpr std::array kProperties{
    RecordProperty{tag::importance, RowFields::importance, READ(record.importance)},
    RecordProperty{tag::message_class, RowFields::message_class, READ(record.message_class)},
    RecordProperty{tag::subject, RowFields::subject, READ(if_whole(record.subject))},
    RecordProperty{tag::sent_representing_name, RowFields::sender, READ(if_whole(record.sender))},
    RecordProperty{tag::display_to, RowFields::display_to, READ(if_whole(record.display_to))},
    RecordProperty{tag::parent_display, RowFields::none,
                   READ(row.folder_name ? Answer(row.folder_name(record.folder)) : std::nullopt)},
    RecordProperty{tag::message_delivery_time, RowFields::date, READ(record.date)},
    RecordProperty{tag::message_flags, RowFields::flags | RowFields::numbers | RowFields::importance,
                   READ(shown_flags(record))},
    RecordProperty{tag::message_size, RowFields::size, READ(size32(record))},
    RecordProperty{tag::parent_entryid, RowFields::none, READ(encode(EntryId{row.store, record.folder}))},
    RecordProperty{tag::msg_status, RowFields::flags, READ(record.status)},
    RecordProperty{tag::hasattach, RowFields::importance, READ(record.has_attachments)},
    RecordProperty{tag::access, RowFields::none, READ(std::int32_t{row.may_write ? 1 | 2 | 4 : 2})},
    RecordProperty{tag::access_level, RowFields::none, READ(std::int32_t{0})},
    RecordProperty{tag::mapping_signature, RowFields::none, READ(mapping_signature(row))},
    RecordProperty{tag::record_key, RowFields::none, READ(record_key(entry_of(record, row)))},
    RecordProperty{tag::store_record_key, RowFields::none, READ(record_key(store_of(row)))},
    RecordProperty{tag::store_entryid, RowFields::none, READ(encode(store_of(row)))},
    RecordProperty{tag::object_type, RowFields::none, READ(kMessageObject)},
    RecordProperty{tag::entryid, RowFields::none, READ(encode(entry_of(record, row)))},
    RecordProperty{tag::creation_time, RowFields::times, READ(record.created)},
    RecordProperty{tag::last_modification_time, RowFields::times, READ(record.modified)},
    RecordProperty{tag::change_key, RowFields::numbers,
                   READ(encode(make_change_key(row.store, record.change_number)))},
    RecordProperty{tag::change_number, RowFields::numbers, READ(record.change_number.value)},
    RecordProperty{tag::content_version, RowFields::numbers, READ(record.version.value)},
};
#undef READ

constexpr bool is_before(const RecordProperty& a, const RecordProperty& b) { return a.tag.id() < b.tag.id(); }
static_assert(std::is_sorted(kProperties.begin(), kProperties.end(), is_before));

}  // namespace

const RecordProperty* find_record_property(std::uint16_t id) {
  const auto found = std::lower_bound(
      kProperties.begin(), kProperties.end(), id,
      [](const RecordProperty& each, std::uint16_t wanted) { return each.tag.id() < wanted; });
  return found == kProperties.end() || found->tag.id() != id ? nullptr : &*found;
}

}  // namespace postroom::store
