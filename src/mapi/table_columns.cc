#include "mapi/table_columns.h"

#include <mapi/mapitags.h>
#include <postroom/tags.h>

#include <algorithm>
#include <span>

namespace postroom::mapi {
namespace {

constexpr PropertyTag kContents[] = {tag::display_cc,
                                     tag::display_to,
                                     tag::entryid,
                                     tag::hasattach,
                                     tag::instance_key,
                                     tag::last_modification_time,
                                     tag::mapping_signature,
                                     tag::message_class,
                                     tag::message_flags,
                                     tag::message_size,
                                     tag::msg_status,
                                     tag::object_type,
                                     tag::parent_entryid,
                                     tag::record_key,
                                     tag::store_entryid,
                                     tag::store_record_key,
                                     tag::subject,
                                     tag::sent_representing_name,
                                     tag::message_delivery_time,
                                     tag::importance};

constexpr PropertyTag kMoreOfContents[] = {tag::access,
                                           tag::access_level,
                                           tag::change_key,
                                           tag::client_submit_time,
                                           tag::content_count,
                                           tag::content_unread,
                                           tag::conversation_index,
                                           tag::conversation_topic,
                                           tag::creation_time,
                                           tag::depth,
                                           tag::display_bcc,
                                           tag::internet_message_id,
                                           PropertyTag(PR_MDB_PROVIDER),
                                           tag::normalized_subject,
                                           tag::priority,
                                           tag::row_type,
                                           tag::search_key,
                                           tag::sender_email_address,
                                           tag::sender_name,
                                           tag::sensitivity,
                                           tag::sent_representing_email_address,
                                           tag::store_support_mask,
                                           tag::subject_prefix};

constexpr PropertyTag kHierarchy[] = {tag::comment,      tag::depth,         tag::display_name,
                                      tag::display_type, tag::entryid,       tag::instance_key,
                                      tag::object_type,  tag::folder_status, tag::folder_type,
                                      tag::subfolders,   tag::content_count, tag::content_unread};

constexpr PropertyTag kMoreOfHierarchy[] = {tag::assoc_content_count,
                                            tag::container_class,
                                            tag::creation_time,
                                            tag::deleted_count_total,
                                            tag::last_modification_time,
                                            tag::mapping_signature,
                                            PropertyTag(PR_MDB_PROVIDER),
                                            tag::parent_entryid,
                                            tag::record_key,
                                            tag::row_type,
                                            tag::store_entryid,
                                            tag::store_record_key,
                                            tag::store_support_mask};

constexpr PropertyTag kRecipients[] = {tag::display_name, tag::recipient_type, tag::rowid,
                                       tag::addrtype,     tag::email_address,  tag::smtp_address,
                                       tag::entryid,      tag::instance_key,   tag::object_type};

constexpr PropertyTag kMoreOfRecipients[] = {
    tag::display_type, PropertyTag(PR_RESPONSIBILITY), PropertyTag(PR_SPOOLER_STATUS),
    tag::search_key,   PropertyTag(PR_SEND_RICH_INFO), PropertyTag(PR_TRANSMITABLE_DISPLAY_NAME_W),
    tag::row_type};

constexpr PropertyTag kAttachments[] = {tag::attach_num,           tag::instance_key,    tag::record_key,
                                        tag::rendering_position,   tag::attach_method,   tag::attach_size,
                                        tag::attach_long_filename, tag::attach_filename, tag::object_type};

constexpr PropertyTag kMoreOfAttachments[] = {
    tag::attach_content_id, tag::attach_content_location, tag::attach_encoding,   tag::attach_extension,
    tag::attach_flags,      tag::attach_mime_tag,         tag::attachment_hidden, tag::creation_time,
    tag::display_name,      tag::last_modification_time,  tag::row_type};

constexpr PropertyTag kReceiveFolders[] = {tag::entryid, tag::message_class, tag::record_key,
                                           tag::instance_key};

std::span<const PropertyTag> defaults_of(TableKind kind) {
  switch (kind) {
    case TableKind::contents:
      return kContents;
    case TableKind::hierarchy:
      return kHierarchy;
    case TableKind::recipients:
      return kRecipients;
    case TableKind::attachments:
      return kAttachments;
    case TableKind::receive_folders:
      return kReceiveFolders;
  }
  return {};
}

std::span<const PropertyTag> more_of(TableKind kind) {
  switch (kind) {
    case TableKind::contents:
      return kMoreOfContents;
    case TableKind::hierarchy:
      return kMoreOfHierarchy;
    case TableKind::recipients:
      return kMoreOfRecipients;
    case TableKind::attachments:
      return kMoreOfAttachments;
    case TableKind::receive_folders:
      return {};
  }
  return {};
}

}  // namespace

std::vector<PropertyTag> default_columns(TableKind kind, Spans spans) {
  const auto defaults = defaults_of(kind);
  std::vector<PropertyTag> columns(defaults.begin(), defaults.end());
  if (spans == Spans::several_folders) columns.push_back(tag::parent_display);
  return columns;
}

std::vector<PropertyTag> available_columns(TableKind kind, Spans spans) {
  std::vector<PropertyTag> columns = default_columns(kind, spans);
  const auto more = more_of(kind);
  columns.insert(columns.end(), more.begin(), more.end());
  return columns;
}

PropertyTag with_type(TableKind kind, PropertyTag tag) {
  if (tag.raw_type() != 0) return tag;
  const std::vector<PropertyTag> known = available_columns(kind, Spans::several_folders);
  const auto found =
      std::find_if(known.begin(), known.end(), [&](PropertyTag each) { return each.id() == tag.id(); });
  return found == known.end() ? tag : *found;
}

}  // namespace postroom::mapi
