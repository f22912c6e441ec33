// Restrictions as text: the canonical form, of which each part reads back as what it came from.
#include <postroom/expression.h>

#include <cstdio>

#include "formats/expression_clause.h"

namespace postroom {
namespace {

using namespace expression;  // NOLINT: this file is its top

// What may stand at a place without parentheses: all, what binds like "and", or a single condition.
enum class Level { any, conjunction, single };

std::string_view sign(Relation relation) {
  switch (relation) {
    case Relation::less:
      return "<";
    case Relation::less_or_equal:
      return "<=";
    case Relation::greater:
      return ">";
    case Relation::greater_or_equal:
      return ">=";
    case Relation::equal:
      return "=";
    case Relation::not_equal:
    case Relation::like:  // never passes check()
      break;
  }
  return "!=";
}

std::string_view words(Match match) {
  switch (match) {
    case Match::whole:
      return "is";
    case Match::substring:
      return "contains";
    case Match::prefix:
      break;
  }
  return "begins with";
}

std::string_view words(Looseness overlooks) {
  if (overlooks.case_) return overlooks.nonspacing ? "" : " matching accents";
  return overlooks.nonspacing ? " matching case" : " exactly";
}

// The text that the restriction looks for in all places, if that is what it does.
const std::string* searched_text(Scope scope, const OrRestriction& any, const Restriction& whole) {
  if (any.parts.empty()) return nullptr;
  const auto* first = std::get_if<ContentRestriction>(&any.parts.front().kind);
  const auto* text = first != nullptr ? std::get_if<std::string>(&first->value.value) : nullptr;
  return text != nullptr && text_search(scope, *text) == whole ? text : nullptr;
}

class Printer {
 public:
  explicit Printer(const PropertyNamer& name_of) : name_of_(name_of) {}

  std::string print(const Restriction& restriction, Scope scope, Level level) const {
    if (scope == Scope::message) {
      for (const Condition& known : conditions()) {
        if (known.restriction == restriction) return std::string(known.words);
      }
    }
    if (const auto* any = std::get_if<OrRestriction>(&restriction.kind)) {
      if (const std::string* text = searched_text(scope, *any, restriction)) return quoted(*text);
    }
    return std::visit([&](const auto& kind) { return text_of(kind, scope, level); }, restriction.kind);
  }

 private:
  std::string name(PropertyTag tag, Scope scope) const {
    return property_text(tag, scope, Use::condition, name_of_);
  }

  std::string joined(const std::vector<Restriction>& parts, Scope scope, std::string_view between,
                     Level level) const {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (i > 0) text += between;
      text += print(parts[i], scope, level);
    }
    return text;
  }

  std::string text_of(const AndRestriction& all, Scope scope, Level level) const {
    if (all.parts.empty()) return "everything";
    if (all.parts.size() == 1) return "all (" + print(all.parts.front(), scope, Level::any) + ")";
    const std::string text = joined(all.parts, scope, " and ", Level::single);
    return level == Level::single ? "(" + text + ")" : text;
  }

  std::string text_of(const OrRestriction& any, Scope scope, Level level) const {
    if (any.parts.empty()) return "nothing";
    if (any.parts.size() == 1) return "any (" + print(any.parts.front(), scope, Level::any) + ")";
    const std::string text = joined(any.parts, scope, " or ", Level::conjunction);
    return level == Level::any ? text : "(" + text + ")";
  }

  std::string text_of(const NotRestriction& no, Scope scope, Level) const {
    return "not " + print(*no.part, scope, Level::single);
  }

  // A value, and of which property if that is not the one beside it.
  std::string value(PropertyTag beside, const Property& value, Scope scope) const {
    const std::string text = value_text(value.tag, value.value);
    return value.tag == value_tag(beside) ? text : text + " as " + name(value.tag, scope);
  }

  std::string text_of(const ContentRestriction& content, Scope scope, Level) const {
    return name(content.tag, scope) + " " + std::string(words(content.match)) +
           std::string(words(content.overlooks)) + " " + value(content.tag, content.value, scope);
  }

  std::string text_of(const PropertyRestriction& property, Scope scope, Level) const {
    return name(property.tag, scope) + " " + std::string(sign(property.relation)) + " " +
           value(property.tag, property.value, scope);
  }

  std::string text_of(const CompareRestriction& compare, Scope scope, Level) const {
    const std::string right = name(compare.right, scope);
    return name(compare.left, scope) + " " + std::string(sign(compare.relation)) +
           (right.starts_with("0x") ? " property " : " ") + right;
  }

  std::string text_of(const BitmaskRestriction& bits, Scope scope, Level) const {
    const bool is_some = bits.bits == BitmaskRestriction::Bits::some_set;
    char mask[16];
    std::snprintf(mask, sizeof mask, "0x%X", bits.mask);
    return name(bits.tag, scope) + (is_some ? " has any of " : " has none of ") + mask;
  }

  std::string text_of(const SizeRestriction& size, Scope scope, Level) const {
    return "size of " + name(size.tag, scope) + " " + std::string(sign(size.relation)) + " " +
           size_text(size.size);
  }

  std::string text_of(const ExistRestriction& exist, Scope scope, Level) const {
    return name(exist.tag, scope) + " exists";
  }

  std::string text_of(const SubRestriction& sub, Scope, Level) const {
    const bool is_recipient = sub.of == SubObject::recipients;
    return (is_recipient ? "any recipient (" : "any attachment (") +
           print(*sub.part, is_recipient ? Scope::recipient : Scope::attachment, Level::any) + ")";
  }

  std::string text_of(const CommentRestriction& comment, Scope scope, Level) const {
    std::string text = "comment [";
    for (std::size_t i = 0; i < comment.properties.size(); ++i) {
      const Property& property = comment.properties[i];
      if (i > 0) text += ", ";
      text += name(property.tag, scope) + " = " + value_text(property.tag, property.value);
    }
    text += "]";
    return comment.part ? text + " (" + print(*comment.part, scope, Level::any) + ")" : text;
  }

  std::string text_of(const CountRestriction& count, Scope scope, Level) const {
    return "first " + std::to_string(count.count) + " of (" + print(*count.part, scope, Level::any) + ")";
  }

  const PropertyNamer& name_of_;
};

}  // namespace

std::string to_text(const Restriction& restriction, const PropertyNamer& name_of) {
  return Printer(name_of).print(restriction, Scope::message, Level::any);
}

}  // namespace postroom
