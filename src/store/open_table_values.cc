// What the rows of a table show in its columns.
#include <postroom/property_names.h>
#include <postroom/tags.h>

#include <algorithm>

#include "base/parallel.h"
#include "base/try.h"
#include "store/open_table.h"
#include "table/order_bytes.h"

namespace postroom::store {
namespace {

constexpr std::uint32_t kNotFound = 0x8004010F;  // MAPI_E_NOT_FOUND

Property no_value(PropertyTag tag) {
  return {PropertyTag(tag.id(), PropertyType::error), ErrorValue{kNotFound}};
}

bool is_null(PropertyTag tag) { return tag.base_type() == PropertyType::null; }

// What headers of categories alone have, unless rows are folders.
bool is_of_headers(PropertyTag tag, const RowSupply& supply) {
  return !supply.has_depth() && (tag.id() == tag::content_count.id() || tag.id() == tag::content_unread.id());
}

// What the table itself knows of each row.
bool is_made_by_table(PropertyTag tag, const RowSupply& supply) {
  return is_null(tag) || tag.id() == tag::instance_key.id() || tag.id() == tag::row_type.id() ||
         (tag.id() == tag::depth.id() && !supply.has_depth()) || is_of_headers(tag, supply);
}

// The tag of one value out of several.
PropertyTag single(PropertyTag tag) { return PropertyTag(tag.id(), tag.base_type()); }

}  // namespace

struct OpenTable::WantedRow {
  std::int64_t id = 0;  // of the object to read
  std::size_t place = 0;
  friend bool operator<(const WantedRow& a, const WantedRow& b) { return a.id < b.id; }
};

RowNeeds OpenTable::column_needs() const {
  RowNeeds needs;
  for (const PropertyTag tag : columns_) {
    if (!is_made_by_table(tag, *supply_)) needs.add(tag);
  }
  for (const PropertyTag tag : shape_->instance_tags()) needs.add(tag);
  return needs;
}

RowValues OpenTable::gone_row(table::RowKey key) const {
  RowValues values;
  for (const PropertyTag tag : columns_) {
    const bool is_key = tag.id() == tag::instance_key.id();
    values.push_back(is_key         ? Property{tag, table::encode(key)}
                     : is_null(tag) ? Property{tag, Null{}}
                                    : no_value(tag));
  }
  return values;
}

Result<std::vector<std::size_t>> OpenTable::chosen_values(TableRow& row, std::uint32_t instance) const {
  std::vector<std::size_t> counts;
  for (const PropertyTag tag : shape_->instance_tags()) {
    TRY_SET(const auto value, row.column(tag));
    counts.push_back(value ? table::value_count(*value) : 0);
  }
  return RowShape::combination(instance, counts);
}

Result<Property> OpenTable::column(TableRow& row, PropertyTag tag,
                                   const std::vector<std::size_t>& chosen) const {
  if (tag.raw_type() == 0) {  // PT_UNSPECIFIED: whatever type it has
    TRY_SET(const Property* found, row.find(tag));
    if (!found) return no_value(tag);
    tag = found->tag;
  }
  TRY_SET(auto value, row.column(tag));
  if (!value) return no_value(tag);
  if (!tag.is_instance()) return Property{tag, std::move(*value)};
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (shape_->instance_tags()[i].id() != tag.id()) continue;
    if (chosen[i] < table::value_count(*value))
      return Property{single(tag), table::value_at(*value, chosen[i])};
  }
  return no_value(tag);
}

Result<RowValues> OpenTable::row_values(TableRow& row, table::RowKey key) const {
  row.choose_instance(key.instance);
  TRY_SET(const auto chosen, chosen_values(row, key.instance));
  RowValues values;
  values.reserve(columns_.size());
  for (const PropertyTag tag : columns_) {
    if (is_null(tag)) {
      values.push_back({tag, Null{}});
    } else if (tag.id() == tag::instance_key.id()) {
      values.push_back({tag, table::encode(key)});
    } else if (tag.id() == tag::row_type.id()) {
      values.push_back({tag, row_type::leaf});
    } else if (tag.id() == tag::depth.id() && !supply_->has_depth()) {
      values.push_back({tag, static_cast<std::int32_t>(order_ ? order_->depth(key) : 0)});
    } else if (is_of_headers(tag, *supply_)) {
      values.push_back(no_value(tag));
    } else {
      TRY_SET(Property property, column(row, tag, chosen));
      values.push_back(std::move(property));
    }
  }
  return values;
}

// The key columns come from a row of the category.
Result<RowValues> OpenTable::header_values(TableRow& sample, table::RowKey key) const {
  const auto header = order_->header(key);
  const auto first = order_->first_in(key);
  if (!header || !first) return gone_row(key);
  const auto number = [](std::uint64_t count) {
    return static_cast<std::int32_t>(std::min<std::uint64_t>(count, INT32_MAX));
  };
  const std::vector<PropertyTag> keys = shape_->header_tags(header->level);
  TRY_SET(const auto chosen, chosen_values(sample, first->instance));
  RowValues values;
  for (const PropertyTag tag : columns_) {
    const auto is = [&](PropertyTag other) { return tag.id() == other.id(); };
    if (is_null(tag)) {
      values.push_back({tag, Null{}});
    } else if (is(tag::instance_key)) {
      values.push_back({tag, table::encode(key)});
    } else if (is(tag::row_type)) {
      values.push_back({tag, header->expanded ? row_type::expanded_category : row_type::collapsed_category});
    } else if (is(tag::depth)) {
      values.push_back({tag, number(header->level)});
    } else if (is(tag::content_count)) {
      values.push_back({tag, number(header->count)});
    } else if (is(tag::content_unread)) {
      values.push_back({tag, number(header->unread)});
    } else if (std::any_of(keys.begin(), keys.end(), is)) {
      TRY_SET(Property property, column(sample, tag, chosen));
      values.push_back(std::move(property));
    } else {
      values.push_back(no_value(tag));
    }
  }
  return values;
}

