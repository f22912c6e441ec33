// Attachments out of what clients send.
#pragma once

#include <postroom/store.h>

#include <string>

namespace postroom::server {

struct AttachmentDescription {
  std::string name;        // of the file
  std::string media_type;  // empty, or no media type: application/octet-stream
  std::string content_id;  // by which the body refers to it
  bool is_inline = false;  // shown in the body, not in the list of attachments
};

// The attachment with everything that `bytes` has, for Message::add_attachment. Names are made one line of at
// most kMaxAttachmentText bytes.
Result<Attachment> make_attachment(Store& store, const AttachmentDescription& description,
                                   RandomAccess& bytes);

inline constexpr std::size_t kMaxAttachmentText = 1024;  // bytes of a name, a type, a content id

}  // namespace postroom::server
