// A long sequence in order that can be changed anywhere: blocks of a few hundred entries, so that a change
// moves one block and finding a place by number adds up the blocks' sizes.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace postroom::table {

// A row to sort: the first 8 bytes of what it is sorted by, and where the rest is.
struct Entry {
  std::uint64_t head = 0;
  std::uint32_t slot = 0;
};

class Entries {
 public:
  static constexpr std::size_t kMaxBlock = 512;
  static constexpr std::size_t kLoadedBlock = 384;

  std::size_t size() const { return size_; }
  Entry at(std::size_t place) const {
    const std::size_t block = block_with(place);
    return blocks_[block][place];
  }

  void load(const std::vector<Entry>& in_order) {
    blocks_.clear();
    for (std::size_t at = 0; at < in_order.size(); at += kLoadedBlock) {
      const auto first = in_order.begin() + static_cast<std::ptrdiff_t>(at);
      const auto count = static_cast<std::ptrdiff_t>(std::min(kLoadedBlock, in_order.size() - at));
      blocks_.emplace_back(first, first + count);
    }
    size_ = in_order.size();
  }

  // Where the first entry is that is not less than `entry`.
  template <class Less>
  std::size_t find(const Entry& entry, const Less& less) const {
    const std::size_t block = block_for(entry, less);
    std::size_t place = 0;
    for (std::size_t i = 0; i < block; ++i) place += blocks_[i].size();
    if (block == blocks_.size()) return place;
    const Block& in = blocks_[block];
    return place + static_cast<std::size_t>(std::lower_bound(in.begin(), in.end(), entry, less) - in.begin());
  }

  // Returns its place.
  template <class Less>
  std::size_t insert(const Entry& entry, const Less& less) {
    std::size_t block = block_for(entry, less);
    if (blocks_.empty()) blocks_.emplace_back();
    if (block == blocks_.size()) --block;
    Block& in = blocks_[block];
    const auto at = std::lower_bound(in.begin(), in.end(), entry, less);
    std::size_t place = static_cast<std::size_t>(at - in.begin());
    for (std::size_t i = 0; i < block; ++i) place += blocks_[i].size();
    in.insert(at, entry);
    if (in.size() > kMaxBlock) split(block);
    ++size_;
    return place;
  }

  void erase(std::size_t place) {
    const std::size_t block = block_with(place);
    Block& in = blocks_[block];
    in.erase(in.begin() + static_cast<std::ptrdiff_t>(place));
    if (in.empty()) blocks_.erase(blocks_.begin() + static_cast<std::ptrdiff_t>(block));
    --size_;
  }

  // From `place` on, until visit() returns false.
  template <class Visit>
  void visit(std::size_t place, const Visit& visit) const {
    if (place >= size_) return;
    for (std::size_t block = block_with(place); block < blocks_.size(); ++block, place = 0) {
      for (; place < blocks_[block].size(); ++place) {
        if (!visit(blocks_[block][place])) return;
      }
    }
  }

 private:
  using Block = std::vector<Entry>;

  // `place` becomes the one inside the block.
  std::size_t block_with(std::size_t& place) const {
    std::size_t block = 0;
    while (place >= blocks_[block].size()) place -= blocks_[block++].size();
    return block;
  }
  // The first one whose last entry is not less than `entry`.
  template <class Less>
  std::size_t block_for(const Entry& entry, const Less& less) const {
    return static_cast<std::size_t>(
        std::partition_point(blocks_.begin(), blocks_.end(),
                             [&](const Block& in) { return less(in.back(), entry); }) -
        blocks_.begin());
  }
  void split(std::size_t block) {
    Block& in = blocks_[block];
    const auto half = in.begin() + static_cast<std::ptrdiff_t>(in.size() / 2);
    Block second(half, in.end());
    in.erase(half, in.end());
    blocks_.insert(blocks_.begin() + static_cast<std::ptrdiff_t>(block) + 1, std::move(second));
  }

  std::vector<Block> blocks_;
  std::size_t size_ = 0;
};

}  // namespace postroom::table
