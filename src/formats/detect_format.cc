#include <postroom/mail.h>

#include "base/try.h"

namespace postroom {

Result<MailFormat> detect_format(RandomAccess& bytes) {
  constexpr std::uint64_t kLookedAt = 64 * 1024;
  RangeSource start(bytes, 0, kLookedAt);
  TRY_SET(const Bytes beginning, read_all(start, kLookedAt));
  std::string_view text = as_text(beginning);
  text.remove_prefix(std::min(text.find_first_not_of("\r\n"), text.size()));
  return text.starts_with("From ") ? MailFormat::mbox : MailFormat::eml;
}

}  // namespace postroom
