#include "lmtp/addressees.h"

#include <postroom/text.h>

namespace postroom::lmtp {

Addressees::Addressees(const std::vector<Mailbox>& mailboxes) {
  for (const Mailbox& mailbox : mailboxes) stores_[to_lower_ascii(mailbox.address)] = mailbox.store;
}

const std::string* Addressees::find(std::string_view address) const {
  std::string wanted = to_lower_ascii(address);
  if (const auto exact = stores_.find(wanted); exact != stores_.end()) return &exact->second;
  const std::size_t at = wanted.rfind('@'), plus = wanted.find('+');
  if (at == wanted.npos || plus == wanted.npos || plus == 0 || plus > at) return nullptr;
  wanted.erase(plus, at - plus);
  const auto found = stores_.find(wanted);
  return found == stores_.end() ? nullptr : &found->second;
}

}  // namespace postroom::lmtp
