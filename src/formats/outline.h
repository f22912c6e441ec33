// What a MIME parser must see of a large mail. A parser keeps headers, preambles and parts in memory, so a
// gigabyte of hostile mail would take gigabytes. But boundaries stand only in lines that begin with "--", and
// headers soon after such a line: of every stretch between two of those lines the outline shows the beginning
// and the line's end before the next one, and leaves out the middle. Positions in the outline are mapped back
// to the mail.
#pragma once

#include <postroom/bytes.h>

#include <vector>

namespace postroom {

inline constexpr std::uint64_t kOutlineMinimum = 256 * 1024;  // bytes; smaller mail is shown whole

class Outline {
 public:
  struct Segment {
    std::uint64_t visible = 0;  // where it stands in the outline
    std::uint64_t raw = 0;      // where it stands in the mail
    std::uint64_t length = 0;
  };

  // Everything is shown.
  static Outline whole(std::uint64_t size);
  // Scans all bytes once. Code::too_big past kMaxBoundaryLines, kMaxHeaderBytes or kMaxStructureBytes.
  static Result<Outline> scan(RandomAccess& mail);

  std::uint64_t visible_size() const { return visible_size_; }
  std::uint64_t raw_size() const { return raw_size_; }
  bool is_whole() const { return segments_.size() <= 1; }
  // The place in the mail of a place in the outline, visible_size() included.
  std::uint64_t raw_offset(std::uint64_t visible) const;
  // How many omissions lie after visible place `begin` and up to `end`.
  std::size_t cuts_between(std::uint64_t begin, std::uint64_t end) const;
  std::size_t cuts() const { return segments_.empty() ? 0 : segments_.size() - 1; }
  // The segment that a place is in; the number of segments at the end.
  std::size_t segment_of(std::uint64_t visible) const;
  const std::vector<Segment>& segments() const { return segments_; }

 private:
  friend class OutlineScan;
  std::vector<Segment> segments_;
  std::uint64_t visible_size_ = 0;
  std::uint64_t raw_size_ = 0;
};

// The visible bytes. Both outlive it.
class OutlineAccess final : public RandomAccess {
 public:
  OutlineAccess(RandomAccess& mail, const Outline& outline) : mail_(mail), outline_(outline) {}
  std::uint64_t size() const override { return outline_.visible_size(); }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::uint8_t> buffer) override;

 private:
  RandomAccess& mail_;
  const Outline& outline_;
};

}  // namespace postroom
