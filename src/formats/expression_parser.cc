// Text into restriction: and, or, not, parentheses, and what else is made of whole restrictions.
#include <postroom/expression.h>

#include <algorithm>

#include <postroom/text.h>

#include "base/try.h"
#include "formats/expression_clause.h"

namespace postroom {
namespace {

using namespace expression;  // NOLINT: this file is its top

Restriction made_not(Restriction part) {
  return {NotRestriction{std::make_shared<const Restriction>(std::move(part))}};
}

// Of a condition that was written as one: "to contains x" is several.
std::size_t count_nodes(const Restriction& restriction) {
  std::size_t nodes = 1;
  const auto add = [&](const std::vector<Restriction>& parts) {
    for (const Restriction& part : parts) nodes += count_nodes(part);
  };
  if (const auto* all = std::get_if<AndRestriction>(&restriction.kind)) add(all->parts);
  if (const auto* any = std::get_if<OrRestriction>(&restriction.kind)) add(any->parts);
  if (const auto* no = std::get_if<NotRestriction>(&restriction.kind)) nodes += count_nodes(*no->part);
  if (const auto* sub = std::get_if<SubRestriction>(&restriction.kind)) nodes += count_nodes(*sub->part);
  return nodes;
}

class Parser {
 public:
  Parser(std::string_view text, const ExpressionContext& context) : reader_(text, context) {}

  Parsed<Restriction> parse() {
    auto made = parse_or(Scope::message);
    if (reader_.error()) return *reader_.error();
    if (!made.ok() || reader_.current().kind == TokenKind::end) return made;
    return error_at(reader_.current(), "Expected and, or, or the end of the expression.");
  }

 private:
  // Counts how deep the parser is inside itself.
  class Inside {
   public:
    explicit Inside(int& depth) : depth_(depth) { ++depth_; }
    ~Inside() { --depth_; }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

   private:
    int& depth_;
  };

  Parsed<Restriction> parse_or(Scope scope) {
    TRY_SET(Restriction first, parse_and(scope));
    if (!reader_.current().is_word("or")) return first;
    OrRestriction any{{std::move(first)}};
    while (reader_.accept_word("or")) {
      TRY_SET(Restriction part, parse_and(scope));
      any.parts.push_back(std::move(part));
    }
    return Restriction{std::move(any)};
  }

  Parsed<Restriction> parse_and(Scope scope) {
    TRY_SET(Restriction first, parse_unary(scope));
    if (!reader_.current().is_word("and")) return first;
    AndRestriction all{{std::move(first)}};
    while (reader_.accept_word("and")) {
      TRY_SET(Restriction part, parse_unary(scope));
      all.parts.push_back(std::move(part));
    }
    return Restriction{std::move(all)};
  }

  Parsed<Restriction> parse_unary(Scope scope) {
    const Inside inside(nesting_);
    if (nesting_ > kMaxExpressionNesting) {
      return error_at(reader_.current(), "Expected less: at most " + std::to_string(kMaxExpressionNesting) +
                                             " parentheses and nots may stand inside each other.");
    }
    if (!reader_.current().is_word("not")) return parse_primary(scope);
    reader_.take();
    TRY_SET(Restriction part, parse_unary(scope));
    return made_not(std::move(part));
  }

  Parsed<Restriction> parse_primary(Scope scope) {
    const Token& token = reader_.current();
    if (token.is_sign("(")) return parse_group(scope);
    const Token next = token.kind == TokenKind::word ? reader_.following() : Token{};
    if (token.is_word("all") && next.is_sign("(")) return parse_list(scope, AndRestriction{});
    if (token.is_word("any") && next.is_sign("(")) return parse_list(scope, OrRestriction{});
    if (token.is_word("any") && next.kind == TokenKind::word) return parse_sub_object();
    if (token.is_word("comment") && next.is_sign("[")) return parse_comment(scope);
    if (token.is_word("first") && next.kind == TokenKind::number) return parse_first(scope);
    const std::size_t offset = token.offset;
    TRY_SET(Restriction made, parse_leaf(scope, next));
    nodes_ += count_nodes(made);
    if (nodes_ <= kMaxRestrictionNodes) return made;
    return ExpressionError{offset, reader_.behind() - offset,
                           "The expression is too large: it may have at most " +
                               std::to_string(kMaxRestrictionNodes) + " conditions."};
  }

  Parsed<Restriction> parse_leaf(Scope scope, const Token& next) {
    const Token& token = reader_.current();
    if (token.kind == TokenKind::text) return text_search(scope, reader_.take().value);
    if (token.is_word("everything")) return take_constant(AndRestriction{});
    if (token.is_word("nothing")) return take_constant(OrRestriction{});
    if (token.is_word("size") && next.is_word("of")) return parse_size(scope);
    if (scope == Scope::message && token.kind == TokenKind::word) {
      if (token.is_word("has") && (next.is_word("attachment") || next.is_word("attachments"))) {
        reader_.take();
        reader_.take();
        return *find_condition("has attachment");
      }
      if (const Restriction* condition = find_condition(token.written)) return parse_condition(*condition);
    }
    if (is_property(reader_, scope) || next.is_sign(":")) return parse_clause(reader_, scope);
    if (token.kind == TokenKind::word) return parse_bare_word(scope, next);
    return error_at(token, "Expected a condition, such as unread or subject contains \"invoice\".");
  }

