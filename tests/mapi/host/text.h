// Text of MAPI as std::string (UTF-8), for the host and the tests. Wide text is a code point a unit.
#pragma once

#include <mapi/mapidefs.h>

#include <string>

namespace mapi_host {

std::wstring to_wide(const std::string& utf8);
std::string to_utf8(const wchar_t* wide);
inline std::string to_utf8(const std::wstring& wide) { return to_utf8(wide.c_str()); }
std::string utf8_from_utf16le(const std::string& bytes);
std::string utf16le_from_utf8(const std::string& utf8);

}  // namespace mapi_host
