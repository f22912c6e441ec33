// What the headers of a mail say about it as a whole.
#pragma once

#include <postroom/mail.h>

#include "formats/gmime_library.h"
#include "formats/mail_address.h"

namespace postroom {

inline constexpr std::size_t kUsualProperties = 28;  // room for what most mails have

struct Envelope {
  std::string subject, message_id, in_reply_to, references, topic;
  Bytes thread_index;
  MailAddress from, sender;
  std::vector<MailAddress> reply_to;
  std::optional<FileTime> sent, received;
  std::optional<std::int32_t> importance, priority, sensitivity;
  bool has_subject = false;
  bool read_receipt = false;
  std::vector<std::string> keywords;
  MailMarks marks;
  // Filled by who reads the rest of the mail:
  std::string message_class;
  std::optional<Value> headers;  // PR_TRANSPORT_MESSAGE_HEADERS
  std::optional<FileTime> delivered;
};

Envelope read_envelope(GMimeMessage* message, MailWarnings& warnings);

// The properties of an envelope that come before PR_BODY in order of id, and after it. In two steps, because
// a property set is filled fastest in order.
void set_leading_properties(Envelope& envelope, PropertySet& properties);
void set_trailing_properties(Envelope& envelope, PropertySet& properties);

}  // namespace postroom
