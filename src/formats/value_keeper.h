// Turns bytes into values: short ones stay in the message, long ones go to the large values. What stays in
// one mail is bounded too, so that thousands of small attachments do not make a message that cannot be
// stored.
#pragma once

#include <postroom/large_values.h>
#include <postroom/mail.h>

namespace postroom {

class ValueKeeper {
 public:
  explicit ValueKeeper(LargeValues& large) : large_(large) {}

  Result<Value> keep_text(std::string text);
  Result<Value> keep_bytes(Bytes bytes);
  // Text must be UTF-8 already. `size` gets the number of bytes.
  Result<Value> keep(PropertyTag tag, Source& source, std::uint64_t& size);

 private:
  bool may_stay(std::size_t size);

  LargeValues& large_;
  std::size_t inline_bytes_ = 0;
};

}  // namespace postroom
