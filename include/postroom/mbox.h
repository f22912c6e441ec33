// mbox files: many mails in one, each after a line that begins with "From ". Reading takes mboxrd and mboxo
// (lines
// ">From " inside a message lose one '>') with LF or CRLF lines; writing makes mboxrd. What a message needs
// to be written again as it stood is in its MboxFrame, so a file that is read and written again is the same
// file.
#pragma once

#include <postroom/bytes.h>
#include <postroom/time.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace postroom {

enum class FromQuoting {
  mboxrd,  // lines ">From ", ">>From " and so on carry one '>' more than the message
  none,    // the message has a bare line "From " that begins no other, so nothing in it is quoted
};

// What stands around a message in its file.
struct MboxFrame {
  std::string from_line;  // verbatim, its line end included
  FromQuoting quoting = FromQuoting::mboxrd;
  std::string separator = "\n";  // the empty line before the next From_ line, or nothing
  friend bool operator==(const MboxFrame&, const MboxFrame&) = default;
};

struct MboxEntry {
  MboxFrame frame;
  std::uint64_t offset = 0;  // of the message in the file, after the From_ line
  std::uint64_t length = 0;  // of its bytes there, still quoted, without the separator
  friend bool operator==(const MboxEntry&, const MboxEntry&) = default;
};

inline constexpr std::size_t kMaxFromLine = 2048;           // bytes; a longer line separates nothing
inline constexpr std::size_t kMaxMboxPreamble = 64 * 1024;  // bytes of empty lines before the first message

// Finds the messages of a file, in order, in bounded memory. `file` outlives it. One thread.
class MboxReader {
 public:
  // Code::invalid_argument when the first line that is not empty does not begin with "From ". An empty file
  // has no messages.
  static Result<MboxReader> open(RandomAccess& file);

  // Nothing after the last one.
  Result<std::optional<MboxEntry>> next();

  // The empty lines before the first message.
  const std::string& preamble() const { return preamble_; }
  // Bytes done, for a progress bar.
  std::uint64_t position() const { return next_from_; }

 private:
  explicit MboxReader(RandomAccess& file) : file_(&file) {}
  Result<std::optional<std::uint64_t>> find_from(std::uint64_t after);
  Status end_message(MboxEntry& entry, std::uint64_t end);

  RandomAccess* file_;
  std::string preamble_;
  std::uint64_t next_from_ = 0;  // the From_ line of the next message
  Bytes window_;                 // file bytes from window_start_ on
  std::uint64_t window_start_ = 0;
};

// The message of an entry without its quoting; small ones from memory, large ones read from `file`, which
// outlives it.
Result<std::unique_ptr<RandomAccess>> open_message(RandomAccess& file, const MboxEntry& entry);

// A frame for a message that came from elsewhere; "MAILER-DAEMON" stands for an empty sender.
MboxFrame make_mbox_frame(std::string_view sender_address, FileTime delivered);

// Writes messages one after another. `sink` outlives it.
class MboxWriter {
 public:
  explicit MboxWriter(Sink& sink) : sink_(sink) {}
  // Adds a line end before the From_ line when the message before it has none.
  Status write(const MboxFrame& frame, Source& message);

 private:
  Status put(std::string_view text);

  Sink& sink_;
  char last_ = '\n';
};

}  // namespace postroom
