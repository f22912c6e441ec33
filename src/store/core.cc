#include "store/core.h"

#include <algorithm>

#include "base/try.h"

namespace postroom::store {
namespace {

std::uint16_t greatest_id(const MessageContent& content) {
  std::uint16_t greatest = 0;
  const auto look = [&](const PropertySet& properties) {
    for (const Property& property : properties) {
      if (property.tag.is_named()) greatest = std::max(greatest, property.tag.id());
    }
  };
  look(content.properties);
  for (const Recipient& recipient : content.recipients) look(recipient.properties);
  for (const Attachment& attachment : content.attachments) {
    look(attachment.properties);
    if (attachment.embedded) greatest = std::max(greatest, greatest_id(*attachment.embedded));
  }
  return greatest;
}

}  // namespace

Status may_write(const Core& core, const Session& session) {
  if (core.engine->is_read_only()) return Error{Code::read_only, "The store is open for reading only.", {}};
  if (session.rights == Rights::read_only) {
    return Error{Code::no_access, session.who + " may only read in this store.", {}};
  }
  return ok_status();
}

Status require_folder(storage::View& view, FolderId id) {
  TRY_SET(const auto folder, view.folder(id));
  if (!folder) return no_such_folder(id);
  if (folder->kind == FolderKind::search) {
    return Error{Code::no_access, "A search folder holds no messages of its own.", {}};
  }
  return ok_status();
}

// Ids are given out in order and never taken back, so the greatest one says it all.
Status check_named_ids(Core& core, const MessageContent& content) {
  return check_named_id(core, greatest_id(content));
}

Status check_named_id(Core& core, std::uint16_t id) {
  if (id == 0 || id <= core.names.table()->last_id()) return ok_status();
  TRY(core.names.refresh(*core.engine));
  if (id <= core.names.table()->last_id()) return ok_status();
  return Error{Code::invalid_argument,
               "Property id " + std::to_string(id) + " has no name in this store; get its id from the name first.",
               {}};
}

std::vector<ContentHash> large_hashes(const MessageContent& content) {
  std::vector<ContentHash> hashes;
  for_each_large_value(content, [&](const LargeValue& value) { hashes.push_back(value.hash); });
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  return hashes;
}

bool has_large_values(const MessageContent& content) {
  bool found = false;
  for_each_large_value(content, [&](const LargeValue&) { found = true; });
  return found;
}

Error no_such_message(MessageId id) {
  return {Code::not_found, "There is no message " + std::to_string(id.value) + " in the store.", {}};
}

Error no_such_version(MessageId id, VersionNumber number) {
  return {Code::not_found, "Message " + std::to_string(id.value) + " has no version " + std::to_string(number.value) +
                               " in its history; it never had, or the version has been dropped.", {}};
}

Error message_is_deleted(MessageId id) {
  return {Code::object_deleted,
          "Message " + std::to_string(id.value) + " has been deleted; your changes can be saved elsewhere.", {}};
}

Error message_has_changed(const storage::VersionInfo& newest, std::string_view outcome) {
  return {Code::object_changed,
          "Message " + std::to_string(newest.message.value) + " has been changed: " + newest.who + " saved version " +
              std::to_string(newest.number.value) + " at " + to_iso8601(newest.saved) + ". " + std::string(outcome),
          newest.client};
}

Error no_such_folder(FolderId id) {
  return {Code::not_found, "There is no folder " + std::to_string(id.value) + " in the store.", {}};
}

}  // namespace postroom::store
