// The text of a part: decoded, and in UTF-8 or as HTML bytes of a known code page.
#pragma once

#include <string>

#include "formats/mail_warnings.h"
#include "formats/transfer_decoder.h"
#include "formats/value_keeper.h"

namespace postroom {

struct TextContent {
  Value value;
  int code_page = 0;
};

// Where a part's content lies in the mail, and how it is encoded.
struct PartContent {
  RandomAccess& mail;
  ByteRange range;
  GMimeContentEncoding encoding;
  std::string charset;  // as declared; may be empty
};

// PR_BODY: UTF-8 text. Guesses UTF-8, else windows-1252, when the charset is missing, unknown or plainly
// wrong.
Result<TextContent> read_plain_text(const PartContent& part, ValueKeeper& keeper, MailWarnings& warnings);

// PR_HTML: the bytes as they are, and the code page they are in.
Result<TextContent> read_html(const PartContent& part, ValueKeeper& keeper, MailWarnings& warnings);

}  // namespace postroom
