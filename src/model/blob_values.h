// The values in a blob: what the decoders of contents and restrictions share. The other direction is
// blob_layout.h.
#pragma once

#include <postroom/property.h>

#include "model/blob_reader.h"

namespace postroom::blob {

// What fails, fails in the reader.
Property read_property(BlobReader& in);
bool read_bool(BlobReader& in);
Guid read_guid(BlobReader& in);

}  // namespace postroom::blob
