#include "store/row_shape.h"

#include <postroom/tags.h>

#include <algorithm>

#include "base/try.h"
#include "table/order_bytes.h"

namespace postroom::store {

// What one object has under the keys and instance columns.
struct RowShape::KeyValues {
  std::vector<std::optional<Value>> keys;
  std::vector<std::size_t> counts;  // of the instance columns
};

RowShape::RowShape(SortOrder order, const std::vector<PropertyTag>& columns) : order_(std::move(order)) {
  const auto add_instance = [&](PropertyTag tag) {
    const bool known = std::any_of(instances_.begin(), instances_.end(),
                                   [&](PropertyTag other) { return other.id() == tag.id(); });
    if (tag.is_instance() && !known) instances_.push_back(tag);
  };
  for (const SortKey& key : order_.keys) add_instance(key.tag);
  for (const PropertyTag tag : columns) add_instance(tag);
  for (std::size_t i = 0; i < order_.keys.size(); ++i) {
    const CategoryUse use = order_.keys[i].use;
    if (use == CategoryUse::plain) {
      if (levels_.size() < order_.categories) {
        levels_.push_back({{i}, std::nullopt});
      } else {
        plain_.push_back(i);
      }
    } else if (!plain_.empty() || levels_.empty()) {
      plain_.push_back(i);  // no category is before it: a column like others
    } else if (use == CategoryUse::combined) {
      levels_.back().keys.push_back(i);
    } else {
      levels_.back().aggregate = i;
    }
  }
}

std::vector<table::CategoryLevel> RowShape::levels() const {
  std::vector<table::CategoryLevel> levels;
  for (const Level& level : levels_) {
    table::CategoryLevel made;
    made.begins_expanded = levels.size() < order_.expanded;
    if (level.aggregate) {
      // Descending values are bytes turned round.
      const SortKey& key = order_.keys[*level.aggregate];
      const bool greatest = (key.use == CategoryUse::maximum) == (key.direction == Direction::ascending);
      made.aggregate = greatest ? table::Aggregate::greatest : table::Aggregate::least;
    }
    levels.push_back(made);
  }
  return levels;
}

void RowShape::add_needs(RowNeeds& needs) const {
  for (const SortKey& key : order_.keys) needs.add(key.tag);
  for (const PropertyTag tag : instances_) needs.add(tag);
  if (!levels_.empty()) needs.add(tag::message_flags);
}

std::vector<PropertyTag> RowShape::header_tags(std::size_t level) const {
  std::vector<PropertyTag> tags;
  for (std::size_t i = 0; i <= level && i < levels_.size(); ++i) {
    for (const std::size_t key : levels_[i].keys) tags.push_back(order_.keys[key].tag);
  }
  return tags;
}

std::vector<std::size_t> RowShape::combination(std::uint32_t instance,
                                               const std::vector<std::size_t>& counts) {
  std::vector<std::size_t> chosen(counts.size());
  for (std::size_t i = counts.size(); i-- > 0;) {
    const std::size_t count = std::max<std::size_t>(1, counts[i]);
    chosen[i] = instance % count;
    instance /= static_cast<std::uint32_t>(count);
  }
  return chosen;
}

void RowShape::append_key(Bytes& bytes, std::size_t key, const KeyValues& values,
                          const std::vector<std::size_t>& chosen) const {
  const SortKey& sort = order_.keys[key];
  const auto& value = values.keys[key];
  if (!value) return table::append_order_bytes(bytes, nullptr, sort.direction);
  if (!sort.tag.is_instance()) return table::append_order_bytes(bytes, &*value, sort.direction);
  std::size_t place = 0;
  for (std::size_t i = 0; i < instances_.size(); ++i) {
    if (instances_[i].id() == sort.tag.id()) place = chosen[i];
  }
  table::append_order_bytes(bytes, *value, place, sort.direction);
}

table::OrderRow RowShape::make_row(const KeyValues& values, const std::vector<std::size_t>& chosen) const {
  table::OrderRow row;
  for (const Level& level : levels_) {
    for (const std::size_t key : level.keys) append_key(row.sorted_by, key, values, chosen);
    table::OrderRow::Part part{row.sorted_by.size(), {}};
    if (level.aggregate) append_key(part.aggregate, *level.aggregate, values, chosen);
    row.parts.push_back(std::move(part));
  }
  for (const std::size_t key : plain_) append_key(row.sorted_by, key, values, chosen);
  return row;
}

// Most tables have no more than this.
Status RowShape::make_plain_row(std::int64_t id, TableRow& row, const RowSupply& supply,
                                std::vector<table::OrderRow>& rows) const {
  table::OrderRow made;
  made.key = {id, 0};
  for (const SortKey& key : order_.keys) {
    TRY_SET(const auto value, row.column(key.tag));
    table::append_order_bytes(made.sorted_by, value ? &*value : nullptr, key.direction);
  }
  if (row.lacked_content()) return ok_status();
  TRY(supply.append_own_order(row, made.sorted_by));
  rows.push_back(std::move(made));
  return ok_status();
}

Status RowShape::make_rows(std::int64_t id, TableRow& row, const RowSupply& supply,
                           std::vector<table::OrderRow>& rows) const {
  if (levels_.empty() && instances_.empty()) return make_plain_row(id, row, supply, rows);
  KeyValues values;
  values.keys.reserve(order_.keys.size());
  for (const SortKey& key : order_.keys) {
    TRY_SET(auto value, row.column(key.tag));
    values.keys.push_back(std::move(value));
  }
  std::size_t combinations = 1;
  for (const PropertyTag tag : instances_) {
    TRY_SET(const auto value, row.column(tag));
    values.counts.push_back(value ? table::value_count(*value) : 0);
    combinations =
        std::min<std::size_t>(kMaxInstances, combinations * std::max<std::size_t>(1, values.counts.back()));
  }
  bool unread = false;
  if (!levels_.empty()) {
    TRY_SET(const auto flags, row.column(tag::message_flags));
    unread = flags && (std::get<std::int32_t>(*flags) & message_flag::read) == 0;
  }
  if (row.lacked_content()) return ok_status();
  Bytes own;
  TRY(supply.append_own_order(row, own));
  for (std::uint32_t instance = 0; instance < combinations; ++instance) {
    rows.push_back(make_row(values, combination(instance, values.counts)));
    table::OrderRow& made = rows.back();
    made.key = {id, instance};
    made.unread = unread;
    made.sorted_by.insert(made.sorted_by.end(), own.begin(), own.end());
  }
  return ok_status();
}

}  // namespace postroom::store
