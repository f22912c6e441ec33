#include "mapi/folder_properties.h"

#include <mapi/mapitags.h>
#include <postroom/tags.h>

#include <algorithm>
#include <array>

#include "base/try.h"

namespace postroom::mapi {
namespace {

constexpr std::array kFolderTables{PropertyTag(PR_CONTAINER_HIERARCHY), PropertyTag(PR_CONTAINER_CONTENTS),
                                   PropertyTag(PR_FOLDER_ASSOCIATED_CONTENTS)};

bool is_computed(PropertyTag tag) {
  constexpr std::array kComputed{tag::entryid,
                                 tag::record_key,
                                 tag::parent_entryid,
                                 tag::store_entryid,
                                 tag::store_record_key,
                                 tag::object_type,
                                 tag::folder_type,
                                 tag::content_count,
                                 tag::content_unread,
                                 tag::assoc_content_count,
                                 tag::deleted_count_total,
                                 tag::subfolders,
                                 tag::rights,
                                 tag::access,
                                 tag::access_level,
                                 tag::creation_time,
                                 tag::last_modification_time,
                                 tag::store_support_mask,
                                 tag::mapping_signature,
                                 tag::acl_data,
                                 PropertyTag(PR_CONTAINER_FLAGS),
                                 PropertyTag(PR_CONTAINER_HIERARCHY),
                                 PropertyTag(PR_CONTAINER_CONTENTS),
                                 PropertyTag(PR_FOLDER_ASSOCIATED_CONTENTS)};
  return std::any_of(kComputed.begin(), kComputed.end(),
                     [&](PropertyTag each) { return each.id() == tag.id(); });
}

}  // namespace

// Clients look for the folders of calendar, contacts and so on at the root and at the Inbox
// (MS-OXOSFLD 2.2.3).
bool FolderProperties::has_default_folders() const {
  return id_ == context_->store().special(SpecialFolder::root) ||
         id_ == context_->store().special(SpecialFolder::inbox);
}

void FolderProperties::add_default_folders(PropertySet& all) const {
  constexpr std::array kFolders{std::pair{PR_IPM_APPOINTMENT_ENTRYID, SpecialFolder::calendar},
                                std::pair{PR_IPM_CONTACT_ENTRYID, SpecialFolder::contacts},
                                std::pair{PR_IPM_NOTE_ENTRYID, SpecialFolder::notes},
                                std::pair{PR_IPM_TASK_ENTRYID, SpecialFolder::tasks},
                                std::pair{PR_IPM_DRAFTS_ENTRYID, SpecialFolder::drafts}};
  const auto entry = [&](SpecialFolder which) {
    return encode(context_->entry_id(context_->store().special(which)));
  };
  for (const auto& [tag, which] : kFolders) {
    if (!all.has(PropertyTag(tag))) all.set(PropertyTag(tag), entry(which));
  }
  // Conflicts, sync issues, local and server failures, junk (rule C63): there are the first and the last.
  const PropertyTag additional(PR_ADDITIONAL_REN_ENTRYIDS);
  if (!all.has(additional)) {
    all.set(additional,
            std::vector<Bytes>{entry(SpecialFolder::conflicts), {}, {}, {}, entry(SpecialFolder::junk)});
  }
}

Result<PropertySet> FolderProperties::all() {
  TRY_SET(PropertySet all, stored());
  if (!all.has(tag::comment)) all.set(tag::comment, std::string());
  if (!all.has(tag::folder_status)) all.set(tag::folder_status, std::int32_t{0});
  all.set(PropertyTag(PR_CONTAINER_FLAGS), std::int32_t{0});
  all.set(tag::store_entryid, context_->store_entry_id());
  all.set(tag::store_support_mask, context_->support_mask());
  all.set(tag::mapping_signature, context_->mapping_signature());
  all.set(tag::access_level, std::int32_t{is_writable() ? 1 : 0});
  if (has_default_folders()) add_default_folders(all);
  return all;
}

std::vector<PropertyTag> FolderProperties::objects() const {
  return {kFolderTables.begin(), kFolderTables.end()};
}

Result<PropertySet> FolderProperties::stored() {
  return context_->store().folder_properties(context_->session(), id_);
}

Status FolderProperties::change(const PropertySet& set, std::span<const PropertyTag> remove) {
  return context_->store().set_folder_properties(context_->session(), id_, set, remove);
}

bool FolderProperties::is_computed(PropertyTag tag) const { return mapi::is_computed(tag); }

}  // namespace postroom::mapi
