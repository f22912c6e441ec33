// An expression's tokens with one looked at in advance.
#pragma once

#include "formats/expression_lexer.h"

namespace postroom::expression {

// A text that cannot be split into tokens ends where it goes wrong: error() then says why, and comes before
// whatever the parser misses there.
class Reader {
 public:
  // `text`, which outlives it, is valid UTF-8.
  Reader(std::string_view text, const ExpressionContext& context) : lexer_(text), context_(&context) {
    advance();
  }

  const Token& current() const { return current_; }
  const std::optional<ExpressionError>& error() const { return error_; }
  const ExpressionContext& context() const { return *context_; }
  // Where the last token that was taken ends.
  std::size_t behind() const { return behind_; }

  // The token after the current one.
  Token following() const {
    Reader ahead = *this;
    ahead.advance();
    return ahead.current_;
  }

  Token take() {
    Token taken = std::move(current_);
    behind_ = taken.end();
    advance();
    return taken;
  }
  bool accept_sign(std::string_view sign) {
    if (!current_.is_sign(sign)) return false;
    take();
    return true;
  }
  bool accept_word(std::string_view lower_case) {
    if (!current_.is_word(lower_case)) return false;
    take();
    return true;
  }
  // The sign, or an error that says "Expected SIGN WHY".
  std::optional<ExpressionError> expect_sign(std::string_view sign, std::string_view why) {
    if (accept_sign(sign)) return std::nullopt;
    return error_at(current_, "Expected " + std::string(sign) + " " + std::string(why) + ".");
  }

 private:
  void advance() {
    auto token = lexer_.next();
    if (token.ok()) {
      current_ = std::move(token).value();
      return;
    }
    if (!error_) error_ = token.error();
    current_ = Token{TokenKind::end, error_->offset, {}, {}};
  }

  Lexer lexer_;
  const ExpressionContext* context_;
  Token current_;
  std::optional<ExpressionError> error_;
  std::size_t behind_ = 0;
};

}  // namespace postroom::expression