Result<std::vector<RowValues>> OpenTable::values_there(const Keys& keys) {
  std::vector<RowValues> values(keys.size());
  std::vector<WantedRow> wanted;
  std::vector<std::int64_t> ids;
  for (std::size_t place = 0; place < keys.size(); ++place) {
    const auto object = keys[place].id < 0 ? order_->first_in(keys[place]) : std::optional(keys[place]);
    if (!object) continue;
    wanted.push_back({object->id, place});
    ids.push_back(object->id);
  }
  std::sort(wanted.begin(), wanted.end());
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  const ScanThreads threads = threads_for(ids.size());
  const std::size_t each = ids.size() / threads.count() + 1;
  TRY(run_in_parts(threads.count(), [&](std::size_t part) {
    const std::size_t start = std::min(part * each, ids.size());
    return read_values(keys, wanted, std::span(ids).subspan(start, std::min(each, ids.size() - start)),
                       values);
  }));
  return values;
}

Result<std::vector<RowValues>> OpenTable::values_of(const Keys& keys) {
  TRY_SET(std::vector<RowValues> values, values_there(keys));
  for (std::size_t place = 0; place < keys.size(); ++place) {
    if (values[place].empty()) values[place] = gone_row(keys[place]);  // no longer there
  }
  return values;
}

// Those of `ids`, into their places.
Status OpenTable::read_values(const Keys& keys, const std::vector<WantedRow>& wanted,
                              std::span<const std::int64_t> ids, std::vector<RowValues>& values) const {
  return supply_->scan_these(ids, column_needs(), [&](std::int64_t id, TableRow& row) -> Status {
    const auto [first, last] = std::equal_range(wanted.begin(), wanted.end(), WantedRow{id, 0});
    for (auto each = first; each != last; ++each) {
      const table::RowKey key = keys[each->place];
      TRY_SET(values[each->place], key.id < 0 ? header_values(row, key) : row_values(row, key));
    }
    return ok_status();
  });
}

// A header has its key columns, and what the table counts.
Result<bool> OpenTable::header_meets(const PreparedRestriction& restriction, TableRow& sample,
                                     table::RowKey key) const {
  const auto header = order_->header(key);
  const auto first = order_->first_in(key);
  if (!header || !first) return false;
  PropertySet set{
      {tag::instance_key, table::encode(key)},
      {tag::content_count, static_cast<std::int32_t>(header->count)},
      {tag::content_unread, static_cast<std::int32_t>(header->unread)},
      {tag::depth, static_cast<std::int32_t>(header->level)},
      {tag::row_type, header->expanded ? row_type::expanded_category : row_type::collapsed_category}};
  TRY_SET(const auto chosen, chosen_values(sample, first->instance));
  for (const PropertyTag tag : shape_->header_tags(header->level)) {
    TRY_SET(Property property, column(sample, tag, chosen));
    if (property.tag.base_type() != PropertyType::error) set.set(property.tag, std::move(property.value));
  }
  class NoLargeValues final : public LargeValues {
    Result<LargeValue> put(Source&) override {
      return Error{Code::not_supported, "Headers keep nothing.", {}};
    }
    Result<std::unique_ptr<RandomAccess>> get(const LargeValue&) override {
      return Error{Code::not_found, "Headers have no large values.", {}};
    }
  } none;
  PropertyRow row(std::move(set), none);
  return restriction.meets(row);
}

Result<std::vector<bool>> OpenTable::meeting(const PreparedRestriction& restriction, const RowNeeds& needs,
                                             const Keys& keys) {
  std::vector<bool> meets(keys.size());
  std::multimap<std::int64_t, std::size_t> places;
  std::vector<std::int64_t> ids;
  for (std::size_t place = 0; place < keys.size(); ++place) {
    const auto object = keys[place].id < 0 ? order_->first_in(keys[place]) : std::optional(keys[place]);
    if (!object) continue;
    if (!places.contains(object->id)) ids.push_back(object->id);
    places.emplace(object->id, place);
  }
  TRY(supply_->scan_these(ids, needs, [&](std::int64_t id, TableRow& row) -> Status {
    const auto [first, last] = places.equal_range(id);
    for (auto each = first; each != last; ++each) {
      const table::RowKey key = keys[each->second];
      row.choose_instance(key.instance);
      TRY_SET(const bool met, key.id < 0 ? header_meets(restriction, row, key) : restriction.meets(row));
      meets[each->second] = met;
    }
    return ok_status();
  }));
  return meets;
}

}  // namespace postroom::store
