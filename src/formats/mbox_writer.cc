#include <postroom/mbox.h>

#include <chrono>
#include <cstdio>

#include "base/try.h"
#include "formats/from_quotes.h"

namespace postroom {
namespace {

constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::size_t kMaxSender = 320;  // bytes of an address

std::string asctime_of(FileTime time) {
  using namespace std::chrono;
  const sys_seconds moment{seconds(to_unix_seconds(time))};
  const auto day = floor<days>(moment);
  const year_month_day date(day);
  const hh_mm_ss clock(moment - day);
  char text[64];
  std::snprintf(text, sizeof text, "%s %s %2u %02d:%02d:%02d %04d", kDays[weekday(day).c_encoding()],
                kMonths[static_cast<unsigned>(date.month()) - 1], static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()), static_cast<int>(date.year()));
  return text;
}

}  // namespace

MboxFrame make_mbox_frame(std::string_view sender_address, FileTime delivered) {
  std::string sender;
  for (const char c : sender_address.substr(0, kMaxSender)) {
    if (static_cast<unsigned char>(c) > ' ' && c != 127) sender += c;
  }
  MboxFrame frame;
  frame.from_line =
      "From " + (sender.empty() ? "MAILER-DAEMON" : sender) + " " + asctime_of(delivered) + "\n";
  return frame;
}

Status MboxWriter::put(std::string_view text) {
  if (text.empty()) return ok_status();
  last_ = text.back();
  return sink_.write(as_bytes(text));
}

Status MboxWriter::write(const MboxFrame& frame, Source& message) {
  if (last_ != '\n') TRY(put("\n"));
  TRY(put(frame.from_line));
  FromQuotes quotes(FromQuotes::Way::add);
  std::array<std::uint8_t, 16 * 1024> buffer;
  std::string quoted;
  for (;;) {
    TRY_SET(const std::size_t count, message.read(buffer));
    const std::string_view piece = as_text(ByteView(buffer).first(count));
    quoted.clear();
    if (frame.quoting == FromQuoting::none)
      quoted = piece;
    else if (count == 0)
      quotes.finish(quoted);
    else
      quotes.feed(piece, quoted);
    TRY(put(quoted));
    if (count == 0) return put(frame.separator);
  }
}

}  // namespace postroom
