// What goes along when an object is copied: recipients and attachments of a message, the message in an
// attachment, what a folder holds.
#pragma once

#include <postroom/content.h>

#include "mapi/copying.h"
#include "mapi/ref.h"

namespace postroom::mapi {

// One of Properties::objects(), as it was at one moment. What a folder holds is read while it is copied.
struct TakenPart {
  PropertyTag tag;
  std::vector<Recipient> recipients = {};
  std::vector<Ref<IAttach>> attachments = {};
  std::vector<Guid> record_keys = {};  // of these
  Ref<IMessage> embedded = {};         // what PR_ATTACH_DATA_OBJ opens: one of the two
  Ref<IStream> ole = {};
};

// With the source's lock held.
HRESULT take_part(const CopySource& source, PropertyTag tag, TakenPart& taken);
// Without it. MAPI_W_PARTIAL_COMPLETION where something was left out.
Answer copy_part(const CopySource& source, const TakenPart& taken, LPMAPIPROP to, const CopyTarget& target);
// With the lock held, after a move: takes it out of the source. What a folder holds has moved by itself.
Status remove_part(const CopySource& source, const TakenPart& taken);

}  // namespace postroom::mapi
