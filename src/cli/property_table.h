// Every property of an object by name, for a person and as JSON.
#pragma once

#include <postroom/property.h>

#include <string>

#include "cli/conflict_view.h"
#include "cli/json.h"
#include "cli/terminal.h"

namespace postroom::cli {

std::string property_table(const PropertySet& properties, const Texts& texts, Look look);

// An object: name to text.
void add_properties(Json& json, const PropertySet& properties, const Texts& texts);

}  // namespace postroom::cli
