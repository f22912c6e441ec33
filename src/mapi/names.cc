#include "mapi/names.h"

#include <mapi/mapicode.h>

#include <algorithm>
#include <iterator>
#include <span>

#include "base/try.h"
#include "mapi/guids.h"
#include "mapi/property_methods.h"
#include "mapi/text.h"

namespace postroom::mapi {
namespace {

struct NamedId {
  std::uint16_t id = 0;
  std::optional<PropertyName> name;
};

// All of the store, in order.
Result<std::vector<NamedId>> all_names(ObjectState& state) {
  TRY_SET(auto names, state.store().property_names(state.session()));
  std::vector<NamedId> all;
  all.reserve(names.size());
  for (auto& [id, name] : names) all.push_back({id, std::move(name)});
  return all;
}

Result<std::vector<NamedId>> names_of(ObjectState& state, const SPropTagArray& tags) {
  std::vector<NamedId> found;
  found.reserve(tags.cValues);
  for (ULONG i = 0; i < tags.cValues; ++i) {
    NamedId each{PropertyTag(tags.aulPropTag[i]).id(), std::nullopt};
    if (each.id != PROP_ID_NULL && each.id != PROP_ID_INVALID) {
      TRY_SET(each.name, state.store().property_name(state.session(), each.id));
    }
    found.push_back(std::move(each));
  }
  return found;
}

bool is_wanted(const PropertyName& name, ULONG flags) {
  const bool is_string = std::holds_alternative<std::string>(name.name);
  return (flags & (is_string ? MAPI_NO_STRINGS : MAPI_NO_IDS)) == 0;
}

// Allocated for the caller. The id 0 stands for a name that has none.
LPSPropTagArray make_tags(const Memory& memory, const std::vector<NamedId>& ids) {
  Block block(memory, CbNewSPropTagArray(ids.size()));
  auto* const array = block.as<SPropTagArray>();
  array->cValues = static_cast<ULONG>(ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto type = ids[i].id == 0 ? PropertyType::error : PropertyType::unspecified;
    array->aulPropTag[i] = PropertyTag(ids[i].id, type).value;
  }
  return block.release<SPropTagArray>();
}

void write_names(const std::vector<NamedId>& ids, Block& block) {
  auto* const pointers = block.as<LPMAPINAMEID>();
  auto* const structures = block.more<MAPINAMEID>(ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    pointers[i] = ids[i].name ? &structures[i] : nullptr;
    if (ids[i].name) write_name(*ids[i].name, block, structures[i]);
  }
}

// The names of the ids, without those that the flags leave out. Empty if that leaves none.
Answer names_for_ids(ObjectState& state, const SPropTagArray& tags, ULONG flags,
                     std::vector<NamedId>& found) {
  if (tags.cValues == 0) return MAPI_E_INVALID_PARAMETER;
  TRY(check_tag_count(tags.cValues));
  TRY_SET(found, names_of(state, tags));
  bool any = false, complete = true, any_unknown = false;
  for (NamedId& each : found) {
    any_unknown = any_unknown || !each.name;
    if (each.name && !is_wanted(*each.name, flags)) each.name.reset();
    any = any || each.name;
    complete = complete && each.name;
  }
  const bool wants_none = (flags & MAPI_NO_STRINGS) != 0 && (flags & MAPI_NO_IDS) != 0;
  if (wants_none || (!any && !any_unknown)) found.clear();
  return complete || found.empty() ? S_OK : MAPI_W_ERRORS_RETURNED;
}

Result<PropertyName> read_name(const MAPINAMEID* name) {
  const Error wrong{Code::invalid_argument, "A name of a property needs a set, and a number or text.", {}};
  if (!name || !name->lpguid) return wrong;
  const Guid set = from_guid(*name->lpguid);
  if (name->ulKind == MNID_ID) return PropertyName{set, static_cast<std::uint32_t>(name->Kind.lID)};
  if (name->ulKind != MNID_STRING) return wrong;
  TRY_SET(std::string text, from_wide(name->Kind.lpwstrName));
  return PropertyName{set, std::move(text)};
}

Result<std::vector<PropertyName>> read_names(ULONG count, LPMAPINAMEID* names) {
  std::vector<PropertyName> read;
  read.reserve(count);
  for (ULONG i = 0; i < count; ++i) {
    TRY_SET(PropertyName name, read_name(names[i]));
    read.push_back(std::move(name));
  }
  return read;
}

// Id 0: there is none.
Result<std::vector<NamedId>> find_ids(ObjectState& state, std::span<const PropertyName> names) {
  std::vector<NamedId> ids;
  ids.reserve(names.size());
  for (const PropertyName& name : names) {
    TRY_SET(const auto id, state.store().find_property_id(state.session(), name));
    ids.push_back({id.value_or(0), std::nullopt});
  }
  return ids;
}

bool can_have_id(const PropertyName& name) {
  const auto* text = std::get_if<std::string>(&name.name);
  return !text || (!text->empty() && text->size() <= kMaxPropertyName);
}

// Id 0: it is no name that could have one.
Result<std::vector<NamedId>> make_ids(ObjectState& state, std::span<const PropertyName> names) {
  std::vector<PropertyName> possible;
  std::copy_if(names.begin(), names.end(), std::back_inserter(possible), can_have_id);
  TRY_SET(const std::vector<std::uint16_t> made, state.store().property_ids(state.session(), possible));
  std::vector<NamedId> ids;
  ids.reserve(names.size());
  auto next = made.begin();
  for (const PropertyName& name : names) {
    ids.push_back({can_have_id(name) ? *next++ : std::uint16_t{0}, std::nullopt});
  }
  return ids;
}

}  // namespace

void write_name(const PropertyName& name, Block& block, MAPINAMEID& out) {
  out.lpguid = block.more<GUID>(1);
  *out.lpguid = to_guid(name.set);
  if (const auto* text = std::get_if<std::string>(&name.name)) {
    out.ulKind = MNID_STRING;
    out.Kind.lpwstrName = to_wide(*text, block);
  } else {
    out.ulKind = MNID_ID;
    out.Kind.lID = static_cast<LONG>(std::get<std::uint32_t>(name.name));
  }
}

Answer get_names_from_ids(ObjectState& state, LPSPropTagArray* tags, LPGUID set, ULONG flags, ULONG* count,
                          LPMAPINAMEID** names) {
  if (count) *count = 0;
  if (names) *names = nullptr;
  if (!tags || !count || !names) return MAPI_E_INVALID_PARAMETER;
  const bool asks_for_all = !*tags;
  std::vector<NamedId> found;
  HRESULT result = S_OK;
  if (asks_for_all) {
    TRY_SET(found, all_names(state));
    std::erase_if(found, [&](const NamedId& each) {
      return !is_wanted(*each.name, flags) || (set && each.name->set != from_guid(*set));
    });
  } else {
    TRY_SET(result, names_for_ids(state, **tags, flags, found));
    if (FAILED(result)) return result;
  }
  if (found.empty()) {
    if (asks_for_all) *tags = make_tags(state.memory(), found);
    return S_OK;
  }
  Block block(state.memory(), found.size() * sizeof(LPMAPINAMEID));
  write_names(found, block);
  if (asks_for_all) *tags = make_tags(state.memory(), found);
  *count = static_cast<ULONG>(found.size());
  *names = block.release<LPMAPINAMEID>();
  return result;
}

Answer get_ids_from_names(ObjectState& state, ULONG count, LPMAPINAMEID* names, ULONG flags,
                          LPSPropTagArray* tags) {
  if (!tags) return MAPI_E_INVALID_PARAMETER;
  *tags = nullptr;
  const bool create = (flags & MAPI_CREATE) != 0;
  if ((names != nullptr) != (count > 0) || (!names && create)) return MAPI_E_INVALID_PARAMETER;
  TRY(check_tag_count(count));
  std::vector<NamedId> ids;
  if (names) {
    TRY_SET(const std::vector<PropertyName> read, read_names(count, names));
    TRY_SET(ids, create ? make_ids(state, read) : find_ids(state, read));
  } else {
    TRY_SET(ids, all_names(state));
  }
  *tags = make_tags(state.memory(), ids);
  const bool complete = std::all_of(ids.begin(), ids.end(), [](const NamedId& each) { return each.id != 0; });
  return complete ? S_OK : MAPI_W_ERRORS_RETURNED;
}

}  // namespace postroom::mapi
