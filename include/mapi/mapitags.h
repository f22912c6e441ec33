// mapitags.h: the tags of the properties that MAPI names, PR_*.
//
// A tag is an id in its upper half and a type in its lower half. A text property has three names: PR_X_A is
// its string8 form, PR_X_W its unicode form, and PR_X the one that fits the build (PT_TSTRING: unicode if
// UNICODE is defined). Ids are given out in ranges:
//
//   0001-0BFF  envelope of a message            4000-57FF  envelope, by transports
//   0C00-0DFF  recipients                       5800-5FFF  recipients, by transports and address books
//   0E00-0FFF  message, not transmitted         6000-65FF  by clients, not transmitted
//   1000-2FFF  content of a message             6600-67FF  by providers, not transmitted
//   3000-33FF  objects of several kinds         6800-7BFF  content, by message classes
//   3400-35FF  message stores                   7C00-7FFF  by message classes, not transmitted
//   3600-36FF  folders, address book containers 8000-FFFE  by name: each store maps names to these ids itself
//   3700-38FF  attachments
//   3900-3BFF  address book entries, people
//   3C00-3DFF  distribution lists, profiles
//   3E00-3FFF  status objects
#pragma once

#include "mapidefs.h"

// Secure ids: left out of every list of properties, so only who asks for the very id gets the value.
#define PROP_ID_SECURE_MIN 0x67F0
#define PROP_ID_SECURE_MAX 0x67FF

// Whether a property goes along when its message is sent; by the ranges above.
constexpr bool FIsTransmittable(ULONG ulPropTag) {
  const ULONG id = PROP_ID(ulPropTag);
  return id < 0x0E00 || (id >= 0x1000 && id < 0x6000) || (id >= 0x6800 && id < 0x7C00) || id >= 0x8000;
}

#include "mapitags_content.h"
#include "mapitags_message.h"
#include "mapitags_object.h"
#include "mapitags_person.h"
#include "mapitags_provider.h"
