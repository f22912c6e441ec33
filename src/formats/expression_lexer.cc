#include "formats/expression_lexer.h"

#include <postroom/text.h>

#include "base/try.h"
#include "model/hexadecimal.h"

namespace postroom::expression {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80; }
bool begins_word(char c) { return is_letter(c) || c == '_' || is_beyond_ascii(c); }
bool continues_word(char c) { return begins_word(c) || is_digit(c) || c == '-' || c == '.' || c == '@'; }

// Of the first character of valid UTF-8.
std::size_t character_bytes(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

void append_utf8(std::string& text, std::uint32_t code) {
  const auto tail = [&](int shift) { text += static_cast<char>(0x80 | ((code >> shift) & 0x3F)); };
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xC0 | code >> 6);
    tail(0);
  } else if (code < 0x10000) {
    text += static_cast<char>(0xE0 | code >> 12);
    tail(6);
    tail(0);
  } else {
    text += static_cast<char>(0xF0 | code >> 18);
    tail(12);
    tail(6);
    tail(0);
  }
}

std::uint32_t code_of(std::string_view character) {
  if (character.size() == 1) return static_cast<unsigned char>(character[0]);
  std::uint32_t code = static_cast<unsigned char>(character[0]) & (0xFFu >> (character.size() + 1));
  for (const char c : character.substr(1)) code = code << 6 | (static_cast<unsigned char>(c) & 0x3F);
  return code;
}

// Control characters, line and paragraph separators, and what turns the direction of writing around.
bool is_written_by_code(std::uint32_t code) {
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x061C || code == 0x200E || code == 0x200F ||
         (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
}

// The first character if it is valid, else nothing.
std::string_view valid_character(std::string_view text) {
  const std::string_view character = text.substr(0, character_bytes(text[0]));
  return is_valid_utf8(character) ? character : std::string_view();
}

constexpr std::string_view kSigns[] = {"<=", ">=", "!=", "<>", "==", "<", ">", "=", "(",
                                       ")",  "[",  "]",  ",",  ":",  "/", "-", "+"};

}  // namespace

bool Token::is_word(std::string_view lower_case) const {
  return kind == TokenKind::word && equals_ignoring_ascii_case(written, lower_case);
}

ExpressionError error_at(const Token& token, std::string message) {
  return {token.offset, token.written.size(), std::move(message)};
}

Token Lexer::take(TokenKind kind, std::size_t length) {
  Token token{kind, place_, text_.substr(place_, length), {}};
  place_ += token.written.size();
  return token;
}

Parsed<Token> Lexer::next() {
  while (place_ < text_.size() && is_space(text_[place_])) ++place_;
  if (place_ == text_.size()) return take(TokenKind::end, 0);
  const char c = text_[place_];
  if (c == '"' || c == '\'') return take_quoted(TokenKind::text, 0);
  if ((c == 'x' || c == 'X') && at(place_ + 1) == '\'') return take_quoted(TokenKind::binary, 1);
  if (text_.substr(place_, 5) == "bits'") return take_quoted(TokenKind::bits, 4);
  if (c == '{') return take_guid();
  if (begins_word(c)) {
    std::size_t end = place_;
    while (end < text_.size() && continues_word(text_[end])) ++end;
    return take(TokenKind::word, end - place_);
  }
  const bool is_minus = c == '-' && is_digit(at(place_ + 1)) && at(place_ + 2) != 'x';
  return is_digit(c) || is_minus ? take_number() : take_sign();
}

Token Lexer::take_number() {
  std::size_t end = place_ + (text_[place_] == '-' ? 1 : 0);
  const std::size_t first = end;
  const auto skip = [&](auto belongs) {
    while (belongs(at(end))) ++end;
  };
  if (at(end) == '0' && (at(end + 1) == 'x' || at(end + 1) == 'X')) {
    end += 2;
    skip([](char c) { return is_digit(c) || is_letter(c); });
    return take(TokenKind::number, end - place_);
  }
  skip(is_digit);
  if (end - first == 4 && at(end) == '-' && is_digit(at(end + 1))) {
    skip([](char c) { return is_digit(c) || is_letter(c) || c == '-' || c == ':' || c == '.' || c == '+'; });
    return take(TokenKind::date, end - place_);
  }
  if (at(end) == '.' && is_digit(at(end + 1))) {
    ++end;
    skip(is_digit);
  }
  if (at(end) == 'e' || at(end) == 'E') {
    const bool has_sign = at(end + 1) == '-' || at(end + 1) == '+';
    if (is_digit(at(end + (has_sign ? 2 : 1)))) {
      end += has_sign ? 2 : 1;
      skip(is_digit);
    }
  }
  return take(TokenKind::number, end - place_);
}

