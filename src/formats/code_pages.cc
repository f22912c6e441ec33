#include "formats/code_pages.h"

#include <postroom/text.h>

namespace postroom {
namespace {

struct CodePage {
  int number;
  std::string_view charset;  // the first name of a number is the one that is written
};

constexpr CodePage kCodePages[] = {
    {65001, "utf-8"},
    {65001, "utf8"},
    {20127, "us-ascii"},
    {20127, "ascii"},
    {20127, "ansi_x3.4-1968"},
    {28591, "iso-8859-1"},
    {28591, "latin1"},
    {28591, "iso8859-1"},
    {28592, "iso-8859-2"},
    {28593, "iso-8859-3"},
    {28594, "iso-8859-4"},
    {28595, "iso-8859-5"},
    {28596, "iso-8859-6"},
    {28597, "iso-8859-7"},
    {28598, "iso-8859-8"},
    {38598, "iso-8859-8-i"},
    {28599, "iso-8859-9"},
    {28603, "iso-8859-13"},
    {28605, "iso-8859-15"},
    {1250, "windows-1250"},
    {1250, "cp1250"},
    {1251, "windows-1251"},
    {1251, "cp1251"},
    {1252, "windows-1252"},
    {1252, "cp1252"},
    {1253, "windows-1253"},
    {1254, "windows-1254"},
    {1255, "windows-1255"},
    {1256, "windows-1256"},
    {1257, "windows-1257"},
    {1258, "windows-1258"},
    {874, "windows-874"},
    {874, "tis-620"},
    {20866, "koi8-r"},
    {21866, "koi8-u"},
    {932, "shift_jis"},
    {932, "x-sjis"},
    {932, "cp932"},
    {932, "windows-31j"},
    {50220, "iso-2022-jp"},
    {51932, "euc-jp"},
    {949, "ks_c_5601-1987"},
    {51949, "euc-kr"},
    {50225, "iso-2022-kr"},
    {936, "gb2312"},
    {936, "gbk"},
    {936, "cp936"},
    {54936, "gb18030"},
    {52936, "hz-gb-2312"},
    {950, "big5"},
    {950, "cp950"},
    {437, "ibm437"},
    {850, "ibm850"},
    {852, "ibm852"},
    {855, "ibm855"},
    {866, "ibm866"},
    {866, "cp866"},
    {10000, "macintosh"},
    {1200, "utf-16"},
    {1200, "utf-16le"},
    {1201, "utf-16be"},
    {65000, "utf-7"},
};

}  // namespace

std::optional<int> code_page_of(std::string_view charset) {
  for (const CodePage& page : kCodePages) {
    if (equals_ignoring_ascii_case(page.charset, charset)) return page.number;
  }
  return std::nullopt;
}

std::string_view charset_of(int code_page) {
  for (const CodePage& page : kCodePages) {
    if (page.number == code_page) return page.charset;
  }
  return {};
}

}  // namespace postroom
