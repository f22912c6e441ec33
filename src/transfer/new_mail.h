// From a message in a file to what a store takes.
#pragma once

#include <postroom/maildir.h>
#include <postroom/transfer.h>

#include "transfer/mail_file.h"

namespace postroom::transfer {

inline constexpr std::uint64_t kMaxHeldSource =
    1 << 20;  // bytes of mail kept beside its content; more is a large value

struct NewMail {
  NewMessage message;
  std::vector<std::string> warnings;
};

// Code::too_big when the mail passes a limit of the store; other failures are of the file or the store.
// In a Maildir the name of the mail's file says how it is marked, not its headers.
Result<NewMail> make_new_mail(RandomAccess& file, const MailPiece& piece, LargeValues& large,
                              const ImportOptions& options, const std::optional<MaildirName>& name = {});

// What is tried next when the store refuses a message.
enum class Reduced {
  without_names,  // no named properties: its keywords and what stood around it in an mbox; the store may be
                  // full of names
  to_attachment,  // an empty message with the mail as its attachment
};

// As make_new_mail(), but less; a warning says so and gives the `refusal`.
Result<NewMail> make_reduced_mail(RandomAccess& file, const MailPiece& piece, LargeValues& large,
                                  const ImportOptions& options, Reduced how, const Error& refusal,
                                  const std::optional<MaildirName>& name = {});

}  // namespace postroom::transfer
