#include <postroom/mbox.h>

#include <algorithm>
#include <cstring>

#include "base/try.h"
#include "formats/mail_lines.h"
#include "formats/mbox_separator.h"

namespace postroom {
namespace {

constexpr std::size_t kWindow = 1024 * 1024;  // bytes of the file held at once
constexpr std::size_t kUsualFromLine = 128;     // bytes; a longer From_ line costs another look
constexpr std::string_view kFrom = "From ";

Result<std::string> read_piece(RandomAccess& file, std::uint64_t offset, std::size_t limit) {
  std::string piece(limit, '\0');
  std::size_t size = 0;
  while (size < limit) {
    TRY_SET(
        const std::size_t count,
        file.read_at(offset + size, {reinterpret_cast<std::uint8_t*>(piece.data()) + size, limit - size}));
    if (count == 0) break;
    size += count;
  }
  piece.resize(size);
  return piece;
}

// Where "\nFrom " stands in `bytes` from `at` on; npos if nowhere.
std::size_t find_from_in(std::string_view bytes, std::size_t at) {
  while (at < bytes.size()) {
    const void* newline = std::memchr(bytes.data() + at, '\n', bytes.size() - at);
    if (!newline) break;
    at = static_cast<std::size_t>(static_cast<const char*>(newline) - bytes.data());
    if (bytes.substr(at + 1, kFrom.size()) == kFrom) return at;
    ++at;
  }
  return std::string_view::npos;
}

}  // namespace

Result<MboxReader> MboxReader::open(RandomAccess& file) {
  MboxReader reader(file);
  TRY_SET(const std::string start, read_piece(file, 0, kMaxMboxPreamble));
  const std::size_t first = std::min(start.find_first_not_of("\r\n"), start.size());
  reader.preamble_ = start.substr(0, first);
  reader.next_from_ = first;
  if (first == start.size() && start.size() == file.size()) return reader;
  if (start.compare(first, kFrom.size(), kFrom) != 0 ||
      first_line(start.substr(first)).size() > kMaxFromLine) {
    return Error{
        Code::invalid_argument,
        "This is not an mbox file: its first line does not begin with \"From \". Import it as a single mail "
        "if it is one.",
        {}};
  }
  return reader;
}

Result<std::optional<MboxEntry>> MboxReader::next() {
  if (next_from_ >= file_->size()) return std::optional<MboxEntry>();
  MboxEntry entry;
  TRY_SET(std::string start, read_piece(*file_, next_from_, kUsualFromLine));
  if (start.find('\n') == std::string::npos) {
    TRY_SET(start, read_piece(*file_, next_from_, kMaxFromLine));
  }
  entry.frame.from_line = first_line(start);
  entry.offset = next_from_ + entry.frame.from_line.size();
  for (std::uint64_t after = entry.offset;;) {
    TRY_SET(const auto found, find_from(after));
    const std::uint64_t line = found.value_or(file_->size());
    bool separates = true;
    if (found) {
      TRY_SET(separates, is_separator(*file_, line));
    }
    if (separates) {
      TRY(end_message(entry, line));
      return std::optional(std::move(entry));
    }
    entry.frame.quoting = FromQuoting::none;
    after = line + kFrom.size();
  }
}

// The message of `entry` ends at `end`, or before an empty line there.
Status MboxReader::end_message(MboxEntry& entry, std::uint64_t end) {
  const std::uint64_t length = end - entry.offset;
  const std::uint64_t seen = std::min<std::uint64_t>(length, 4);
  TRY_SET(const std::string tail, read_piece(*file_, end - seen, seen));
  TRY_SET(const std::string head,
          read_piece(*file_, entry.offset, std::min<std::uint64_t>(length, kFrom.size())));
  if (head == kFrom) entry.frame.quoting = FromQuoting::none;
  const std::string_view view = tail;
  entry.frame.separator = view.ends_with("\r\n\r\n") || view == "\r\n" ? "\r\n"
                          : view.ends_with("\n\n") || view == "\n"     ? "\n"
                                                                       : "";
  entry.length = length - entry.frame.separator.size();
  next_from_ = end;
  return ok_status();
}

// The next line "From " that begins after `after`, wherever it stands in a message.
Result<std::optional<std::uint64_t>> MboxReader::find_from(std::uint64_t after) {
  for (std::uint64_t place = after;;) {
    if (place < window_start_ || place + kFrom.size() >= window_start_ + window_.size()) {
      if (place >= file_->size()) return std::optional<std::uint64_t>();
      window_.resize(kWindow);
      TRY_SET(const std::size_t count, file_->read_at(place, window_));
      window_.resize(count);
      window_start_ = place;
      if (count <= kFrom.size()) return std::optional<std::uint64_t>();
    }
    const std::size_t at = find_from_in(as_text(window_), place - window_start_);
    if (at != std::string_view::npos) return std::optional(window_start_ + at + 1);
    place = window_start_ + window_.size() - kFrom.size();
  }
}

}  // namespace postroom
