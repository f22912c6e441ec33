#include "mapi/host/text.h"


namespace mapi_host {
namespace {

void append(std::string& out, char32_t c) {
  const auto put = [&](char32_t bits) { out.push_back(static_cast<char>(bits)); };
  if (c < 0x80) return put(c);
  if (c < 0x800) {
    put(0xC0 | c >> 6);
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3F));
  } else {
    put(0xF0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3F));
    put(0x80 | (c >> 6 & 0x3F));
  }
  put(0x80 | (c & 0x3F));
}

std::u32string characters(const std::string& utf8) {
  std::u32string all;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const int more = lead < 0x80 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    char32_t c = more == 0 ? lead : lead & (0x3F >> more);
    for (int k = 1; k <= more && i + k < utf8.size(); ++k) c = c << 6 | (static_cast<unsigned char>(utf8[i + k]) & 0x3F);
    all.push_back(c);
    i += 1 + more;
  }
  return all;
}

}  // namespace

std::wstring to_wide(const std::string& utf8) {
  std::wstring wide;
  for (const char32_t c : characters(utf8)) wide.push_back(static_cast<wchar_t>(c));
  return wide;
}

std::string to_utf8(const wchar_t* wide) {
  std::string out;
  for (; wide && *wide; ++wide) append(out, static_cast<char32_t>(*wide));
  return out;
}

std::string utf16le_from_utf8(const std::string& utf8) {
  std::string out;
  const auto put = [&](unsigned unit) {
    out.push_back(static_cast<char>(unit));
    out.push_back(static_cast<char>(unit >> 8));
  };
  for (const char32_t c : characters(utf8)) {
    if (c < 0x10000) {
      put(static_cast<unsigned>(c));
    } else {
      put(0xD800 + ((c - 0x10000) >> 10));
      put(0xDC00 + ((c - 0x10000) & 0x3FF));
    }
  }
  return out;
}

std::string utf8_from_utf16le(const std::string& bytes) {
  std::string out;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    char32_t c = static_cast<unsigned char>(bytes[i]) | static_cast<unsigned char>(bytes[i + 1]) << 8;
    if (c >= 0xD800 && c < 0xDC00 && i + 3 < bytes.size()) {
      const char32_t low = static_cast<unsigned char>(bytes[i + 2]) | static_cast<unsigned char>(bytes[i + 3]) << 8;
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
      i += 2;
    }
    append(out, c);
  }
  return out;
}

}  // namespace mapi_host
