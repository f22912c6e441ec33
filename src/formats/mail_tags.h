// Tags that only mail formats speak of (MS-OXPROPS).
#pragma once

#include <postroom/tags.h>

namespace postroom::tag {

inline constexpr PropertyTag reply_recipient_entries{0x004F0102};
inline constexpr PropertyTag reply_recipient_names{0x0050001F};
inline constexpr PropertyTag text_attachment_charset{0x371B001F};

}  // namespace postroom::tag

namespace postroom {

inline constexpr std::int32_t kAttachedInHtml = 0x4;  // PR_ATTACH_FLAGS: ATT_MHTML_REF

}  // namespace postroom
