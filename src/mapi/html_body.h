// PR_HTML and PR_BODY_HTML are one property: bytes in the code page that PR_INTERNET_CPID says, and the same
// as text. It is stored as bytes ("PidTagHtml" in the Outlook MAPI reference; MS-OXCMSG 2.2.1.58.9).
#pragma once

#include <postroom/property.h>

#include <optional>
#include <string>

#include "mapi/properties.h"

namespace postroom::mapi {

inline constexpr PropertyTag kHtmlText(0x1013001F);  // PR_BODY_HTML_W

bool is_html(PropertyTag tag);

// The text of PR_HTML. UTF-8, ASCII, ISO 8859-1 and Windows-1252 are known, and so is a code page that is not
// there; nothing otherwise.
std::optional<std::string> decode_html(ByteView bytes, std::optional<std::int32_t> code_page);
// The inverse, for any code page that begins with ASCII: characters that the page lacks, or that cannot be
// told, become numeric references.
Bytes encode_html(std::string_view text, std::optional<std::int32_t> code_page);

// PR_INTERNET_CPID.
Result<std::optional<std::int32_t>> code_page_of(Properties& properties);

}  // namespace postroom::mapi
