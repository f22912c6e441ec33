// The outcome of one operation on many messages.
#pragma once

#include <postroom/store.h>

#include <string>

#include "cli/exit_status.h"
#include "cli/surroundings.h"

namespace postroom::cli {

// "Deleted 3 messages."; then on standard error which were skipped, which makes the program fail.
ExitStatus tell_bulk(Surroundings& around, const std::string& done, const BulkReport& report, bool json);

std::string count_messages(std::size_t count);  // "1 message", "3 messages"

}  // namespace postroom::cli
