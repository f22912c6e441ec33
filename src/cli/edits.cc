#include "cli/edits.h"

#include <postroom/file.h>
#include <postroom/property_names.h>
#include <postroom/tags.h>
#include <postroom/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/try.h"
#include "cli/addresses.h"
#include "cli/message_text.h"

namespace postroom::cli {
namespace {

// NAME=VALUE as it is written, before a named property has its id in this store.
struct Setting {
  PropertyReference reference;
  Value value;
};

Result<Setting> parse_setting(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    return Error{Code::invalid_argument, fmt::format("“{}” is not NAME=VALUE.", text), ""};
  }
  const std::string name = text.substr(0, equals);
  TRY_SET(PropertyReference reference, parse_property_reference(name));
  auto value = parse_value(reference.tag, std::string_view(text).substr(equals + 1));
  if (!value) return Error{value.error().code, name + ": " + value.error().message, value.error().detail};
  return Setting{std::move(reference), *std::move(value)};
}

Status set_property(PropertyTag tag, Value value, Message& message) {
  if (const auto* long_text = std::get_if<std::string>(&value);
      long_text && long_text->size() > kInlineLimit) {
    MemorySource source(*long_text);
    return message.write(tag, source);
  }
  return message.set(tag, std::move(value));
}

// Names that the store does not have yet are made together.
Status set_properties(const std::vector<std::string>& texts, Message& message, Store& store,
                      const Session& session) {
  std::vector<Setting> settings;
  std::vector<PropertyName> names;
  for (const std::string& text : texts) {
    TRY_SET(Setting setting, parse_setting(text));
    if (setting.reference.named) names.push_back(*setting.reference.named);
    settings.push_back(std::move(setting));
  }
  TRY_SET(const std::vector<std::uint16_t> ids, store.property_ids(session, names));
  auto next = ids.begin();
  for (auto& [reference, value] : settings) {
    const PropertyTag tag = reference.named
                                ? PropertyTag(std::uint32_t{*next++} << 16 | reference.tag.raw_type())
                                : reference.tag;
    TRY(set_property(tag, std::move(value), message));
  }
  return ok_status();
}

Status unset_property(const std::string& name, Message& message, Store& store, const Session& session) {
  TRY_SET(const PropertyReference reference, parse_property_reference(name));
  PropertyTag tag = reference.tag;
  if (reference.named) {
    TRY_SET(const auto id, store.find_property_id(session, *reference.named));
    if (!id) return Error{Code::not_found, fmt::format("The message has no property {}.", name), ""};
    tag = PropertyTag(std::uint32_t{*id} << 16 | tag.raw_type());
  }
  auto removed = message.remove(tag);
  if (!removed && removed.error().code == Code::not_found) {
    return Error{Code::not_found, fmt::format("The message has no property {}.", name), ""};
  }
  return removed;
}

// Recipients that stay keep everything known about them; the others are made or removed.
Status replace_recipients(RecipientType type, const std::string& text, Message& message) {
  TRY_SET(const std::vector<Address> wanted, parse_addresses(text));
  std::vector<Recipient> old;
  for (const Recipient& recipient : message.content().recipients) {
    if (recipient_type(recipient) == type) old.push_back(recipient);
  }
  std::vector<Recipient> added;
  for (const Address& address : wanted) {
    const auto same = std::find_if(old.begin(), old.end(), [&](const Recipient& recipient) {
      if (!equals_ignoring_ascii_case(recipient_address(recipient), address.address)) return false;
      return address.name.empty() || address.name == recipient_name(recipient);
    });
    if (same != old.end()) {
      old.erase(same);
    } else if (address.address.find('@') == std::string::npos) {
      const std::string shown = address.address.empty() ? address.name : address.address;
      return Error{
          Code::invalid_argument,
          fmt::format("“{}” is not an address: write name@example.com or Name <name@example.com>.", shown),
          ""};
    } else {
      added.push_back(
          make_recipient(type, address.name.empty() ? address.address : address.name, address.address));
    }
  }
  for (const Recipient& recipient : old) TRY(message.remove_recipient(recipient.row));
  for (Recipient& recipient : added) TRY(message.add_recipient(std::move(recipient)));
  return ok_status();
}

std::string with_carriage_returns(std::string_view text) {
  std::string result;
  result.reserve(text.size() + text.size() / 32);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r')) result += '\r';
    result += text[i];
  }
  return result;
}

