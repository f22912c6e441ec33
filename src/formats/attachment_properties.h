// The properties of an attachment that come from a part's headers.
#pragma once

#include <postroom/content.h>

#include "formats/gmime_library.h"

namespace postroom {

struct PartDescription {
  std::string mime_tag;
  // Empty when there is none:
  std::string file_name = {};
  std::string content_id = {};
  std::string content_location = {};
  std::string charset = {};
  bool shown_in_html = false;
  bool hidden = false;
};

PartDescription describe_part(GMimePart* part, bool shown_in_html);

// An attachment by value. `size`: bytes of data.
Attachment make_data_attachment(const PartDescription& part, Value data, std::uint64_t size);

Attachment make_embedded(std::shared_ptr<const MessageContent> message);

}  // namespace postroom
