#include "storage/postgres/parameters.h"

#include <algorithm>
#include <cassert>

namespace postroom::storage::postgres {
namespace {

// pg_type.dat
constexpr Parameters::TypeId kBytea = 17;
constexpr Parameters::TypeId kInt8 = 20;
constexpr Parameters::TypeId kText = 25;
constexpr Parameters::TypeId kByteaArray = 1001;
constexpr Parameters::TypeId kInt8Array = 1016;

template <class Integer>
void append_big_endian(std::vector<char>& bytes, Integer value) {
  const auto bits = static_cast<std::make_unsigned_t<Integer>>(value);
  for (int shift = static_cast<int>(sizeof bits) * 8 - 8; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<char>(bits >> shift & 0xFF));
  }
}

}  // namespace

void Parameters::add_slot(TypeId type, std::size_t start) {
  slots_.push_back({type, start, static_cast<int>(bytes_.size() - start)});
}

void Parameters::add(std::int64_t value) {
  const std::size_t start = bytes_.size();
  append_big_endian(bytes_, value);
  add_slot(kInt8, start);
}

void Parameters::add(ByteView bytes) {
  const std::size_t start = bytes_.size();
  bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
  add_slot(kBytea, start);
}

void Parameters::add(std::string_view text) {
  const std::size_t start = bytes_.size();
  bytes_.insert(bytes_.end(), text.begin(), text.end());
  add_slot(kBytea, start);
}

void Parameters::add(Text text) {
  const std::size_t start = bytes_.size();
  bytes_.insert(bytes_.end(), text.value.begin(), text.value.end());
  add_slot(kText, start);
}

// array_recv(): dimensions, flags, element type, then size and lower bound of each dimension. The elements
// follow, each with its length before it.
void Parameters::begin_array(TypeId element, std::size_t count) {
  append_big_endian<std::int32_t>(bytes_, count == 0 ? 0 : 1);
  append_big_endian<std::int32_t>(bytes_, 0);
  append_big_endian<std::uint32_t>(bytes_, element);
  if (count == 0) return;
  append_big_endian(bytes_, static_cast<std::int32_t>(count));
  append_big_endian<std::int32_t>(bytes_, 1);
}

void Parameters::add(std::span<const std::int64_t> values) {
  const std::size_t start = bytes_.size();
  begin_array(kInt8, values.size());
  for (const std::int64_t value : values) {
    append_big_endian<std::int32_t>(bytes_, sizeof value);
    append_big_endian(bytes_, value);
  }
  add_slot(kInt8Array, start);
}

void Parameters::add(std::span<const ContentHash> hashes) {
  const std::size_t start = bytes_.size();
  begin_array(kBytea, hashes.size());
  for (const ContentHash& hash : hashes) {
    append_big_endian(bytes_, static_cast<std::int32_t>(hash.size()));
    bytes_.insert(bytes_.end(), hash.begin(), hash.end());
  }
  add_slot(kByteaArray, start);
}

void Parameters::add_again(const Parameters& other, std::size_t place) {
  const Slot& slot = other.slots_[place];
  const auto first = other.bytes_.begin() + static_cast<std::ptrdiff_t>(slot.start);
  slots_.push_back({slot.type, bytes_.size(), slot.length});
  bytes_.insert(bytes_.end(), first, first + std::max(slot.length, 0));
}

void Parameters::add_column(std::span<const Parameters* const> rows, std::size_t place) {
  const TypeId element = rows.front()->slots_[place].type;
  assert(element == kInt8 || element == kBytea);
  const std::size_t start = bytes_.size();
  begin_array(element, rows.size());
  for (const Parameters* const row : rows) {
    const Slot& slot = row->slots_[place];
    assert(slot.type == element);
    append_big_endian<std::int32_t>(bytes_, slot.length);  // -1 is NULL here as well
    const auto first = row->bytes_.begin() + static_cast<std::ptrdiff_t>(slot.start);
    bytes_.insert(bytes_.end(), first, first + std::max(slot.length, 0));
  }
  add_slot(element == kInt8 ? kInt8Array : kByteaArray, start);
}

Parameters Parameters::gathered(std::span<const Parameters* const> rows) {
  constexpr std::size_t kLength = sizeof(std::int32_t);  // before each element
  const Parameters& first = *rows.front();
  Parameters all;
  std::size_t size = 0;
  for (const Parameters* const row : rows) size += row->size() + row->slots_.size() * kLength;
  all.bytes_.reserve(size);
  all.add_again(first, 0);
  for (std::size_t place = 1; place < first.slots_.size(); ++place) all.add_column(rows, place);
  return all;
}

void Parameters::fill(Arrays& arrays) const {
  arrays.types.clear();
  arrays.values.clear();
  arrays.lengths.clear();
  arrays.formats.assign(slots_.size(), 1);
  for (const Slot& slot : slots_) {
    arrays.types.push_back(slot.type);
    // Not null even for nothing: a null pointer would be NULL.
    arrays.values.push_back(slot.length == kNull ? nullptr
                            : slot.length == 0   ? ""
                                                 : bytes_.data() + slot.start);
    arrays.lengths.push_back(slot.length == kNull ? 0 : slot.length);
  }
}

}  // namespace postroom::storage::postgres
