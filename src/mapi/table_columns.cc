#include "mapi/table_columns.h"

#include <mapi/mapitags.h>
#include <postroom/tags.h>

#include <algorithm>
#include <set>

namespace postroom::mapi {
namespace {

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

constexpr PropertyTag kMoreOfRecipients[] = {
    tag::display_type, PropertyTag(PR_RESPONSIBILITY), PropertyTag(PR_SPOOLER_STATUS),
    tag::search_key,   PropertyTag(PR_SEND_RICH_INFO), PropertyTag(PR_TRANSMITABLE_DISPLAY_NAME_W),
    tag::row_type};

constexpr PropertyTag kMoreOfAttachments[] = {
    tag::attach_content_id, tag::attach_content_location, tag::attach_encoding,   tag::attach_extension,
    tag::attach_flags,      tag::attach_mime_tag,         tag::attachment_hidden, tag::creation_time,
    tag::display_name,      tag::last_modification_time,  tag::row_type};

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

KnownColumns::KnownColumns(TableKind kind, std::vector<PropertyTag> defaults,
                           std::span<const PropertyTag> of_rows)
    : available_(std::move(defaults)) {
  const auto more = more_of(kind);
  available_.insert(available_.end(), more.begin(), more.end());
  std::set<std::uint16_t> ids;
  for (const PropertyTag tag : available_) ids.insert(tag.id());
  for (const PropertyTag tag : of_rows) {
    if (ids.insert(tag.id()).second) available_.push_back(tag);
  }
}

PropertyTag KnownColumns::with_type(PropertyTag tag) const {
  if (tag.raw_type() != 0) return tag;
  const auto known = std::find_if(available_.begin(), available_.end(),
                                  [&](PropertyTag each) { return each.id() == tag.id(); });
  return known == available_.end() ? tag : *known;
}

}  // namespace postroom::mapi
