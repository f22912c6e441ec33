#include "store/message_row.h"

#include <postroom/entry_id.h>
#include <postroom/tags.h>
#include <postroom/text.h>

#include <algorithm>

#include "base/try.h"
#include "model/blob.h"
#include "store/computed.h"
#include "store/record_properties.h"
#include "store/whole_value.h"

namespace postroom::store {
namespace {

// PR_MESSAGE_SIZE and its 64-bit form share an id.
void widen_size(PropertyTag wanted, const storage::MessageRecord& record, Property& answer) {
  if (wanted == tag::message_size_extended) answer = {wanted, record.size};
}

}  // namespace

void RowNeeds::add(PropertyTag tag) {
  if (tag.id() == tag::instance_key.id()) return;
  const RecordProperty* known = find_record_property(tag.id());
  if (known) {
    fields = fields | known->fields;
  } else {
    content = true;
  }
  // What is computed from the content shows these, too.
  if (content)
    fields =
        fields | storage::RowFields::numbers | storage::RowFields::importance | storage::RowFields::flags;
}

RowNeeds needs_of(std::span<const PropertyTag> tags) {
  RowNeeds needs;
  for (const PropertyTag tag : tags) needs.add(tag);
  return needs;
}

MessageRow::MessageRow(RowSurroundings surroundings) : surroundings_(std::move(surroundings)) {}
MessageRow::~MessageRow() = default;

void MessageRow::stand_on(const storage::MessageRecord& record, storage::RowFields fields, ByteView content) {
  record_ = &record;
  fields_ = fields;
  encoded_ = content;
  instance_ = 0;
  lacked_content_ = false;
  content_.reset();
  sub_row_.reset();
}

bool MessageRow::find_in_record(PropertyTag tag) {
  if (tag.id() == tag::instance_key.id()) {
    answer_ = {tag::instance_key, table::encode(table::RowKey{record_->id.value, instance_})};
    return true;
  }
  const RecordProperty* known = find_record_property(tag.id());
  if (!known || (fields_ | known->fields) != fields_) return false;
  auto value = known->read(*record_, surroundings_);
  if (!value) return false;
  answer_ = {known->tag, std::move(*value)};
  widen_size(tag, *record_, answer_);
  return true;
}

// False: it was not brought.
Result<bool> MessageRow::decode() {
  if (content_) return true;
  if (encoded_.empty()) {
    lacked_content_ = true;
    return false;
  }
  TRY_SET(MessageContent decoded, decode_content(encoded_));
  content_ = std::make_unique<MessageContent>(std::move(decoded));
  return true;
}

Result<const Property*> MessageRow::find_in_content(PropertyTag tag) {
  TRY_SET(const bool there, decode());
  if (!there) return static_cast<const Property*>(nullptr);
  if (tag.id() == tag::sent_representing_name.id()) {
    answer_ = {tag::sent_representing_name, shown_sender(content_->properties)};
    if (!std::get<std::string>(answer_.value).empty()) return &answer_;
  }
  if (!is_shown_computed(tag)) {
    if (const Property* property = content_->properties.find_id(tag.id())) return property;
  }
  static const storage::VersionInfo kUnknown;
  auto value = computed_property(
      {surroundings_.store, *record_, kUnknown, *content_, false, surroundings_.may_write}, tag);
  if (!value || tag.id() == tag::last_modifier_name.id()) return static_cast<const Property*>(nullptr);
  answer_ = {tag, std::move(*value)};
  return &answer_;
}

Result<const Property*> MessageRow::stored(PropertyTag tag) {
  if (find_in_record(tag)) return static_cast<const Property*>(&answer_);
  return find_in_content(tag);
}

Result<const Property*> MessageRow::find(PropertyTag tag) {
  TRY_SET(const Property* property, stored(tag));
  return whole_value(property, *surroundings_.large, loaded_);
}

Result<std::optional<Value>> MessageRow::column(PropertyTag tag) {
  const RecordProperty* known = find_record_property(tag.id());
  if (known && known->tag == tag && (fields_ | known->fields) == fields_) {  // as it is
    if (auto value = known->read(*record_, surroundings_)) return value;
  }
  TRY_SET(const Property* property, stored(tag));
  return column_value(property, tag, *surroundings_.large);
}

Result<std::size_t> MessageRow::count(SubObject of) {
  TRY_SET(const bool there, decode());
  if (!there) return std::size_t{0};
  return of == SubObject::recipients ? content_->recipients.size() : content_->attachments.size();
}

RestrictedRow* MessageRow::sub_row(SubObject of, std::size_t place) {
  if (!content_) return nullptr;
  if (of == SubObject::recipients) {
    if (place >= content_->recipients.size()) return nullptr;
    sub_row_ =
        std::make_unique<PropertyRow>(recipient_row(content_->recipients[place]), *surroundings_.large);
  } else {
    if (place >= content_->attachments.size()) return nullptr;
    sub_row_ =
        std::make_unique<PropertyRow>(attachment_row(content_->attachments[place]), *surroundings_.large);
  }
  return sub_row_.get();
}

}  // namespace postroom::store
