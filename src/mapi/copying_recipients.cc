#include "mapi/copying_recipients.h"

#include "mapi/message_object.h"
#include "mapi/name_mapping.h"
#include "mapi/values.h"

namespace postroom::mapi {
namespace {

void write_entry(const Recipient& recipient, const NameMapping& mapping, Block& block, ADRENTRY& entry) {
  entry.ulReserved1 = 0;
  entry.cValues = 0;
  entry.rgPropVals = block.more<SPropValue>(recipient.properties.size());
  for (const Property& property : recipient.properties) {
    const auto tag = mapping.mapped(property.tag);
    if (!tag || std::holds_alternative<LargeValue>(property.value)) continue;
    write_value(*tag, property.value, block, entry.rgPropVals[entry.cValues++]);
  }
}

}  // namespace

Answer copy_recipients(const CopySource& source, LPMAPIPROP to) {
  void* found = nullptr;
  if (to->QueryInterface(IID_IMessage, &found) != S_OK) return MAPI_E_INTERFACE_NOT_SUPPORTED;
  const auto target = Ref<IMessage>::take(static_cast<LPMESSAGE>(found));
  if (source.object->QueryInterface(kMessageAccess, &found) != S_OK) return MAPI_E_INTERFACE_NOT_SUPPORTED;
  const Ref<IUnknown> keep = Ref<IUnknown>::take(source.object);
  const std::vector<Recipient>& recipients = static_cast<MessageAccess*>(found)->message().content().recipients;
  NameMapping mapping(source.state, to);
  for (const Recipient& recipient : recipients) {
    std::vector<PropertyTag> tags;
    for (const Property& property : recipient.properties) tags.push_back(property.tag);
    mapping.add(tags);
  }
  Block block(source.state.memory(), CbNewADRLIST(recipients.size()));
  auto* const list = block.as<ADRLIST>();
  list->cEntries = 0;
  for (const Recipient& recipient : recipients) write_entry(recipient, mapping, block, list->aEntries[list->cEntries++]);
  return target->ModifyRecipients(0, list);
}

}  // namespace postroom::mapi
