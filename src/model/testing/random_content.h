// Message contents made up at random, for tests: every property type, multi-valued forms, named ids, large
// values, recipients, attachments and embedded messages.
#pragma once

#include <postroom/content.h>

#include <random>

namespace postroom::testing {

// The same seed gives the same numbers on every machine.
using RandomNumbers = std::mt19937_64;

// How much one call makes, at most.
struct ContentSize {
  std::size_t properties = 12;
  std::size_t recipients = 4;
  std::size_t attachments = 3;
  int embedding_depth = 2;
};

// From 0 to limit - 1.
std::size_t random_below(RandomNumbers& random, std::size_t limit);

// Valid UTF-8 of up to a few dozen bytes, with quotes, separators and non-Latin scripts in it; may be empty.
std::string random_text(RandomNumbers& random);

Guid random_guid(RandomNumbers& random);

// A tag with an id from `first_id` to `last_id`, of any type that can be stored.
PropertyTag random_tag(RandomNumbers& random, std::uint16_t first_id = 0x0001,
                       std::uint16_t last_id = 0xFFFE);

// A value that fits the tag; now and then a LargeValue where one fits. Floating-point values are never NaN.
Value random_value(RandomNumbers& random, PropertyTag tag);

PropertySet random_properties(RandomNumbers& random, std::size_t limit);

// Ready to be encoded: rows and numbers are in order, and limits are kept.
MessageContent random_content(RandomNumbers& random, const ContentSize& size = {});

}  // namespace postroom::testing
