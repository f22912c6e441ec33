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
  std::size_t& cuts_in_content;  // of what the outline leaves out, how much lies inside the content of parts

  // The bytes of a part's content; the stream is null for a part without.
  ByteRange content_range(GMimeStream* stream) const;
  // Notes what the outline leaves out of this content. All of it must be noted in the end: what is left out
  // of headers or of text between parts would be lost.
  void note_cuts(GMimeStream* content) const;
};

// Where the headers of a part or message stand in the outline; nothing without any.
std::optional<ByteRange> header_range(GMimeObject* object);

// The error that makes parse_mail() keep the mail in one piece; `reason` is a sentence.
Error too_complex(ParseState& state, std::string reason);

}  // namespace postroom
