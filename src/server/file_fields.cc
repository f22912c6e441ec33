#include "server/file_fields.h"

#include <postroom/text.h>

#include <algorithm>

namespace postroom::server {
namespace {

constexpr std::size_t kMaxFileName = 200;  // bytes; file systems take 255 at most

// Those that show or play and do nothing else. Neither HTML, XML, SVG, PDF nor anything that can hold a
// script.
constexpr std::string_view kSafeTypes[] = {
    "application/gzip",
    "application/json",
    "application/msword",
    "application/rtf",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/vnd.oasis.opendocument.presentation",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/zip",
    "audio/aac",
    "audio/flac",
    "audio/mpeg",
    "audio/mp4",
    "audio/ogg",
    "audio/wav",
    "audio/webm",
    "image/avif",
    "image/bmp",
    "image/gif",
    "image/jpeg",
    "image/png",
    "image/tiff",
    "image/webp",
    "message/rfc822",
    "text/calendar",
    "text/csv",
    "text/plain",
    "text/vcard",
    "video/mp4",
    "video/mpeg",
    "video/ogg",
    "video/quicktime",
    "video/webm",
};

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

// One name of a file, of whatever was sent as one: no path, no device, nothing hidden.
std::string plain_name(std::string_view name) {
  std::string plain = repair_utf8(name);
  if (const std::size_t slash = plain.find_last_of("/\\"); slash != plain.npos) plain.erase(0, slash + 1);
  std::replace_if(
      plain.begin(), plain.end(),
      [](char c) { return is_control(c) || std::string_view("\"<>:|?*").find(c) != std::string_view::npos; },
      '_');
  plain.erase(0, std::min(plain.find_first_not_of(". "), plain.size()));
  plain = std::string(truncate_utf8(plain, kMaxFileName));
  while (plain.ends_with(' ') || plain.ends_with('.')) plain.pop_back();
  return plain;
}

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

std::string ascii_name(const std::string& name) {
  std::string ascii;
  bool in_character = false;  // one sign for each that is not ASCII
  for (const char c : name) {
    if (is_ascii(c)) ascii += c;
    if (!is_ascii(c) && !in_character) ascii += '_';
    in_character = !is_ascii(c);
  }
  std::replace(ascii.begin(), ascii.end(), '%', '_');  // some browsers decode it
  return ascii;
}

// attr-char of RFC 8187; the rest in hexadecimal.
std::string extended_value(const std::string& name) {
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&+-.^_`|~";
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string value = "UTF-8''";
  for (const char c : name) {
    if (kPlain.find(c) != kPlain.npos) {
      value += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      value.append("%").append(1, kDigits[byte >> 4]).append(1, kDigits[byte & 15]);
    }
  }
  return value;
}

}  // namespace

std::string content_disposition(std::string_view name) {
  const std::string plain = plain_name(name);
  if (plain.empty()) return "attachment";
  const std::string ascii = ascii_name(plain);
  std::string disposition = "attachment; filename=\"" + ascii + "\"";
  if (ascii != plain) disposition += "; filename*=" + extended_value(plain);
  return disposition;
}

std::string safe_media_type(std::string_view type) {
  std::string lower = to_lower_ascii(type.substr(0, type.find(';')));
  while (lower.ends_with(' ')) lower.pop_back();
  const bool is_safe = std::find(std::begin(kSafeTypes), std::end(kSafeTypes), lower) != std::end(kSafeTypes);
  return is_safe ? lower : "application/octet-stream";
}

void add_file_fields(http::Fields& fields, std::string_view name, std::string_view type) {
  fields.set("Content-Type", safe_media_type(type));
  fields.set("Content-Disposition", content_disposition(name));
  fields.set("X-Content-Type-Options", "nosniff");
  fields.set("Content-Security-Policy", "sandbox; default-src 'none'");
}

}  // namespace postroom::server
