// Text between Postroom (UTF-8) and MAPI: wide text is wchar_t, a code point each; 8-bit text is UTF-8.
#pragma once

#include <mapi/mapidefs.h>
#include <postroom/result.h>

#include <string>
#include <string_view>

#include "mapi/memory.h"

namespace postroom::mapi {

// MAPI_UNICODE in the flags of a call: the LPTSTR of that call are wide.
enum class Width { narrow, wide };
inline Width width_of(ULONG flags) { return (flags & MAPI_UNICODE) != 0 ? Width::wide : Width::narrow; }

inline constexpr std::size_t kMaxText = std::size_t{64} << 20;  // characters of one text that comes in

// Code::invalid_argument for null and for what is no Unicode, too_big past kMaxText. Surrogate pairs in wide
// text, as programs that think in UTF-16 write them, become one character. 8-bit text that is not UTF-8 is
// taken for Windows-1252.
Result<std::string> from_wide(const wchar_t* text);
Result<std::string> from_narrow(const char* text);
Result<std::string> from_text(LPCTSTR text, Width width);
// 8-bit text that is there already, and so as long as it is.
std::string to_utf8(std::string_view bytes);

wchar_t* to_wide(std::string_view text, Block& block);  // ends in 0
char* to_narrow(std::string_view text, Block& block);
LPTSTR to_text(std::string_view text, Width width, Block& block);

std::u16string to_utf16(std::string_view text);
// Code::corrupt for half a surrogate pair.
Result<std::string> from_utf16(std::u16string_view text);

}  // namespace postroom::mapi
