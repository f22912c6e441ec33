#include "mapi/attachment_properties.h"

#include <mapi/mapitags.h>
#include <postroom/tags.h>

#include <algorithm>
#include <array>

#include "base/try.h"
#include "mapi/name_check.h"
#include "mapi/value_bytes.h"

namespace postroom::mapi {
namespace {

bool is_data(PropertyTag tag) { return tag.id() == tag::attach_data_bin.id(); }

bool is_computed_here(PropertyTag tag) {
  constexpr std::array kComputed{tag::attach_num,    tag::record_key,         tag::object_type,
                                 tag::attach_size,   tag::instance_key,       tag::access,
                                 tag::access_level,  tag::store_support_mask, tag::mapping_signature,
                                 tag::store_entryid, tag::store_record_key,   PropertyTag(PR_MDB_PROVIDER)};
  return std::any_of(kComputed.begin(), kComputed.end(),
                     [&](PropertyTag each) { return each.id() == tag.id(); });
}

Error read_only() { return {Code::no_access, "The attachment is open for reading only.", {}}; }
Error not_there() { return {Code::not_found, "The attachment has no such property.", {}}; }

std::optional<std::uint64_t> data_size(const PropertySet& properties) {
  const Property* data = properties.find_id(tag::attach_data_bin.id());
  if (!data) return std::nullopt;
  if (const auto* large = std::get_if<LargeValue>(&data->value)) return large->size;
  const auto* bytes = std::get_if<Bytes>(&data->value);
  return bytes ? std::optional<std::uint64_t>(bytes->size()) : std::nullopt;
}

// As the attachment table has them.
void add_computed(const OpenAttachment& open, PropertySet& all) {
  const Attachment& value = open.value;
  all.set(tag::attach_num, static_cast<std::int32_t>(value.number));
  all.set(tag::record_key, Bytes(value.record_key.bytes.begin(), value.record_key.bytes.end()));
  all.set(tag::object_type, std::int32_t{MAPI_ATTACH});
  const auto size = data_size(value.properties);
  if (size && !all.has(tag::attach_size)) {
    all.set(tag::attach_size, static_cast<std::int32_t>(std::min<std::uint64_t>(*size, INT32_MAX)));
  }
  const StoreContext& context = open.state.context();
  all.set(tag::access_level, std::int32_t{open.is_writable() ? 1 : 0});
  all.set(tag::store_support_mask, context.support_mask());
  all.set(tag::mapping_signature, context.mapping_signature());
}

}  // namespace

Result<PropertySet> AttachmentProperties::all() {
  PropertySet all = open_.value.properties;
  const Property* const data = all.find_id(tag::attach_data_obj.id());
  if (data && data->tag.base_type() == PropertyType::object) all.remove(tag::attach_data_obj);
  if (!all.has(tag::attach_method)) all.set(tag::attach_method, attach_method::none);
  if (!all.has(tag::rendering_position)) all.set(tag::rendering_position, std::int32_t{-1});
  add_computed(open_, all);
  return all;
}

std::vector<PropertyTag> AttachmentProperties::objects() const {
  if (open_.value.embedded || open_.value.properties.find(tag::attach_data_obj))
    return {tag::attach_data_obj};
  return {};
}

void AttachmentProperties::changed(PropertyTag tag) {
  open_.is_changed = true;
  if (tag.id() == tag::last_modification_time.id()) open_.has_own_time = true;
  if (!is_data(tag)) return;
  open_.value.embedded = nullptr;
  open_.value.properties.remove(tag::attach_size);  // of what was there, if it came with the mail
}

Status AttachmentProperties::set_one(PropertyTag tag, Value value) {
  TRY(check_name(open_.state, tag));
  if (!fits(tag, value)) return Error{Code::invalid_argument, "The value is not of the property's type.", {}};
  if (auto bytes = bytes_of(value); bytes.ok() && (*bytes)->size() > kInlineLimit) {
    RangeSource source(**bytes);
    TRY_SET(value, make_value(tag, source, open_.state.store().large_values()));
  }
  open_.value.properties.set(tag, std::move(value));
  changed(tag);
  return ok_status();
}

Result<Problems> AttachmentProperties::set(std::span<const Property> properties) {
  if (!is_writable()) return read_only();
  Problems problems;
  for (std::size_t i = 0; i < properties.size(); ++i) {
    const auto& [tag, value] = properties[i];
    if (is_computed_here(tag)) {
      problems.push_back({i, tag, MAPI_E_COMPUTED});
      continue;
    }
    const Status set = set_one(tag, value);
    if (!set.ok()) problems.push_back({i, tag, problem_of_setting(tag, value, set.error())});
  }
  return problems;
}

bool AttachmentProperties::remove_one(PropertyTag tag) {
  const bool was_there = open_.value.properties.remove(tag) || (is_data(tag) && open_.value.embedded);
  if (was_there) changed(tag);
  return was_there;
}

Result<Problems> AttachmentProperties::remove(std::span<const PropertyTag> tags) {
  if (!is_writable()) return read_only();
  Problems problems;
  for (std::size_t i = 0; i < tags.size(); ++i) {
    if (is_computed_here(tags[i])) {
      problems.push_back({i, tags[i], MAPI_E_COMPUTED});
    } else if (!remove_one(tags[i])) {
      problems.push_back({i, tags[i], MAPI_E_NOT_FOUND});
    }
  }
  return problems;
}

Result<std::unique_ptr<RandomAccess>> AttachmentProperties::read(PropertyTag tag) {
  if (const Property* const stored = open_.value.properties.find_id(tag.id())) {
    if (!is_read_as(stored->tag, tag)) return not_there();
    const auto* large = std::get_if<LargeValue>(&stored->value);
    return large ? open_.state.store().large_values().get(*large) : bytes_of(stored->value);
  }
  TRY_SET(const auto property, find(tag.id()));
  if (!property || !is_read_as(property->tag, tag)) return not_there();
  return bytes_of(property->value);
}

Status AttachmentProperties::write(PropertyTag tag, Source& source) {
  if (!is_writable()) return read_only();
  if (is_computed_here(tag)) return Error{Code::no_access, "The store computes this property.", {}};
  TRY(check_name(open_.state, tag));
  TRY_SET(Value value, make_value(tag, source, open_.state.store().large_values()));
  open_.value.properties.set(tag, std::move(value));
  changed(tag);
  return ok_status();
}

}  // namespace postroom::mapi
