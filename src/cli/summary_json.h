// A message in a list, as JSON.
#pragma once

#include <postroom/store.h>

#include "cli/json.h"

namespace postroom::cli {

// The members of an object that the caller has begun: id, subject, version and so on.
void add_summary(Json& json, const MessageSummary& message);

// Of one flag of PR_MESSAGE_FLAGS.
bool has_flag(const MessageSummary& message, std::int32_t flag);

}  // namespace postroom::cli