// The other forms of the body would contradict the new text.
Result<std::vector<std::string>> replace_body(const std::string& text, Message& message) {
  std::vector<std::string> notes;
  const std::string lines = with_carriage_returns(text);
  MemorySource source(lines);
  TRY(message.write(tag::body, source));
  for (const PropertyTag form : {tag::html, tag::rtf_compressed, tag::rtf_in_sync, tag::native_body}) {
    if (!message.content().properties.has(form)) continue;
    if (form == tag::html || form == tag::rtf_compressed) {
      notes.push_back(
          "The message had formatted text; it is plain text now. The formatted one stays in the history.");
    }
    TRY(message.remove(form));
  }
  if (notes.size() > 1) notes.pop_back();
  return notes;
}

Status attach_file(const std::string& name, Message& message, Store& store) {
  const std::filesystem::path path(name);
  TRY_SET(FileSource source, FileSource::open(path));
  TRY_SET(Value data, make_value(tag::attach_data_bin, source, store.large_values()));
  const std::string file_name = repair_utf8(path.filename().string());
  Attachment attachment;
  attachment.properties.set(tag::attach_method, attach_method::by_value);
  attachment.properties.set(tag::attach_long_filename, file_name);
  attachment.properties.set(tag::attach_filename, file_name);
  attachment.properties.set(tag::display_name, file_name);
  attachment.properties.set(tag::rendering_position, std::int32_t{-1});
  if (path.has_extension())
    attachment.properties.set(tag::attach_extension, repair_utf8(path.extension().string()));
  attachment.properties.set(tag::attach_data_bin, std::move(data));
  TRY(message.add_attachment(std::move(attachment)));
  return ok_status();
}

Status detach(const std::string& name, Message& message) {
  std::vector<std::uint32_t> matching;
  for (const Attachment& attachment : message.content().attachments) {
    const bool by_number = name == fmt::format("#{}", attachment.number);
    if (by_number || equals_ignoring_ascii_case(attachment_name(attachment.properties), name)) {
      matching.push_back(attachment.number);
    }
  }
  if (matching.empty())
    return Error{Code::not_found, fmt::format("The message has no attachment “{}”.", name), ""};
  if (matching.size() > 1) {
    return Error{Code::invalid_argument,
                 fmt::format("{} attachments are called “{}”: name one by its number, such as #{}.",
                             matching.size(), name, matching[0]),
                 ""};
  }
  return message.remove_attachment(matching[0]);
}

std::optional<std::string> changed(const std::optional<std::string>& before,
                                   const std::optional<std::string>& after) {
  if (!after || after == before) return std::nullopt;
  const auto bare = [](std::string text) {
    text.erase(text.find_last_not_of('\n') + 1);
    return text;
  };
  if (bare(before.value_or("")) == bare(*after)) return std::nullopt;
  return after;
}

}  // namespace

bool Edits::empty() const { return *this == Edits{}; }

Result<PropertyReference> parse_property_reference(const std::string& name) {
  if (const auto tag = find_property_tag(name)) return PropertyReference{*tag, std::nullopt};
  if (auto named = parse_property_name(name)) {
    const auto type = well_known_type(*named);
    return PropertyReference{type ? *type : PropertyTag(0, PropertyType::unicode), std::move(named)};
  }
  return Error{
      Code::invalid_argument,
      fmt::format("“{}” is not a property: write PR_SUBJECT, 0x0037001F, PSETID_Appointment:0x820D or "
                  "PS_PUBLIC_STRINGS:Keywords.",
                  name),
      ""};
}

Result<std::vector<std::string>> apply(const Edits& edits, Message& message, Store& store,
                                       const Session& session) {
  std::vector<std::string> notes;
  for (const std::string& name : edits.unset) TRY(unset_property(name, message, store, session));
  TRY(set_properties(edits.set, message, store, session));
  if (edits.subject) TRY(message.set(tag::subject, *edits.subject));
  if (edits.to) TRY(replace_recipients(RecipientType::to, *edits.to, message));
  if (edits.cc) TRY(replace_recipients(RecipientType::cc, *edits.cc, message));
  if (edits.bcc) TRY(replace_recipients(RecipientType::bcc, *edits.bcc, message));
  if (edits.body) {
    TRY_SET(notes, replace_body(*edits.body, message));
  }
  for (const std::string& name : edits.detach) TRY(detach(name, message));
  for (const std::string& name : edits.attach) TRY(attach_file(name, message, store));
  return notes;
}

Edits difference(const Edits& before, const Edits& after) {
  Edits edits = after;
  edits.to = changed(before.to, after.to);
  edits.cc = changed(before.cc, after.cc);
  edits.bcc = changed(before.bcc, after.bcc);
  edits.subject = changed(before.subject, after.subject);
  edits.body = changed(before.body, after.body);
  return edits;
}

}  // namespace postroom::cli
