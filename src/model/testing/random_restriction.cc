#include "model/testing/random_restriction.h"

#include <algorithm>
#include <cassert>
#include <cctype>
#include <memory>

#include <postroom/tags.h>
#include <postroom/text.h>

#include "model/evaluate.h"
#include "model/property_types.h"
#include "model/value_order.h"

namespace postroom::testing {
namespace {

bool one_in(RandomNumbers& random, std::size_t count) { return random_below(random, count) == 0; }

template <class Enum>
Enum random_choice(RandomNumbers& random, Enum last) {
  return static_cast<Enum>(random_below(random, static_cast<std::size_t>(last) + 1));
}

PropertyTag single(PropertyTag tag) {
  return PropertyTag(tag.value & ~std::uint32_t{kMultiValueFlag | kInstanceFlag});
}

bool is_text_or_binary(PropertyTag tag) {
  return comparable_type(tag) == PropertyType::unicode || comparable_type(tag) == PropertyType::binary;
}

// A part of the text or bytes; of texts now and then in another case, or cut inside a character.
template <class T>
T random_piece(RandomNumbers& random, const T& whole) {
  const std::size_t start = one_in(random, 2) ? 0 : random_below(random, whole.size() + 1);
  const std::size_t length = random_below(random, whole.size() - start + 1);
  const auto first = whole.begin() + static_cast<std::ptrdiff_t>(start);
  T piece(first, first + static_cast<std::ptrdiff_t>(length));
  if (std::is_same_v<T, std::string> && one_in(random, 2)) {
    for (auto& each : piece) {
      if (each > 0 && each < 0x7F) each = static_cast<typename T::value_type>(std::toupper(each));
    }
  }
  return piece;
}

class Maker {
 public:
  Maker(RandomNumbers& random, std::span<const Property> properties, const RestrictionSize& size)
      : random_(random), size_(size) {
    for (const Property& property : properties) {
      if (has_values(property.tag)) tags_.push_back(property.tag);
      add_values(property);
    }
    assert(!tags_.empty());
  }

  Restriction whole() {
    if (!size_.count || !one_in(random_, 20)) return any(1, size_.sub_objects);
    return {
        CountRestriction{static_cast<std::uint32_t>(random_below(random_, 10)), part(1, size_.sub_objects)}};
  }

 private:
  // The values of a property one by one, and none that are not there as a whole.
  void add_values(const Property& property) {
    std::visit(
        [&](const auto& value) {
          using T = std::decay_t<decltype(value)>;
          if constexpr (kIsMultiple<T>) {
            for (const auto& each : value) values_.push_back({single(property.tag), each});
          } else if constexpr (!std::is_same_v<T, LargeValue>) {
            values_.push_back({single(property.tag), value});
          }
        },
        property.value);
  }

  Restriction any(int depth, bool may_sub) {
    if (depth >= size_.depth || one_in(random_, 2)) return leaf();
    switch (random_below(random_, may_sub ? 5 : 4)) {
      case 0:
        return {AndRestriction{parts(depth, may_sub)}};
      case 1:
        return {OrRestriction{parts(depth, may_sub)}};
      case 2:
        return {NotRestriction{part(depth, may_sub)}};
      case 3:
        return {CommentRestriction{{value_for(tag())}, one_in(random_, 4) ? nullptr : part(depth, may_sub)}};
      default:
        return {SubRestriction{random_choice(random_, SubObject::attachments), part(depth, false)}};
    }
  }

  std::vector<Restriction> parts(int depth, bool may_sub) {
    std::vector<Restriction> parts;
    for (std::size_t i = random_below(random_, size_.parts + 1); i > 0; --i) {
      parts.push_back(any(depth + 1, may_sub));
    }
    return parts;
  }

  std::shared_ptr<const Restriction> part(int depth, bool may_sub) {
    return std::make_shared<const Restriction>(any(depth + 1, may_sub));
  }

  Restriction leaf() {
    const PropertyTag on = tag();
    switch (random_below(random_, 7)) {
      case 0:
        return {SizeRestriction{on, relation(), size_near(on)}};
      case 1:
        return {ExistRestriction{on}};
      case 2:
        return {CompareRestriction{on, relation(), tag_like(on)}};
      case 3:
        if (single(on) == on && on.base_type() == PropertyType::integer32) return {bitmask(on)};
        break;
      case 4:
      case 5:
        if (is_text_or_binary(on)) return {content(on)};
        break;
      default:
        break;
    }
    return {PropertyRestriction{on, relation(), value_for(on)}};
  }

