#include "store/store_properties.h"

#include <postroom/entry_id.h>
#include <postroom/store.h>
#include <postroom/tags.h>

#include <algorithm>
#include <array>

#include "base/try.h"
#include "model/blob.h"
#include "storage/store_keys.h"
#include "store/access_list.h"
#include "store/base64.h"
#include "store/permissions.h"
#include "store/unversioned_values.h"

namespace postroom::store {
namespace {

constexpr char kPropertiesKey[] = "store.properties";
constexpr char kNamelessStore[] = "Mailbox";
constexpr std::int32_t kStoreObject = 1;  // PR_OBJECT_TYPE: MAPI_STORE

constexpr std::array kComputed{tag::entryid,     tag::record_key, tag::store_entryid, tag::store_record_key,
                               tag::object_type, tag::access,     tag::access_level};

bool is_kept_by_store(PropertyTag tag) {
  const auto same = [&](PropertyTag other) { return other.id() == tag.id(); };
  return is_store_internal(tag) || std::any_of(kComputed.begin(), kComputed.end(), same);
}

void add_computed(PropertySet& all, const Guid& guid, std::int32_t access) {
  const EntryId id{guid, StoreTarget{}};
  all.set(tag::entryid, encode(id));
  all.set(tag::record_key, record_key(id));
  all.set(tag::store_entryid, encode(id));
  all.set(tag::store_record_key, record_key(id));
  all.set(tag::object_type, kStoreObject);
  all.set(tag::access, access);
  all.set(tag::access_level, access & 1);  // MAPI_ACCESS_MODIFY
}

Status check_name_of_store(const Property& property) {
  if (property.tag.id() != tag::display_name.id()) return ok_status();
  const auto* name = std::get_if<std::string>(&property.value);
  if (name && !name->empty()) return ok_status();
  return Error{Code::invalid_argument, "The name of a store must be text, and not empty.", {}};
}

Status change(PropertySet& kept, const PropertySet& set, std::span<const PropertyTag> remove) {
  for (const PropertyTag tag : remove) {
    if (is_kept_by_store(tag)) return is_computed_here(tag);
    kept.remove(tag);
  }
  for (const Property& property : set) {
    if (is_kept_by_store(property.tag)) return is_computed_here(property.tag);
    TRY(check_name_of_store(property));
    kept.set(property.tag, property.value);
  }
  return ok_status();
}

// What cannot be read begins anew, so that it can be set again.
Result<PropertySet> readable_properties(storage::View& view) {
  auto kept = read_store_properties(view);
  return !kept.ok() && kept.error().code == Code::corrupt ? PropertySet() : kept;
}

Status write_store_properties(storage::Transaction& transaction, const PropertySet& kept) {
  TRY_SET(const Bytes encoded, encode(kept));
  if (encoded.size() > kMaxStoreProperties) {
    return Error{Code::too_big, "The properties of a store can have at most 1 MiB together.", {}};
  }
  return transaction.put_setting(kPropertiesKey, to_base64(encoded));
}

}  // namespace

Result<PropertySet> read_store_properties(storage::View& view) {
  TRY_SET(const auto text, view.setting(kPropertiesKey));
  if (!text) return PropertySet();
  const Error damaged{Code::corrupt, "The properties of the store cannot be read; set them again.", {}};
  const auto bytes = from_base64(*text);
  if (!bytes || !checksum_matches(*bytes)) return damaged;
  auto properties = decode_properties(*bytes);
  return !properties.ok() && properties.error().code == Code::corrupt ? damaged : properties;
}

}  // namespace postroom::store

namespace postroom {

Result<PropertySet> Store::store_properties(const Session& session) {
  TRY_SET(const auto view, core_->engine->view());
  TRY_SET(PropertySet all, store::read_store_properties(*view));
  if (!all.has(tag::display_name)) {
    TRY_SET(const auto owner, view->setting(storage::kOwnerKey));
    all.set(tag::display_name, owner && !owner->empty() ? *owner : store::kNamelessStore);
  }
  const auto writing = store::may_write(*core_, session).ok() ? store::Writing::yes : store::Writing::no;
  TRY_SET(const FolderRights rights,
          store::Permissions(session, *view).rights_in(special(SpecialFolder::root)));
  store::add_computed(all, guid(), store::folder_access(rights, writing));
  return all;
}

Status Store::set_store_properties(const Session& session, const PropertySet& set,
                                   std::span<const PropertyTag> remove) {
  TRY(store::may_write(*core_, session));
  TRY(store::check_unversioned_values(*core_, set, "store"));
  return storage::commit_and_wait(*core_->engine, [&](storage::Transaction& transaction) -> Status {
    TRY(store::Permissions(session, transaction).require(special(SpecialFolder::root), FolderRights::owner));
    TRY_SET(PropertySet kept, store::readable_properties(transaction));
    TRY(store::change(kept, set, remove));
    return store::write_store_properties(transaction, kept);
  });
}

}  // namespace postroom
