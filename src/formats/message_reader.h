// A message that GMime has parsed, as content.
#pragma once

#include "formats/envelope.h"
#include "formats/mail_source.h"

namespace postroom {

// What only the outermost message has beside its content.
struct MessageExtras {
  std::string from_line;  // the mbox separator before the message, if any
  std::vector<std::string> keywords;
  MailMarks marks;
  std::optional<FileTime> delivered;
};

// `headers`: where they stand in the mail. `depth`: how many messages this one is embedded in.
Result<MessageContent> read_message(const MailSource& mail, GMimeMessage* message, ByteRange headers,
                                    int depth, MessageExtras& extras);

// Parses the bytes of a mail and reads the message in it.
Result<MessageContent> parse_message(RandomAccess& bytes, ParseState& state, int depth,
                                     MessageExtras& extras);

}  // namespace postroom
