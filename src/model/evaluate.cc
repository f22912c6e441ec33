#include "model/evaluate.h"

#include <algorithm>
#include <utility>

#include <postroom/text.h>

#include "base/try.h"
#include "model/collation.h"
#include "model/property_types.h"
#include "model/value_order.h"

namespace postroom {
namespace {

// One restriction with what is worked out beforehand. The restriction it points to outlives it.
struct Test {
  const Restriction* restriction;
  std::string needle;       // of a content restriction: its text folded, or its bytes
  std::vector<Test> parts;  // of what has parts
};

Test make_test(const Restriction& restriction);

void add_parts(Test& test, const std::vector<Restriction>& parts) {
  test.parts.reserve(parts.size());
  for (const Restriction& part : parts) test.parts.push_back(make_test(part));
}

std::string needle_of(const ContentRestriction& content) {
  if (const auto* bytes = std::get_if<Bytes>(&content.value.value)) return std::string(as_text(*bytes));
  if (const auto* text = std::get_if<String8>(&content.value.value))
    return fold(text->bytes, content.overlooks);
  if (const auto* text = std::get_if<std::string>(&content.value.value))
    return fold(*text, content.overlooks);
  return {};
}

Test make_test(const Restriction& restriction) {
  Test test{&restriction, {}, {}};
  std::visit(
      [&test](const auto& kind) {
        using Kind = std::decay_t<decltype(kind)>;
        if constexpr (std::is_same_v<Kind, ContentRestriction>) {
          test.needle = needle_of(kind);
        } else if constexpr (requires { kind.parts; }) {
          add_parts(test, kind.parts);
        } else if constexpr (requires { kind.part; }) {
          if (kind.part) test.parts.push_back(make_test(*kind.part));
        }
      },
      restriction.kind);
  return test;
}

bool holds(Relation relation, std::weak_ordering order) {
  switch (relation) {
    case Relation::less:
      return order < 0;
    case Relation::less_or_equal:
      return order <= 0;
    case Relation::greater:
      return order > 0;
    case Relation::greater_or_equal:
      return order >= 0;
    case Relation::equal:
      return order == 0;
    case Relation::not_equal:
      return order != 0;
    case Relation::like:
      break;  // refused by check()
  }
  return false;
}

// "left RELATION right"; false when they are of different types.
template <class Left>
bool holds(const Left& left, Relation relation, const Value& right) {
  return std::visit(
      [&](const auto& each) {
        if constexpr (kComparable<Left, std::decay_t<decltype(each)>>) {
          return holds(relation, order(left, each));
        } else {
          return false;
        }
      },
      right);
}

// Whether is(value) for the value in `stored`, or for one of its values when there are several.
template <class Is>
bool some_value(const Value& stored, const Is& is) {
  return std::visit(
      [&is](const auto& value) {
        if constexpr (kIsMultiple<std::decay_t<decltype(value)>>) {
          return std::any_of(value.begin(), value.end(), is);
        } else {
          return static_cast<bool>(is(value));
        }
      },
      stored);
}

bool found(std::string_view text, std::string_view needle, Match match) {
  switch (match) {
    case Match::whole:
      return text == needle;
    case Match::substring:
      return text.find(needle) != std::string_view::npos;
    case Match::prefix:
      return text.starts_with(needle);
  }
  return false;
}

bool found_in_text(std::string_view text, std::string_view needle, const ContentRestriction& content) {
  const bool as_it_is = !content.overlooks.case_ && !content.overlooks.nonspacing && is_valid_utf8(text);
  if (as_it_is) return found(text, needle, content.match);
  return found(fold(text, content.overlooks), needle, content.match);
}

class Evaluation {
 public:
  explicit Evaluation(RestrictedRow& row) : row_(row) {}

  Result<bool> meets(const Test& test) {
    return std::visit([&](const auto& kind) { return this->meets(test, kind); }, test.restriction->kind);
  }

 private:
  Result<bool> meets(const Test& test, const AndRestriction&) {
    for (const Test& part : test.parts) {
      TRY_SET(const bool met, meets(part));
      if (!met) return false;
    }
    return true;
  }

  Result<bool> meets(const Test& test, const OrRestriction&) {
    for (const Test& part : test.parts) {
      TRY_SET(const bool met, meets(part));
      if (met) return true;
    }
    return false;
  }

