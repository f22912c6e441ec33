// Values as bytes that stand in the order of the values when compared byte by byte: what rows are sorted by.
#pragma once

#include <postroom/sort_order.h>

#include <optional>

namespace postroom::table {

// Texts and bytes are told apart by what fits into this many bytes of their keys (some 500 letters).
inline constexpr std::size_t kMaxOrderBytes = 1024;

// Appends the value, or that there is none: that comes last in both directions. Complete in itself: no
// value's bytes are the beginning of another's, so that several may follow each other. Agrees with
// compare_values (model/evaluate.h) for values of one type up to kMaxOrderBytes.
void append_order_bytes(Bytes& bytes, const Value* value, Direction direction);

// Of a text, from its collation key or the beginning of that.
enum class TextKey { whole, beginning };
void append_text_order_bytes(Bytes& bytes, ByteView key, TextKey how_much, Direction direction);

// For one of the values of a multi-valued property: `place` from 0 on; none past the end. A single value is
// its own only one.
void append_order_bytes(Bytes& bytes, const Value& values, std::size_t place, Direction direction);

// The time that these bytes are of, if append_order_bytes() made them of one.
std::optional<FileTime> read_time_order_bytes(ByteView bytes, Direction direction);

// How many values there are in it: 1 for a single one.
std::size_t value_count(const Value& value);
// That one of them alone.
Value value_at(const Value& values, std::size_t place);

}  // namespace postroom::table
