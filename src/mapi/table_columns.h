// Which columns tables have ("Contents tables", "Hierarchy tables", "Recipient tables", "Attachment tables"
// and "Receive folder tables" in the Outlook MAPI reference; rows 87, 88, 102, 104, 106). Texts are
// PT_UNICODE here.
#pragma once

#include <postroom/property.h>

#include <vector>

#include "mapi/objects.h"

namespace postroom::mapi {

// The contents of a search folder are of several folders, and say of which.
enum class Spans { one_folder, several_folders };

// Until somebody sets others: the required ones, and what every list shows.
std::vector<PropertyTag> default_columns(TableKind kind, Spans spans);
// The default ones and those that clients commonly add. Any other property of the rows can be a column, too.
std::vector<PropertyTag> available_columns(TableKind kind, Spans spans);

// A tag without a type: with that of the available column, or as it is where there is none.
PropertyTag with_type(TableKind kind, PropertyTag tag);

}  // namespace postroom::mapi
