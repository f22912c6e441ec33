#include "table/first_rows.h"

#include <algorithm>

namespace postroom::table {

void FirstRows::add(std::int64_t id, ByteView sorted_by) {
  if (gave_up_) return;
  if (has_last_ &&
      std::lexicographical_compare(last_.begin(), last_.end(), sorted_by.begin(), sorted_by.end()))
    return;
  kept_.push_back({Bytes(sorted_by.begin(), sorted_by.end()), id});
  if (kept_.size() >= kMaxKept * wanted_) drop_later_ones();
}

void FirstRows::drop_later_ones() {
  if (kept_.size() <= wanted_) return;
  const auto last = kept_.begin() + static_cast<std::ptrdiff_t>(wanted_) - 1;
  std::nth_element(kept_.begin(), last, kept_.end(),
                   [](const Candidate& a, const Candidate& b) { return a.sorted_by < b.sorted_by; });
  last_ = last->sorted_by;
  has_last_ = true;
  std::erase_if(kept_, [this](const Candidate& each) { return each.sorted_by > last_; });
  gave_up_ = kept_.size() * 2 > kMaxKept * wanted_;
}

std::vector<std::int64_t> FirstRows::candidates() {
  drop_later_ones();
  std::vector<std::int64_t> ids = unknown_;
  for (const Candidate& each : kept_) ids.push_back(each.id);
  return ids;
}

}  // namespace postroom::table
