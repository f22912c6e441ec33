#include "mapi/copying_recipients.h"

#include "mapi/name_mapping.h"
#include "mapi/ref.h"
#include "mapi/values.h"

namespace postroom::mapi {
namespace {

// False: something is left out.
bool write_entry(const Recipient& recipient, const NameMapping& mapping, Block& block, ADRENTRY& entry) {
  entry.ulReserved1 = 0;
  entry.cValues = 0;
  entry.rgPropVals = block.more<SPropValue>(recipient.properties.size());
  for (const Property& property : recipient.properties) {
    const auto tag = mapping.mapped(property.tag);
    if (!tag || std::holds_alternative<LargeValue>(property.value)) continue;
    write_value(*tag, property.value, block, entry.rgPropVals[entry.cValues++]);
  }
  return entry.cValues == recipient.properties.size();
}

}  // namespace

Answer copy_recipients(ObjectState& source, std::span<const Recipient> recipients, LPMAPIPROP to) {
  void* found = nullptr;
  if (to->QueryInterface(IID_IMessage, &found) != S_OK) return MAPI_E_INTERFACE_NOT_SUPPORTED;
  const auto target = Ref<IMessage>::take(static_cast<LPMESSAGE>(found));
  NameMapping mapping(source, to);
  std::vector<PropertyTag> tags;
  for (const Recipient& recipient : recipients) {
    for (const Property& property : recipient.properties) tags.push_back(property.tag);
  }
  mapping.add(tags);
  Block block(source.memory(), CbNewADRLIST(recipients.size()));
  auto* const list = block.as<ADRLIST>();
  list->cEntries = 0;
  bool complete = true;
  for (const Recipient& recipient : recipients) {
    complete = write_entry(recipient, mapping, block, list->aEntries[list->cEntries++]) && complete;
  }
  const HRESULT modified = target->ModifyRecipients(0, list);
  return modified == S_OK && !complete ? MAPI_W_PARTIAL_COMPLETION : modified;
}

}  // namespace postroom::mapi
