// Any bytes, as what an LMTP client sends: however they are cut, the replies and the mails are the same.
#include <cstdlib>

#include "lmtp/dialogue.h"

namespace {

using namespace postroom;

void expect(bool truth) {
  if (!truth) std::abort();
}

// All that was said, and the mails between the replies.
std::string converse(std::string_view bytes, std::size_t at_once) {
  static const lmtp::Addressees kAddressees({{"a@b", "shop"}});
  lmtp::Dialogue dialogue("mail", kAddressees,
                          {.command_line = 64, .recipients = 2, .bad_commands = 8, .mail = 64});
  std::string said = dialogue.take_replies();
  for (std::size_t at = 0; at < bytes.size() && !dialogue.is_over();) {
    at += dialogue.take(bytes.substr(at, at_once));
    said += dialogue.take_replies();
    if (!dialogue.has_mail()) continue;
    Bytes mail(dialogue.mail().size());
    expect(mail.size() <= 64 && dialogue.mail().read_at(0, mail).ok());
    if (!dialogue.obstacle()) said += as_text(mail);
    const std::size_t recipients = dialogue.envelope().recipients.size();
    expect(recipients >= 1 && recipients <= 2);
    dialogue.answer(std::vector<lmtp::Reply>(
        recipients, dialogue.obstacle().value_or(lmtp::Reply{250, "2.0.0", "Kept"})));
    said += dialogue.take_replies();
  }
  return said;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = as_text({data, size});
  const std::string whole = converse(bytes, SIZE_MAX);
  expect(converse(bytes, 1) == whole && converse(bytes, 7) == whole);
  return 0;
}
