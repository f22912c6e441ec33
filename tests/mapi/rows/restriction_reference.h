// What a restriction means, worked out a second time: in the plainest way, on messages as a client has read
// them. For the random test of row 101; knows the kinds, the types and the texts that it uses and no others.
#pragma once

#include "mapi/rows/stored_values.h"

namespace mapi_host {

bool meets(const SRestriction& restriction, const Message& message);

// The texts that are compared, in the order that a reader expects: letters before their capitals, and both
// before the ones with accents, unless later letters decide.
extern const Texts kWords;

}  // namespace mapi_host
