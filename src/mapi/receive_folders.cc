#include "mapi/receive_folders.h"

#include <algorithm>

#include "base/try.h"
#include "mapi/entry_ids.h"
#include "mapi/objects.h"
#include "mapi/text.h"

namespace postroom::mapi {
namespace {

Result<std::string> read_class(LPCTSTR message_class, ULONG flags) {
  if (!message_class) return std::string();
  return from_text(message_class, width_of(flags));
}

// As a buffer of its own.
LPTSTR give_class(const Memory& memory, const std::string& message_class, Width width) {
  if (width == Width::narrow) {
    Block block(memory, message_class.size() + 1);
    std::copy_n(message_class.c_str(), message_class.size() + 1, block.as<char>());
    return reinterpret_cast<LPTSTR>(block.release<char>());
  }
  Block block(memory, (message_class.size() + 1) * sizeof(wchar_t));  // of ASCII alone
  std::copy_n(message_class.c_str(), message_class.size() + 1, block.as<wchar_t>());
  return reinterpret_cast<LPTSTR>(block.release<wchar_t>());
}

}  // namespace

Answer set_receive_folder(ObjectState& state, LPCTSTR message_class, ULONG flags, ULONG size, LPENTRYID id) {
  if (!state.context().is_writable()) return MAPI_E_NO_ACCESS;
  TRY_SET(const std::string of_class, read_class(message_class, flags));
  std::optional<FolderId> folder;
  if (id) {
    EntryId named;
    if (const HRESULT read = read_entry_id_of(state.context(), size, id, named); read != S_OK) return read;
    const auto* target = std::get_if<FolderId>(&named.target);
    if (!target) return MAPI_E_INVALID_ENTRYID;
    folder = *target;
  }
  TRY(state.store().set_receive_folder(state.session(), of_class, folder));
  return S_OK;
}

Answer get_receive_folder(ObjectState& state, LPCTSTR message_class, ULONG flags, ULONG* size, LPENTRYID* id,
                          LPTSTR* explicit_class) {
  if (explicit_class) *explicit_class = nullptr;
  if (!size || !id) return MAPI_E_INVALID_PARAMETER;
  *size = 0;
  *id = nullptr;
  TRY_SET(const std::string of_class, read_class(message_class, flags));
  TRY_SET(const ReceiveFolder found, state.store().receive_folder(state.session(), of_class));
  give_entry_id(state.memory(), state.context().entry_id(found.folder), size, id);
  if (!explicit_class) return S_OK;
  try {
    *explicit_class = give_class(state.memory(), found.message_class, width_of(flags));
  } catch (const std::bad_alloc&) {
    state.memory().free_buffer(*id);
    *id = nullptr;
    *size = 0;
    throw;
  }
  return S_OK;
}

Answer get_receive_folder_table(ObjectState& state, ULONG flags, LPMAPITABLE* table) {
  if (!table) return MAPI_E_INVALID_PARAMETER;
  *table = nullptr;
  TRY_SET(Table rows, state.store().receive_folder_table(state.session()));
  *table = make_table(state.shared_context(), std::move(rows), TableKind::receive_folders, flags).release();
  return S_OK;
}

}  // namespace postroom::mapi
