#include "model/blob.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "model/blob_reader.h"

namespace postroom {
namespace {

using blob::BlobReader;

// Read<T>::from(in): one value of type T.
template <class T>
struct Read {
  static T from(BlobReader& in) { return in.number<T>(); }
};
template <>
struct Read<Currency> {
  static Currency from(BlobReader& in) { return {in.number<std::int64_t>()}; }
};
template <>
struct Read<AppTime> {
  static AppTime from(BlobReader& in) { return {in.number<double>()}; }
};
template <>
struct Read<FileTime> {
  static FileTime from(BlobReader& in) { return {in.number<std::int64_t>()}; }
};
template <>
struct Read<Null> {
  static Null from(BlobReader&) { return {}; }
};
template <>
struct Read<bool> {
  static bool from(BlobReader& in) {
    const std::uint8_t byte = in.byte();
    if (byte > 1) in.fail("a yes or no is neither 0 nor 1");
    return byte == 1;
  }
};
template <>
struct Read<Guid> {
  static Guid from(BlobReader& in) {
    Guid guid;
    const ByteView bytes = in.bytes(guid.bytes.size());
    std::copy(bytes.begin(), bytes.end(), guid.bytes.begin());
    return guid;
  }
};
template <>
struct Read<std::string> {
  static std::string from(BlobReader& in) { return std::string(as_text(in.sized_bytes())); }
};
template <>
struct Read<String8> {
  static String8 from(BlobReader& in) { return {Read<std::string>::from(in)}; }
};
template <>
struct Read<Bytes> {
  static Bytes from(BlobReader& in) {
    const ByteView bytes = in.sized_bytes();
    return Bytes(bytes.begin(), bytes.end());
  }
};
template <>
struct Read<LargeValue> {
  static LargeValue from(BlobReader& in) {
    LargeValue value;
    const ByteView hash = in.bytes(value.hash.size());
    std::copy(hash.begin(), hash.end(), value.hash.begin());
    value.size = in.number<std::uint64_t>();
    return value;
  }
};
template <class T>
struct Read<std::vector<T>> {
  static std::vector<T> from(BlobReader& in) {
    const std::size_t count = in.count(blob::kSmallest<T>, kMaxContentBytes);
    std::vector<T> values;
    values.reserve(count);
    for (std::size_t i = 0; i < count && !in.failed(); ++i) values.push_back(Read<T>::from(in));
    return values;
  }
};

template <class T>
void read_into(Value& value, BlobReader& in) {
  value.emplace<T>(Read<T>::from(in));
}

void read_multiple(PropertyTag tag, Value& value, BlobReader& in) {
  switch (tag.base_type()) {
    case PropertyType::integer16:
      return read_into<std::vector<std::int16_t>>(value, in);
    case PropertyType::integer32:
      return read_into<std::vector<std::int32_t>>(value, in);
    case PropertyType::float32:
      return read_into<std::vector<float>>(value, in);
    case PropertyType::float64:
      return read_into<std::vector<double>>(value, in);
    case PropertyType::currency:
      return read_into<std::vector<Currency>>(value, in);
    case PropertyType::app_time:
      return read_into<std::vector<AppTime>>(value, in);
    case PropertyType::integer64:
      return read_into<std::vector<std::int64_t>>(value, in);
    case PropertyType::string8:
      return read_into<std::vector<String8>>(value, in);
    case PropertyType::unicode:
      return read_into<std::vector<std::string>>(value, in);
    case PropertyType::system_time:
      return read_into<std::vector<FileTime>>(value, in);
    case PropertyType::class_id:
      return read_into<std::vector<Guid>>(value, in);
    case PropertyType::binary:
      return read_into<std::vector<Bytes>>(value, in);
    default:
      return in.fail("a property has an unknown multi-valued type");
  }
}

void read_single(PropertyTag tag, Value& value, BlobReader& in) {
  switch (tag.base_type()) {
    case PropertyType::null:
      return read_into<Null>(value, in);
    case PropertyType::integer16:
      return read_into<std::int16_t>(value, in);
    case PropertyType::integer32:
      return read_into<std::int32_t>(value, in);
    case PropertyType::float32:
      return read_into<float>(value, in);
    case PropertyType::float64:
      return read_into<double>(value, in);
    case PropertyType::currency:
      return read_into<Currency>(value, in);
    case PropertyType::app_time:
      return read_into<AppTime>(value, in);
    case PropertyType::boolean:
      return read_into<bool>(value, in);
    case PropertyType::integer64:
      return read_into<std::int64_t>(value, in);
    case PropertyType::string8:
      return read_into<String8>(value, in);
    case PropertyType::unicode:
      return read_into<std::string>(value, in);
    case PropertyType::system_time:
      return read_into<FileTime>(value, in);
    case PropertyType::class_id:
      return read_into<Guid>(value, in);
    case PropertyType::server_id:
    case PropertyType::restriction:
    case PropertyType::rule_action:
    case PropertyType::binary:
      return read_into<Bytes>(value, in);
    default:
      return in.fail("a property has an unknown type");
  }
}

void read_large(PropertyTag tag, Value& value, BlobReader& in) {
  read_into<LargeValue>(value, in);
  if (!fits(tag, value)) in.fail("a large value stands under a type that has none");
}

Property read_property(BlobReader& in) {
  const auto stored = in.number<std::uint32_t>();
  Property property{PropertyTag(stored & ~blob::kLargeFlag), {}};
  if ((stored & blob::kLargeFlag) != 0) {
    read_large(property.tag, property.value, in);
  } else if (property.tag.is_multi_valued()) {
    read_multiple(property.tag, property.value, in);
  } else {
    read_single(property.tag, property.value, in);
  }
  return property;
}

PropertySet read_properties(BlobReader& in) {
  PropertySet properties;
  const std::size_t count = in.count(blob::kSmallestProperty, kMaxProperties);
  properties.reserve(count);
  int last_id = -1;
  for (std::size_t i = 0; i < count; ++i) {
    Property property = read_property(in);
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
  attachment.record_key = Read<Guid>::from(in);
  attachment.properties = read_properties(in);
  if (!Read<bool>::from(in)) return attachment;
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
