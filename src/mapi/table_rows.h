// Rows of a postroom::Table as MAPI gives them ("SRowSet", "IMAPITable::QueryRows" in the Outlook MAPI
// reference).
#pragma once

#include <postroom/table.h>

#include <vector>

#include "mapi/memory.h"
#include "mapi/table_columns.h"
#include "mapi/text.h"

namespace postroom::mapi {

// The columns that somebody asked for, and how their values are shown. A value; it may be shared among
// threads.
class ShownColumns {
 public:
  // `constants` are what every row has in place of what the table answers (table_constants.h). `width` is
  // that of texts which are asked for without a type.
  ShownColumns(std::vector<PropertyTag> asked, const KnownColumns& known, Width width, PropertySet constants);

  const std::vector<PropertyTag>& asked() const { return asked_; }
  // The columns that the table has to have for it: texts as PT_UNICODE, nothing for objects.
  const std::vector<PropertyTag>& wanted() const { return wanted_; }

  // Whether a table that gave these values had the columns `wanted()`, as far as can be told.
  bool fit(const RowValues& values) const;
  // One value for each column that was asked for; what they point to is allocated on the block. A column that
  // the row lacks, or has with another type, is PT_ERROR with MAPI_E_NOT_FOUND; PR_NULL is PR_NULL.
  void write(const RowValues& values, Block& block, SPropValue* out) const;

 private:
  void write_column(std::size_t place, const RowValues& values, Block& block, SPropValue& out) const;
  bool is_header(const RowValues& values) const;

  std::vector<PropertyTag> asked_, wanted_;
  Width width_;
  PropertySet constants_;
};

// For the caller: each row in memory of its own, freed with FreeProws.
LPSRowSet write_rows(const Memory& memory, const ShownColumns& columns, const std::vector<RowValues>& rows);

}  // namespace postroom::mapi
