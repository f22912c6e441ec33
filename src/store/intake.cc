#include "store/intake.h"

#include <postroom/message.h>
#include <postroom/property_names.h>
#include <postroom/text.h>

#include <algorithm>

#include "base/try.h"

namespace postroom::store {
namespace {

bool is_utf8(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return is_valid_utf8(*text);
  const auto* texts = std::get_if<std::vector<std::string>>(&value);
  return !texts || std::all_of(texts->begin(), texts->end(),
                               [](const std::string& text) { return is_valid_utf8(text); });
}

Error wrong(PropertyTag tag, const char* why) {
  return {Code::invalid_argument, property_name(tag) + " " + why, {}};
}

// The bytes of a value that may be too long to stand in the message itself.
std::optional<ByteView> long_bytes(const Value& value) {
  ByteView bytes;
  if (const auto* text = std::get_if<std::string>(&value)) bytes = as_bytes(*text);
  if (const auto* text = std::get_if<String8>(&value)) bytes = as_bytes(text->bytes);
  if (const auto* binary = std::get_if<Bytes>(&value)) bytes = *binary;
  return bytes.size() > kInlineLimit ? std::optional(bytes) : std::nullopt;
}

// Bytes of a restriction and the like are never large values.
bool is_kept_whole(PropertyTag tag) { return !fits(tag, LargeValue{}); }

Status take_in_attachment(Attachment& attachment, LargeValues& large, int depth);

Status take_in_content(MessageContent& content, LargeValues& large, int depth) {
  TRY(take_in(content.properties, large));
  for (Recipient& recipient : content.recipients) TRY(take_in(recipient.properties, large));
  for (Attachment& attachment : content.attachments) TRY(take_in_attachment(attachment, large, depth));
  return ok_status();
}

Status take_in_attachment(Attachment& attachment, LargeValues& large, int depth) {
  TRY(take_in(attachment.properties, large));
  if (!attachment.embedded) return ok_status();
  if (depth >= kMaxEmbeddingDepth) {
    return Error{Code::too_big, "At most 32 messages can be embedded inside one another.", {}};
  }
  MessageContent inner = *attachment.embedded;
  TRY(take_in_content(inner, large, depth + 1));
  if (!(inner == *attachment.embedded))
    attachment.embedded = std::make_shared<const MessageContent>(std::move(inner));
  return ok_status();
}

template <class T>
void number_in_order(std::vector<T>& items, std::uint32_t T::*number) {
  std::stable_sort(items.begin(), items.end(), [&](const T& a, const T& b) { return a.*number < b.*number; });
  for (std::size_t i = 1; i < items.size(); ++i) {
    items[i].*number = std::max(items[i].*number, items[i - 1].*number + 1);
  }
}

}  // namespace

Result<Value> take_in(PropertyTag tag, Value value, LargeValues& large) {
  if (!fits(tag, value)) return wrong(tag, "cannot hold a value of this type.");
  if (!is_utf8(value)) return wrong(tag, "must be UTF-8 text.");
  const auto bytes = long_bytes(value);
  if (!bytes || is_kept_whole(tag)) return value;
  MemorySource source(*bytes);
  TRY_SET(const LargeValue kept, large.put(source));
  return Value(kept);
}

Status take_in(PropertySet& properties, LargeValues& large) {
  std::vector<Property> changed;
  for (const Property& property : properties) {
    if (!fits(property.tag, property.value)) return wrong(property.tag, "cannot hold a value of this type.");
    if (!is_utf8(property.value)) return wrong(property.tag, "must be UTF-8 text.");
    if (!long_bytes(property.value) || is_kept_whole(property.tag)) continue;
    TRY_SET(Value kept, take_in(property.tag, property.value, large));
    changed.push_back({property.tag, std::move(kept)});
  }
  for (Property& property : changed) properties.set(property.tag, std::move(property.value));
  return ok_status();
}

Status take_in(Attachment& attachment, LargeValues& large) {
  return take_in_attachment(attachment, large, 0);
}

Status take_in(MessageContent& content, LargeValues& large) {
  if (content.recipients.size() > kMaxRecipients) {
    return Error{Code::too_big, "A message can have at most 32,768 recipients.", {}};
  }
  if (content.attachments.size() > kMaxAttachments) {
    return Error{Code::too_big, "A message can have at most 32,768 attachments.", {}};
  }
  drop_computed(content.properties);
  number_in_order(content.recipients, &Recipient::row);
  number_in_order(content.attachments, &Attachment::number);
  return take_in_content(content, large, 0);
}

void drop_computed(PropertySet& properties) {
  std::vector<PropertyTag> computed;
  for (const Property& property : properties) {
    if (is_computed(property.tag, true)) computed.push_back(property.tag);
  }
  for (const PropertyTag tag : computed) properties.remove(tag);
}

}  // namespace postroom::store
