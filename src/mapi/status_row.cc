#include "mapi/status_row.h"

#include <mapi/mapispi.h>
#include <mapi/mapitags.h>
#include <postroom/tags.h>

#include "mapi/provider_names.h"
#include "mapi/values.h"

namespace postroom::mapi {
namespace {

HRESULT modify_row(const StoreContext& context, std::span<const Property> columns, ULONG flags) {
  IMAPISupport* const support = context.support();
  if (!support) return S_OK;
  Block block(context.memory(), columns.size() * sizeof(SPropValue));
  auto* const values = block.as<SPropValue>();
  for (std::size_t i = 0; i < columns.size(); ++i)
    write_value(columns[i].tag, columns[i].value, block, values[i]);
  const HRESULT modified = support->ModifyStatusRow(static_cast<ULONG>(columns.size()), values, flags);
  return modified == MAPI_E_NO_SUPPORT ? S_OK : modified;
}

Property status_code(ULONG code) { return {PropertyTag(PR_STATUS_CODE), static_cast<std::int32_t>(code)}; }

// The database of a store may come back; a store whose bytes make no sense does not.
ULONG code_of(const Status& answer) {
  if (answer.ok()) return STATUS_AVAILABLE;
  return answer.error().code == Code::corrupt ? STATUS_FAILURE : STATUS_OFFLINE;
}

Status ask(StoreContext& context) {
  auto position = context.store().log_position(context.session());
  if (!position.ok()) return std::move(position).error();
  return ok_status();
}

}  // namespace

std::string display_name(StoreContext& context) {
  const auto properties = context.store().store_properties(context.session());
  const std::string otherwise(kProviderDisplay);
  return properties.ok() ? properties->get_or(tag::display_name, otherwise) : otherwise;
}

HRESULT add_status_row(StoreContext& context) {
  const Property columns[] = {
      {tag::display_name, display_name(context)},
      {PropertyTag(PR_PROVIDER_DISPLAY_W), std::string(kProviderDisplay)},
      {PropertyTag(PR_RESOURCE_METHODS), static_cast<std::int32_t>(kResourceMethods)},
      status_code(STATUS_AVAILABLE),
  };
  return modify_row(context, columns, 0);
}

Status check_status(StoreContext& context) {
  Status answer = ask(context);
  const ULONG code = code_of(answer);
  if (context.set_status_code(code) != code) {
    const Property columns[] = {status_code(code)};
    modify_row(context, columns, STATUSROW_UPDATE);  // what it answers changes nothing here
  }
  return answer;
}

}  // namespace postroom::mapi
