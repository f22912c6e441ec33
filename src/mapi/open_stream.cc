#include "mapi/open_stream.h"

#include <mapi/mapitags.h>

#include "base/try.h"
#include "mapi/stream_object.h"

namespace postroom::mapi {
namespace {

bool has_stream(PropertyTag tag) {
  if (tag.is_multi_valued()) return false;
  switch (tag.base_type()) {
    case PropertyType::unicode:
    case PropertyType::string8:
    case PropertyType::binary:
      return true;
    case PropertyType::object:
      return tag.id() == PROP_ID(PR_ATTACH_DATA_OBJ);
    default:
      return false;
  }
}

}  // namespace

Answer open_stream(ObjectState& state, Properties& properties, IUnknown& owner, PropertyTag tag, REFIID iid,
                   ULONG, ULONG flags, LPUNKNOWN* object) {
  const bool is_docfile = iid == IID_IStreamDocfile && tag.id() == PROP_ID(PR_ATTACH_DATA_OBJ);
  if (!is_docfile && iid != IID_IStream && iid != IID_ISequentialStream)
    return MAPI_E_INTERFACE_NOT_SUPPORTED;
  if (!has_stream(tag)) return MAPI_E_INTERFACE_NOT_SUPPORTED;
  const bool modify = (flags & MAPI_MODIFY) != 0, create = (flags & MAPI_CREATE) != 0;
  if (create && !modify) return MAPI_E_INVALID_PARAMETER;
  if (modify && !properties.is_writable()) return MAPI_E_NO_ACCESS;
  const auto content = std::make_shared<StreamContent>(state, properties, owner, tag);
  if (modify && !content->begin_writing())
    return MAPI_E_NO_ACCESS;  // one writer of a property at a time (rule C35)
  if (!create) TRY(content->read_stored());
  *object = make_object<StreamObject>(content, is_docfile).release();
  if (create) content->start_empty();
  return S_OK;
}

}  // namespace postroom::mapi
