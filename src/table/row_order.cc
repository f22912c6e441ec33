#include "table/row_order.h"

#include <algorithm>

namespace postroom::table {
namespace {

// Whether a row counts for its categories as it did before.
bool counts_alike(const OrderRow& a, const OrderRow& b) {
  if (a.unread != b.unread || a.parts != b.parts) return false;
  const auto end = static_cast<std::ptrdiff_t>(a.parts.back().end);
  return std::equal(a.sorted_by.begin(), a.sorted_by.begin() + end, b.sorted_by.begin());
}

}  // namespace

void RowOrder::load(std::vector<OrderRow> rows) {
  slots_.reserve(rows.size());
  std::vector<Entry> entries;
  entries.reserve(rows.size());
  if (levels_.empty()) {
    for (OrderRow& row : rows) {
      entries.push_back(slots_.entry(slots_.add(row.key, row.sorted_by)));
      row.sorted_by = {};
    }
    std::sort(entries.begin(), entries.end(), less());
    shown_.load(entries);
    return;
  }
  std::vector<Category*> innermost;
  for (const OrderRow& row : rows)
    innermost.push_back(enter(row, nullptr));  // first all, for what they aggregate
  for (Category* category : touched_) slots_.sort_by(category->slot, header_bytes(*category));
  touched_.clear();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::uint32_t slot = slots_.add(rows[i].key, order_bytes(rows[i], innermost[i]));
    leaves_.resize(std::max<std::size_t>(leaves_.size(), slot + 1));
    leaves_[slot] = std::make_unique<Leaf>(Leaf{std::move(rows[i]), innermost[i]});
    entries.push_back(slots_.entry(slot));
  }
  std::sort(entries.begin(), entries.end(), less());
  all_.load(entries);
  fill_view();
}

void RowOrder::fill_view() {
  std::vector<Entry> seen;
  for (const auto& [values, category] : categories_) {
    if (is_seen(*category)) seen.push_back(slots_.entry(category->slot));
  }
  all_.visit(0, [&](const Entry& entry) {
    if (shows_rows(*leaves_[entry.slot]->category)) seen.push_back(entry);
    return true;
  });
  std::sort(seen.begin(), seen.end(), less());
  shown_.load(seen);
}

void RowOrder::put(std::int64_t id, const std::vector<OrderRow>& rows, ViewChanges& changes) {
  for (std::uint32_t instance = 0;; ++instance) {
    const auto slot = slots_.find({id, instance});
    const bool wanted = instance < rows.size();
    if (!slot && !wanted) return;
    if (slot && wanted) {
      change(*slot, rows[instance], changes);
    } else if (slot) {
      remove(*slot, changes);
    } else {
      add(rows[instance], changes);
    }
    settle(changes);
  }
}

void RowOrder::add(const OrderRow& row, ViewChanges& changes) {
  Category* const category = levels_.empty() ? nullptr : enter(row, &changes);
  const std::uint32_t slot = slots_.add(row.key, order_bytes(row, category));
  if (category) {
    leaves_.resize(std::max<std::size_t>(leaves_.size(), slot + 1));
    leaves_[slot] = std::make_unique<Leaf>(Leaf{row, category});
    all_.insert(slots_.entry(slot), less());
  }
  if (!category || shows_rows(*category)) show(slot, &changes);
}

void RowOrder::remove(std::uint32_t slot, ViewChanges& changes) {
  if (levels_.empty()) {
    hide(slot, &changes);
  } else {
    const auto leaf = std::move(leaves_[slot]);
    if (shows_rows(*leaf->category)) hide(slot, &changes);
    all_.erase(all_.find(slots_.entry(slot), less()));
    leave(leaf->category, leaf->row, changes);
  }
  slots_.remove(slot);
}

