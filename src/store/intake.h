// What clients hand in, made ready to be kept: long values move to the large values, and what the store
// computes is left out. Every edit of a handle passes here.
#pragma once

#include <postroom/content.h>
#include <postroom/large_values.h>

namespace postroom::store {

// A text or binary value longer than kInlineLimit becomes a LargeValue. Code::invalid_argument for a value
// that does not fit its tag and for text that is not UTF-8.
Result<Value> take_in(PropertyTag tag, Value value, LargeValues& large);
Status take_in(PropertySet& properties, LargeValues& large);

// With what is inside. Code::too_big past kMaxEmbeddingDepth.
Status take_in(Attachment& attachment, LargeValues& large);

// Leaves out what the store computes, and sorts recipients and attachments; those whose number is taken get
// the next free one. Code::too_big past the limits of a message.
Status take_in(MessageContent& content, LargeValues& large);

// Only the first part of that, for content that comes from inside.
void drop_computed(PropertySet& properties);

}  // namespace postroom::store
