#include <postroom/mbox.h>

#include <algorithm>
#include <vector>

#include "base/try.h"
#include "formats/from_quotes.h"

namespace postroom {
namespace {

constexpr std::uint64_t kBlock = 256 * 1024;  // bytes; up to that a message is held whole

// Bytes of its own.
class HeldAccess final : public RandomAccess {
 public:
  explicit HeldAccess(std::string bytes) : bytes_(std::move(bytes)) {}
  std::uint64_t size() const override { return bytes_.size(); }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::uint8_t> buffer) override {
    return MemoryAccess(as_bytes(bytes_)).read_at(offset, buffer);
  }

 private:
  std::string bytes_;
};

// A large message: where each block of the file begins in the unquoted message, and in the middle of what.
class UnquotedAccess final : public RandomAccess {
 public:
  UnquotedAccess(RandomAccess& file, std::uint64_t offset, std::uint64_t length, FromQuoting quoting)
      : file_(file), offset_(offset), length_(length), quoting_(quoting) {}

  // Reads everything once.
  Status index() {
    FromQuotes quotes(FromQuotes::Way::remove);
    for (std::uint64_t raw = 0; raw < length_; raw += kBlock) {
      blocks_.push_back({size_, quotes});
      if (quoting_ == FromQuoting::none) {
        size_ += std::min(kBlock, length_ - raw);
        continue;
      }
      TRY(unquote(raw, quotes));
      size_ += unquoted_.size();
    }
    held_ = kNone;
    return ok_status();
  }

  std::uint64_t size() const override { return size_; }

  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::uint8_t> buffer) override {
    if (offset >= size_) return std::size_t{0};
    const auto after =
        std::upper_bound(blocks_.begin(), blocks_.end(), offset,
                         [](std::uint64_t place, const Block& block) { return place < block.start; });
    const auto index = static_cast<std::size_t>(after - blocks_.begin()) - 1;
    if (index != held_) {
      FromQuotes quotes = blocks_[index].quotes;
      TRY(unquote(index * kBlock, quotes));
      held_ = index;
    }
    return MemoryAccess(as_bytes(unquoted_)).read_at(offset - blocks_[index].start, buffer);
  }

 private:
  struct Block {
    std::uint64_t start;  // in the unquoted message
    FromQuotes quotes;    // as they stand there
  };

  // Fills unquoted_ with what the block at `raw` gives.
  Status unquote(std::uint64_t raw, FromQuotes& quotes) {
    const std::uint64_t length = std::min(kBlock, length_ - raw);
    RangeSource source(file_, offset_ + raw, length);
    TRY_SET(const Bytes block, read_all(source, kBlock));
    if (block.size() != length)
      return Error{Code::io_error, "The mbox file became shorter while it was read.", {}};
    unquoted_.clear();
    if (quoting_ == FromQuoting::none) {
      unquoted_ = as_text(block);
      return ok_status();
    }
    quotes.feed(as_text(block), unquoted_);
    if (raw + length == length_) quotes.finish(unquoted_);
    return ok_status();
  }

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  RandomAccess& file_;
  std::uint64_t offset_;
  std::uint64_t length_;
  FromQuoting quoting_;
  std::vector<Block> blocks_;
  std::uint64_t size_ = 0;
  std::string unquoted_;  // block held_
  std::size_t held_ = kNone;
};

}  // namespace

Result<std::unique_ptr<RandomAccess>> open_message(RandomAccess& file, const MboxEntry& entry) {
  if (entry.length > kBlock) {
    auto access = std::make_unique<UnquotedAccess>(file, entry.offset, entry.length, entry.frame.quoting);
    TRY(access->index());
    return std::unique_ptr<RandomAccess>(std::move(access));
  }
  RangeSource source(file, entry.offset, entry.length);
  TRY_SET(const Bytes raw, read_all(source, kBlock));
  std::string message;
  if (entry.frame.quoting == FromQuoting::none) {
    message = as_text(raw);
  } else {
    message.reserve(raw.size());
    FromQuotes quotes(FromQuotes::Way::remove);
    quotes.feed(as_text(raw), message);
    quotes.finish(message);
  }
  return std::unique_ptr<RandomAccess>(std::make_unique<HeldAccess>(std::move(message)));
}

}  // namespace postroom
