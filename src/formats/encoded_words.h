// GMime 3.2.13 loses text: of neighbouring encoded words in base64 and the same charset it decodes none after
// the first that ends in padding ("=?UTF-8?B?YWI=?= =?UTF-8?B?YWJj?=" gives "ab"). An empty word of another
// encoding between them keeps them apart.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "formats/gmime_library.h"

namespace postroom {

// The header with such words kept apart; nothing when it has none.
std::optional<std::string> part_padded_words(std::string_view header);

// The same for all headers of an object, which GMime then reads anew. Their raw text is no longer that of the
// mail.
void mend_headers(GMimeObject* object);

}  // namespace postroom
