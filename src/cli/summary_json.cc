#include "cli/summary_json.h"

#include <postroom/tags.h>

namespace postroom::cli {

bool has_flag(const MessageSummary& message, std::int32_t flag) { return (message.flags & flag) != 0; }

void add_summary(Json& json, const MessageSummary& message) {
  json.member("id", message.id.value)
      .member("subject", message.subject)
      .member("version", message.version.value);
  json.member("folder", message.folder.value)
      .member("class", message.message_class)
      .member("date", message.date);
  json.member("from", message.sender).member("to", message.display_to).member("size", message.size);
  json.member("read", has_flag(message, message_flag::read))
      .member("unsent", has_flag(message, message_flag::unsent));
  json.member("attachments", message.has_attachments).member("importance", message.importance);
  json.member("flags", message.flags).member("status", message.status);
  json.member("created", message.created).member("modified", message.modified);
  if (message.deleted) json.member("deleted", *message.deleted);
}

}  // namespace postroom::cli
