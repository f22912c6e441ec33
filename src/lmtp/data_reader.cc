#include "lmtp/data_reader.h"

#include <algorithm>

namespace postroom::lmtp {

void DataReader::keep(std::string_view bytes) {
  size_ += bytes.size();
  if (size_ > most_ || failure_) return;
  if (const Status written = mail_.write(as_bytes(bytes)); !written.ok()) failure_ = written.error();
}

// What stands within a line goes through in one piece; its ends and dots one by one.
std::size_t DataReader::take(std::string_view bytes) {
  std::size_t taken = 0;
  while (taken < bytes.size() && place_ != Place::end) {
    if (place_ == Place::inside) {
      const std::size_t cr = std::min(bytes.find('\r', taken), bytes.size());
      keep(bytes.substr(taken, cr - taken));
      taken = cr;
      if (taken == bytes.size()) break;
    }
    step(bytes[taken++]);
  }
  return taken;
}

// A dot that begins a line is kept back, and so is a CR behind it, until it is known what they mean.
void DataReader::step(char c) {
  const std::string_view one(&c, 1);
  switch (place_) {
    case Place::line_start:
      if (c == '.') {
        place_ = Place::after_dot;
        return;
      }
      keep(one);
      place_ = c == '\r' ? Place::after_cr : Place::inside;
      return;
    case Place::inside:
      keep(one);
      if (c == '\r') place_ = Place::after_cr;
      return;
    case Place::after_cr:
      keep(one);
      if (c != '\r') place_ = c == '\n' ? Place::line_start : Place::inside;
      return;
    case Place::after_dot:
      if (c == '\r') {
        place_ = Place::after_dot_cr;
        return;
      }
      keep(one);
      place_ = Place::inside;
      return;
    case Place::after_dot_cr:
      if (c == '\n') {
        place_ = Place::end;
        return;
      }
      keep("\r");  // the dot was one that had been put in
      keep(one);
      place_ = c == '\r' ? Place::after_cr : Place::inside;
      return;
    case Place::end:
      return;
  }
}

}  // namespace postroom::lmtp