  Result<bool> meets(const Test& test, const NotRestriction&) {
    TRY_SET(const bool met, meets(test.parts.front()));
    return !met;
  }

  Result<bool> meets(const Test& test, const ContentRestriction& content) {
    TRY_SET(const Value* const stored, find(content.tag));
    if (!stored) return false;
    return some_value(*stored, [&](const auto& value) {
      using T = std::decay_t<decltype(value)>;
      if constexpr (kIsText<T>) {
        return found_in_text(text_of(value), test.needle, content);
      } else if constexpr (std::is_same_v<T, Bytes>) {
        return found(as_text(value), test.needle, content.match);
      } else {
        return false;
      }
    });
  }

  Result<bool> meets(const Test&, const PropertyRestriction& property) {
    TRY_SET(const Value* const stored, find(property.tag));
    if (!stored) return false;
    return some_value(
        *stored, [&](const auto& value) { return holds(value, property.relation, property.value.value); });
  }

  Result<bool> meets(const Test&, const CompareRestriction& compare) {
    TRY_SET(const Value* const left, find(compare.left));
    if (!left) return false;
    const Value kept = *left;  // the next find() may take it away
    TRY_SET(const Value* const right, find(compare.right));
    if (!right) return false;
    return std::visit([&](const auto& value) { return holds(value, compare.relation, *right); }, kept);
  }

  Result<bool> meets(const Test&, const BitmaskRestriction& bitmask) {
    TRY_SET(const Value* const stored, find(bitmask.tag));
    const auto* bits = stored ? std::get_if<std::int32_t>(stored) : nullptr;
    if (!bits) return false;
    const bool some_set = (static_cast<std::uint32_t>(*bits) & bitmask.mask) != 0;
    return some_set == (bitmask.bits == BitmaskRestriction::Bits::some_set);
  }

  Result<bool> meets(const Test&, const SizeRestriction& size) {
    TRY_SET(const Value* const stored, find(size.tag));
    return stored && holds(size.relation, byte_size(*stored) <=> std::uint64_t{size.size});
  }

  Result<bool> meets(const Test&, const ExistRestriction& exist) {
    TRY_SET(const Property* const stored, row_.find(exist.tag));
    return stored != nullptr;
  }

  Result<bool> meets(const Test& test, const SubRestriction& sub) {
    TRY_SET(const std::size_t count, row_.count(sub.of));
    for (std::size_t i = 0; i < count; ++i) {
      RestrictedRow* const inner = row_.sub_row(sub.of, i);
      if (!inner) return false;
      TRY_SET(const bool met, Evaluation(*inner).meets(test.parts.front()));
      if (met) return true;
    }
    return false;
  }

  Result<bool> meets(const Test& test, const CommentRestriction&) {
    if (test.parts.empty()) return true;
    return meets(test.parts.front());
  }

  Result<bool> meets(const Test& test, const CountRestriction&) { return meets(test.parts.front()); }

  // The value that the row has under the tag's id, if it is of the tag's type. Under a tag with kInstanceFlag, a
  // row that stands for one value of a multi-valued property may have that alone.
  Result<const Value*> find(PropertyTag tag) {
    TRY_SET(const Property* const property, row_.find(tag));
    if (!property || comparable_type(property->tag) != comparable_type(tag)) return nullptr;
    if (!tag.is_instance() && property->tag.is_multi_valued() != tag.is_multi_valued()) return nullptr;
    return &property->value;
  }

  RestrictedRow& row_;
};

}  // namespace

struct PreparedRestriction::Prepared {
  explicit Prepared(Restriction given) : restriction(std::move(given)), test(make_test(restriction)) {}
  Restriction restriction;
  Test test;  // points into the restriction
};

PreparedRestriction::PreparedRestriction(Restriction restriction)
    : prepared_(std::make_shared<const Prepared>(std::move(restriction))) {}

Result<bool> PreparedRestriction::meets(RestrictedRow& row) const {
  return Evaluation(row).meets(prepared_->test);
}

const Restriction& PreparedRestriction::restriction() const { return prepared_->restriction; }

Result<bool> meets(const Restriction& restriction, RestrictedRow& row) {
  return Evaluation(row).meets(make_test(restriction));
}

}  // namespace postroom
