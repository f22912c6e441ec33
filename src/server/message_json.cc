#include "server/message_json.h"

#include <postroom/tags.h>

#include "base/try.h"
#include "server/etags.h"
#include "server/json_values.h"
#include "server/recipient_json.h"
#include "store/base64.h"

namespace postroom::server {
namespace {

namespace json = boost::json;

PropertySet without_data(const PropertySet& all) {
  PropertySet kept;
  for (const Property& property : all) {
    if (property.tag.id() != tag::attach_data_bin.id()) kept.append(property);
  }
  return kept;
}

// A name as one segment of a path (RFC 3986, 3.3).
std::string path_segment(std::string_view name) {
  constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:";
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string segment;
  for (const char c : name) {
    if (kPlain.find(c) != kPlain.npos) {
      segment += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      segment.append("%").append(1, kDigits[byte >> 4]).append(1, kDigits[byte & 15]);
    }
  }
  return segment;
}

Result<json::object> attachment_json(const Showing& showing, const Attachment& attachment) {
  const PropertySet& properties = attachment.properties;
  json::object shown;
  shown["key"] = attachment_key(attachment);
  shown["number"] = attachment.number;
  shown["name"] = attachment_name(properties);
  shown["media_type"] = properties.get_or<std::string>(tag::attach_mime_tag, {});
  shown["size"] = attachment_bytes(properties);
  shown["inline"] = properties.get_or(tag::attachment_hidden, false);
  shown["content_id"] = properties.get_or<std::string>(tag::attach_content_id, {});
  shown["method"] = properties.get_or(tag::attach_method, attach_method::none);
  shown["embedded"] = attachment.embedded != nullptr;
  TRY_SET(shown["properties"], properties_json(showing, without_data(properties)));
  return shown;
}

json::object saved_json(const SaveStamp& stamp) {
  return {{"who", stamp.who}, {"client", stamp.client}, {"when", time_json(stamp.when)}};
}

// From the handle alone, without another look-up.
Result<json::object> shown_message(const Showing& showing, const Message& message) {
  const PropertySet properties = message.lasting_properties();
  const auto flags = message.get(tag::message_flags);
  const bool is_associated = flags && (std::get<std::int32_t>(*flags) & message_flag::associated) != 0;
  json::object shown;
  shown["id"] = message.id().value;
  shown["entry_id"] = store::to_base64(properties.get_or<Bytes>(tag::entryid, {}));
  shown["version"] = message.version().value;
  shown["change_number"] = properties.get_or(tag::change_number, std::int64_t{0});
  shown["kind"] = is_associated ? "associated" : "normal";
  TRY_SET(shown["properties"], properties_json(showing, properties));
  TRY_SET(shown["recipients"], recipients_json(showing, message.content()));
  TRY_SET(shown["attachments"], attachments_json(showing, message.content()));
  shown["saved"] = saved_json(message.save_stamp());
  return shown;
}

}  // namespace

// The handle would show the newest version in place of one that the history has dropped. What is there after
// it was opened was there before.
Result<Message> open_version(Call& call, MessageId id, VersionNumber version) {
  TRY_SET(Message message, call.store->open_message_at(call.session, id, version, Access::read_only));
  TRY(call.store->version(call.session, id, version));
  return message;
}

std::string message_path(const Call& call, MessageId message) {
  return store_path(call) + "/messages/" + std::to_string(message.value);
}

Showing showing(Call& call, MessageId message, std::optional<VersionNumber> version) {
  Showing made = showing_without_addresses(call);
  made.values = message_path(call, message) + "/properties/";
  if (version) made.parameters = "?version=" + std::to_string(version->value);
  return made;
}

Showing showing_without_addresses(Call& call) {
  return {PropertyNaming(*call.store, call.session), call.store->large_values(), {}, {}};
}

Result<json::object> properties_json(const Showing& showing, const PropertySet& properties) {
  json::object shown;
  shown.reserve(properties.size());
  for (const Property& property : properties) {
    const std::string name = showing.naming.name(property.tag);
    const std::string href =
        showing.values.empty() ? "" : showing.values + path_segment(name) + showing.parameters;
    TRY_SET(shown[name], to_json(property.tag, property.value, &showing.large, href));
  }
  return shown;
}

Result<json::array> recipients_json(const Showing& showing, const MessageContent& content) {
  Showing inside = showing;
  inside.values.clear();
  json::array shown;
  for (const Recipient& recipient : content.recipients) {
    json::object one;
    one["row"] = recipient.row;
    one["type"] = to_text(recipient_type(recipient));
    one["name"] = recipient_name(recipient);
    one["address"] = recipient_address(recipient);
    TRY_SET(one["properties"], properties_json(inside, recipient.properties));
    shown.push_back(std::move(one));
  }
  return shown;
}

Result<json::array> attachments_json(const Showing& showing, const MessageContent& content) {
  Showing inside = showing;
  inside.values.clear();
  json::array shown;
  for (const Attachment& attachment : content.attachments) {
    TRY_SET(json::object one, attachment_json(inside, attachment));
    shown.push_back(std::move(one));
  }
  return shown;
}

std::string attachment_key(const Attachment& attachment) { return postroom::to_text(attachment.record_key); }

std::string attachment_name(const PropertySet& properties) {
  for (const PropertyTag name : {tag::attach_long_filename, tag::attach_filename, tag::display_name}) {
    const auto* const text = properties.get<std::string>(name);
    if (text && !text->empty()) return *text;
  }
  return {};
}

std::uint64_t attachment_bytes(const PropertySet& properties) {
  const Property* const data = properties.find_id(tag::attach_data_bin.id());
  if (!data) return 0;
  if (const auto* large = std::get_if<LargeValue>(&data->value)) return large->size;
  const auto* const bytes = std::get_if<Bytes>(&data->value);
  return bytes ? bytes->size() : 0;
}

Result<json::object> embedded_json(Call& call, const MessageContent& content) {
  const Showing inside = showing_without_addresses(call);
  json::object shown;
  TRY_SET(shown["properties"], properties_json(inside, content.properties));
  TRY_SET(shown["recipients"], recipients_json(inside, content));
  TRY_SET(shown["attachments"], attachments_json(inside, content));
  return shown;
}

Result<json::object> message_json(Call& call, const Message& message) {
  return shown_message(showing(call, message.id()), message);
}

Result<json::object> version_json(Call& call, const Message& message) {
  return shown_message(showing(call, message.id(), message.version()), message);
}

}  // namespace postroom::server
