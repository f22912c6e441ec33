// OpenProperty for IStream: texts and binaries of any length. A stream on a Unicode property carries
// UTF-16LE, one on an 8-bit one UTF-8; what is written there and is not, is taken for Windows-1252. What is
// written belongs to the object once the stream is committed or released (rule C39, row 86).
#pragma once

#include "mapi/object_state.h"
#include "mapi/properties.h"

namespace postroom::mapi {

inline constexpr std::uint64_t kMaxStream = 0x7FFFFFFF;         // bytes; past it MAPI_E_TOO_BIG
inline constexpr std::size_t kMaxStreamInMemory = 1024 * 1024;  // bytes; more are kept in a temporary file

// `owner` lives as long as the stream. MAPI_E_INTERFACE_NOT_SUPPORTED unless it is IID_IStream,
// IID_ISequentialStream or, for PR_ATTACH_DATA_OBJ, IID_IStreamDocfile.
Answer open_stream(ObjectState& state, Properties& properties, IUnknown& owner, PropertyTag tag, REFIID iid,
                   ULONG options, ULONG flags, LPUNKNOWN* object);

}  // namespace postroom::mapi
