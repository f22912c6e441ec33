#include "history/fields.h"

#include <postroom/property_names.h>
#include <postroom/tags.h>

#include <algorithm>
#include <cstdio>

#include "base/try.h"

namespace postroom::history {
namespace {

constexpr std::size_t kWholeText = 1 << 20;
constexpr int kFlagBits = 31;

using Keywords = std::vector<std::string>;

std::string name_of(PropertyTag tag) {
  char name[16];
  std::snprintf(name, sizeof name, "0x%08X", static_cast<unsigned>(tag.value));
  return name;
}

std::string file_name(const Attachment& attachment) {
  return attachment.properties.get_or<std::string>(tag::attach_long_filename, {});
}

std::string file_text(const Attachment& attachment) {
  const Bytes* bytes = attachment.properties.get<Bytes>(tag::attach_data_bin);
  return bytes ? std::string(as_text(*bytes)) : std::string();
}

void add_property(Fields& fields, const Property& property) {
  if (const auto* keywords = std::get_if<Keywords>(&property.value); keywords && property.tag.is_named()) {
    for (const std::string& keyword : *keywords) fields["keyword:" + keyword] = "yes";
  } else if (const auto* flags = std::get_if<std::int32_t>(&property.value);
             flags && property.tag == tag::todo_item_flags) {
    for (int bit = 0; bit < kFlagBits; ++bit) {
      if (*flags >> bit & 1) fields["flag:" + std::to_string(bit)] = "yes";
    }
  } else {
    fields[name_of(property.tag)] = postroom::to_text(property.tag, property.value, kWholeText);
  }
}

Status edit_recipient(Message& message, const std::string& address, const std::optional<std::string>& name) {
  const auto& recipients = message.content().recipients;
  const auto found = std::find_if(recipients.begin(), recipients.end(), [&](const Recipient& recipient) {
    return recipient_address(recipient) == address;
  });
  if (!name) return message.remove_recipient(found->row);
  Recipient recipient = make_recipient(RecipientType::to, *name, address);
  if (found == recipients.end()) {
    TRY(message.add_recipient(std::move(recipient)));
    return ok_status();
  }
  recipient.row = found->row;
  return message.put_recipient(std::move(recipient));
}

Status edit_attachment(Message& message, const std::string& name, const std::optional<std::string>& text) {
  const auto& attachments = message.content().attachments;
  const auto found = std::find_if(attachments.begin(), attachments.end(), [&](const Attachment& attachment) {
    return file_name(attachment) == name;
  });
  if (!text) return message.remove_attachment(found->number);
  Attachment attachment = found == attachments.end() ? Attachment{} : *found;
  attachment.properties.set(tag::attach_long_filename, name);
  attachment.properties.set(tag::attach_method, attach_method::by_value);
  attachment.properties.set(tag::attach_data_bin, to_bytes(*text));
  if (found != attachments.end()) return message.put_attachment(std::move(attachment));
  TRY(message.add_attachment(std::move(attachment)));
  return ok_status();
}

Status edit_keyword(Message& message, const std::string& keyword, bool wanted, PropertyTag tag) {
  auto keywords = message.content().properties.get_or<Keywords>(tag, {});
  std::erase(keywords, keyword);
  if (wanted) keywords.push_back(keyword);
  if (!keywords.empty()) return message.set(tag, std::move(keywords));
  return message.content().properties.has(tag) ? message.remove(tag) : ok_status();
}

Status edit_flag(Message& message, int bit, bool wanted) {
  const auto flags = message.content().properties.get_or<std::int32_t>(tag::todo_item_flags, 0);
  return message.set(tag::todo_item_flags, wanted ? flags | 1 << bit : flags & ~(1 << bit));
}

Status edit_property(Message& message, const std::string& name, const std::optional<std::string>& text) {
  const PropertyTag tag(static_cast<std::uint32_t>(std::stoul(name, nullptr, 16)));
  return text ? message.set(tag, *text) : message.remove(tag);
}

Status edit_one(Message& message, const std::string& field, const std::optional<std::string>& value,
                PropertyTag keywords) {
  const std::size_t colon = field.find(':');
  const std::string kind = field.substr(0, colon),
                    rest = colon == std::string::npos ? "" : field.substr(colon + 1);
  if (kind == "to") return edit_recipient(message, rest, value);
  if (kind == "attachment") return edit_attachment(message, rest, value);
  if (kind == "keyword") return edit_keyword(message, rest, value.has_value(), keywords);
  if (kind == "flag") return edit_flag(message, std::stoi(rest), value.has_value());
  return edit_property(message, field, value);
}

class Digest {
 public:
  void add(std::string_view text) {  // FNV-1a
    for (const char letter : text) value_ = (value_ ^ static_cast<unsigned char>(letter)) * 1099511628211u;
    value_ = (value_ ^ 0xFF) * 1099511628211u;
  }
  void add(const PropertySet& properties) {
    for (const Property& property : properties) {
      add(name_of(property.tag));
      add(postroom::to_text(property.tag, property.value, kWholeText));
    }
  }
  std::string text() const {
    char hexadecimal[17];
    std::snprintf(hexadecimal, sizeof hexadecimal, "%016llx", static_cast<unsigned long long>(value_));
    return hexadecimal;
  }

