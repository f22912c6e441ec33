#include "store/units.h"

#include <postroom/property_names.h>
#include <postroom/tags.h>
#include <postroom/text.h>

#include <array>
#include <cstdio>

namespace postroom::store {
namespace {

struct Group {
  const char* key;
  const char* label;
};

constexpr Group kBody{"body", "Body"};
constexpr Group kSubject{"subject", "Subject"};
constexpr Group kSender{"sender", "Sender"};
constexpr Group kRepresenting{"representing", "From"};
constexpr Group kReceivedBy{"received-by", "Received by"};
constexpr Group kReceivedFor{"received-representing", "Received for"};
constexpr Group kReplyTo{"reply-to", "Reply to"};
constexpr Group kTimes{"appointment-time", "Start, end and recurrence"};
constexpr Group kReminder{"reminder", "Reminder"};
constexpr Group kEmail1{"email-1", "E-mail 1"};
constexpr Group kEmail2{"email-2", "E-mail 2"};
constexpr Group kEmail3{"email-3", "E-mail 3"};

struct Member {
  std::uint16_t id;
  const Group* group;
};

constexpr std::array kMembers{
    Member{0x0037, &kSubject},      Member{0x003D, &kSubject},      Member{0x0E1D, &kSubject},
    Member{0x1000, &kBody},         Member{0x1009, &kBody},         Member{0x1013, &kBody},
    Member{0x1016, &kBody},         Member{0x0E1F, &kBody},         Member{0x3FDE, &kBody},
    Member{0x1006, &kBody},         Member{0x1007, &kBody},         Member{0x1008, &kBody},
    Member{0x1010, &kBody},         Member{0x1011, &kBody},         Member{0x0C19, &kSender},
    Member{0x0C1A, &kSender},       Member{0x0C1D, &kSender},       Member{0x0C1E, &kSender},
    Member{0x0C1F, &kSender},       Member{0x5D01, &kSender},       Member{0x003B, &kRepresenting},
    Member{0x0041, &kRepresenting}, Member{0x0042, &kRepresenting}, Member{0x0064, &kRepresenting},
    Member{0x0065, &kRepresenting}, Member{0x5D02, &kRepresenting}, Member{0x003F, &kReceivedBy},
    Member{0x0040, &kReceivedBy},   Member{0x0051, &kReceivedBy},   Member{0x0075, &kReceivedBy},
    Member{0x0076, &kReceivedBy},   Member{0x0043, &kReceivedFor},  Member{0x0044, &kReceivedFor},
    Member{0x0052, &kReceivedFor},  Member{0x0077, &kReceivedFor},  Member{0x0078, &kReceivedFor},
    Member{0x004F, &kReplyTo},      Member{0x0050, &kReplyTo},      Member{0x0060, &kTimes},
    Member{0x0061, &kTimes},
};

struct NamedRange {
  const Guid* set;
  std::uint32_t first, last;
  const Group* group;
};

// MS-OXPROPS: PidLidAppointmentStartWhole … PidLidClipEnd, PidLidReminderDelta …, PidLidEmail1DisplayName …
constexpr std::array kNamedMembers{
    NamedRange{&kPsAppointment, 0x820D, 0x820E, &kTimes},   NamedRange{&kPsAppointment, 0x8213, 0x8213, &kTimes},
    NamedRange{&kPsAppointment, 0x8215, 0x8216, &kTimes},   NamedRange{&kPsAppointment, 0x8223, 0x8223, &kTimes},
    NamedRange{&kPsAppointment, 0x8231, 0x8236, &kTimes},   NamedRange{&kPsAppointment, 0x825E, 0x8260, &kTimes},
    NamedRange{&kPsCommon, 0x8516, 0x8517, &kTimes},        NamedRange{&kPsCommon, 0x8501, 0x8503, &kReminder},
    NamedRange{&kPsCommon, 0x851C, 0x851F, &kReminder},     NamedRange{&kPsCommon, 0x8560, 0x8560, &kReminder},
    NamedRange{&kPsAddress, 0x8080, 0x808F, &kEmail1},      NamedRange{&kPsAddress, 0x8090, 0x809F, &kEmail2},
    NamedRange{&kPsAddress, 0x80A0, 0x80AF, &kEmail3},
};

// Flag words, merged bit by bit. PidLidAppointmentStateFlags, PidLidAppointmentAuxiliaryFlags, PidLidSideEffects.
bool is_flag_word(const PropertyName& name) {
  const auto* number = std::get_if<std::uint32_t>(&name.name);
  if (!number) return false;
  return (name.set == kPsAppointment && (*number == 0x8217 || *number == 0x8207)) ||
         (name.set == kPsCommon && *number == 0x8510);
}

bool is_keywords(const PropertyName& name) {
  const auto* text = std::get_if<std::string>(&name.name);
  return text && name.set == kPsPublicStrings && equals_ignoring_ascii_case(*text, "Keywords");
}

UnitName in_group(const Group& group) { return {group.key, group.label, MergeRule::whole, UnitKind::group}; }

UnitName unit_of_named(std::uint16_t id, const PropertyName& name) {
  if (const auto* number = std::get_if<std::uint32_t>(&name.name)) {
    for (const NamedRange& range : kNamedMembers) {
      if (*range.set == name.set && *number >= range.first && *number <= range.last) return in_group(*range.group);
    }
  }
  char key[8];
  std::snprintf(key, sizeof key, "0x%04X", id);
  if (is_keywords(name)) return {"keywords", "Keywords", MergeRule::set, UnitKind::property};
  return {key, to_text(name), is_flag_word(name) ? MergeRule::bits : MergeRule::whole, UnitKind::property};
}

const char* type_name(RecipientType type) {
  switch (type) {
    case RecipientType::originator: return "Originator";
    case RecipientType::to: return "To";
    case RecipientType::cc: return "Cc";
    case RecipientType::bcc: return "Bcc";
  }
  return "Recipient";  // other values occur in stored data (MAPI_P1 and the like)
}

UnitName unit_of(const Recipient& recipient) {
  const RecipientType type = recipient_type(recipient);
  const std::string address = recipient_address(recipient);
  const std::string name = recipient_name(recipient);
  const std::string who = address.empty() ? "name:" + name : "smtp:" + to_lower_ascii(address);
  const std::string shown = address.empty() || address == name ? name : name + " <" + address + ">";
  return {"recipient:" + std::to_string(static_cast<int>(type)) + ":" + who, std::string(type_name(type)) + " " + shown,
          MergeRule::whole, UnitKind::recipient};
}

UnitName unit_of(const Attachment& attachment) {
  const PropertySet& properties = attachment.properties;
  std::string name = properties.get_or<std::string>(tag::attach_long_filename, {});
  if (name.empty()) name = properties.get_or<std::string>(tag::attach_filename, {});
  if (name.empty()) name = properties.get_or<std::string>(tag::display_name, "without a name");
  return {"attachment:" + to_text(attachment.record_key), "Attachment " + name, MergeRule::whole, UnitKind::attachment};
}

// Two recipients alike in type and address are two units.
void add(std::map<std::string, UnitValue>& units, UnitValue value) {
  std::string key = value.name.key;
  for (int n = 2; units.contains(key); ++n) key = value.name.key + "#" + std::to_string(n);
  value.name.key = key;
  units.emplace(std::move(key), std::move(value));
}

}  // namespace

UnitName unit_of(PropertyTag tag, const NameTable& names) {
  if (tag.is_named()) {
    if (const PropertyName* name = names.name(tag.id())) return unit_of_named(tag.id(), *name);
  }
  for (const Member& member : kMembers) {
    if (member.id == tag.id()) return in_group(*member.group);
  }
  char key[8];
  std::snprintf(key, sizeof key, "0x%04X", tag.id());
  const bool bits = tag.id() == tag::todo_item_flags.id();
  return {key, property_name(tag), bits ? MergeRule::bits : MergeRule::whole, UnitKind::property};
}

bool same_value(const UnitValue& a, const UnitValue& b) {
  if (a.attachment && b.attachment) {
    const auto& x = *a.attachment;
    const auto& y = *b.attachment;
    if ((x.embedded == nullptr) != (y.embedded == nullptr)) return false;
    if (x.embedded && x.embedded != y.embedded && !(*x.embedded == *y.embedded)) return false;
  }
  return a.properties == b.properties;
}

std::map<std::string, UnitValue> take_apart(const MessageContent& content, const NameTable& names) {
  std::map<std::string, UnitValue> units;
  for (const Property& property : content.properties) {
    UnitName name = unit_of(property.tag, names);
    auto [place, is_new] = units.try_emplace(name.key);
    if (is_new) place->second.name = std::move(name);
    place->second.properties.append(property);
  }
  for (const Recipient& recipient : content.recipients) {
    add(units, {unit_of(recipient), recipient.properties, &recipient, nullptr});
  }
  for (const Attachment& attachment : content.attachments) {
    add(units, {unit_of(attachment), attachment.properties, nullptr, &attachment});
  }
  return units;
}

}  // namespace postroom::store
