// The friendly names of expressions: of properties, of values and of whole conditions (tables in
// docs/expressions.md).
#pragma once

#include <postroom/restriction.h>

#include <span>
#include <string>
#include <string_view>

namespace postroom::expression {

// Whose properties a name means: inside "any recipient (…)" others than outside.
enum class Scope : std::uint8_t { message, recipient, attachment };

// What a condition on a name is made of.
enum class Meaning : std::uint8_t {
  one,     // the property itself
  either,  // any of several properties: a person's name or address
  role,    // any recipient of one type whose name or address it is
};

struct FriendlyName {
  Scope scope;
  std::string_view name;
  PropertyTag tag;  // as a column, in an order, or compared with another property
  Meaning meaning = Meaning::one;
  std::span<const PropertyTag> parts = {};  // of `either` and `role`
  std::int32_t role = 0;                    // PR_RECIPIENT_TYPE, of `role`
};

// In any case; null if there is none.
const FriendlyName* find_friendly(Scope scope, std::string_view name);

enum class Use : std::uint8_t { condition, column };
// The name that means exactly this property there; empty if none does.
std::string_view friendly_name(Scope scope, PropertyTag tag, Use use);

// Words for numbers: "high" for 2 under PR_IMPORTANCE.
struct ValueWord {
  PropertyTag tag;
  std::string_view word;
  std::int32_t value;
};
const ValueWord* find_value_word(PropertyTag tag, std::string_view word);
std::string_view value_word(PropertyTag tag, std::int32_t value);
// "low, normal or high"; empty if the property has no words.
std::string value_words(PropertyTag tag);

// Single bits of a property: "unsent" for 8 under PR_MESSAGE_FLAGS.
const ValueWord* find_flag_word(PropertyTag tag, std::string_view word);
std::string flag_words(PropertyTag tag);

// Words that are a condition by themselves, of messages: "unread".
struct Condition {
  std::string_view words;
  Restriction restriction;
};
const std::vector<Condition>& conditions();
const Restriction* find_condition(std::string_view word);

// What a text that stands alone means: that one of several properties contains it.
Restriction text_search(Scope scope, const std::string& text);

// " Did you mean X?" for what is spelled nearly like `word`, else nothing.
std::string suggestion(Scope scope, std::string_view word);

// Whether a property holds a size in bytes, and is shown as one.
bool is_size(PropertyTag tag);
// "KB" and the like: how many bytes; 0 for other words.
std::int64_t size_unit(std::string_view word);
// "100 KB" in the largest unit that leaves no rest.
std::string size_text(std::int64_t bytes);

}  // namespace postroom::expression
