#include "mapiutil/conversation_index.h"

#include "mapiutil/limits.h"

namespace postroom::mapiutil {
namespace {

constexpr std::uint8_t kReserved = 1;
constexpr std::size_t kTimeBytes = 5;
// The lowest bits that a header leaves out of its time: in our version, and in the one that Outlook 2010
// began to write, which keeps the whole upper half. In the latter the second byte is the first of the time, 1
// until the year 2057; in ours a 1 there would be the year 1830.
constexpr int kHeaderDrops = 16;
constexpr int kWideHeaderDrops = 24;

bool is_index(const std::uint8_t* bytes, std::size_t count) {
  return bytes && count >= kIndexHeaderBytes && count <= kMaxIndexBytes - kIndexAnswerBytes &&
         (count - kIndexHeaderBytes) % kIndexAnswerBytes == 0 && bytes[0] == kReserved;
}

// Without the bits that no header keeps.
std::uint64_t header_time(const std::uint8_t* index) {
  std::uint64_t time = 0;
  for (std::size_t i = 1; i <= kTimeBytes; ++i) time = time << 8 | index[i];
  if (index[1] == 1) return time << kWideHeaderDrops;
  return (std::uint64_t{1} << 40 | time) << kHeaderDrops;  // the byte above is 1 too in this age
}

void append(std::vector<std::uint8_t>& index, std::uint64_t number, int bytes) {
  for (int i = bytes - 1; i >= 0; --i) index.push_back(static_cast<std::uint8_t>(number >> 8 * i));
}

std::vector<std::uint8_t> new_index(std::uint64_t now, const GUID& conversation) {
  std::vector<std::uint8_t> index = {kReserved};
  index.reserve(kIndexHeaderBytes);
  append(index, now >> kHeaderDrops, kTimeBytes);
  append(index, conversation.Data1, 4);
  append(index, conversation.Data2, 2);
  append(index, conversation.Data3, 2);
  index.insert(index.end(), conversation.Data4, conversation.Data4 + sizeof conversation.Data4);
  return index;
}

// The time since the conversation began: 31 bits of it, fine ones for 1.7 years, then coarse, and one that
// tells which.
std::uint32_t time_code(std::uint64_t since) {
  constexpr std::uint32_t kCoarse = 0x80000000;
  const bool soon = since >> 49 == 0;
  const auto bits = static_cast<std::uint32_t>(since >> (soon ? 18 : 23)) & ~kCoarse;
  return soon ? bits : bits | kCoarse;
}

}  // namespace

std::vector<std::uint8_t> conversation_index(const std::uint8_t* parent, std::size_t parent_bytes,
                                             std::uint64_t now, const GUID& conversation,
                                             std::uint8_t random) {
  if (!is_index(parent, parent_bytes)) return new_index(now, conversation);
  std::vector<std::uint8_t> index(parent, parent + parent_bytes);
  const std::uint64_t began = header_time(parent);
  append(index, time_code(now > began ? now - began : 0), 4);  // clocks may differ; an answer comes after
  index.push_back(random);
  return index;
}

}  // namespace postroom::mapiutil
