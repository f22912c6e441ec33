// One mail being parsed: its bytes, what of them GMime saw, and what its parts share.
#pragma once

#include "formats/gmime_library.h"
#include "formats/outline.h"
#include "formats/transfer_decoder.h"
#include "formats/value_keeper.h"

namespace postroom {

// Shared by a mail and the mails encoded inside it.
struct ParseState {
  LargeValues& large;
  ValueKeeper& keeper;
  MailWarnings& warnings;
  std::size_t parts = 0;
  bool is_too_complex = false;  // the mail passes a limit and must be kept in one piece
};

struct MailSource {
  RandomAccess& bytes;
  const Outline& outline;
  ParseState& state;

  // The bytes of a part's content; the stream is null for a part without.
  ByteRange content_range(GMimeStream* stream) const;
  // Whether what GMime read at these two places of the outline is all that stands there in the mail.
  bool is_unbroken(std::uint64_t begin, std::uint64_t end) const;
};

// Where the headers of a part or message stand in the outline; nothing without any.
std::optional<ByteRange> header_range(GMimeObject* object);

// The error that makes parse_mail() keep the mail in one piece; `reason` is a sentence.
Error too_complex(ParseState& state, std::string reason);

}  // namespace postroom
