#include "mapi/folder_properties.h"

#include <mapi/mapitags.h>
#include <postroom/tags.h>

#include <algorithm>
#include <array>

#include "base/try.h"
#include "mapi/owned_bytes.h"

namespace postroom::mapi {
namespace {

constexpr std::size_t kMaxFolderValue = kInlineLimit;  // bytes; what the store takes for a folder

constexpr std::array kFolderTables{PropertyTag(PR_CONTAINER_HIERARCHY), PropertyTag(PR_CONTAINER_CONTENTS),
                                   PropertyTag(PR_FOLDER_ASSOCIATED_CONTENTS)};

bool is_computed(PropertyTag tag) {
  constexpr std::array kComputed{
      tag::entryid, tag::record_key, tag::parent_entryid, tag::store_entryid, tag::store_record_key, tag::object_type,
      tag::folder_type, tag::content_count, tag::content_unread, tag::assoc_content_count, tag::deleted_count_total,
      tag::subfolders, tag::rights, tag::access, tag::access_level, tag::creation_time, tag::last_modification_time,
      tag::store_support_mask, tag::mapping_signature, tag::acl_data, PropertyTag(PR_CONTAINER_FLAGS),
      PropertyTag(PR_CONTAINER_HIERARCHY), PropertyTag(PR_CONTAINER_CONTENTS),
      PropertyTag(PR_FOLDER_ASSOCIATED_CONTENTS)};
  return std::any_of(kComputed.begin(), kComputed.end(), [&](PropertyTag each) { return each.id() == tag.id(); });
}

// Which of the problems concern one property and not the call.
std::optional<SCODE> problem_of(const Error& error) {
  switch (error.code) {
    case Code::too_big: return MAPI_E_NOT_ENOUGH_MEMORY;
    case Code::invalid_argument: return MAPI_E_INVALID_TYPE;
    default: return std::nullopt;
  }
}

}  // namespace

// Clients look for the folders of calendar, contacts and so on at the root and at the Inbox (MS-OXOSFLD 2.2.3).
bool FolderProperties::has_default_folders() const {
  return id_ == context_->store().special(SpecialFolder::root) || id_ == context_->store().special(SpecialFolder::inbox);
}

void FolderProperties::add_default_folders(PropertySet& all) const {
  constexpr std::array kFolders{
      std::pair{PR_IPM_APPOINTMENT_ENTRYID, SpecialFolder::calendar}, std::pair{PR_IPM_CONTACT_ENTRYID, SpecialFolder::contacts},
      std::pair{PR_IPM_NOTE_ENTRYID, SpecialFolder::notes}, std::pair{PR_IPM_TASK_ENTRYID, SpecialFolder::tasks},
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
    all.set(additional, std::vector<Bytes>{entry(SpecialFolder::conflicts), {}, {}, {}, entry(SpecialFolder::junk)});
  }
}

Result<PropertySet> FolderProperties::all() {
  TRY_SET(PropertySet all, context_->store().folder_properties(context_->session(), id_));
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

std::vector<PropertyTag> FolderProperties::objects() const { return {kFolderTables.begin(), kFolderTables.end()}; }

Result<Problems> FolderProperties::set_one_by_one(std::span<const Property> properties) {
  Problems problems;
  for (std::size_t i = 0; i < properties.size(); ++i) {
    PropertySet one;
    one.set(properties[i].tag, properties[i].value);
    const Status set = context_->store().set_folder_properties(context_->session(), id_, one);
    if (set.ok()) continue;
    const auto scode = problem_of(set.error());
    if (!scode) return set.error();
    problems.push_back({i, properties[i].tag, *scode});
  }
  return problems;
}

Result<Problems> FolderProperties::set(std::span<const Property> properties) {
  Problems problems;
  std::vector<Property> settable;
  std::vector<std::size_t> places;
  PropertySet together;
  for (std::size_t i = 0; i < properties.size(); ++i) {
    if (is_computed(properties[i].tag)) {
      problems.push_back({i, properties[i].tag, MAPI_E_COMPUTED});
      continue;
    }
    settable.push_back(properties[i]);
    places.push_back(i);
    together.set(properties[i].tag, properties[i].value);
  }
  if (settable.empty()) return problems;
  const Status set = context_->store().set_folder_properties(context_->session(), id_, together);
  if (set.ok()) return problems;
  if (!problem_of(set.error())) return set.error();
  TRY_SET(const Problems single, set_one_by_one(settable));
  for (const Problem& problem : single) problems.push_back({places[problem.index], problem.tag, problem.scode});
  return problems;
}

Result<Problems> FolderProperties::remove(std::span<const PropertyTag> tags) {
  Problems problems;
  std::vector<PropertyTag> removable;
  TRY_SET(const PropertySet there, context_->store().folder_properties(context_->session(), id_));
  for (std::size_t i = 0; i < tags.size(); ++i) {
    if (is_computed(tags[i])) {
      problems.push_back({i, tags[i], MAPI_E_COMPUTED});
    } else if (tags[i].id() == tag::display_name.id()) {
      problems.push_back({i, tags[i], MAPI_E_NO_ACCESS});
    } else if (!there.has(tags[i])) {
      problems.push_back({i, tags[i], MAPI_E_NOT_FOUND});
    } else {
      removable.push_back(tags[i]);
    }
  }
  if (removable.empty()) return problems;
  TRY(context_->store().set_folder_properties(context_->session(), id_, {}, removable));
  return problems;
}

Result<std::unique_ptr<RandomAccess>> FolderProperties::read(PropertyTag tag) {
  TRY_SET(const auto property, find(tag.id()));
  if (!property) return Error{Code::not_found, "The folder has no such property.", {}};
  if (const auto* text = std::get_if<std::string>(&property->value)) {
    return std::unique_ptr<RandomAccess>(std::make_unique<OwnedBytes>(to_bytes(*text)));
  }
  if (const auto* bytes = std::get_if<Bytes>(&property->value)) {
    return std::unique_ptr<RandomAccess>(std::make_unique<OwnedBytes>(*bytes));
  }
  return Error{Code::invalid_argument, "Only texts and binaries have streams.", {}};
}

Status FolderProperties::write(PropertyTag tag, Source& source) {
  if (is_computed(tag)) return Error{Code::no_access, "The store computes this property.", {}};
  TRY_SET(Bytes bytes, read_all(source, kMaxFolderValue));
  PropertySet one;
  if (tag.base_type() == PropertyType::binary) {
    one.set(tag, std::move(bytes));
  } else {
    one.set(PropertyTag(tag.id(), PropertyType::unicode), std::string(as_text(bytes)));
  }
  return context_->store().set_folder_properties(context_->session(), id_, one);
}

}  // namespace postroom::mapi