// Into its new categories first, so that none is lost for a moment that it stays in.
void RowOrder::change(std::uint32_t slot, const OrderRow& row, ViewChanges& changes) {
  if (levels_.empty()) return move(slot, row.sorted_by, changes);
  Leaf& leaf = *leaves_[slot];
  Category* const before = leaf.category;
  const bool stays = counts_alike(leaf.row, row);
  Category* const after = stays ? before : enter(row, &changes);
  const OrderRow old = std::exchange(leaf.row, row);
  leaf.category = after;
  const bool was_seen = shows_rows(*before), is_seen_now = shows_rows(*after);
  const Bytes bytes = order_bytes(row, after);
  if (was_seen && !is_seen_now) hide(slot, &changes);
  all_.erase(all_.find(slots_.entry(slot), less()));
  if (was_seen && is_seen_now) {
    move(slot, bytes, changes);
  } else {
    slots_.sort_by(slot, bytes);
  }
  all_.insert(slots_.entry(slot), less());
  if (!was_seen && is_seen_now) show(slot, &changes);
  if (!stays) leave(before, old, changes);
}

std::optional<RowKey> RowOrder::prior(std::size_t place) const {
  return place == 0 ? std::nullopt : std::optional(at(place - 1));
}

void RowOrder::show(std::uint32_t slot, ViewChanges* changes) {
  const std::size_t place = shown_.insert(slots_.entry(slot), less());
  places_.inserted(place);
  if (changes) changes->push_back({ViewChange::Kind::added, slots_.key(slot), prior(place)});
}

void RowOrder::hide(std::uint32_t slot, ViewChanges* changes) {
  const std::size_t place = shown_.find(slots_.entry(slot), less());
  shown_.erase(place);
  places_.removed(place);
  if (changes) changes->push_back({ViewChange::Kind::removed, slots_.key(slot), std::nullopt});
}

void RowOrder::tell(std::uint32_t slot, ViewChanges& changes) const {
  const std::size_t place = shown_.find(slots_.entry(slot), less());
  changes.push_back({ViewChange::Kind::modified, slots_.key(slot), prior(place)});
}

void RowOrder::move(std::uint32_t slot, ByteView to, ViewChanges& changes) {
  const ByteView now = slots_.bytes(slot);
  if (!std::equal(now.begin(), now.end(), to.begin(), to.end())) {
    const std::size_t from = shown_.find(slots_.entry(slot), less());
    shown_.erase(from);
    slots_.sort_by(slot, to);
    places_.moved(from, shown_.insert(slots_.entry(slot), less()));
  }
  tell(slot, changes);
}

std::vector<RowKey> RowOrder::rows(std::size_t from, std::size_t count) const {
  std::vector<RowKey> found;
  found.reserve(std::min(count, size() - std::min(from, size())));
  shown_.visit(from, [&](const Entry& entry) {
    if (found.size() >= count) return false;
    found.push_back(slots_.key(entry.slot));
    return true;
  });
  return found;
}

void RowOrder::visit_all(const std::function<bool(RowKey)>& visit) const {
  (levels_.empty() ? shown_ : all_).visit(0, [&](const Entry& entry) {
    return visit(slots_.key(entry.slot));
  });
}

std::optional<std::size_t> RowOrder::place(RowKey row) const {
  const auto slot = slots_.find(row);
  if (!slot) return std::nullopt;
  if (const Category* category = category_of(row)) {
    if (!is_seen(*category)) return std::nullopt;
  } else if (!levels_.empty() && !shows_rows(*leaves_[*slot]->category)) {
    return std::nullopt;
  }
  return shown_.find(slots_.entry(*slot), less());
}

std::size_t RowOrder::first_behind(RowPlace place) const {
  return shown_.find({}, [&](const Entry& row, const Entry&) {
    return !is_before(place, slots_.place(row.slot));
  });
}

std::size_t RowOrder::depth(RowKey row) const {
  const Category* category = category_of(row);
  return category ? category->level : levels_.size();
}

}  // namespace postroom::table
