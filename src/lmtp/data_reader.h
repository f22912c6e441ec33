// The text of a mail as it comes behind DATA, up to the line with a dot alone (RFC 5321, 4.5.2). Only CR LF
// ends a line here: what has lone ones among others is kept as it is, and cannot smuggle in a second mail.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "transfer/spool.h"

namespace postroom::lmtp {

class DataReader {
 public:
  // Keeps at most `most` bytes.
  explicit DataReader(std::uint64_t most) : most_(most) {}

  // Takes bytes up to the end of the mail; returns how many.
  std::size_t take(std::string_view bytes);
  bool is_done() const { return place_ == Place::end; }

  // What has come, once it is done: without the dots that were put in, and without the line that ended it.
  transfer::Spool& mail() { return mail_; }
  bool is_too_big() const { return size_ > most_; }
  // Why it could not be kept.
  const std::optional<Error>& failure() const { return failure_; }

 private:
  enum class Place { line_start, inside, after_cr, after_dot, after_dot_cr, end };
  void step(char c);
  void keep(std::string_view bytes);

  const std::uint64_t most_;
  std::uint64_t size_ = 0;
  Place place_ = Place::line_start;
  transfer::Spool mail_;
  std::optional<Error> failure_;
};

}  // namespace postroom::lmtp