Parsed<Token> Lexer::take_quoted(TokenKind kind, std::size_t prefix) {
  const char mark = text_[place_ + prefix];
  std::string value;
  std::size_t end = place_ + prefix + 1;
  while (end < text_.size() && text_[end] != mark) {
    if (text_[end] == '\\' && kind == TokenKind::text) {
      if (auto error = unescape(end, value)) return *std::move(error);
    } else {
      value += text_[end++];
    }
  }
  if (end == text_.size()) {
    return ExpressionError{place_, prefix + 1,
                           std::string("Expected ") + mark + " at the end of what is quoted here."};
  }
  Token token = take(kind, end + 1 - place_);
  if (kind != TokenKind::text) {
    const auto bytes = parse_hexadecimal_bytes(value);
    if (!bytes)
      return error_at(token, "Expected hexadecimal digits between the quotation marks, two for each byte.");
    value.assign(bytes->begin(), bytes->end());
  }
  token.value = std::move(value);
  return token;
}

// `at` is the place of a "\", and goes behind what belongs to it.
std::optional<ExpressionError> Lexer::unescape(std::size_t& place, std::string& value) const {
  constexpr std::string_view kLetters = "nrt\\\"'";
  constexpr std::string_view kMeanings = "\n\r\t\\\"'";
  const char letter = at(place + 1);
  if (letter != '\0') {
    if (const std::size_t known = kLetters.find(letter); known != std::string_view::npos) {
      value += kMeanings[known];
      place += 2;
      return std::nullopt;
    }
  }
  if (letter == 'x') {
    if (const auto byte = parse_hexadecimal_bytes(text_.substr(place + 2, 2)); byte && byte->size() == 1) {
      value += static_cast<char>(byte->front());
      place += 4;
      return std::nullopt;
    }
  }
  if (letter == 'u' && at(place + 2) == '{') {
    const std::size_t digits = place + 3;
    const std::size_t close = text_.substr(0, digits + 7).find('}', digits);
    const auto code = close == std::string_view::npos
                          ? std::nullopt
                          : parse_hexadecimal(text_.substr(digits, close - digits));
    if (code && *code <= 0x10FFFF && (*code < 0xD800 || *code > 0xDFFF)) {
      append_utf8(value, static_cast<std::uint32_t>(*code));
      place = close + 1;
      return std::nullopt;
    }
  }
  const std::size_t length = place + 1 < text_.size() ? 1 + character_bytes(letter) : 1;
  return ExpressionError{
      place, length, R"(Expected \\, \", \', \n, \r, \t, \xNN or \u{N}: write \\ for a backslash itself.)"};
}

Parsed<Token> Lexer::take_guid() {
  constexpr std::size_t kLongest = 38;
  const std::size_t close = text_.substr(0, place_ + kLongest).find('}', place_);
  if (close == std::string_view::npos) {
    return ExpressionError{place_, 1, "Expected a GUID such as {00062002-0000-0000-c000-000000000046}."};
  }
  const Token token = take(TokenKind::guid, close + 1 - place_);
  if (parse_guid(token.written)) return token;
  return error_at(token, "Expected a GUID such as {00062002-0000-0000-c000-000000000046}.");
}

Parsed<Token> Lexer::take_sign() {
  for (const std::string_view sign : kSigns) {
    if (text_.substr(place_).starts_with(sign)) return take(TokenKind::sign, sign.size());
  }
  return ExpressionError{place_, character_bytes(text_[place_]),
                         "This character means nothing here: put text in quotation marks."};
}

std::optional<ExpressionError> refuse(std::string_view text) {
  if (text.size() > kMaxExpressionBytes) {
    return ExpressionError{0, 0,
                           "The text is too long: at most " + std::to_string(kMaxExpressionBytes) +
                               " bytes are read, and it has " + std::to_string(text.size()) + "."};
  }
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view character = valid_character(text.substr(i));
    if (character.empty()) {
      return ExpressionError{i, 1, "Expected text in UTF-8: this byte belongs to no character."};
    }
    i += character.size();
  }
  return std::nullopt;
}

bool is_plain_word(std::string_view text) {
  if (text.empty() || !begins_word(text[0]) || is_beyond_ascii(text[0])) return false;
  for (const char c : text) {
    if (!continues_word(c) || is_beyond_ascii(c)) return false;
  }
  return true;
}

std::string quoted_bytes(std::string_view prefix, ByteView bytes) {
  std::string text = std::string(prefix) + "'";
  append_hexadecimal(text, bytes);
  return text + "'";
}

std::string quoted(std::string_view bytes) {
  constexpr std::string_view kShort = "\n\r\t\\\"";
  constexpr std::string_view kLetters = "nrt\\\"";
  std::string text = "\"";
  while (!bytes.empty()) {
    const std::string_view character = valid_character(bytes);
    if (character.empty()) {
      text += "\\x";
      append_hexadecimal(text, as_bytes(bytes.substr(0, 1)));
    } else if (const auto known = kShort.find(character[0]); known != std::string_view::npos) {
      text += '\\';
      text += kLetters[known];
    } else if (const std::uint32_t code = code_of(character); !is_written_by_code(code)) {
      text += character;
    } else if (code < 0x80) {
      text += "\\x";
      append_hexadecimal(text, as_bytes(character));
    } else {
      char digits[16];
      std::snprintf(digits, sizeof digits, "\\u{%04X}", code);
      text += digits;
    }
    bytes.remove_prefix(std::max<std::size_t>(character.size(), 1));
  }
  return text + '"';
}

}  // namespace postroom::expression
