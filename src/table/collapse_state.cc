// The saved state of a table's headers (docs/tables.md): a version, the headers that are not as they begin, a
// row.
#include <algorithm>

#include "base/try.h"
#include "table/row_order.h"

namespace postroom::table {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kSmallestNode = 5;
enum class SavedRow : std::uint8_t { none = 0, row = 1, header = 2 };

void put_number(Bytes& bytes, std::uint32_t number) {
  for (int shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<std::uint8_t>(number >> shift));
}

void put_sized(Bytes& bytes, ByteView view) {
  put_number(bytes, static_cast<std::uint32_t>(view.size()));
  bytes.insert(bytes.end(), view.begin(), view.end());
}

Error no_state() {
  return {Code::corrupt, "These bytes are not the saved state of a table's categories.", {}};
}

class StateReader {
 public:
  explicit StateReader(ByteView bytes) : left_(bytes) {}

  bool done() const { return left_.empty(); }
  std::size_t left() const { return left_.size(); }
  Result<ByteView> take(std::size_t count) {
    if (count > left_.size()) return no_state();
    const ByteView taken = left_.first(count);
    left_ = left_.subspan(count);
    return taken;
  }
  Result<std::uint8_t> byte() {
    TRY_SET(const ByteView one, take(1));
    return one[0];
  }
  Result<std::uint32_t> number() {
    TRY_SET(const ByteView four, take(4));
    return std::uint32_t{four[0]} | std::uint32_t{four[1]} << 8 | std::uint32_t{four[2]} << 16 |
           std::uint32_t{four[3]} << 24;
  }
  Result<Bytes> sized() {
    TRY_SET(const std::uint32_t size, number());
    TRY_SET(const ByteView taken, take(size));
    return Bytes(taken.begin(), taken.end());
  }

 private:
  ByteView left_;
};

struct SavedState {
  std::map<Bytes, bool> nodes;  // values to whether expanded
  SavedRow kind = SavedRow::none;
  Bytes row;
};

Result<SavedState> read_state(ByteView bytes) {
  if (bytes.size() > kMaxCollapseState) return no_state();
  StateReader in(bytes);
  TRY_SET(const std::uint8_t version, in.byte());
  if (version != kVersion) return no_state();
  TRY_SET(const std::uint32_t count, in.number());
  if (count > in.left() / kSmallestNode) return no_state();
  SavedState state;
  for (std::uint32_t i = 0; i < count; ++i) {
    TRY_SET(Bytes values, in.sized());
    TRY_SET(const std::uint8_t expanded, in.byte());
    if (expanded > 1) return no_state();
    state.nodes[std::move(values)] = expanded == 1;
  }
  TRY_SET(const std::uint8_t kind, in.byte());
  if (kind > static_cast<std::uint8_t>(SavedRow::header)) return no_state();
  state.kind = static_cast<SavedRow>(kind);
  if (state.kind != SavedRow::none) {
    TRY_SET(state.row, in.sized());
  }
  if (!in.done()) return no_state();
  if (state.kind == SavedRow::row && !decode_row_key(state.row)) return no_state();
  return state;
}

}  // namespace

Bytes RowOrder::collapse_state(std::optional<RowKey> row) const {
  std::uint32_t count = 0;
  Bytes nodes;
  for (const auto& [values, category] : categories_) {
    if (category->expanded == levels_[category->level].begins_expanded) continue;
    ++count;
    put_sized(nodes, values);
    nodes.push_back(category->expanded ? 1 : 0);
  }
  Bytes state{kVersion};
  put_number(state, count);
  state.insert(state.end(), nodes.begin(), nodes.end());
  const Category* const header = row ? category_of(*row) : nullptr;
  const SavedRow kind = header ? SavedRow::header : row ? SavedRow::row : SavedRow::none;
  state.push_back(static_cast<std::uint8_t>(kind));
  if (row) put_sized(state, header ? header->values : encode(*row));
  return state;
}

Result<std::size_t> RowOrder::set_collapse_state(ByteView bytes) {
  TRY_SET(const SavedState state, read_state(bytes));
  for (const auto& [values, category] : categories_) {
    const auto saved = state.nodes.find(values);
    category->expanded =
        saved == state.nodes.end() ? levels_[category->level].begins_expanded : saved->second;
  }
  if (!levels_.empty()) fill_view();
  places_.drop_all();
  const Category* around = nullptr;
  if (state.kind == SavedRow::header) {
    const auto found = categories_.find(state.row);
    if (found != categories_.end()) around = found->second.get();
  } else if (state.kind == SavedRow::row) {
    const RowKey row = *decode_row_key(state.row);
    const auto slot = row.id > 0 ? slots_.find(row) : std::nullopt;
    if (slot) {
      if (const auto seen = place(row)) return *seen;
      if (!levels_.empty()) around = leaves_[*slot]->category;
    }
  }
  while (around && !is_seen(*around)) around = around->parent;
  return around ? place(slots_.key(around->slot)).value_or(0) : std::size_t{0};
}

}  // namespace postroom::table
