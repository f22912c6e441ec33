// What a message says: its properties, recipients and attachments. A value: copy it, compare it, take it apart.
// Sub-objects are values too: an attachment or embedded message taken out and changed is part of the message again
// only when it is put back, which is what saving an attachment means in MAPI (rules C36 to C38).
#pragma once

#include <postroom/property.h>

#include <memory>
#include <string>
#include <vector>

namespace postroom {

struct MessageContent;

enum class RecipientType : std::int32_t { originator = 0, to = 1, cc = 2, bcc = 3 };

// One row of the recipient table. PR_RECIPIENT_TYPE, PR_DISPLAY_NAME, PR_ADDRTYPE, PR_EMAIL_ADDRESS and so on are
// in `properties`; PR_ROWID is `row`, unique in its message and stable while the recipient stays.
struct Recipient {
  std::uint32_t row = 0;
  PropertySet properties;
  friend bool operator==(const Recipient&, const Recipient&) = default;
};

// PR_RECORD_KEY is `record_key`, made when the attachment is created and never changed; PR_ATTACH_NUM is `number`,
// unique in its message and valid while that is open. `embedded` is the message inside, for
// PR_ATTACH_METHOD = ATTACH_EMBEDDED_MSG (5); otherwise null.
struct Attachment {
  std::uint32_t number = 0;
  Guid record_key;
  PropertySet properties;
  std::shared_ptr<const MessageContent> embedded;
  friend bool operator==(const Attachment& a, const Attachment& b);
};

struct MessageContent {
  PropertySet properties;
  std::vector<Recipient> recipients;    // in order of row
  std::vector<Attachment> attachments;  // in order of number
  friend bool operator==(const MessageContent&, const MessageContent&) = default;
};

inline constexpr int kMaxEmbeddingDepth = 32;             // embedded messages inside one another
inline constexpr std::size_t kMaxRecipients = 32'768;     // per message
inline constexpr std::size_t kMaxAttachments = 32'768;    // per message
inline constexpr std::size_t kMaxProperties = 32'767;     // per object
inline constexpr std::size_t kMaxContentBytes = 32 << 20;  // of one encoded message without its large values

Recipient make_recipient(RecipientType type, std::string name, std::string smtp_address);
RecipientType recipient_type(const Recipient& recipient);
std::string recipient_name(const Recipient& recipient);     // PR_DISPLAY_NAME, else the address
std::string recipient_address(const Recipient& recipient);  // PR_SMTP_ADDRESS, else PR_EMAIL_ADDRESS; may be empty

// "Ana; Ben; Carla" of one type, as PR_DISPLAY_TO, _CC and _BCC have it (empty when there is none).
std::string display_list(const MessageContent& content, RecipientType type);

// Depth of the deepest embedded message: 0 without any.
int embedding_depth(const MessageContent& content);

// Calls visit(const LargeValue&) for every large value, in embedded messages too; one may come more than once.
template <class Visit>
void for_each_large_value(const MessageContent& content, const Visit& visit) {
  const auto look = [&](const PropertySet& properties) {
    for (const Property& property : properties) {
      if (const auto* large = std::get_if<LargeValue>(&property.value)) visit(*large);
    }
  };
  look(content.properties);
  for (const Recipient& recipient : content.recipients) look(recipient.properties);
  for (const Attachment& attachment : content.attachments) {
    look(attachment.properties);
    if (attachment.embedded) for_each_large_value(*attachment.embedded, visit);
  }
}

}  // namespace postroom
