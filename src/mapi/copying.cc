#include "mapi/copying.h"

#include <mapi/mapitags.h>
#include <postroom/message.h>
#include <postroom/tags.h>

#include <algorithm>

#include "base/try.h"
#include "mapi/copying_parts.h"
#include "mapi/copying_values.h"
#include "mapi/progress.h"

namespace postroom::mapi {
namespace {

// What belongs to one object and not to what it says.
bool is_own(PropertyTag tag) {
  constexpr PropertyTag kOwn[] = {
      tag::creation_time, tag::last_modification_time, tag::folder_type, tag::content_count, tag::content_unread,
      tag::assoc_content_count, tag::deleted_count_total, tag::subfolders, tag::rights, tag::attach_num,
      tag::attach_size, tag::depth, tag::instance_key, tag::rowid, tag::predecessor_change_list,
      PropertyTag(PR_CONTAINER_FLAGS), PropertyTag(PR_MDB_PROVIDER), PropertyTag(PR_ADDITIONAL_REN_ENTRYIDS)};
  if (tag.id() == tag::message_flags.id()) return false;  // the new object decides which of them it takes
  return postroom::is_computed(tag, true) ||
         std::any_of(std::begin(kOwn), std::end(kOwn), [&](PropertyTag own) { return own.id() == tag.id(); });
}

bool names_id(LPSPropTagArray tags, std::uint16_t id) {
  if (!tags) return false;
  return std::any_of(tags->aulPropTag, tags->aulPropTag + tags->cValues,
                     [&](ULONG tag) { return PROP_ID(tag) == id; });
}

// The target as an IMAPIProp, or why it is none.
HRESULT open_target(const CopySource& source, const CopyTarget& target, Ref<IMAPIProp>& opened) {
  if (!target.iid || !target.object) return MAPI_E_INVALID_PARAMETER;
  void* found = nullptr;
  if (static_cast<LPUNKNOWN>(target.object)->QueryInterface(IID_IMAPIProp, &found) != S_OK) {
    return MAPI_E_INTERFACE_NOT_SUPPORTED;
  }
  opened = Ref<IMAPIProp>::take(static_cast<LPMAPIPROP>(found));
  return opened.get() == source.object ? MAPI_E_NO_ACCESS : S_OK;
}

bool excludes_all(const CopyExcluded& excluded) {
  if (excluded.interface_count == 0 || !excluded.interfaces) return false;
  return std::any_of(excluded.interfaces, excluded.interfaces + excluded.interface_count,
                     [](REFIID iid) { return iid == IID_IMAPIProp || iid == IID_IUnknown; });
}

HRESULT worse(HRESULT one, HRESULT other) { return FAILED(one) || other == S_OK ? one : other; }

// What goes with the properties: recipients, attachments, what a folder holds. A step each; the properties were the first.
Answer copy_parts(const CopySource& source, std::span<const PropertyTag> parts, LPMAPIPROP to, const CopyTarget& target,
                  ProgressReport& report) {
  HRESULT result = S_OK;
  ULONG number = 1;
  for (const PropertyTag part : parts) {
    CopyTarget inner = target;
    inner.progress = report.for_step(++number);
    if (!inner.progress) inner.flags &= ~ULONG{MAPI_DIALOG};  // one dialog for all
    TRY_SET(const HRESULT copied, copy_part(source, part, to, inner));
    if (FAILED(copied)) return copied;
    result = worse(result, copied);
    report.step(number);
  }
  return result;
}

Answer copy_all(const CopySource& source, const std::vector<Property>& values, std::span<const PropertyTag> parts,
                const CopyTarget& target, IfComputed if_computed) {
  Ref<IMAPIProp> to;
  if (const HRESULT opened = open_target(source, target, to); opened != S_OK) return opened;
  const bool moves = (target.flags & MAPI_MOVE) != 0;
  if (moves && !source.properties.is_writable()) return MAPI_E_NO_ACCESS;
  if (target.problems) *target.problems = nullptr;
  ProgressReport report(target.progress, (target.flags & MAPI_DIALOG) != 0, target.window,
                        source.state.context().support());
  report.set_total(static_cast<ULONG>(parts.size()) + 1);
  CopiedValues copied(source, to.get(), (target.flags & MAPI_NOREPLACE) != 0, if_computed);
  TRY_SET(const HRESULT written, copied.write(values));
  if (FAILED(written)) return written;
  report.step(1);
  TRY_SET(const HRESULT with_parts, copy_parts(source, parts, to.get(), target, report));
  if (FAILED(with_parts)) return with_parts;
  if (moves) TRY(copied.remove_from_source());
  give_problems(source.state.memory(), copied.problems(), target.problems);
  return with_parts;
}

}  // namespace

Answer copy_to(const CopySource& source, const CopyExcluded& excluded, const CopyTarget& target) {
  if (excluded.tags && excluded.tags->cValues == 0) return MAPI_E_INVALID_PARAMETER;
  if (excluded.interface_count > 0 && !excluded.interfaces) return MAPI_E_INVALID_PARAMETER;
  if (excludes_all(excluded)) return MAPI_E_INTERFACE_NOT_SUPPORTED;
  TRY_SET(const PropertySet all, source.properties.all());
  std::vector<Property> values;
  for (const Property& property : all) {
    if (!is_own(property.tag) && !names_id(excluded.tags, property.tag.id())) values.push_back(property);
  }
  std::vector<PropertyTag> parts;
  for (const PropertyTag part : source.properties.objects()) {
    if (!names_id(excluded.tags, part.id())) parts.push_back(part);
  }
  return copy_all(source, values, parts, target, IfComputed::pass_over);
}

Answer copy_props(const CopySource& source, LPSPropTagArray tags, const CopyTarget& target) {
  if (!tags || tags->cValues == 0) return MAPI_E_INVALID_PARAMETER;
  TRY_SET(const PropertySet all, source.properties.all());
  const std::vector<PropertyTag> objects = source.properties.objects();
  std::vector<Property> values;
  std::vector<PropertyTag> parts;
  for (ULONG i = 0; i < tags->cValues; ++i) {
    const PropertyTag wanted(tags->aulPropTag[i]);
    const auto part = std::find_if(objects.begin(), objects.end(), [&](PropertyTag tag) { return tag.id() == wanted.id(); });
    if (part != objects.end()) {
      parts.push_back(*part);
    } else if (const Property* property = all.find_id(wanted.id())) {
      values.push_back(*property);
    }
  }
  return copy_all(source, values, parts, target, IfComputed::report);
}

}  // namespace postroom::mapi
