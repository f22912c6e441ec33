// GetProps, GetPropList, SetProps and DeleteProps of IMAPIProp, over any object's Properties
// ("IMAPIProp::GetProps" and so on in the Outlook MAPI reference; rows 73 to 78).
#pragma once

#include "mapi/object_state.h"
#include "mapi/properties.h"
#include "mapi/text.h"

namespace postroom::mapi {

// A value longer than this is not given by GetProps (MAPI_E_NOT_ENOUGH_MEMORY): OpenProperty streams it.
// Rows 75.
inline constexpr std::size_t kMaxGivenValue = kInlineLimit;  // bytes
inline constexpr ULONG kMaxTags = 65'536;                    // in one call
Status check_tag_count(ULONG count);                         // Code::too_big past that

// MAPI_E_NOT_ENOUGH_MEMORY also stands for properties that are objects: all that OpenProperty opens. Of
// another type than the one that is asked for, text of the other width and HTML aside (html_body.h), a
// property is not found.
Answer get_props(ObjectState& state, Properties& properties, LPSPropTagArray tags, ULONG flags, ULONG* count,
                 LPSPropValue* values);
Answer get_prop_list(ObjectState& state, Properties& properties, ULONG flags, LPSPropTagArray* tags);
// MAPI_E_INVALID_TYPE is a problem of one property, and so is MAPI_E_NOT_ENOUGH_MEMORY past kMaxText,
// kMaxBinary and kMaxValues (values.h); what is broken refuses the whole call.
Answer set_props(ObjectState& state, Properties& properties, ULONG count, LPSPropValue values,
                 LPSPropProblemArray* problems);
Answer delete_props(ObjectState& state, Properties& properties, LPSPropTagArray tags,
                    LPSPropProblemArray* problems);

// What GetProps gives of one property, null where there is none, when `wanted` is asked for: PT_ERROR included.
void give_property(const Property* property, PropertyTag wanted, Width width, Block& block, SPropValue& out);

// Writes the array that a caller asked for; null where there are none, or nobody asked.
void give_problems(const Memory& memory, const Problems& problems, LPSPropProblemArray* out);

}  // namespace postroom::mapi
