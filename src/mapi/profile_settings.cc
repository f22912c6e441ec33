#include "mapi/profile_settings.h"

#include <mapi/postroom_mapi.h>
#include <postroom/open.h>

#include <algorithm>
#include <array>

#include "base/try.h"
#include "mapi/values.h"

namespace postroom::mapi {
namespace {

struct TextSetting {
  ULONG tag;  // the wide one
  std::string ProfileSettings::*text;
};
constexpr std::array kTexts{TextSetting{PR_POSTROOM_ADDRESS_W, &ProfileSettings::address},
                            TextSetting{PR_POSTROOM_NAME_W, &ProfileSettings::name},
                            TextSetting{PR_POSTROOM_DATABASE_USER_W, &ProfileSettings::database_user},
                            TextSetting{PR_POSTROOM_PASSWORD_W, &ProfileSettings::password}};

constexpr std::array<ULONG, 10> kAllTags{
    PR_POSTROOM_ADDRESS_W,       PR_POSTROOM_ADDRESS_A,       PR_POSTROOM_NAME_W,     PR_POSTROOM_NAME_A,
    PR_POSTROOM_DATABASE_USER_W, PR_POSTROOM_DATABASE_USER_A, PR_POSTROOM_PASSWORD_W, PR_POSTROOM_PASSWORD_A,
    PR_POSTROOM_READ_ONLY,       PR_POSTROOM_ON_CONFLICT};

Error wrong_value(ULONG tag) {
  return {Code::invalid_argument, "A setting of the profile has a value that it cannot have.",
          "property id " + std::to_string(PROP_ID(tag))};
}

Result<OnConflict> to_on_conflict(LONG number) {
  switch (number) {
    case POSTROOM_ON_CONFLICT_REFUSE:
      return OnConflict::refuse;
    case POSTROOM_ON_CONFLICT_MERGE:
      return OnConflict::merge;
    default:
      return wrong_value(PR_POSTROOM_ON_CONFLICT);
  }
}

Status take_text(const SPropValue& value, std::string& text) {
  TRY_SET(const Property read, read_value(value));
  const auto* given = std::get_if<std::string>(&read.value);
  if (!given) return wrong_value(value.ulPropTag);
  text = *given;
  return ok_status();
}

Status take_setting(const SPropValue& value, ProfileSettings& settings) {
  if (PROP_TYPE(value.ulPropTag) == PT_ERROR) return ok_status();
  const ULONG id = PROP_ID(value.ulPropTag);
  if (id == PROP_ID(PR_POSTROOM_READ_ONLY)) {
    if (value.ulPropTag != PR_POSTROOM_READ_ONLY) return wrong_value(value.ulPropTag);
    settings.read_only = value.Value.b != 0;
    return ok_status();
  }
  if (id == PROP_ID(PR_POSTROOM_ON_CONFLICT)) {
    if (value.ulPropTag != PR_POSTROOM_ON_CONFLICT) return wrong_value(value.ulPropTag);
    TRY_SET(settings.on_conflict, to_on_conflict(value.Value.l));
    return ok_status();
  }
  const auto found = std::find_if(kTexts.begin(), kTexts.end(),
                                  [&](const TextSetting& setting) { return PROP_ID(setting.tag) == id; });
  return found == kTexts.end() ? ok_status() : take_text(value, settings.*(found->text));
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  std::string encoded;
  for (const char c : text) {
    if (kPlain.find(c) != std::string_view::npos) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return encoded;
}

}  // namespace

Status take_settings(std::span<const SPropValue> values, ProfileSettings& settings) {
  ProfileSettings taken = settings;
  for (const SPropValue& value : values) TRY(take_setting(value, taken));
  settings = std::move(taken);
  return ok_status();
}

Answer read_settings(const Memory& memory, IMAPIProp& section, ProfileSettings& settings) {
  SizedSPropTagArray(kAllTags.size(), tags) = {kAllTags.size(), {}};
  std::copy(kAllTags.begin(), kAllTags.end(), tags.aulPropTag);
  ULONG count = 0;
  LPSPropValue values = nullptr;
  const HRESULT got =
      section.GetProps(reinterpret_cast<LPSPropTagArray>(&tags), MAPI_UNICODE, &count, &values);
  if (FAILED(got)) return got;
  const Status taken = take_settings({values, values ? count : 0}, settings);
  if (values) memory.free_buffer(values);
  if (!taken.ok()) return taken.error();
  return S_OK;
}

HRESULT write_settings(const Memory& memory, const ProfileSettings& settings, IMAPIProp& section) {
  constexpr std::size_t kCount = kTexts.size() + 2;
  Block block(memory, kCount * sizeof(SPropValue));
  auto* const values = block.as<SPropValue>();
  std::size_t next = 0;
  for (const TextSetting& setting : kTexts) {
    write_value(PropertyTag(setting.tag), settings.*(setting.text), block, values[next++]);
  }
  const bool merges = settings.on_conflict == OnConflict::merge;
  const auto on_conflict =
      static_cast<std::int32_t>(merges ? POSTROOM_ON_CONFLICT_MERGE : POSTROOM_ON_CONFLICT_REFUSE);
  write_value(PropertyTag(PR_POSTROOM_READ_ONLY), settings.read_only, block, values[next++]);
  write_value(PropertyTag(PR_POSTROOM_ON_CONFLICT), on_conflict, block, values[next++]);
  return section.SetProps(kCount, values, nullptr);
}

// As parameters, which libpq takes before what stands in front of the host.
std::string connection_address(const ProfileSettings& settings) {
  std::string address = settings.address;
  const auto kind = address_kind(address);
  if (!kind.ok() || *kind != AddressKind::database) return address;
  const auto add = [&](const char* name, const std::string& text) {
    if (text.empty()) return;
    address += address.find('?') == std::string::npos ? '?' : '&';
    address += name + ("=" + percent_encoded(text));
  };
  add("user", settings.database_user);
  add("password", settings.password);
  return address;
}

}  // namespace postroom::mapi
