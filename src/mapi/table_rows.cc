#include "mapi/table_rows.h"

#include <mapi/mapicode.h>
#include <postroom/tags.h>

#include "mapi/values.h"

namespace postroom::mapi {
namespace {

bool is_null(PropertyTag tag) { return tag.base_type() == PropertyType::null; }

PropertyTag as_null(PropertyTag tag) { return PropertyTag(tag.id(), PropertyType::null); }

Width width_asked_for(PropertyTag asked, Width otherwise) {
  if (!is_text(asked)) return otherwise;
  return asked.base_type() == PropertyType::string8 ? Width::narrow : Width::wide;
}

bool is_category(std::int32_t row) {
  return row == row_type::expanded_category || row == row_type::collapsed_category;
}

}  // namespace

ShownColumns::ShownColumns(std::vector<PropertyTag> asked, const KnownColumns& known, Width width,
                           PropertySet constants)
    : asked_(std::move(asked)), width_(width), constants_(std::move(constants)) {
  bool has_constants = false;
  for (const PropertyTag tag : asked_) {
    const bool is_constant = !is_null(tag) && constants_.has(tag);
    has_constants = has_constants || is_constant;
    const bool is_object = tag.base_type() == PropertyType::object;
    wanted_.push_back(is_constant || is_object ? as_null(tag) : in_width(known.with_type(tag), Width::wide));
  }
  if (has_constants) wanted_.push_back(tag::row_type);  // as headers of categories do not have them
}

bool ShownColumns::fit(const RowValues& values) const {
  if (values.size() != wanted_.size()) return false;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i].tag.id() != wanted_[i].id()) return false;
  }
  return true;
}

bool ShownColumns::is_header(const RowValues& values) const {
  const auto* const type = std::get_if<std::int32_t>(&values.back().value);
  return wanted_.size() > asked_.size() && type && is_category(*type);
}

void ShownColumns::write_column(std::size_t place, const RowValues& values, Block& block,
                                SPropValue& out) const {
  const PropertyTag asked = asked_[place];
  const Property& found = values[place];
  if (is_null(asked)) {
    out = {};
    out.ulPropTag = asked.value;
    return;
  }
  if (const Property* const constant = constants_.find_id(asked.id()); constant && !is_header(values)) {
    const bool is_wanted_type = asked.raw_type() == 0 || asked == constant->tag;
    if (is_wanted_type) return write_value(constant->tag, constant->value, block, out);
    return write_error(asked, MAPI_E_NOT_FOUND, out);
  }
  if (const auto* const error = std::get_if<ErrorValue>(&found.value)) {
    return write_error(asked, static_cast<SCODE>(error->scode), out);
  }
  if (std::holds_alternative<LargeValue>(found.value) || is_null(found.tag) ||
      !fits(found.tag, found.value)) {
    return write_error(asked, MAPI_E_NOT_FOUND, out);
  }
  write_value(in_width(found.tag, width_asked_for(asked, width_)), found.value, block, out);
}

void ShownColumns::write(const RowValues& values, Block& block, SPropValue* out) const {
  for (std::size_t i = 0; i < asked_.size(); ++i) write_column(i, values, block, out[i]);
}

LPSRowSet write_rows(const Memory& memory, const ShownColumns& columns, const std::vector<RowValues>& rows) {
  Block block(memory, sizeof(SRowSet) + rows.size() * sizeof(SRow));
  auto* const set = block.as<SRowSet>();
  set->cRows = 0;
  SRow* const each = set->aRow;
  const auto count = static_cast<ULONG>(columns.asked().size());
  try {
    for (const RowValues& values : rows) {
      Block row(memory, count * sizeof(SPropValue));
      columns.write(values, row, row.as<SPropValue>());
      each[set->cRows++] = {0, count, row.release<SPropValue>()};
    }
  } catch (const std::bad_alloc&) {
    for (ULONG i = 0; i < set->cRows; ++i) memory.free_buffer(each[i].lpProps);
    throw;
  }
  return block.release<SRowSet>();
}

}  // namespace postroom::mapi
