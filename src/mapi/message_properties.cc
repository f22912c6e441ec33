#include "mapi/message_properties.h"

#include <mapi/mapitags.h>
#include <postroom/tags.h>

#include <algorithm>
#include <array>

#include "base/try.h"
#include "mapi/html_body.h"
#include "mapi/value_bytes.h"
#include "mapi/values.h"

namespace postroom::mapi {
namespace {

constexpr std::uint64_t kMaxHtml = std::uint64_t{64} << 20;  // bytes of HTML that is converted

// What Message::get answers by itself, whatever is kept; and under which tag.
constexpr std::array kComputed{tag::subject_prefix,
                               tag::normalized_subject,
                               tag::display_to,
                               tag::display_cc,
                               tag::display_bcc,
                               tag::hasattach,
                               tag::message_flags,
                               tag::msg_status,
                               tag::message_size,
                               tag::object_type,
                               tag::access,
                               tag::entryid,
                               tag::record_key,
                               tag::parent_entryid,
                               tag::store_record_key,
                               tag::creation_time,
                               tag::creator_name,
                               tag::last_modifier_name,
                               tag::source_key,
                               tag::change_key,
                               tag::change_number,
                               tag::conflict_items,
                               tag::last_modification_time,
                               tag::predecessor_change_list};

// What the message itself does not know: how it was opened, and in which store.
constexpr std::array kOverlaid{tag::access_level,
                               tag::store_entryid,
                               tag::store_support_mask,
                               tag::mapping_signature,
                               PropertyTag(PR_MDB_PROVIDER),
                               PropertyTag(PR_MESSAGE_TO_ME),
                               PropertyTag(PR_MESSAGE_CC_ME),
                               PropertyTag(PR_MESSAGE_RECIP_ME),
                               tag::message_flags};

bool is_computed_here(PropertyTag tag, bool saved_before) {
  return is_computed(tag, saved_before) || tag.id() == PROP_ID(PR_MDB_PROVIDER);
}

Error not_there() { return {Code::not_found, "The message has no such property.", {}}; }

}  // namespace

// PR_MESSAGE_FLAGS where this client has marked the message since the snapshot.
std::optional<Value> MessageProperties::marked_flags() const {
  const auto flags = open_.marked_read ? open_.message.get(tag::message_flags) : std::nullopt;
  if (!flags) return std::nullopt;
  const std::int32_t others = std::get<std::int32_t>(*flags) & ~message_flag::read;
  return others | (*open_.marked_read ? message_flag::read : 0);
}

// One of kOverlaid; nothing where the message's own stands.
std::optional<Value> MessageProperties::overlaid(PropertyTag tag) const {
  const StoreContext& context = open_.state.context();
  switch (tag.value) {
    case tag::access_level.value:
      return std::int32_t{is_writable() ? 1 : 0};
    case tag::store_entryid.value:
      return context.store_entry_id();
    case tag::store_support_mask.value:
      return context.support_mask();
    case tag::mapping_signature.value:
      return context.mapping_signature();
    case PR_MDB_PROVIDER:
      return Bytes(kProviderUid.bytes.begin(), kProviderUid.bytes.end());
    case tag::message_flags.value:
      return marked_flags();
    default:  // whether it names its reader, which whoever delivered it knows better than the store
      if (open_.message.content().properties.has(tag)) return std::nullopt;
      return false;
  }
}

Result<PropertySet> MessageProperties::all() {
  PropertySet all = open_.message.properties();
  for (const PropertyTag tag : kOverlaid) {
    if (auto value = overlaid(tag)) all.set(tag, *std::move(value));
  }
  return all;
}

Result<std::optional<Property>> MessageProperties::find(std::uint16_t id) {
  for (const PropertyTag tag : kOverlaid) {
    if (tag.id() != id) continue;
    if (auto value = overlaid(tag)) return std::optional(Property{tag, *std::move(value)});
  }
  for (const PropertyTag tag : kComputed) {
    if (tag.id() != id) continue;
    auto value = open_.message.get(tag);
    return value ? std::optional(Property{tag, std::move(*value)}) : std::nullopt;
  }
  const Property* const property = open_.message.content().properties.find_id(id);
  return property ? std::optional(*property) : std::nullopt;
}

std::vector<PropertyTag> MessageProperties::objects() const {
  return {tag::message_recipients, tag::message_attachments};
}

Result<Problems> MessageProperties::set(std::span<const Property> properties) {
  if (!is_writable()) return Error{Code::no_access, "The message is open for reading only.", {}};
  Problems problems;
  for (std::size_t i = 0; i < properties.size(); ++i) {
    const Property& property = properties[i];
    if (is_computed_here(property.tag, !open_.is_new())) {
      problems.push_back({i, property.tag, MAPI_E_COMPUTED});
      continue;
    }
    const Status set = open_.message.set(property.tag, property.value);
    if (set.ok()) continue;
    problems.push_back({i, property.tag, problem_of_setting(property.tag, property.value, set.error())});
  }
  return problems;
}

Status MessageProperties::remove_one(PropertyTag tag) {
  if (tag.id() == tag::message_recipients.id()) return open_.message.set_recipients({});
  if (tag.id() != tag::message_attachments.id()) return open_.message.remove(tag);
  std::vector<std::uint32_t> numbers;
  for (const Attachment& attachment : open_.message.content().attachments)
    numbers.push_back(attachment.number);
  for (const std::uint32_t number : numbers) TRY(open_.message.remove_attachment(number));
  return ok_status();
}

Result<Problems> MessageProperties::remove(std::span<const PropertyTag> tags) {
  if (!is_writable()) return Error{Code::no_access, "The message is open for reading only.", {}};
  const std::vector<PropertyTag> parts = objects();
  Problems problems;
  for (std::size_t i = 0; i < tags.size(); ++i) {
    const bool is_part =
        std::any_of(parts.begin(), parts.end(), [&](PropertyTag part) { return part.id() == tags[i].id(); });
    if (!is_part && is_computed_here(tags[i], true)) {
      problems.push_back({i, tags[i], MAPI_E_COMPUTED});
      continue;
    }
    const Status removed = remove_one(tags[i]);
    if (!removed.ok()) problems.push_back({i, tags[i], to_hresult(removed.error().code)});
  }
  return problems;
}

// As the other one of its two forms.
Result<std::unique_ptr<RandomAccess>> MessageProperties::read_html(PropertyTag tag) {
  TRY_SET(const auto stored, open_.message.read(tag));
  RangeSource source(*stored);
  TRY_SET(Bytes bytes, read_all(source, kMaxHtml));
  TRY_SET(const auto code_page, code_page_of(*this));
  if (!is_text(tag)) return bytes_of(encode_html(as_text(bytes), code_page));
  auto text = decode_html(bytes, code_page);
  if (!text) return Error{Code::not_supported, "The HTML is in a code page that is not known.", {}};
  return bytes_of(*std::move(text));
}

Result<std::unique_ptr<RandomAccess>> MessageProperties::read(PropertyTag tag) {
  TRY_SET(const auto property, find(tag.id()));
  if (!property) return not_there();
  if (is_html(tag) && !is_read_as(property->tag, tag)) return read_html(tag);
  if (!is_read_as(property->tag, tag)) return not_there();
  if (std::holds_alternative<LargeValue>(property->value)) return open_.message.read(tag);
  return bytes_of(property->value);
}

Status MessageProperties::write(PropertyTag tag, Source& source) {
  if (!is_writable()) return Error{Code::no_access, "The message is open for reading only.", {}};
  if (is_computed_here(tag, !open_.is_new())) {
    return Error{Code::no_access, "The store computes this property.", {}};
  }
  if (!is_html(tag) || !is_text(tag)) return open_.message.write(tag, source);
  TRY_SET(const Bytes text, read_all(source, kMaxHtml));
  TRY_SET(const auto code_page, code_page_of(*this));
  return open_.message.set(tag::html, encode_html(as_text(text), code_page));
}

}  // namespace postroom::mapi
