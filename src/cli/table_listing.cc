#include "cli/table_listing.h"

#include <postroom/entry_id.h>
#include <postroom/tags.h>

#include <fmt/format.h>

#include "base/try.h"
#include "cli/json.h"
#include "cli/table.h"
#include "cli/time_text.h"

namespace postroom::cli {
namespace {

constexpr std::int64_t kRowsAtOnce = 1000;
// What is read beside the columns asked for.
enum Own : std::size_t { entry_id, kind, depth, count, unread, owned };

std::vector<PropertyTag> all_columns(const TableListing& listing) {
  std::vector<PropertyTag> columns{tag::entryid, tag::row_type, tag::depth, tag::content_count, tag::content_unread};
  columns.insert(columns.end(), listing.columns.begin(), listing.columns.end());
  columns.insert(columns.end(), listing.groups.begin(), listing.groups.end());
  return columns;
}

bool is_there(const Property& property) { return property.tag.base_type() != PropertyType::error; }

std::int32_t number(const Property& property) {
  const auto* const value = std::get_if<std::int32_t>(&property.value);
  return value ? *value : 0;
}

bool is_heading(const RowValues& row) {
  return is_there(row[kind]) && number(row[kind]) != row_type::leaf;
}

// The message's number, as every other command takes it; 0 if the row has none.
std::int64_t message_number(const RowValues& row) {
  const auto* const bytes = std::get_if<Bytes>(&row[entry_id].value);
  if (!bytes) return 0;
  const auto decoded = decode_entry_id(*bytes);
  const auto* const message = decoded.ok() ? std::get_if<MessageId>(&decoded->target) : nullptr;
  return message ? message->value : 0;
}

std::string cell(const Property& property, const Texts& texts) {
  if (!is_there(property)) return {};
  if (const auto* const time = std::get_if<FileTime>(&property.value)) return time_text(*time);
  if (property.tag == tag::message_size) return size_text(static_cast<std::uint64_t>(number(property)));
  return texts.value(property.tag, property.value);
}

bool is_number(PropertyTag tag) {
  const PropertyType type = tag.base_type();
  return type == PropertyType::integer16 || type == PropertyType::integer32 || type == PropertyType::integer64 ||
         type == PropertyType::float32 || type == PropertyType::float64;
}

// What the rows under it have in common: the innermost group's value.
std::string heading_key(const RowValues& row, const TableListing& listing, const Texts& texts) {
  std::string key;
  for (std::size_t i = owned + listing.columns.size(); i < row.size(); ++i) {
    if (!is_there(row[i])) continue;
    key = cell(row[i], texts);
  }
  return key.empty() ? "none" : key;
}

// "▾ Ana Ruiz (12, 3 unread)", further in for each heading above it.
std::string heading(const RowValues& row, const TableListing& listing, const Texts& texts) {
  const auto unread_ones = number(row[unread]);
  return std::string(static_cast<std::size_t>(2 * number(row[depth])), ' ') +
         fmt::format("▾ {} ({}{})", heading_key(row, listing, texts), number(row[count]),
                     unread_ones == 0 ? "" : fmt::format(", {} unread", unread_ones));
}

// Rows until as many messages as wanted have come.
template <class Take>
Status read_rows(postroom::Table& table, const TableListing& listing, const Take& take) {
  TRY(table.set_columns(all_columns(listing)));
  std::size_t left = listing.limit;
  while (left > 0) {
    const auto wanted = std::min<std::int64_t>(kRowsAtOnce, static_cast<std::int64_t>(left));
    TRY_SET(const std::vector<RowValues> rows, table.read(wanted));
    if (rows.empty()) break;
    for (const RowValues& row : rows) {
      take(row);
      if (!is_heading(row)) --left;
    }
  }
  return ok_status();
}

void add_value(Json& json, const Property& property, const Texts& texts) {
  if (!is_there(property)) {
    json.null();
  } else if (const auto* const yes = std::get_if<bool>(&property.value)) {
    json.value(*yes);
  } else if (const auto* const small = std::get_if<std::int32_t>(&property.value)) {
    json.value(*small);
  } else if (const auto* const great = std::get_if<std::int64_t>(&property.value)) {
    json.value(*great);
  } else if (const auto* const time = std::get_if<FileTime>(&property.value)) {
    json.value(*time);
  } else {
    json.value(texts.value(property.tag, property.value));
  }
}

}  // namespace

Result<std::string> list_as_text(postroom::Table& table, const TableListing& listing, const Texts& texts, Look look) {
  std::vector<Column> columns{{"Id", Align::right}};
  for (std::size_t i = 0; i < listing.columns.size(); ++i) {
    const PropertyTag tag = listing.columns[i];
    const bool right = is_number(tag) || tag.base_type() == PropertyType::boolean;
    columns.push_back({listing.names[i], right ? Align::right : Align::left, !right});
  }
  Table shown(columns);
  const auto add = [&](const RowValues& row) {
    std::vector<std::string> cells{is_heading(row) ? "" : std::to_string(message_number(row))};
    for (std::size_t i = 0; i < listing.columns.size(); ++i)
      cells.push_back(is_heading(row) ? "" : cell(row[owned + i], texts));
    if (is_heading(row)) cells[1] = heading(row, listing, texts);
    shown.add(std::move(cells));
  };
  TRY(read_rows(table, listing, add));
  return shown.render(look);
}

Result<std::string> list_as_json(postroom::Table& table, const TableListing& listing, const Texts& texts) {
  Json json;
  json.begin_array();
  const auto add = [&](const RowValues& row) {
    json.begin_object();
    if (is_heading(row)) {
      json.member("depth", number(row[depth])).member("messages", number(row[count]));
      json.member("unread", number(row[unread]));
    } else {
      json.member("id", message_number(row));
    }
    if (is_heading(row)) {
      json.member("group", heading_key(row, listing, texts));
    } else {
      for (std::size_t i = 0; i < listing.columns.size(); ++i) {
        json.key(listing.names[i]);
        add_value(json, row[owned + i], texts);
      }
    }
    json.end_object();
  };
  TRY(read_rows(table, listing, add));
  return json.end_array().line();
}

}  // namespace postroom::cli
