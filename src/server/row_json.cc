#include "server/row_json.h"

#include <postroom/entry_id.h>
#include <postroom/tags.h>

#include <algorithm>
#include <array>

#include "base/try.h"
#include "server/etags.h"
#include "server/json_values.h"

namespace postroom::server {
namespace {

constexpr std::array kColumns{tag::entryid,
                              tag::content_version,
                              tag::parent_entryid,
                              tag::message_flags,
                              tag::msg_status,
                              tag::flag_status,
                              tag::hasattach,
                              tag::message_delivery_time,
                              tag::last_modification_time,
                              tag::message_size_extended,
                              tag::message_class,
                              tag::subject,
                              tag::sent_representing_name,
                              tag::display_to,
                              tag::importance};

constexpr std::int32_t kFlagged = 2;  // PR_FLAG_STATUS: followupFlagged

// The value in a column; null where the row has none.
template <class T>
const T* find_in(const RowValues& values, PropertyTag column) {
  const auto place = std::find(kColumns.begin(), kColumns.end(), column) - kColumns.begin();
  return std::get_if<T>(&values[static_cast<std::size_t>(place)].value);
}

template <class T>
T in(const RowValues& values, PropertyTag column, T otherwise = {}) {
  const T* const value = find_in<T>(values, column);
  return value ? *value : otherwise;
}

std::string_view text_in(const RowValues& values, PropertyTag column) {
  const auto* const text = find_in<std::string>(values, column);
  return text ? std::string_view(*text) : std::string_view();
}

template <class Id>
Id id_in(const RowValues& values, PropertyTag column) {
  const auto* const bytes = find_in<Bytes>(values, column);
  if (!bytes) return {};
  const auto entry = decode_entry_id(*bytes);
  const auto* const id = entry.ok() ? std::get_if<Id>(&entry->target) : nullptr;
  return id ? *id : Id{};
}

}  // namespace

std::span<const PropertyTag> row_columns() { return kColumns; }

MessageId row_message(const RowValues& values) { return id_in<MessageId>(values, tag::entryid); }

boost::json::object row_json(const RowValues& values, boost::json::storage_ptr storage) {
  const auto flags = in<std::int32_t>(values, tag::message_flags);
  boost::json::object row(storage);
  row.reserve(kColumns.size() + 4);  // a list makes many of these
  row["id"] = row_message(values).value;
  row["etag"] = etag_of({in<std::int64_t>(values, tag::content_version)});
  row["folder"] = id_in<FolderId>(values, tag::parent_entryid).value;
  row["flags"] = flags;
  row["status"] = in<std::int32_t>(values, tag::msg_status);
  row["read"] = (flags & message_flag::read) != 0;
  row["unsent"] = (flags & message_flag::unsent) != 0;
  row["flagged"] = in<std::int32_t>(values, tag::flag_status) == kFlagged;
  row["has_attachments"] = in<bool>(values, tag::hasattach);
  row["date"] = time_json(in<FileTime>(values, tag::message_delivery_time), storage);
  row["modified"] = time_json(in<FileTime>(values, tag::last_modification_time), storage);
  row["size"] = in<std::int64_t>(values, tag::message_size_extended);
  row["class"] = text_in(values, tag::message_class);
  row["subject"] = text_in(values, tag::subject);
  row["from"] = text_in(values, tag::sent_representing_name);
  row["to"] = text_in(values, tag::display_to);
  row["importance"] = in<std::int32_t>(values, tag::importance, 1);
  return row;
}

// Texts of a summary may be cut: those of the message are whole.
Result<boost::json::object> row_json(Store& store, const Session& session, const MessageSummary& summary) {
  TRY_SET(const Message message,
          store.open_message(session, summary.id, Access::read_only, summary.deleted.has_value()));
  RowValues values;
  for (const PropertyTag column : kColumns) {
    auto value = message.get(column);
    values.push_back(value ? Property{column, std::move(*value)} : Property{column, Null{}});
  }
  boost::json::object row = row_json(values);
  row["date"] = time_json(summary.date);
  row["importance"] = summary.importance;
  if (row["from"].as_string().empty()) row["from"] = summary.sender;
  return row;
}

}  // namespace postroom::server
