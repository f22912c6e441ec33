// How rows stand in a table: its order and its instance columns, taken apart into what RowOrder wants.
#pragma once

#include <postroom/table.h>

#include "store/row_supply.h"
#include "table/row_order.h"

namespace postroom::store {

class RowShape {
 public:
  // `order` has passed check(). `columns` are looked at for instance columns.
  RowShape(SortOrder order, const std::vector<PropertyTag>& columns);

  const SortOrder& order() const { return order_; }
  std::vector<table::CategoryLevel> levels() const;
  const std::vector<PropertyTag>& instance_tags() const { return instances_; }
  bool is_own_order() const { return order_.keys.empty() && instances_.empty(); }
  void add_needs(RowNeeds& needs) const;
  // The category columns of a level and those around it.
  std::vector<PropertyTag> header_tags(std::size_t level) const;

  // The rows that one object makes, appended; stops early where the row lacks its content.
  Status make_rows(std::int64_t id, TableRow& row, const RowSupply& supply,
                   std::vector<table::OrderRow>& rows) const;
  // Which value of each instance column the row has: the combinations are counted with the last column
  // quickest. `counts` are the columns' numbers of values, none counting as one.
  static std::vector<std::size_t> combination(std::uint32_t instance, const std::vector<std::size_t>& counts);

 private:
  struct Level {
    std::vector<std::size_t> keys;         // one, and those combined with it
    std::optional<std::size_t> aggregate;  // TABLE_SORT_CATEG_MAX or _MIN
  };
  struct KeyValues;
  Status make_plain_row(std::int64_t id, TableRow& row, const RowSupply& supply,
                        std::vector<table::OrderRow>& rows) const;
  void append_key(Bytes& bytes, std::size_t key, const KeyValues& values,
                  const std::vector<std::size_t>& chosen) const;
  table::OrderRow make_row(const KeyValues& values, const std::vector<std::size_t>& chosen) const;

  const SortOrder order_;
  std::vector<PropertyTag> instances_;  // without repetition, by id
  std::vector<Level> levels_;
  std::vector<std::size_t> plain_;  // keys inside the categories
};

}  // namespace postroom::store
