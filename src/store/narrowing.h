// Which messages have to be looked at for a text, when there is an index: its candidates, and whatever is not
// in it yet.
#pragma once

#include <postroom/restriction.h>

#include "store/core.h"

namespace postroom::store {

struct Narrowed {
  // Once each, in no order. With a version: only while that is current; 0: whichever is.
  std::vector<storage::Candidate> candidates;
  bool up_to_date = false;  // everything was in the index
};

// Every normal, undeleted message whose text (search_text.h) has all of these needles is among them, and
// others, too. Nothing: every message has to be looked at, as there is no index, it knows no needle, or
// there would be more than `limit`. Call it before opening the View in which the messages are looked at.
Result<std::optional<Narrowed>> narrow(Core& core, std::vector<std::string> needles, std::size_t limit);

// Texts without each of which no message meets the restriction: of its content restrictions on what is indexed, under
// AND, and of those under OR what each of its parts needs. Pure.
std::vector<std::string> index_needles(const Restriction& restriction);

// narrow() by these, as ids in order: what of normal messages may meet the restriction.
Result<std::optional<std::vector<MessageId>>> narrow(Core& core, const Restriction& restriction,
                                                     std::size_t limit);

}  // namespace postroom::store
