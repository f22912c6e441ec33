
#include <postroom/html_text.h>
#include <postroom/text.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace postroom {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kEntities = {{
    {"amp", "&"},
    {"lt", "<"},
    {"gt", ">"},
    {"quot", "\""},
    {"apos", "'"},
    {"nbsp", " "},
    {"ndash", "–"},
    {"mdash", "—"},
    {"hellip", "…"},
    {"euro", "€"},
    {"bull", "•"},
    {"copy", "©"},
}};
constexpr std::array<std::string_view, 13> kBlocks = {"p",  "div", "br", "tr", "li",    "h1",        "h2",
                                                      "h3", "h4",  "ul", "ol", "table", "blockquote"};
constexpr std::array<std::string_view, 4> kUnread = {"style", "script", "head", "title"};
constexpr std::size_t kLongestEntity = 12;

void append_character(std::string& text, std::uint32_t code) {
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xC0 | code >> 6);
    text += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    text += static_cast<char>(0xE0 | code >> 12);
    text += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    text += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    text += static_cast<char>(0xF0 | code >> 18);
    text += static_cast<char>(0x80 | (code >> 12 & 0x3F));
    text += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    text += static_cast<char>(0x80 | (code & 0x3F));
  }
}

// Decodes the entity at the start of `html`, which begins with '&'; returns its length, 0 if it is none.
std::size_t decode_entity(std::string_view html, std::string& text) {
  const std::size_t end = html.substr(0, kLongestEntity).find(';');
  if (end == std::string_view::npos || end < 2) return 0;
  std::string_view name = html.substr(1, end - 1);
  if (name[0] == '#') {
    const bool hexadecimal = name.size() > 1 && (name[1] | 0x20) == 'x';
    name.remove_prefix(hexadecimal ? 2 : 1);
    std::uint32_t code = 0;
    const auto [rest, error] =
        std::from_chars(name.data(), name.data() + name.size(), code, hexadecimal ? 16 : 10);
    const bool character = error == std::errc() && rest == name.data() + name.size() && code <= 0x10FFFF;
    if (!character || code == 0 || (code >= 0xD800 && code <= 0xDFFF)) return 0;
    append_character(text, code);
    return end + 1;
  }
  for (const auto& [entity, meaning] : kEntities) {
    if (entity != name) continue;
    text += meaning;
    return end + 1;
  }
  return 0;
}

std::string tag_name(std::string_view tag) {
  if (!tag.empty() && tag[0] == '/') tag.remove_prefix(1);
  const std::size_t end = std::min(tag.find_first_of(" \t\r\n/>"), tag.size());
  return to_lower_ascii(tag.substr(0, std::min<std::size_t>(end, 16)));
}

class Reader {
 public:
  explicit Reader(std::string_view html) : rest_(html) {}

  std::string take() {
    while (!rest_.empty()) {
      if (rest_[0] == '<') {
        read_tag();
      } else {
        read_text();
      }
    }
    text_.erase(text_.find_last_not_of(" \n") + 1);
    if (!text_.empty()) text_ += '\n';
    return std::move(text_);
  }

 private:
  void read_tag() {
    const bool comment = rest_.starts_with("<!--");
    const std::size_t close = comment ? rest_.find("-->") : rest_.find('>');
    const std::size_t length = close == std::string_view::npos ? rest_.size() : close + (comment ? 3 : 1);
    const std::string_view inside = rest_.substr(1, length - 1);
    const std::string name = comment ? "" : tag_name(inside);
    rest_.remove_prefix(length);
    if (std::find(kUnread.begin(), kUnread.end(), name) != kUnread.end() && !inside.starts_with('/')) {
      skip_to_end_of(name);
    } else if (std::find(kBlocks.begin(), kBlocks.end(), name) != kBlocks.end()) {
      end_line();
      if (name == "li" && !inside.starts_with('/')) text_ += "• ";
    } else if (name == "td" || name == "th") {
      space();
    }
  }

  // What a script says may look like tags; only its own end counts.
  void skip_to_end_of(std::string_view name) {
    for (std::size_t at = rest_.find("</"); at != std::string_view::npos; at = rest_.find("</", at + 2)) {
      if (tag_name(rest_.substr(at + 1, name.size() + 2)) != name) continue;
      rest_.remove_prefix(std::min(rest_.find('>', at), rest_.size() - 1) + 1);
      return;
    }
    rest_ = {};
  }

  void read_text() {
    const char c = rest_[0];
    std::size_t length = 0;
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      space();
    } else if (c != '&' || (length = decode_entity(rest_, text_)) == 0) {
      text_ += c;
    }
    rest_.remove_prefix(std::max<std::size_t>(length, 1));
  }

  void space() {
    if (!text_.empty() && text_.back() != ' ' && text_.back() != '\n') text_ += ' ';
  }

  void end_line() {
    while (!text_.empty() && text_.back() == ' ') text_.pop_back();
    if (!text_.empty() && !text_.ends_with("\n\n")) text_ += '\n';
  }

  std::string_view rest_;
  std::string text_;
};

}  // namespace

std::string html_to_text(std::string_view html) { return Reader(html).take(); }

}  // namespace postroom
