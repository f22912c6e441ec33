// Prefer: conflict=… says what a save is to do when somebody saved before it (RFC 7240; docs/api.md
// "Saving"). Pure.
#pragma once

#include <postroom/result.h>

#include "http/fields.h"

namespace postroom::server {

enum class OnConflict { fail, merge, overwrite, elsewhere };

std::string_view to_text(OnConflict what);  // "merge"

// fail where nothing is said. Other preferences are let be, of several the first counts.
// Code::invalid_argument for a word that is none of these: what the client meant to happen to somebody's work
// is not guessed.
Result<OnConflict> parse_prefer(const http::Fields& fields);

}  // namespace postroom::server
