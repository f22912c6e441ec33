#include "mapi/profile_section.h"

#include <mapi/mapitags.h>
#include <postroom/tags.h>

#include "mapi/provider_names.h"
#include "mapi/values.h"

namespace postroom::mapi {

Answer read_profile(const Memory& memory, IMAPISupport* support, ProfileSettings& settings) {
  if (!support) return S_OK;
  LPPROFSECT opened = nullptr;
  const HRESULT answer = support->OpenProfileSection(nullptr, 0, &opened);
  if (answer == MAPI_E_NOT_FOUND || answer == MAPI_E_NO_SUPPORT) return S_OK;
  if (FAILED(answer)) return answer;
  const auto section = Ref<IProfSect>::take(opened);
  return read_settings(memory, *section, settings);
}

HRESULT write_shown(const Memory& memory, const ShownStore& shown, IMAPIProp& section) {
  std::vector<Property> properties = {{tag::display_name, shown.display_name},
                                      {PropertyTag(PR_PROVIDER_DISPLAY_W), std::string(kProviderDisplay)},
                                      {tag::record_key, shown.record_key}};
  if (!shown.entry_id.empty()) properties.push_back({tag::entryid, shown.entry_id});
  Block block(memory, properties.size() * sizeof(SPropValue));
  auto* const values = block.as<SPropValue>();
  for (std::size_t i = 0; i < properties.size(); ++i) {
    write_value(properties[i].tag, properties[i].value, block, values[i]);
  }
  return section.SetProps(static_cast<ULONG>(properties.size()), values, nullptr);
}

HRESULT wrap_store_entry_id(const Memory& memory, IMAPISupport* support, Bytes& id) {
  if (!support) return S_OK;
  ULONG size = 0;
  LPENTRYID wrapped = nullptr;
  const HRESULT answer = support->WrapStoreEntryID(static_cast<ULONG>(id.size()),
                                                   reinterpret_cast<LPENTRYID>(id.data()), &size, &wrapped);
  if (answer == MAPI_E_NO_SUPPORT) return S_OK;
  if (FAILED(answer)) return answer;
  const ByteView bytes = view_of(size, wrapped);
  id.assign(bytes.begin(), bytes.end());
  memory.free_buffer(wrapped);
  return S_OK;
}

}  // namespace postroom::mapi