  template <class Kind>
  Parsed<Restriction> take_constant(Kind kind) {
    reader_.take();
    return Restriction{std::move(kind)};
  }

  // A word alone is looked for as text, unless it looks like a name that was mistyped.
  Parsed<Restriction> parse_bare_word(Scope scope, const Token& next) {
    const Token& word = reader_.current();
    const bool is_alone = next.kind == TokenKind::end || next.is_word("and") || next.is_word("or") ||
                          next.is_sign(")") || next.is_sign(",");
    const std::string hint = suggestion(scope, word.written);
    if (!is_alone) {
      return error_at(word, "Expected a property or a condition: there is none of this name." + hint +
                                (hint.empty() ? " To search for words, put them in quotation marks." : ""));
    }
    if (!hint.empty() || word.is_word("and") || word.is_word("or")) {
      return error_at(word, "Expected a condition." + hint +
                                " To search for the word itself, put it in quotation marks.");
    }
    return text_search(scope, std::string(reader_.take().written));
  }

  // "read", also "read = false".
  Parsed<Restriction> parse_condition(const Restriction& condition) {
    reader_.take();
    if (!reader_.accept_word("is") && !reader_.accept_sign("=")) return condition;
    TRY_SET(const Literal literal, parse_literal(reader_));
    TRY_SET(const Value value, to_value(literal, PropertyTag(0, PropertyType::boolean), reader_.context()));
    return std::get<bool>(value) ? condition : made_not(condition);
  }

  Parsed<Restriction> parse_group(Scope scope) {
    if (auto error = reader_.expect_sign("(", "and a condition")) return *std::move(error);
    TRY_SET(Restriction inner, parse_or(scope));
    if (auto error = reader_.expect_sign(")", "here, or and, or or")) return *std::move(error);
    return inner;
  }

  template <class Kind>
  Parsed<Restriction> parse_list(Scope scope, Kind kind) {
    reader_.take();
    reader_.take();
    while (!reader_.accept_sign(")")) {
      if (!kind.parts.empty()) {
        if (auto error = reader_.expect_sign(",", "between the conditions, or ) behind them"))
          return *std::move(error);
      }
      TRY_SET(Restriction part, parse_or(scope));
      kind.parts.push_back(std::move(part));
    }
    return Restriction{std::move(kind)};
  }

  Parsed<Restriction> parse_sub_object() {
    reader_.take();
    const Token what = reader_.take();
    const bool is_recipient = what.is_word("recipient") || what.is_word("recipients");
    if (!is_recipient && !what.is_word("attachment") && !what.is_word("attachments")) {
      return error_at(what, "Expected recipient, attachment or ( behind any.");
    }
    TRY_SET(Restriction part, parse_group(is_recipient ? Scope::recipient : Scope::attachment));
    return Restriction{SubRestriction{is_recipient ? SubObject::recipients : SubObject::attachments,
                                      std::make_shared<const Restriction>(std::move(part))}};
  }

  Parsed<Restriction> parse_comment(Scope scope) {
    reader_.take();
    reader_.take();
    CommentRestriction comment;
    while (!reader_.accept_sign("]")) {
      if (!comment.properties.empty()) {
        if (auto error = reader_.expect_sign(",", "between the properties, or ] behind them"))
          return *std::move(error);
      }
      TRY_SET(Property property, parse_assignment(reader_, scope));
      comment.properties.push_back(std::move(property));
    }
    if (reader_.current().is_sign("(")) {
      TRY_SET(Restriction part, parse_group(scope));
      comment.part = std::make_shared<const Restriction>(std::move(part));
    }
    return Restriction{std::move(comment)};
  }

  Parsed<Restriction> parse_first(Scope scope) {
    reader_.take();
    TRY_SET(const std::uint32_t count,
            parse_count(reader_, "Expected how many, as a whole number below 4,294,967,296."));
    if (!reader_.accept_word("of")) return error_at(reader_.current(), "Expected of and a condition in ( ).");
    TRY_SET(Restriction part, parse_group(scope));
    return Restriction{CountRestriction{count, std::make_shared<const Restriction>(std::move(part))}};
  }

  Parsed<Restriction> parse_size(Scope scope) {
    reader_.take();
    reader_.take();
    return parse_size_clause(reader_, scope);
  }

  Reader reader_;
  int nesting_ = 0;
  std::size_t nodes_ = 0;
};

}  // namespace

Parsed<Restriction> parse_restriction(std::string_view text, const ExpressionContext& context) {
  if (auto error = refuse(text)) return *std::move(error);
  auto made = Parser(text, context).parse();
  if (!made.ok()) return made;
  if (const Status status = check(made.value()); !status.ok()) {
    return ExpressionError{0, text.size(), status.error().message};
  }
  return made;
}

Error to_error(const ExpressionError& error, std::string_view text) {
  const std::string_view words =
      truncate_utf8(text.substr(std::min(error.offset, text.size()), error.length), 64);
  const std::string place = words.empty() ? std::string() : " Here: " + quoted(words) + ".";
  return {Code::invalid_argument, error.message + place, "at byte " + std::to_string(error.offset)};
}

}  // namespace postroom
