// The words, numbers, quoted texts and signs of an expression (docs/expressions.md). Reads them one by one as
// they are asked for, so that a long text costs no list of them. A value: copy it to come back to a place.
#pragma once

#include <postroom/expression.h>

namespace postroom::expression {

enum class TokenKind : std::uint8_t {
  end,
  word,    // letters, digits and _ - . @ and all beyond ASCII; begins with a letter or _
  number,  // 12, -2.5, 1e3, 0x1F: as written
  date,    // 2026-11-28, 2026-11-28T10:00Z: as written, not yet looked at
  text,    // in "" or '': `value` is what it means
  binary,  // x'0A0B': `value` is the bytes
  bits,    // bits'7FF8000000000000': of a floating-point number; `value` is the bytes, most significant first
  guid,    // {…}: as written
  sign,    // ( ) [ ] , : / = != < <= > >= - +
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::size_t offset = 0;
  std::string_view written;
  std::string value;

  bool is_sign(std::string_view sign) const { return kind == TokenKind::sign && written == sign; }
  bool is_word(std::string_view lower_case) const;
  std::size_t end() const { return offset + written.size(); }
};

class Lexer {
 public:
  // `text`, which outlives it, is valid UTF-8.
  explicit Lexer(std::string_view text) : text_(text) {}

  // The next token, skipping spaces.
  Parsed<Token> next();
  std::string_view text() const { return text_; }
  std::size_t place() const { return place_; }

 private:
  Token take(TokenKind kind, std::size_t length);
  Token take_number();
  Parsed<Token> take_quoted(TokenKind kind, std::size_t prefix);
  Parsed<Token> take_guid();
  Parsed<Token> take_sign();
  std::optional<ExpressionError> unescape(std::size_t& at, std::string& value) const;
  char at(std::size_t place) const { return place < text_.size() ? text_[place] : '\0'; }

  std::string_view text_;
  std::size_t place_ = 0;
};

// Limits and UTF-8, before anything else.
std::optional<ExpressionError> refuse(std::string_view text);

// As a word after which the text goes on: whether it can stand without quotes.
bool is_plain_word(std::string_view text);

// In quotation marks, on one line and harmless on a terminal; reads back the same bytes.
std::string quoted(std::string_view bytes);

// x'0a0b', or the same behind another prefix.
std::string quoted_bytes(std::string_view prefix, ByteView bytes);

ExpressionError error_at(const Token& token, std::string message);

}  // namespace postroom::expression
