// One message as `show` prints it.
#pragma once

#include <postroom/store.h>

#include <string>

#include "cli/conflict_view.h"
#include "cli/terminal.h"

namespace postroom::cli {

// What is shown: a version's content with what is known beside it.
struct MessagePage {
  MessageId id;
  VersionNumber version;
  MessageContent content;
  PropertySet properties;  // computed ones included, where they are known
  std::string folder;      // path; may be empty
  std::string body;
};

// A block of headers, an empty line, the text.
std::string message_page(const MessagePage& page, Look look);
std::string message_page_json(const MessagePage& page, const Texts& texts, bool with_properties);

}  // namespace postroom::cli
