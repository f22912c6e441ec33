#include "model/blob.h"

#include <memory>
#include <utility>

#include "model/blob_reader.h"
#include "model/blob_values.h"

namespace postroom {
namespace {

using blob::BlobReader;

PropertySet read_properties(BlobReader& in) {
  PropertySet properties;
  const std::size_t count = in.count(blob::kSmallestProperty, kMaxProperties);
  properties.reserve(count);
  int last_id = -1;
  for (std::size_t i = 0; i < count; ++i) {
    Property property = blob::read_property(in);
    if (property.tag.id() <= last_id) in.fail("properties are not in order of their ids");
    if (in.failed()) break;
    last_id = property.tag.id();
    properties.append(std::move(property));
  }
  return properties;
}

void read_recipients(std::vector<Recipient>& recipients, BlobReader& in) {
  const std::size_t count = in.count(blob::kSmallestRecipient, kMaxRecipients);
  recipients.reserve(count);
  for (std::size_t i = 0; i < count && !in.failed(); ++i) {
    const auto row = in.number<std::uint32_t>();
    if (i > 0 && row <= recipients.back().row) in.fail("recipients are not in order of their rows");
    recipients.push_back({row, read_properties(in)});
  }
}

MessageContent read_content(BlobReader& in, int depth);

Attachment read_attachment(BlobReader& in, int depth) {
  Attachment attachment;
  attachment.number = in.number<std::uint32_t>();
  attachment.record_key = blob::read_guid(in);
  attachment.properties = read_properties(in);
  if (!blob::read_bool(in)) return attachment;
  if (depth >= kMaxEmbeddingDepth) in.fail("too many messages are embedded inside one another");
  if (!in.failed()) attachment.embedded = std::make_shared<const MessageContent>(read_content(in, depth + 1));
  return attachment;
}

void read_attachments(std::vector<Attachment>& attachments, BlobReader& in, int depth) {
  const std::size_t count = in.count(blob::kSmallestAttachment, kMaxAttachments);
  attachments.reserve(count);
  for (std::size_t i = 0; i < count && !in.failed(); ++i) {
    attachments.push_back(read_attachment(in, depth));
    if (i > 0 && attachments[i].number <= attachments[i - 1].number) {
      in.fail("attachments are not in order of their numbers");
    }
  }
}

MessageContent read_content(BlobReader& in, int depth) {
  MessageContent content;
  content.properties = read_properties(in);
  read_recipients(content.recipients, in);
  read_attachments(content.attachments, in, depth);
  return content;
}

// Looks at what stands around the body and runs `read` on it.
template <class Body>
Result<Body> decode_with(ByteView bytes, Body (*read)(BlobReader& in)) {
  if (bytes.size() < 1 + blob::kChecksumSize || bytes[0] == 0) {
    return Error{Code::corrupt, "The stored properties are corrupt at byte 0: this is no property blob.", {}};
  }
  if (bytes[0] > kBlobVersion) {
    return Error{
        Code::newer_format, "A newer Postroom wrote these properties; open the store with that.", {}};
  }
  if (bytes.size() > kMaxContentBytes) {
    return Error{Code::corrupt, "The stored properties are corrupt: they have more than 32 MiB.", {}};
  }
  BlobReader in(bytes.subspan(1, bytes.size() - 1 - blob::kChecksumSize), 1);
  Body body = read(in);
  if (in.left() > 0) in.fail("something follows the end");
  if (in.failed()) return in.error();
  return body;
}

}  // namespace

Result<MessageContent> decode_content(ByteView bytes) {
  return decode_with<MessageContent>(bytes, [](BlobReader& in) { return read_content(in, 0); });
}

Result<PropertySet> decode_properties(ByteView bytes) {
  return decode_with<PropertySet>(bytes, read_properties);
}

}  // namespace postroom
