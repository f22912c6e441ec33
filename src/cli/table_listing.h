// A contents table as a person reads it: rows of the columns asked for, grouped under headings.
#pragma once

#include <postroom/store.h>

#include <string>
#include <vector>

#include "cli/conflict_view.h"
#include "cli/terminal.h"

namespace postroom::cli {

struct TableListing {
  std::vector<PropertyTag> columns;
  std::vector<std::string> names;   // of the columns, as whoever typed them says it
  std::vector<PropertyTag> groups;  // what the table is in categories by
  std::size_t limit = 0;  // messages; headings come on top
};

// Reads rows from where the table stands, which gets other columns meanwhile: as text, or as a JSON array of a line.
Result<std::string> list_as_text(postroom::Table& table, const TableListing& listing, const Texts& texts, Look look);
Result<std::string> list_as_json(postroom::Table& table, const TableListing& listing, const Texts& texts);

}  // namespace postroom::cli