 private:
  std::uint64_t value_ = 14695981039346656037u;
};

const std::string* find(const Fields& fields, const std::string& key) {
  const auto found = fields.find(key);
  return found == fields.end() ? nullptr : &found->second;
}

bool same(const std::string* a, const std::string* b) { return a && b ? *a == *b : a == b; }

}  // namespace

Fields fields_of(const MessageContent& content) {
  Fields fields;
  for (const Property& property : content.properties) {
    if (property.tag == tag::creator_name) continue;  // a copy is whose who made it, not the original's
    add_property(fields, property);
  }
  for (const Recipient& recipient : content.recipients) {
    fields["to:" + recipient_address(recipient)] = recipient_name(recipient);
  }
  for (const Attachment& attachment : content.attachments) {
    fields["attachment:" + file_name(attachment)] = file_text(attachment);
  }
  return fields;
}

void apply(Fields& fields, const Edits& edits) {
  for (const auto& [field, value] : edits) {
    if (value) {
      fields[field] = *value;
    } else {
      fields.erase(field);
    }
  }
}

Fields with(Fields fields, const Edits& edits) {
  apply(fields, edits);
  return fields;
}

std::optional<Fields> merge(const Fields& base, const Fields& theirs, const Fields& mine) {
  Fields all = base, merged;
  all.insert(theirs.begin(), theirs.end());
  all.insert(mine.begin(), mine.end());
  for (const auto& [field, ignored] : all) {
    const std::string *b = find(base, field), *t = find(theirs, field), *m = find(mine, field);
    if (!same(b, t) && !same(b, m) && !same(t, m)) return std::nullopt;
    const std::string* taken = same(b, m) ? t : m;
    if (taken) merged[field] = *taken;
  }
  return merged;
}

Status edit(Message& message, const Edits& edits, PropertyTag keywords) {
  for (const auto& [field, value] : edits) TRY(edit_one(message, field, value, keywords));
  return ok_status();
}

std::string digest_of(const MessageContent& content) {
  Digest digest;
  digest.add(content.properties);
  for (const Recipient& recipient : content.recipients) {
    digest.add(std::to_string(recipient.row));
    digest.add(recipient.properties);
  }
  for (const Attachment& attachment : content.attachments) {
    digest.add(std::to_string(attachment.number) + to_text(attachment.record_key));
    digest.add(attachment.properties);
  }
  return digest.text();
}

std::string to_text(const Fields& fields) {
  std::string text;
  for (const auto& [field, value] : fields) text += field + "=" + value + " ";
  return text;
}

}  // namespace postroom::history
