// What stood around a message in its mbox, as a named property of the message. Its values are lines of the
// file: the From_ line, then the separator, then a word each for what else is to be known.
#pragma once

#include <postroom/mbox.h>
#include <postroom/property.h>

namespace postroom::transfer {

// An MboxFrame, and whether the file ended there: such a message may lack the empty line that others need.
struct KeptFrame {
  MboxFrame frame;
  bool is_last = false;
  friend bool operator==(const KeptFrame&, const KeptFrame&) = default;
};

PropertyName mbox_frame_name();
inline constexpr PropertyTag kMboxFrameType = multi_valued(PropertyTag(0, PropertyType::binary));

Value to_value(const KeptFrame& kept);
// Nothing when the value does not say what it should.
std::optional<KeptFrame> kept_frame(const Value& value);

}  // namespace postroom::transfer
