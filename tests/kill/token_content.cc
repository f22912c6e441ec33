#include "kill/token_content.h"

#include <postroom/tags.h>

#include "base/try.h"
#include "support/seeded_random.h"

namespace postroom::kill {
namespace {

constexpr std::uint16_t kFirstNote = 0x6600;
constexpr std::size_t kReadLimit = 16 << 20;
constexpr std::string_view kSubjectStart = "About ";

std::uint64_t seed_of(const std::string& token) {  // FNV-1a, the same in every build
  std::uint64_t seed = 14695981039346656037u;
  for (const char letter : token) seed = (seed ^ static_cast<unsigned char>(letter)) * 1099511628211u;
  return seed;
}

// Most fit into the message, some are large values of one chunk, a few of several.
std::size_t size_of(testing::SeededRandom& random) {
  switch (random.weighted({12, 3, 1})) {
    case 0:
      return random.below(4000);
    case 1:
      return kInlineLimit + random.below(20'000);
    default:
      return 300'000 + random.below(200'000);
  }
}

std::string body_of(const std::string& token) {
  testing::SeededRandom random(seed_of(token));
  const std::size_t size = random.chance(10) ? kInlineLimit + random.below(10'000) : random.below(3000);
  std::string text = "This is about " + token + ".";
  while (text.size() < size) text += "\r\n" + token + " goes on at " + std::to_string(text.size()) + ".";
  return text;
}

Bytes file_of(const std::string& token) {
  testing::SeededRandom random(seed_of(token) + 1);
  Bytes bytes(size_of(random));
  for (std::size_t i = 0; i < bytes.size(); i += 8) {
    const std::uint64_t number = random.number();
    for (std::size_t j = i; j < std::min(i + 8, bytes.size()); ++j) {
      bytes[j] = static_cast<std::uint8_t>(number >> (8 * (j - i)));
    }
  }
  return bytes;
}

Error broken(const std::string& token, const std::string& what) {
  return {Code::corrupt, "A version about '" + token + "' has " + what + ".", {}};
}

Status check_recipient(const MessageContent& content, const std::string& token) {
  if (content.recipients.size() != 1) {
    return broken(token, std::to_string(content.recipients.size()) + " recipients");
  }
  const std::string address = recipient_address(content.recipients[0]);
  if (address != token + "@example.com") return broken(token, "the recipient " + address);
  return ok_status();
}

Status check_body(Store& store, const MessageContent& content, const std::string& token) {
  const Value* value = content.properties.find(tag::body);
  if (!value) return broken(token, "no body");
  TRY_SET(const Bytes body, load(*value, store.large_values(), kReadLimit));
  if (as_text(body) != body_of(token))
    return broken(token, "the body '" + std::string(as_text(body).substr(0, 60)) + "'");
  return ok_status();
}

Status check_attachment(Store& store, const MessageContent& content, const std::string& token) {
  if (content.attachments.size() != 1) {
    return broken(token, std::to_string(content.attachments.size()) + " attachments");
  }
  const PropertySet& properties = content.attachments[0].properties;
  const std::string name = properties.get_or<std::string>(tag::attach_long_filename, {});
  if (name != token + ".bin") return broken(token, "the attachment " + name);
  const Value* value = properties.find(tag::attach_data_bin);
  if (!value) return broken(token, "an attachment without bytes");
  TRY_SET(const Bytes bytes, load(*value, store.large_values(), kReadLimit));
  if (bytes != file_of(token)) return broken(token, "other bytes in its attachment");
  return ok_status();
}

}  // namespace

PropertyTag note_tag(int slot) {
  return PropertyTag(static_cast<std::uint16_t>(kFirstNote + slot), PropertyType::unicode);
}

Status write_token(Store& store, Message& message, const std::string& token) {
  TRY(message.set(tag::subject, std::string(kSubjectStart) + token));
  const std::string body = body_of(token);
  MemorySource body_source(body);
  TRY(message.write(tag::body, body_source));
  TRY(message.set_recipients({make_recipient(RecipientType::to, token, token + "@example.com")}));
  while (!message.content().attachments.empty()) {
    TRY(message.remove_attachment(message.content().attachments.front().number));
  }
  Attachment attachment;
  attachment.properties.set(tag::attach_long_filename, token + ".bin");
  attachment.properties.set(tag::attach_method, attach_method::by_value);
  const Bytes file = file_of(token);
  MemorySource file_source(file);
  TRY_SET(Value value, make_value(tag::attach_data_bin, file_source, store.large_values()));
  attachment.properties.set(tag::attach_data_bin, std::move(value));
  TRY(message.add_attachment(std::move(attachment)));
  return ok_status();
}

std::string token_in(const std::string& subject) {
  return subject.starts_with(kSubjectStart) ? subject.substr(kSubjectStart.size()) : std::string();
}

Result<Said> read_token(Store& store, const MessageContent& content) {
  const std::string subject = content.properties.get_or<std::string>(tag::subject, {});
  Said said{token_in(subject), {}};
  if (said.token.empty()) return broken(subject, "a subject without a token");
  TRY(check_recipient(content, said.token));
  TRY(check_body(store, content, said.token));
  TRY(check_attachment(store, content, said.token));
  for (int slot = 0; slot < kSlots; ++slot) {
    if (const auto* note = content.properties.get<std::string>(note_tag(slot))) said.notes[slot] = *note;
  }
  return said;
}

}  // namespace postroom::kill
