// The rows of a table in order, with categories: which rows its readers see, and where. Pure; used by one
// thread at a time. A row costs some 60 bytes beside what it is sorted by, with categories some 250; putting,
// moving and removing one takes a few microseconds at a million rows.
#pragma once

#include <functional>
#include <map>
#include <unordered_map>

#include "table/places.h"
#include "table/slots.h"

namespace postroom::table {

// Of the rows in a category, which value of another column puts the category in its place.
enum class Aggregate : std::uint8_t { none, greatest, least };

struct CategoryLevel {
  Aggregate aggregate =
      Aggregate::none;  // of bytes as append_order_bytes makes them; rows without a value do not count
  bool begins_expanded = false;
};

// One row: in which categories it is, from the outermost, and what it is sorted by.
struct OrderRow {
  struct Part {
    std::size_t end = 0;  // of the category's value in `sorted_by`
    Bytes aggregate;
    friend bool operator==(const Part&, const Part&) = default;
  };
  RowKey key;
  Bytes sorted_by;          // ties are settled as Slots::less says
  std::vector<Part> parts;  // one a level
  bool unread = false;
};

// What readers of the view have to do to their copy of it, one after the other: put the row after `prior` (or
// first, where there is none), take it away, or take it from where it is and put it after `prior` with its
// new values.
struct ViewChange {
  enum class Kind : std::uint8_t { added, removed, modified } kind = Kind::added;
  RowKey row;
  std::optional<RowKey> prior;
  friend bool operator==(const ViewChange&, const ViewChange&) = default;
};
using ViewChanges = std::vector<ViewChange>;

struct HeaderInfo {
  std::size_t level = 0;
  std::uint64_t count = 0, unread = 0;
  bool expanded = false;
};

class RowOrder {
 public:
  explicit RowOrder(std::vector<CategoryLevel> levels) : levels_(std::move(levels)) {}
  RowOrder(const RowOrder&) = delete;
  RowOrder& operator=(const RowOrder&) = delete;

  // All rows at once, each once, into an empty order.
  void load(std::vector<OrderRow> rows);

  // The rows of one object from now on, in order of instance (0, 1 …); none: it is gone. A row that stays in
  // its place is told as modified.
  void put(std::int64_t id, const std::vector<OrderRow>& rows, ViewChanges& changes);
  bool has(std::int64_t id) const { return slots_.find({id, 0}).has_value(); }
  std::size_t row_count() const { return levels_.empty() ? shown_.size() : all_.size(); }  // without headers
  void visit_all(const std::function<bool(RowKey)>& visit) const;  // without headers, those hidden too

  // What is seen.
  std::size_t size() const { return shown_.size(); }
  RowKey at(std::size_t place) const { return slots_.key(shown_.at(place).slot); }
  std::vector<RowKey> rows(std::size_t from, std::size_t count) const;
  std::optional<std::size_t> place(RowKey row) const;  // none where it is not seen
  std::size_t depth(RowKey row) const;                 // enclosing headers
  // Of a row that is there: what it is sorted by.
  ByteView sorted_by(RowKey row) const { return slots_.bytes(*slots_.find(row)); }
  // Where the first of the rows is that are seen behind that place.
  std::size_t first_behind(RowPlace place) const;

  // Headers. Nothing where the row is none.
  std::optional<HeaderInfo> header(RowKey row) const;
  std::optional<RowKey> first_in(RowKey header) const;  // a row of the category, seen or not
  // Both return how many rows came or went; nobody is told. Nothing where the row is no header that is seen.
  std::optional<std::size_t> expand(RowKey header);
  std::optional<std::size_t> collapse(RowKey header);

  // Which headers are not as they begin. `row` is one that is seen or a header.
  Bytes collapse_state(std::optional<RowKey> row) const;
  // Returns the place of that row, or of the header it is hidden under. Code::corrupt for bytes that are no
  // state; categories that are no more are passed over.
  Result<std::size_t> set_collapse_state(ByteView state);

  Places& places() { return places_; }
  const Places& places() const { return places_; }

 private:
  struct Category {
    std::uint32_t slot = 0;  // of its header
    std::size_t level = 0;
    Bytes values;  // its beginning of `sorted_by`
    Category* parent = nullptr;
    std::uint64_t count = 0, unread = 0;
    bool expanded = false;
    bool changed = false;  // its header has something new to show
    std::map<Bytes, std::uint32_t> aggregates;
  };
  struct Leaf {
    OrderRow row;
    Category* category = nullptr;  // the innermost one
  };
  using Path = std::vector<Category*>;  // from the outermost

  auto less() const {
    return [this](const Entry& a, const Entry& b) { return slots_.less(a, b); };
  }
  Bytes order_bytes(const OrderRow& row, const Category* innermost) const;
  Bytes aggregate_bytes(const Category& category) const;
  Bytes header_bytes(const Category& category) const;
  bool is_seen(const Category& category) const;
  bool shows_rows(const Category& category) const;

  // The view.
  std::optional<RowKey> prior(std::size_t place) const;
  void show(std::uint32_t slot, ViewChanges* changes);
  void hide(std::uint32_t slot, ViewChanges* changes);
  void tell(std::uint32_t slot, ViewChanges& changes) const;
  void move(std::uint32_t slot, ByteView to, ViewChanges& changes);

  // One row.
  void add(const OrderRow& row, ViewChanges& changes);
  void remove(std::uint32_t slot, ViewChanges& changes);
  void change(std::uint32_t slot, const OrderRow& row, ViewChanges& changes);

  // Categories.
  Category* enter(const OrderRow& row, ViewChanges* changes);
  void leave(Category* innermost, const OrderRow& row, ViewChanges& changes);
  void settle(ViewChanges& changes);
  void reposition(Category& category, ViewChanges& changes);
  Category* category_of(RowKey header) const;
  void visit_inside(const Category& category, const std::function<void(std::uint32_t)>& visit) const;
  void fill_view();

  const std::vector<CategoryLevel> levels_;
  Slots slots_;
  Entries all_;    // rows by order, with categories only: else what is seen is all there is
  Entries shown_;  // headers and rows that are seen
  Places places_;
  std::vector<std::unique_ptr<Leaf>> leaves_;              // by slot, with categories only
  std::map<Bytes, std::unique_ptr<Category>> categories_;  // by values
  std::unordered_map<std::int64_t, Category*> headers_;    // by the id of the header's key
  std::vector<Category*> touched_;                         // by the change under way
  std::int64_t last_header_ = 0;
};

inline constexpr std::size_t kMaxCollapseState = 16 << 20;  // bytes

}  // namespace postroom::table
