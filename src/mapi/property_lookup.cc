#include "mapi/property_lookup.h"

#include <mapi/mapicode.h>

#include <algorithm>

#include "base/try.h"
#include "mapi/html_body.h"
#include "mapi/values.h"

namespace postroom::mapi {
namespace {

Property refused(PropertyTag tag, SCODE why) { return {tag, ErrorValue{static_cast<std::uint32_t>(why)}}; }

}  // namespace

Status PropertyLookup::read_all() {
  TRY_SET(all_, properties_.all());
  return ok_status();
}

Result<std::optional<Property>> PropertyLookup::find_id(std::uint16_t id) const {
  if (!all_) return properties_.find(id);
  const Property* const found = all_->find_id(id);
  return found ? std::optional(*found) : std::nullopt;
}

bool PropertyLookup::is_object(PropertyTag wanted) const {
  if (wanted.base_type() != PropertyType::object && wanted.base_type() != PropertyType::unspecified)
    return false;
  const std::vector<PropertyTag> objects = properties_.objects();
  return std::any_of(objects.begin(), objects.end(),
                     [&](PropertyTag each) { return each.id() == wanted.id(); });
}

Result<Property> PropertyLookup::html_as(PropertyTag wanted, Property html) const {
  if (wanted.is_multi_valued()) return html;  // which it never is
  const bool wants_text = is_text(wanted) && std::holds_alternative<Bytes>(html.value);
  const bool wants_bytes =
      wanted.base_type() == PropertyType::binary && std::holds_alternative<std::string>(html.value);
  if (std::holds_alternative<LargeValue>(html.value) &&
      (is_text(wanted) || wanted.base_type() == PropertyType::binary)) {
    return refused(wanted, MAPI_E_NOT_ENOUGH_MEMORY);
  }
  if (!wants_text && !wants_bytes) return html;
  TRY_SET(const auto code_page, code_page_of(properties_));
  if (wants_bytes) return Property{wanted, encode_html(std::get<std::string>(html.value), code_page)};
  auto text = decode_html(std::get<Bytes>(html.value), code_page);
  if (!text) return refused(wanted, MAPI_E_UNKNOWN_CPID);
  return Property{kHtmlText, *std::move(text)};
}

Result<std::optional<Property>> PropertyLookup::find(PropertyTag wanted) {
  TRY_SET(std::optional<Property> found, find_id(wanted.id()));
  if (!found) {
    return is_object(wanted) ? std::optional(refused(wanted, MAPI_E_NOT_ENOUGH_MEMORY)) : std::nullopt;
  }
  if (!is_html(wanted)) return found;
  TRY_SET(Property html, html_as(wanted, *std::move(found)));
  return std::optional(std::move(html));
}

}  // namespace postroom::mapi
