// From a message in a file to what a store takes.
#pragma once

#include <postroom/transfer.h>

#include "transfer/mail_file.h"

namespace postroom::transfer {

inline constexpr std::uint64_t kMaxHeldSource =
    1 << 20;  // bytes of mail kept beside its content; more is a large value

struct NewMail {
  NewMessage message;
  std::vector<std::string> warnings;
  std::size_t memory = 0;  // bytes that it takes up, roughly
};

// Code::too_big when the mail passes a limit of the store; other failures are of the file or the store.
Result<NewMail> make_new_mail(RandomAccess& file, const MailPiece& piece, LargeValues& large,
                              const ImportOptions& options);

// The mail as an attachment of an empty message, for when the store refuses it as it was understood;
// `refusal` says why.
Result<NewMail> make_wrapped_mail(RandomAccess& file, const MailPiece& piece, LargeValues& large,
                                  const ImportOptions& options, const Error& refusal);

}  // namespace postroom::transfer
