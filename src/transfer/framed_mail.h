// A message of a store as an mbox has it: the mail, and what goes around it.
#pragma once

#include <postroom/store.h>

#include "transfer/mbox_property.h"

namespace postroom::transfer {

struct FramedMail {
  std::unique_ptr<RandomAccess> bytes;
  MboxFrame frame;
  bool is_verbatim = false;  // mail and frame stood like that in a file
  bool ended_file = false;   // at whose end
};

// `frame_id` is the store's id for mbox_frame_name(), if it has one. The result reads from the store.
Result<FramedMail> frame_mail(Store& store, const Session& session, const Message& message,
                              std::optional<std::uint16_t> frame_id);

// Which messages come before and after it in the file that is written.
struct PlaceInFile {
  bool is_first = true;
  bool is_last = true;
};

// Adds the empty line that the next message needs, and takes away those that stood before the first one of a
// file.
void fit_into_place(FramedMail& mail, PlaceInFile place);

}  // namespace postroom::transfer
