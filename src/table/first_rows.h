// The first few of many rows, without putting all of them in order.
#pragma once

#include <postroom/bytes.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "table/row_key.h"

namespace postroom::table {

// `Told` is whatever whoever adds rows wants to know of the last one.
template <class Told>
class FirstRows {
 public:
  struct Row {
    Bytes sorted_by;  // no two rows have the same
    RowKey key;
    Told told;
  };

  explicit FirstRows(std::size_t wanted) : wanted_(wanted) {}

  // Whether a row whose bytes begin with these can be among the first, by what has been added so far.
  bool may_have(ByteView start) const {
    if (!last_) return true;
    const auto end = last_->sorted_by.begin() +
                     static_cast<std::ptrdiff_t>(std::min(start.size(), last_->sorted_by.size()));
    return !std::lexicographical_compare(last_->sorted_by.begin(), end, start.begin(), start.end());
  }

  void add(Row row) {
    if (last_ && is_before(*last_, row)) return;
    kept_.push_back(std::move(row));
    if (kept_.size() >= kMaxKept * wanted_) drop_later_ones();
  }
  void add_all(FirstRows&& others) {
    for (Row& row : others.kept_) add(std::move(row));
  }

  // No row after this one is among the first; null while there may be more.
  const Row* last() const { return last_ ? &*last_ : nullptr; }

  std::vector<Row> take_in_order() {
    drop_later_ones();
    std::sort(kept_.begin(), kept_.end(), is_before);
    return std::exchange(kept_, {});
  }

 private:
  static constexpr std::size_t kMaxKept = 4;  // times what is wanted
  static bool is_before(const Row& a, const Row& b) { return a.sorted_by < b.sorted_by; }

  void drop_later_ones() {
    if (kept_.size() <= wanted_) return;
    const auto last = kept_.begin() + static_cast<std::ptrdiff_t>(wanted_) - 1;
    std::nth_element(kept_.begin(), last, kept_.end(), is_before);
    last_ = *last;
    kept_.erase(last + 1, kept_.end());
  }

  const std::size_t wanted_;
  std::vector<Row> kept_;
  std::optional<Row> last_;
};

}  // namespace postroom::table
