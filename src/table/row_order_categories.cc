// Categories: which there are, where they stand, and what is seen of them.
#include <algorithm>

#include "table/row_order.h"

namespace postroom::table {
namespace {

constexpr std::uint8_t kAbsent = 2;  // as append_order_bytes begins where there is no value

bool counts(const Bytes& aggregate) { return !aggregate.empty() && aggregate[0] != kAbsent; }

void append(Bytes& bytes, ByteView more) { bytes.insert(bytes.end(), more.begin(), more.end()); }

}  // namespace

Bytes RowOrder::aggregate_bytes(const Category& category) const {
  if (category.aggregates.empty()) return {kAbsent};
  const bool greatest = levels_[category.level].aggregate == Aggregate::greatest;
  return greatest ? category.aggregates.rbegin()->first : category.aggregates.begin()->first;
}

// What the header is sorted by, and everything in the category begins with.
Bytes RowOrder::header_bytes(const Category& category) const {
  Bytes bytes;
  std::size_t start = 0;
  if (category.parent) {
    const ByteView above = slots_.bytes(category.parent->slot);
    append(bytes, above);
    start = category.parent->values.size();
  }
  if (levels_[category.level].aggregate != Aggregate::none) append(bytes, aggregate_bytes(category));
  append(bytes, ByteView(category.values).subspan(start));
  return bytes;
}

Bytes RowOrder::order_bytes(const OrderRow& row, const Category* innermost) const {
  if (!innermost) return row.sorted_by;
  const ByteView above = slots_.bytes(innermost->slot);
  Bytes bytes(above.begin(), above.end());
  append(bytes, ByteView(row.sorted_by).subspan(innermost->values.size()));
  return bytes;
}

bool RowOrder::is_seen(const Category& category) const {
  for (const Category* above = category.parent; above; above = above->parent) {
    if (!above->expanded) return false;
  }
  return true;
}

bool RowOrder::shows_rows(const Category& category) const {
  return category.level + 1 == levels_.size() && category.expanded && is_seen(category);
}

RowOrder::Category* RowOrder::category_of(RowKey header) const {
  const auto found = headers_.find(header.id);
  return found == headers_.end() ? nullptr : found->second;
}

// Counts the row in, and makes the categories it needs. Without `changes` only headers' slots are made.
RowOrder::Category* RowOrder::enter(const OrderRow& row, ViewChanges* changes) {
  Category* category = nullptr;
  for (std::size_t level = 0; level < levels_.size(); ++level) {
    const auto part = ByteView(row.sorted_by).first(row.parts[level].end);
    Bytes values(part.begin(), part.end());
    auto& place = categories_[values];
    const bool is_new = !place;
    if (is_new) {
      place = std::make_unique<Category>();
      place->level = level;
      place->values = std::move(values);
      place->parent = category;
      place->expanded = levels_[level].begins_expanded;
    }
    category = place.get();
    ++category->count;
    category->unread += row.unread ? 1 : 0;
    if (counts(row.parts[level].aggregate)) ++category->aggregates[row.parts[level].aggregate];
    if (is_new) {
      const RowKey header{--last_header_, 0};
      category->slot = slots_.add(header, header_bytes(*category));
      headers_[header.id] = category;
      if (!changes || is_seen(*category)) touched_.push_back(category);
      if (changes && is_seen(*category)) show(category->slot, changes);
    } else if (changes) {
      category->changed = true;
      touched_.push_back(category);
    }
  }
  return category;
}

void RowOrder::leave(Category* innermost, const OrderRow& row, ViewChanges& changes) {
  for (Category* category = innermost; category;) {
    Category* const parent = category->parent;
    --category->count;
    category->unread -= row.unread ? 1 : 0;
    const Bytes& aggregate = row.parts[category->level].aggregate;
    if (counts(aggregate)) {
      const auto held = category->aggregates.find(aggregate);
      if (--held->second == 0) category->aggregates.erase(held);
    }
    if (category->count == 0) {
      if (is_seen(*category)) hide(category->slot, &changes);
      headers_.erase(slots_.key(category->slot).id);
      slots_.remove(category->slot);
      std::erase(touched_, category);
      categories_.erase(Bytes(category->values));
    } else {
      category->changed = true;
      touched_.push_back(category);
    }
    category = parent;
  }
}

// After a change: categories that now belong elsewhere go there, and headers with other counts are told.
void RowOrder::settle(ViewChanges& changes) {
  std::vector<Category*> touched = std::exchange(touched_, {});
  std::sort(touched.begin(), touched.end(), [](const Category* a, const Category* b) {
    return a->level != b->level ? a->level < b->level : a->values < b->values;
  });
  touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
  for (Category* category : touched) {
    const ByteView now = slots_.bytes(category->slot);
    const Bytes wanted = header_bytes(*category);
    if (!std::equal(now.begin(), now.end(), wanted.begin(), wanted.end())) {
      reposition(*category, changes);
    } else if (category->changed && is_seen(*category)) {
      tell(category->slot, changes);
    }
    category->changed = false;
  }
}

void RowOrder::visit_inside(const Category& category, const std::function<void(std::uint32_t)>& visit) const {
  const ByteView prefix = slots_.bytes(category.slot);
  all_.visit(all_.find(slots_.entry(category.slot), less()), [&](const Entry& entry) {
    const ByteView bytes = slots_.bytes(entry.slot);
    if (bytes.size() < prefix.size() || !std::equal(prefix.begin(), prefix.end(), bytes.begin()))
      return false;
    visit(entry.slot);
    return true;
  });
}

// With all that is in it, row by row from the header on.
void RowOrder::reposition(Category& category, ViewChanges& changes) {
  std::vector<std::uint32_t> rows;
  visit_inside(category, [&](std::uint32_t slot) { rows.push_back(slot); });
  for (const std::uint32_t slot : rows) all_.erase(all_.find(slots_.entry(slot), less()));
  const auto move_header = [&](const Category& each) {
    const Bytes bytes = header_bytes(each);
    if (is_seen(each)) return move(each.slot, bytes, changes);
    slots_.sort_by(each.slot, bytes);
  };
  move_header(category);
  Path moved{&category};
  for (const std::uint32_t slot : rows) {
    const Leaf& leaf = *leaves_[slot];
    Path above;
    for (Category* inner = leaf.category; inner != &category; inner = inner->parent) above.push_back(inner);
    for (auto inner = above.rbegin(); inner != above.rend(); ++inner) {
      if (std::find(moved.begin(), moved.end(), *inner) != moved.end()) continue;
      moved.resize((*inner)->level - category.level);  // rows come category by category
      moved.push_back(*inner);
      move_header(**inner);
    }
    const Bytes bytes = order_bytes(leaf.row, leaf.category);
    if (shows_rows(*leaf.category)) {
      move(slot, bytes, changes);
    } else {
      slots_.sort_by(slot, bytes);
    }
  }
  for (const std::uint32_t slot : rows) all_.insert(slots_.entry(slot), less());
}

std::optional<HeaderInfo> RowOrder::header(RowKey row) const {
  const Category* category = category_of(row);
  if (!category) return std::nullopt;
  return HeaderInfo{category->level, category->count, category->unread, category->expanded};
}

std::optional<RowKey> RowOrder::first_in(RowKey header) const {
  const Category* category = category_of(header);
  if (!category) return std::nullopt;
  return slots_.key(all_.at(all_.find(slots_.entry(category->slot), less())).slot);
}

std::optional<std::size_t> RowOrder::expand(RowKey header) {
  Category* const category = category_of(header);
  if (!category || !is_seen(*category)) return std::nullopt;
  const std::size_t before = size();
  if (category->expanded) return 0;
  category->expanded = true;
  visit_inside(*category, [&](std::uint32_t slot) {
    Path above;
    for (Category* inner = leaves_[slot]->category; inner != category; inner = inner->parent)
      above.push_back(inner);
    for (auto inner = above.rbegin(); inner != above.rend(); ++inner) {
      const std::size_t place = shown_.find(slots_.entry((*inner)->slot), less());
      const bool there = place < size() && shown_.at(place).slot == (*inner)->slot;
      if (!there && is_seen(**inner)) show((*inner)->slot, nullptr);
    }
    if (shows_rows(*leaves_[slot]->category)) show(slot, nullptr);
  });
  return size() - before;
}

std::optional<std::size_t> RowOrder::collapse(RowKey header) {
  Category* const category = category_of(header);
  if (!category || !is_seen(*category)) return std::nullopt;
  const std::size_t before = size();
  if (!category->expanded) return 0;
  const ByteView prefix = slots_.bytes(category->slot);
  const std::size_t first = shown_.find(slots_.entry(category->slot), less()) + 1;
  while (first < size()) {
    const ByteView bytes = slots_.bytes(shown_.at(first).slot);
    if (bytes.size() < prefix.size() || !std::equal(prefix.begin(), prefix.end(), bytes.begin())) break;
    shown_.erase(first);
    places_.removed(first);
  }
  category->expanded = false;
  return before - size();
}

}  // namespace postroom::table
