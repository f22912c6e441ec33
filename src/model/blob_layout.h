// The layout of the property blob, front to back, for an Out that is a BlobSize or a BlobWriter.
#pragma once

#include <postroom/content.h>

#include <type_traits>

#include "model/blob_writer.h"

namespace postroom::blob {

template <class Out>
class BlobLayout {
 public:
  explicit BlobLayout(Out& out) : out_(out) {}

  void content(const MessageContent& content, int depth = 0) {
    if constexpr (Out::kChecks) check(content, depth);
    if (stopped()) return;
    properties(content.properties);
    out_.varint(content.recipients.size());
    for (const Recipient& recipient : content.recipients) {
      out_.number(recipient.row);
      properties(recipient.properties);
    }
    out_.varint(content.attachments.size());
    for (const Attachment& each : content.attachments) attachment(each, depth);
  }

  void properties(const PropertySet& properties) {
    if constexpr (Out::kChecks) check(properties);
    if (stopped()) return;
    out_.varint(properties.size());
    for (const Property& each : properties) property(each);
  }

  void property(const Property& property) {
    const bool is_large = std::holds_alternative<LargeValue>(property.value);
    out_.number(property.tag.value | (is_large ? kLargeFlag : 0));
    std::visit([this](const auto& value) { this->put(value); }, property.value);
  }

 private:
  void attachment(const Attachment& attachment, int depth) {
    if (stopped()) return;
    out_.number(attachment.number);
    put(attachment.record_key);
    properties(attachment.properties);
    put(attachment.embedded != nullptr);
    if (attachment.embedded) content(*attachment.embedded, depth + 1);
  }

  void put(Null) {}
  void put(std::int16_t value) { out_.number(value); }
  void put(std::int32_t value) { out_.number(value); }
  void put(std::int64_t value) { out_.number(value); }
  void put(float value) { out_.number(value); }
  void put(double value) { out_.number(value); }
  void put(Currency value) { out_.number(value.ten_thousandths); }
  void put(AppTime value) { out_.number(value.days); }
  void put(ErrorValue) {}  // never stored: BlobSize refuses it
  void put(bool value) { out_.byte(value ? 1 : 0); }
  void put(FileTime value) { out_.number(value.ticks); }
  void put(const Guid& value) { out_.bytes(value.bytes); }
  void put(const String8& value) { put(as_bytes(value.bytes)); }
  void put(const std::string& value) { put(as_bytes(value)); }
  void put(const Bytes& value) { put(ByteView(value)); }
  void put(ByteView value) {
    out_.varint(value.size());
    out_.bytes(value);
  }
  void put(const LargeValue& value) {
    out_.bytes(value.hash);
    out_.number(value.size);
  }
  template <class T>
  void put(const std::vector<T>& values) {
    out_.varint(values.size());
    for (const T& value : values) put(value);
  }

  // Contents too large are given up early: sub-objects may be shared, and so be many more than memory has.
  bool stopped() {
    if constexpr (Out::kChecks) {
      if (out_.size() > kMaxContentBytes)
        out_.fail(Code::too_big, "The properties have more than 32 MiB together; shorten them.");
      return out_.failed();
    }
    return false;
  }

  void check(const MessageContent& content, int depth) {
    if (depth > kMaxEmbeddingDepth) {
      out_.fail(Code::too_big, "More than 32 messages are embedded inside one another; take some out.");
    }
    if (content.recipients.size() > kMaxRecipients) {
      out_.fail(Code::too_big, "The message has more than 32,768 recipients; remove some.");
    }
    if (content.attachments.size() > kMaxAttachments) {
      out_.fail(Code::too_big, "The message has more than 32,768 attachments; remove some.");
    }
    for (std::size_t i = 1; i < content.recipients.size(); ++i) {
      if (content.recipients[i - 1].row < content.recipients[i].row) continue;
      out_.fail(Code::invalid_argument, "The recipients are not in order of their rows.");
    }
    for (std::size_t i = 1; i < content.attachments.size(); ++i) {
      if (content.attachments[i - 1].number < content.attachments[i].number) continue;
      out_.fail(Code::invalid_argument, "The attachments are not in order of their numbers.");
    }
  }

  void check(const PropertySet& properties) {
    if (properties.size() > kMaxProperties) {
      out_.fail(Code::too_big, "An object has more than 32,767 properties; remove some.");
    }
    for (const Property& property : properties) {
      if (fits(property.tag, property.value)) continue;
      out_.fail(Code::invalid_argument, "A property's value is not of the type that its tag says.");
    }
  }

  Out& out_;
};

}  // namespace postroom::blob