  BitmaskRestriction bitmask(PropertyTag on) {
    const std::uint32_t mask = one_in(random_, 4) ? 0 : 1u << random_below(random_, 32);
    return {on, random_choice(random_, BitmaskRestriction::Bits::some_set), mask};
  }

  ContentRestriction content(PropertyTag on) {
    Property value = value_for(on);
    if (!one_in(random_, 4)) {
      if (auto* text = std::get_if<std::string>(&value.value)) *text = random_piece(random_, *text);
      if (auto* text = std::get_if<String8>(&value.value)) text->bytes = random_piece(random_, text->bytes);
      if (auto* bytes = std::get_if<Bytes>(&value.value)) *bytes = random_piece(random_, *bytes);
    }
    const Looseness overlooks{one_in(random_, 2), one_in(random_, 2)};
    return {on, random_choice(random_, Match::prefix), overlooks, std::move(value)};
  }

  Relation relation() { return random_choice(random_, Relation::not_equal); }

  std::uint32_t size_near(PropertyTag on) {
    const std::uint64_t size = byte_size(value_for(on).value) + random_below(random_, 3);
    return static_cast<std::uint32_t>(size > 0 ? size - 1 : 0);
  }

  // A tag; of those with several values now and then the one of a row for each.
  PropertyTag tag() {
    const PropertyTag tag = tags_[random_below(random_, tags_.size())];
    return tag.is_multi_valued() && one_in(random_, 8) ? PropertyTag(tag.value | kInstanceFlag) : tag;
  }

  // Another that compares with it, where there is one.
  PropertyTag tag_like(PropertyTag on) {
    std::vector<PropertyTag> alike;
    for (const PropertyTag each : tags_) {
      if (comparable_type(each) == comparable_type(on) && each.is_multi_valued() == on.is_multi_valued()) {
        alike.push_back(each);
      }
    }
    return alike[random_below(random_, alike.size())];
  }

  // One value to compare with: mostly one that some property has.
  Property value_for(PropertyTag on) {
    std::vector<const Property*> alike;
    for (const Property& each : values_) {
      if (comparable_type(each.tag) == comparable_type(on)) alike.push_back(&each);
    }
    if (!alike.empty() && !one_in(random_, 5)) return *alike[random_below(random_, alike.size())];
    Property made{single(on), {}};
    do {
      made.value = random_value(random_, made.tag);
    } while (std::holds_alternative<LargeValue>(made.value));
    return made;
  }

  RandomNumbers& random_;
  const RestrictionSize size_;
  std::vector<PropertyTag> tags_;
  std::vector<Property> values_;
};

// The first column needs none before it.
CategoryUse random_use(RandomNumbers& random, bool is_first) {
  return is_first || !one_in(random, 3) ? CategoryUse::plain : random_choice(random, CategoryUse::minimum);
}

}  // namespace

Restriction random_restriction(RandomNumbers& random, std::span<const Property> properties,
                               const RestrictionSize& size) {
  return Maker(random, properties, size).whole();
}

SortOrder random_sort_order(RandomNumbers& random, std::span<const PropertyTag> tags) {
  SortOrder order;
  bool has_instances = false;
  std::size_t plain = 0;
  for (std::size_t i = random_below(random, 5); i > 0 && !tags.empty(); --i) {
    PropertyTag column = tags[random_below(random, tags.size())];
    if (column.is_multi_valued()) column = PropertyTag(column.value | kInstanceFlag);
    if (!has_values(column) || column.id() == tag::content_unread.id()) continue;
    if (column.is_instance() && has_instances) continue;
    has_instances = has_instances || column.is_instance();
    const CategoryUse use = random_use(random, order.keys.empty());
    plain += use == CategoryUse::plain ? 1 : 0;
    order.keys.push_back({column, random_choice(random, Direction::descending), use});
  }
  if (one_in(random, 2)) return order;
  order.categories = static_cast<std::uint32_t>(random_below(random, plain + 1));
  order.expanded = static_cast<std::uint32_t>(random_below(random, order.categories + 1));
  return order;
}

}  // namespace postroom::testing
