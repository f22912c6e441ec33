#include "formats/outline.h"

#include <postroom/mail.h>

#include <algorithm>
#include <cstring>

#include "base/try.h"

namespace postroom {
namespace {

constexpr std::size_t kScanBuffer = 256 * 1024;
constexpr std::uint64_t kLargestWindow = 256 * 1024;  // shown at the beginning of a stretch
constexpr std::uint64_t kSmallestWindow = 1024;       // the same when the mail has very many stretches
constexpr std::uint64_t kWindowBudget = kMaxStructureBytes / 2;
constexpr std::uint64_t kLeastOmission = 64 * 1024;  // a shorter middle is shown, so that segments stay few
constexpr std::uint64_t kTail = 2;                   // the line's end before a boundary

Error too_much(const char* what) {
  return {Code::too_big, std::string("The mail has more ") + what + " than can be taken apart.", {}};
}

}  // namespace

// Follows the lines of a mail and decides what the outline shows.
class OutlineScan {
 public:
  explicit OutlineScan(std::uint64_t size) { outline_.raw_size_ = size; }

  // The next bytes of the mail, in order.
  Status feed(std::string_view text) {
    while (!text.empty()) {
      const void* end = std::memchr(text.data(), '\n', text.size());
      const std::size_t length =
          end ? static_cast<std::size_t>(static_cast<const char*>(end) - text.data()) + 1 : text.size();
      TRY(line(text.substr(0, length), end != nullptr));
      text.remove_prefix(length);
    }
    return ok_status();
  }

  Result<Outline> finish() {
    TRY(close_stretch(fed_));
    return std::move(outline_);
  }

 private:
  // A line, or a piece of one.
  Status line(std::string_view piece, bool complete) {
    if (line_.size() < kLineHead) {
      line_.append(piece.substr(0, kLineHead - line_.size()));
      if (line_ == "--") TRY(begin_stretch(line_start_));
    }
    fed_ += piece.size();
    if (!complete) return ok_status();
    if (blank_end_ == 0) {
      if (line_ == "\n" || line_ == "\r\n") blank_end_ = fed_;
      if (fed_ - stretch_start_ > kMaxHeaderBytes) return too_much("headers in one place");
    }
    line_.clear();
    line_start_ = fed_;
    return ok_status();
  }

  Status begin_stretch(std::uint64_t start) {
    TRY(close_stretch(start));
    if (++boundary_lines_ > kMaxBoundaryLines) return too_much("lines like boundaries");
    stretch_start_ = start;
    blank_end_ = 0;
    return ok_status();
  }

  // Shows the stretch whole, or its beginning and its tail.
  Status close_stretch(std::uint64_t end) {
    const std::uint64_t length = end - stretch_start_;
    const std::uint64_t left = kWindowBudget - std::min(outline_.visible_size_, kWindowBudget);
    std::uint64_t head = std::clamp(left / 64, kSmallestWindow, kLargestWindow);
    if (blank_end_ != 0) head = std::max(head, blank_end_ - stretch_start_ + kSmallestWindow);
    if (blank_end_ == 0 && length > kMaxHeaderBytes) return too_much("headers in one place");
    if (blank_end_ == 0 || length < head + kLeastOmission) {
      show(stretch_start_, length);
    } else {
      show(stretch_start_, head);
      show(end - kTail, kTail);
    }
    if (outline_.visible_size_ > kMaxStructureBytes) return too_much("headers and boundaries");
    return ok_status();
  }

  void show(std::uint64_t raw, std::uint64_t length) {
    if (length == 0) return;
    auto& segments = outline_.segments_;
    if (!segments.empty() && segments.back().raw + segments.back().length == raw) {
      segments.back().length += length;
    } else {
      segments.push_back({outline_.visible_size_, raw, length});
    }
    outline_.visible_size_ += length;
  }

  static constexpr std::size_t kLineHead = 2;
  Outline outline_;
  std::string line_;       // the first bytes of the line being read
  std::uint64_t fed_ = 0;  // bytes seen
  std::uint64_t line_start_ = 0;
  std::uint64_t stretch_start_ = 0;
  std::uint64_t blank_end_ = 0;  // the end of the stretch's first empty line; 0 before it
  std::size_t boundary_lines_ = 0;
};

Outline Outline::whole(std::uint64_t size) {
  Outline outline;
  outline.visible_size_ = outline.raw_size_ = size;
  if (size != 0) outline.segments_.push_back({0, 0, size});
  return outline;
}

Result<Outline> Outline::scan(RandomAccess& mail) {
  OutlineScan scan(mail.size());
  Bytes buffer(kScanBuffer);
  for (std::uint64_t offset = 0;;) {
    TRY_SET(const std::size_t count, mail.read_at(offset, buffer));
    if (count == 0) return scan.finish();
    TRY(scan.feed(as_text(ByteView(buffer).first(count))));
    offset += count;
  }
}

std::size_t Outline::segment_of(std::uint64_t visible) const {
  if (visible >= visible_size_) return segments_.size();
  const auto after =
      std::upper_bound(segments_.begin(), segments_.end(), visible,
                       [](std::uint64_t place, const Segment& s) { return place < s.visible; });
  return static_cast<std::size_t>(after - segments_.begin()) - 1;
}

std::size_t Outline::cuts_between(std::uint64_t begin, std::uint64_t end) const {
  const auto first_after = [&](std::uint64_t visible) {
    return std::upper_bound(segments_.begin(), segments_.end(), visible,
                            [](std::uint64_t place, const Segment& s) { return place < s.visible; });
  };
  return begin >= end ? 0 : static_cast<std::size_t>(first_after(end) - first_after(begin));
}

std::uint64_t Outline::raw_offset(std::uint64_t visible) const {
  const std::size_t index = segment_of(visible);
  if (index == segments_.size()) return raw_size_;
  return segments_[index].raw + (visible - segments_[index].visible);
}

Result<std::size_t> OutlineAccess::read_at(std::uint64_t offset, std::span<std::uint8_t> buffer) {
  const std::size_t index = outline_.segment_of(offset);
  if (index == outline_.segments().size()) return std::size_t{0};
  const Outline::Segment& segment = outline_.segments()[index];
  const std::uint64_t rest = segment.visible + segment.length - offset;
  return mail_.read_at(outline_.raw_offset(offset),
                       buffer.first(std::min<std::uint64_t>(buffer.size(), rest)));
}

}  // namespace postroom
