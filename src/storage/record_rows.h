// From the row of a statement to a record, for both SQL engines. `Row` has their read() and read_view(); its
// columns come in the order in which the engines select them: id, parent, … of a folder as in FolderRecord
// and so on.
#pragma once

#include "storage/engine.h"

#include <postroom/result.h>

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

namespace postroom::storage {

// How a message's kind and deletion share the `list` column.
inline constexpr std::int64_t kAssociatedBit = 1;
inline constexpr std::int64_t kDeletedBit = 2;

inline std::int64_t list_of(MessageKind kind, bool deleted) {
  return (kind == MessageKind::associated ? kAssociatedBit : 0) | (deleted ? kDeletedBit : 0);
}

inline MessageKind kind_in(std::int64_t list) {
  return list & kAssociatedBit ? MessageKind::associated : MessageKind::normal;
}

// By a folder's counters, messages of that list.
inline std::int64_t count_in(std::int64_t list, std::int64_t content, std::int64_t associated, std::int64_t deleted) {
  if (list & kDeletedBit) return deleted;
  return list & kAssociatedBit ? associated : content;
}

// As a statement's parameter.
inline std::int64_t as_limit(std::size_t limit) {
  return static_cast<std::int64_t>(std::min<std::size_t>(limit, std::numeric_limits<std::int64_t>::max()));
}

template <class Row>
void read_row(Row& row, SettingRecord& record) {
  row.read(record.key, record.value);
}

template <class Row>
void read_row(Row& row, FolderRecord& record) {
  row.read(record.id, record.parent, record.kind, record.name, record.properties, record.created,
           record.modified, record.content_count, record.unread_count, record.associated_count,
           record.deleted_count, record.log_position);
}

template <class Row>
void read_row(Row& row, MessageRecord& record) {
  std::int64_t list = 0;
  row.read(record.id, record.folder, list, record.version, record.change_number, record.read_state,
           record.log_position, record.flags, record.status, record.size, record.date, record.created,
           record.modified, record.importance, record.has_attachments, record.message_class, record.subject,
           record.sender, record.display_to, record.deleted, record.history_count, record.history_bytes,
           record.subject_key, record.sender_key, record.to_key);
  record.kind = kind_in(list);
}

template <class Row>
void read_row(Row& row, MessagePlace& place) {
  row.read(place.folder, place.version, place.deleted, place.folder_properties);
}

// Of a row of a scan: the fields in the order of their bits.
template <class Row>
void read_fields(Row& row, RowFields fields, MessageRecord& record) {
  if (has(fields, RowFields::numbers)) {
    row.read(record.version, record.change_number, record.read_state, record.log_position,
             record.history_count, record.history_bytes);
  }
  if (has(fields, RowFields::flags)) row.read(record.flags, record.status);
  if (has(fields, RowFields::size)) row.read(record.size);
  if (has(fields, RowFields::date)) row.read(record.date);
  if (has(fields, RowFields::times)) row.read(record.created, record.modified);
  if (has(fields, RowFields::importance)) row.read(record.importance, record.has_attachments);
  if (has(fields, RowFields::message_class)) row.read(record.message_class);
  if (has(fields, RowFields::subject)) row.read(record.subject);
  if (has(fields, RowFields::sender)) row.read(record.sender);
  if (has(fields, RowFields::display_to)) row.read(record.display_to);
  if (has(fields, RowFields::subject_key)) row.read(record.subject_key);
  if (has(fields, RowFields::sender_key)) row.read(record.sender_key);
  if (has(fields, RowFields::to_key)) row.read(record.to_key);
}

inline Error missing_content_error(MessageId id) {
  return {Code::corrupt, "The content of message " + std::to_string(id.value) + " is missing; run check.",
          {}};
}

template <class Row>
void read_row(Row& row, ReadStateRecord& record) {
  std::int64_t list = 0;
  row.read(record.id, record.folder, list, record.flags);
  record.kind = kind_in(list);
  record.deleted = (list & kDeletedBit) != 0;
}

template <class Row>
void read_row(Row& row, VersionInfo& info) {
  row.read(info.change_number, info.message, info.number, info.kind, info.saved, info.session, info.who,
           info.client, info.content_bytes);
}

template <class Row>
void read_row(Row& row, ConflictLink& link) {
  row.read(link.winner, link.copy, link.made);
}

template <class Row, std::size_t size>
Status read_fixed(Row& row, std::array<std::uint8_t, size>& bytes, const char* what) {
  const ByteView view = row.read_view();
  if (view.size() != size) {
    return Error{Code::corrupt, std::string("A ") + what + " does not have its fixed size; run check.", {}};
  }
  std::copy(view.begin(), view.end(), bytes.begin());
  return ok_status();
}

// A finding of verify(): each # of the pattern is the next number of the row.
template <class Row>
std::string sentence_about(Row& row, std::string_view pattern) {
  std::string sentence;
  for (const char character : pattern) {
    if (character != '#') {
      sentence += character;
      continue;
    }
    std::int64_t number = 0;
    row.read(number);
    sentence += std::to_string(number);
  }
  return sentence;
}

}  // namespace postroom::storage
