// PR_CONVERSATION_INDEX, as "Tracking Conversations" of the MAPI documentation and [MS-OXOMSG] 2.2.1.3
// describe it: a header of 22 bytes for the message that began the conversation, and 5 bytes for each answer
// on the way to this one.
#pragma once

#include <mapi/mapidefs.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace postroom::mapiutil {

inline constexpr std::size_t kIndexHeaderBytes = 22;
inline constexpr std::size_t kIndexAnswerBytes = 5;

// The index of a message written `now` (FILETIME units). It answers the message whose index the parent is; a
// parent that is no conversation index, or that would make one of more than kMaxIndexBytes, is not answered:
// that begins a conversation of its own, called `conversation`. `random` tells apart the answers of one
// moment.
std::vector<std::uint8_t> conversation_index(const std::uint8_t* parent, std::size_t parent_bytes,
                                             std::uint64_t now, const GUID& conversation,
                                             std::uint8_t random);

}  // namespace postroom::mapiutil
