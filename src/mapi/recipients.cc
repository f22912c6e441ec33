#include "mapi/recipients.h"

#include <postroom/tags.h>

#include <algorithm>
#include <map>

#include "base/try.h"
#include "mapi/name_check.h"
#include "mapi/values.h"

namespace postroom::mapi {
namespace {

constexpr ULONG kModes = MODRECIP_ADD | MODRECIP_MODIFY | MODRECIP_REMOVE;

Error wrong(const char* why) { return {Code::invalid_argument, why, {}}; }

struct GivenRow {
  PropertySet properties;            // without PR_ROWID and what a table adds
  std::optional<std::uint32_t> row;  // PR_ROWID
};

// What the recipient table adds by itself.
bool is_of_table(PropertyTag tag) {
  return tag.id() == tag::rowid.id() || tag.id() == tag::instance_key.id();
}

Result<GivenRow> read_row(const ObjectState& state, const ADRENTRY& entry) {
  if (entry.cValues > kMaxRecipientValues) return wrong("A recipient can have at most 4,096 properties.");
  if (!entry.rgPropVals) return wrong("There are no properties.");
  GivenRow given;
  for (ULONG i = 0; i < entry.cValues; ++i) {
    const SPropValue& value = entry.rgPropVals[i];
    const ULONG type = PROP_TYPE(value.ulPropTag);
    if (type == PT_ERROR) continue;
    if (type == PT_NULL) return wrong("A recipient cannot have PT_NULL.");
    TRY_SET(Property property, read_value(value));
    TRY(check_name(state, property.tag));
    if (property.tag == tag::rowid)
      given.row = static_cast<std::uint32_t>(std::get<std::int32_t>(property.value));
    if (!is_of_table(property.tag)) given.properties.set(property.tag, std::move(property.value));
  }
  return given;
}

// A null recipient (no values) is none.
Result<std::vector<GivenRow>> read_rows(const ObjectState& state, const ADRLIST* list) {
  if (!list) return wrong("There is no list of recipients.");
  if (list->cEntries > kMaxRecipients)
    return Error{Code::too_big, "A message can have at most 32,768 recipients.", {}};
  std::vector<GivenRow> rows;
  rows.reserve(list->cEntries);
  for (ULONG i = 0; i < list->cEntries; ++i) {
    if (list->aEntries[i].cValues == 0) continue;
    TRY_SET(GivenRow row, read_row(state, list->aEntries[i]));
    rows.push_back(std::move(row));
  }
  return rows;
}

// The store's default: a recipient without a type is somebody whom the message goes to.
Recipient to_recipient(GivenRow given) {
  if (!given.properties.has(tag::recipient_type))
    given.properties.set(tag::recipient_type, std::int32_t{MAPI_TO});
  return {0, std::move(given.properties)};
}

// One by one, as clients do that, too, with long lists: it takes no longer the more there are.
Status add(Message& message, std::vector<GivenRow> given) {
  std::vector<std::uint32_t> rows;
  for (GivenRow& each : given) {
    auto row = message.add_recipient(to_recipient(std::move(each)));
    if (!row.ok()) {
      for (const std::uint32_t added : rows) TRY(message.remove_recipient(added));
      return std::move(row).error();
    }
    rows.push_back(*row);
  }
  return ok_status();
}

Status replace(Message& message, std::vector<GivenRow> given) {
  std::vector<Recipient> recipients;
  recipients.reserve(given.size());
  for (GivenRow& each : given) recipients.push_back(to_recipient(std::move(each)));
  return message.set_recipients(std::move(recipients));
}

Result<std::vector<Recipient>::iterator> find(std::vector<Recipient>& recipients, const GivenRow& given) {
  if (!given.row) return wrong("PR_ROWID says which recipient is meant.");
  const auto found =
      std::lower_bound(recipients.begin(), recipients.end(), *given.row,
                       [](const Recipient& each, std::uint32_t row) { return each.row < row; });
  if (found != recipients.end() && found->row == *given.row) return found;
  return Error{Code::not_found, "The message has no recipient in that row.", {}};
}

Status change(std::vector<Recipient>& recipients, std::vector<GivenRow> given) {
  for (GivenRow& each : given) {
    TRY_SET(const auto found, find(recipients, each));
    found->properties = to_recipient(std::move(each)).properties;
  }
  return ok_status();
}

Status remove(std::vector<Recipient>& recipients, const std::vector<GivenRow>& given) {
  std::vector<std::uint32_t> gone;
  for (const GivenRow& each : given) {
    TRY(find(recipients, each));
    gone.push_back(*each.row);
  }
  std::sort(gone.begin(), gone.end());
  std::erase_if(recipients, [&](const Recipient& each) {
    return std::binary_search(gone.begin(), gone.end(), each.row);
  });
  return ok_status();
}

}  // namespace

Answer modify_recipients(OpenMessage& open, ULONG flags, LPADRLIST list) {
  const ULONG mode = flags & kModes;
  if ((mode & (mode - 1)) != 0) return MAPI_E_INVALID_PARAMETER;
  if (!open.is_writable()) return MAPI_E_NO_ACCESS;
  TRY_SET(std::vector<GivenRow> given, read_rows(open.state, list));
  if (mode == MODRECIP_ADD) {
    TRY(add(open.message, std::move(given)));
  } else if (mode == 0) {
    TRY(replace(open.message, std::move(given)));
  } else {
    MessageContent content = open.message.content();
    TRY(mode == MODRECIP_MODIFY ? change(content.recipients, std::move(given))
                                : remove(content.recipients, given));
    TRY(open.message.set_content(std::move(content)));  // as a whole, or not at all; rows stay
  }
  return S_OK;
}

std::vector<PropertyTag> recipient_columns(std::span<const Recipient> recipients) {
  std::map<std::uint16_t, PropertyTag> columns;
  for (const Recipient& recipient : recipients) {
    for (const Property& property : recipient.properties) columns.emplace(property.tag.id(), property.tag);
  }
  std::vector<PropertyTag> tags;
  for (const auto& [id, tag] : columns) tags.push_back(tag);
  return tags;
}

}  // namespace postroom::mapi
