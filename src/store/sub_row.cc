#include "store/sub_row.h"

#include <postroom/tags.h>

#include <algorithm>

#include "store/whole_value.h"
#include "table/row_key.h"

namespace postroom::store {
namespace {

constexpr std::int32_t kMailUser = 6, kAttachment = 7;  // PR_OBJECT_TYPE

Bytes instance_key(std::uint32_t number) { return table::encode(table::RowKey{std::int64_t{number} + 1, 0}); }

std::optional<std::uint64_t> data_size(const PropertySet& properties) {
  const Property* data = properties.find_id(tag::attach_data_bin.id());
  if (!data) return std::nullopt;
  if (const auto* bytes = std::get_if<Bytes>(&data->value)) return bytes->size();
  if (const auto* large = std::get_if<LargeValue>(&data->value)) return large->size;
  return std::nullopt;
}

}  // namespace

PropertySet recipient_row(const Recipient& recipient) {
  PropertySet row = recipient.properties;
  row.set(tag::rowid, static_cast<std::int32_t>(recipient.row));
  row.set(tag::instance_key, instance_key(recipient.row));
  if (!row.has(tag::object_type)) row.set(tag::object_type, kMailUser);
  return row;
}

PropertySet attachment_row(const Attachment& attachment) {
  PropertySet row = attachment.properties;
  row.set(tag::attach_num, static_cast<std::int32_t>(attachment.number));
  row.set(tag::instance_key, instance_key(attachment.number));
  row.set(tag::record_key, Bytes(attachment.record_key.bytes.begin(), attachment.record_key.bytes.end()));
  row.set(tag::object_type, kAttachment);
  const auto size = data_size(row);
  if (size && !row.has(tag::attach_size)) {
    row.set(tag::attach_size, static_cast<std::int32_t>(std::min<std::uint64_t>(*size, INT32_MAX)));
  }
  return row;
}

Result<const Property*> PropertyRow::find(PropertyTag tag) {
  return whole_value(properties_.find_id(tag.id()), *large_, loaded_);
}

Result<std::optional<Value>> PropertyRow::column(PropertyTag tag) {
  return column_value(properties_.find_id(tag.id()), tag, *large_);
}

}  // namespace postroom::store
