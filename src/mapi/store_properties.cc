#include "mapi/store_properties.h"

#include <mapi/mapitags.h>
#include <postroom/tags.h>

#include <algorithm>
#include <array>

#include "base/try.h"
#include "mapi/owned_bytes.h"
#include "mapi/provider_names.h"

namespace postroom::mapi {
namespace {

constexpr std::size_t kMaxStoreValue = kInlineLimit;  // bytes; what the store takes for itself

constexpr std::array kFolders{std::pair{PR_IPM_SUBTREE_ENTRYID, SpecialFolder::ipm_subtree},
                              std::pair{PR_IPM_OUTBOX_ENTRYID, SpecialFolder::outbox},
                              std::pair{PR_IPM_SENTMAIL_ENTRYID, SpecialFolder::sent_items},
                              std::pair{PR_IPM_WASTEBASKET_ENTRYID, SpecialFolder::deleted_items},
                              std::pair{PR_VIEWS_ENTRYID, SpecialFolder::views},
                              std::pair{PR_COMMON_VIEWS_ENTRYID, SpecialFolder::common_views},
                              std::pair{PR_FINDER_ENTRYID, SpecialFolder::finder}};

// All of them: they are made with the store and cannot be deleted.
constexpr ULONG kValidFolders = FOLDER_IPM_SUBTREE_VALID | FOLDER_IPM_INBOX_VALID | FOLDER_IPM_OUTBOX_VALID |
                                FOLDER_IPM_WASTEBASKET_VALID | FOLDER_IPM_SENTMAIL_VALID |
                                FOLDER_VIEWS_VALID | FOLDER_COMMON_VIEWS_VALID | FOLDER_FINDER_VALID;

bool is_computed(PropertyTag tag) {
  constexpr std::array kComputed{tag::entryid,
                                 tag::record_key,
                                 tag::store_entryid,
                                 tag::store_record_key,
                                 tag::object_type,
                                 tag::access,
                                 tag::access_level,
                                 tag::store_support_mask,
                                 tag::mapping_signature,
                                 tag::message_size,
                                 PropertyTag(PR_MDB_PROVIDER),
                                 PropertyTag(PR_PROVIDER_UID),
                                 PropertyTag(PR_PROVIDER_DISPLAY_W),
                                 PropertyTag(PR_VALID_FOLDER_MASK)};
  const auto is = [&](PropertyTag each) { return each.id() == tag.id(); };
  return std::any_of(kComputed.begin(), kComputed.end(), is) ||
         std::any_of(kFolders.begin(), kFolders.end(),
                     [&](const auto& folder) { return is(PropertyTag(folder.first)); });
}

// Which of the problems concern one property and not the call.
std::optional<SCODE> problem_of(const Error& error) {
  switch (error.code) {
    case Code::too_big:
      return MAPI_E_NOT_ENOUGH_MEMORY;
    case Code::invalid_argument:
      return MAPI_E_INVALID_TYPE;
    default:
      return std::nullopt;
  }
}

Bytes provider_uid() { return {kProviderUid.bytes.begin(), kProviderUid.bytes.end()}; }

}  // namespace

Result<PropertySet> StoreProperties::all() {
  StoreContext& context = *context_;
  TRY_SET(PropertySet all, context.store().store_properties(context.session()));
  all.set(tag::entryid, context.store_entry_id());
  all.set(tag::store_entryid, context.store_entry_id());
  all.set(tag::object_type, std::int32_t{MAPI_STORE});
  all.set(tag::store_support_mask, context.support_mask());
  all.set(tag::mapping_signature, context.mapping_signature());
  all.set(tag::access_level, std::int32_t{is_writable() ? 1 : 0});
  all.set(PropertyTag(PR_MDB_PROVIDER), provider_uid());
  all.set(PropertyTag(PR_PROVIDER_UID), provider_uid());
  all.set(PropertyTag(PR_PROVIDER_DISPLAY_W), std::string(kProviderDisplay));
  all.set(PropertyTag(PR_VALID_FOLDER_MASK), static_cast<std::int32_t>(kValidFolders));
  for (const auto& [tag, which] : kFolders) {
    all.set(PropertyTag(tag), encode(context.entry_id(context.store().special(which))));
  }
  return all;
}

Result<Problems> StoreProperties::set_one_by_one(std::span<const Property> properties,
                                                 std::span<const std::size_t> places) {
  Problems problems;
  for (const std::size_t place : places) {
    PropertySet one;
    one.set(properties[place].tag, properties[place].value);
    const Status set = context_->store().set_store_properties(context_->session(), one);
    if (set.ok()) continue;
    const auto scode = problem_of(set.error());
    if (!scode) return set.error();
    problems.push_back({place, properties[place].tag, *scode});
  }
  return problems;
}

Result<Problems> StoreProperties::set(std::span<const Property> properties) {
  Problems problems;
  PropertySet together;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < properties.size(); ++i) {
    if (is_computed(properties[i].tag)) {
      problems.push_back({i, properties[i].tag, MAPI_E_COMPUTED});
    } else {
      places.push_back(i);
      together.set(properties[i].tag, properties[i].value);
    }
  }
  if (places.empty()) return problems;
  const Status set = context_->store().set_store_properties(context_->session(), together);
  if (set.ok()) return problems;
  if (!problem_of(set.error())) return set.error();
  TRY_SET(const Problems single, set_one_by_one(properties, places));
  problems.insert(problems.end(), single.begin(), single.end());
  return problems;
}

Result<Problems> StoreProperties::remove(std::span<const PropertyTag> tags) {
  Problems problems;
  std::vector<PropertyTag> removable;
  TRY_SET(const PropertySet there, context_->store().store_properties(context_->session()));
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
  TRY(context_->store().set_store_properties(context_->session(), {}, removable));
  return problems;
}

Result<std::unique_ptr<RandomAccess>> StoreProperties::read(PropertyTag tag) {
  TRY_SET(const auto property, find(tag.id()));
  if (!property) return Error{Code::not_found, "The store has no such property.", {}};
  if (const auto* text = std::get_if<std::string>(&property->value)) {
    return std::unique_ptr<RandomAccess>(std::make_unique<OwnedBytes>(to_bytes(*text)));
  }
  if (const auto* bytes = std::get_if<Bytes>(&property->value)) {
    return std::unique_ptr<RandomAccess>(std::make_unique<OwnedBytes>(*bytes));
  }
  return Error{Code::invalid_argument, "Only texts and binaries have streams.", {}};
}

Status StoreProperties::write(PropertyTag tag, Source& source) {
  if (is_computed(tag)) return Error{Code::no_access, "The provider computes this property.", {}};
  TRY_SET(Bytes bytes, read_all(source, kMaxStoreValue));
  PropertySet one;
  if (tag.base_type() == PropertyType::binary) {
    one.set(tag, std::move(bytes));
  } else {
    one.set(PropertyTag(tag.id(), PropertyType::unicode), std::string(as_text(bytes)));
  }
  return context_->store().set_store_properties(context_->session(), one);
}

}  // namespace postroom::mapi
