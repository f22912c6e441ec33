// Properties of a store's messages as text: named ones by name, large ones loaded.
#pragma once

#include <postroom/store.h>

#include "cli/conflict_view.h"

namespace postroom::cli {

// `store` and `session` must outlive it.
Texts store_texts(Store& store, const Session& session);

}  // namespace postroom::cli
