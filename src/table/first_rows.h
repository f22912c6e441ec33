// The first few of many rows, without putting all of them in order.
#pragma once

#include <postroom/bytes.h>

#include <cstdint>
#include <vector>

namespace postroom::table {

// Keeps what can be among the first `wanted` rows. Rows may be told by the beginnings of what they are sorted
// by: those that are alike in it are kept together.
class FirstRows {
 public:
  explicit FirstRows(std::size_t wanted) : wanted_(wanted) {}

  void add(std::int64_t id, ByteView sorted_by);
  void add_unknown(std::int64_t id) { unknown_.push_back(id); }
  // There are too many to tell apart: put all rows in order.
  bool gave_up() const { return gave_up_ || unknown_.size() > kMaxKept * wanted_; }
  std::vector<std::int64_t> candidates();

 private:
  static constexpr std::size_t kMaxKept = 8;  // times what is wanted
  struct Candidate {
    Bytes sorted_by;
    std::int64_t id = 0;
  };
  void drop_later_ones();

  const std::size_t wanted_;
  std::vector<Candidate> kept_;
  Bytes last_;  // of those kept: what is greater is not among the first
  bool has_last_ = false, gave_up_ = false;
  std::vector<std::int64_t> unknown_;
};

}  // namespace postroom::table
