// A folder's access list among the properties of the folder (docs/rights.md). Pure.
#pragma once

#include <postroom/property.h>
#include <postroom/rights.h>

namespace postroom::store {

// Any bytes may be given: those of FolderRecord::properties. Nothing where the folder has no list, so that everybody
// may do everything there. Code::corrupt if what is there is no list.
Result<std::optional<AccessList>> read_access_list(ByteView folder_properties);

// The properties with `list`, a normalized one, instead of the one they have; without any, if there is none.
Result<Bytes> with_access_list(ByteView folder_properties, const std::optional<AccessList>& list);

// Whether clients neither see nor set this property of a folder, because the store keeps it for itself.
bool is_store_internal(PropertyTag tag);

}  // namespace postroom::store
