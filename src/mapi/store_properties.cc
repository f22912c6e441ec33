#include "mapi/store_properties.h"

#include <mapi/mapitags.h>
#include <postroom/tags.h>

#include <algorithm>
#include <array>

#include "base/try.h"
#include "mapi/provider_names.h"

namespace postroom::mapi {
namespace {

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

Bytes provider_uid() { return {kProviderUid.bytes.begin(), kProviderUid.bytes.end()}; }

}  // namespace

Result<PropertySet> StoreProperties::all() {
  StoreContext& context = *context_;
  TRY_SET(PropertySet all, stored());
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

Result<PropertySet> StoreProperties::stored() {
  return context_->store().store_properties(context_->session());
}

Status StoreProperties::change(const PropertySet& set, std::span<const PropertyTag> remove) {
  return context_->store().set_store_properties(context_->session(), set, remove);
}

bool StoreProperties::is_computed(PropertyTag tag) const { return mapi::is_computed(tag); }

}  // namespace postroom::mapi
