#include "mapi/copying.h"

#include <mapi/mapitags.h>
#include <postroom/message.h>
#include <postroom/tags.h>

#include <algorithm>

#include "base/try.h"
#include "mapi/copying_parts.h"
#include "mapi/copying_values.h"
#include "mapi/copying_whole.h"
#include "mapi/progress.h"

namespace postroom::mapi {
namespace {

// What belongs to one object and not to what it says.
bool is_own(PropertyTag tag) {
  constexpr PropertyTag kOwn[] = {tag::creation_time,
                                  tag::last_modification_time,
                                  tag::folder_type,
                                  tag::content_count,
                                  tag::content_unread,
                                  tag::assoc_content_count,
                                  tag::deleted_count_total,
                                  tag::subfolders,
                                  tag::rights,
                                  tag::attach_num,
                                  tag::attach_size,
                                  tag::depth,
                                  tag::instance_key,
                                  tag::rowid,
                                  tag::predecessor_change_list,
                                  PropertyTag(PR_CONTAINER_FLAGS),
                                  PropertyTag(PR_MDB_PROVIDER),
                                  PropertyTag(PR_ADDITIONAL_REN_ENTRYIDS)};
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

// Of the source, as it was at one moment.
struct Taken {
  std::vector<TakenValue> values;
  std::vector<TakenPart> parts;

  HRESULT add_part(const CopySource& source, PropertyTag tag) {
    TakenPart part;
    const HRESULT taken = take_part(source, tag, part);
    if (taken == S_OK) parts.push_back(std::move(part));
    return taken;
  }
};

// How one method differs from the other.
struct Manner {
  IfComputed if_computed;
  bool moves_whole;  // or whatever has arrived
};

class Copying {
 public:
  Copying(const CopySource& source, const CopyTarget& target, Ref<IMAPIProp> to, Manner manner)
      : source_(source),
        target_(target),
        to_(std::move(to)),
        manner_(manner),
        report_(target.progress, (target.flags & MAPI_DIALOG) != 0, target.window,
                source.state.context().support()),
        values_(source, to_.get(), (target.flags & MAPI_NOREPLACE) != 0, manner.if_computed) {}

  Answer run(const Taken& taken) {
    if (target_.problems) *target_.problems = nullptr;
    report_.set_total(static_cast<ULONG>(taken.parts.size()) + 1);
    TRY_SET(const HRESULT written, values_.write(taken.values));
    if (FAILED(written)) return written;
    report_.step(1);
    TRY_SET(const HRESULT with_parts, copy_parts(taken.parts));
    if (FAILED(with_parts)) return with_parts;
    is_whole_ = written == S_OK && with_parts == S_OK && values_.problems().empty();
    if ((target_.flags & MAPI_MOVE) != 0) {
      const HRESULT removed = source_.state.call([&] { return remove_what_moved(); });
      if (removed != S_OK) return removed;
    }
    give_problems(source_.state.memory(), values_.problems(), target_.problems);
    return with_parts;
  }

 private:
  // Recipients, attachments, what a folder holds. A step each; the properties were the first.
  Answer copy_parts(std::span<const TakenPart> parts) {
    HRESULT result = S_OK;
    ULONG number = 1;
    for (const TakenPart& part : parts) {
      CopyTarget inner = target_;
      inner.progress = report_.for_step(++number);
      if (!inner.progress) inner.flags &= ~ULONG{MAPI_DIALOG};  // one dialog for all
      TRY_SET(const HRESULT copied, copy_part(source_, part, to_.get(), inner));
      if (FAILED(copied)) return copied;
      if (copied == S_OK) arrived_.push_back(&part);
      result = worse(result, copied);
      report_.step(number);
    }
    return result;
  }

  Answer remove_what_moved() {
    if (manner_.moves_whole && !is_whole_) return S_OK;
    TRY(values_.remove_from_source());
    for (const TakenPart* part : arrived_) TRY(remove_part(source_, *part));
    return S_OK;
  }

  const CopySource& source_;
  const CopyTarget& target_;
  const Ref<IMAPIProp> to_;
  const Manner manner_;
  ProgressReport report_;
  CopiedValues values_;
  std::vector<const TakenPart*> arrived_;
  bool is_whole_ = false;
};

// `choose` fills what is taken, under the source's lock.
template <class Choose>
Answer copy_chosen(const CopySource& source, const CopyTarget& target, Manner manner, Choose choose) {
  Ref<IMAPIProp> to;
  if (const HRESULT opened = open_target(source, target, to); opened != S_OK) return opened;
  Taken taken;
  const HRESULT chosen = source.state.call([&]() -> Answer {
    if ((target.flags & MAPI_MOVE) != 0 && !source.properties.is_writable()) return MAPI_E_NO_ACCESS;
    TRY_SET(const PropertySet all, source.properties.all());
    return choose(all, taken);
  });
  if (chosen != S_OK) return chosen;
  return Copying(source, target, std::move(to), manner).run(taken);
}

}  // namespace

Answer copy_to(const CopySource& source, const CopyExcluded& excluded, const CopyTarget& target) {
  if (excluded.tags && excluded.tags->cValues == 0) return MAPI_E_INVALID_PARAMETER;
  if (excluded.interface_count > 0 && !excluded.interfaces) return MAPI_E_INVALID_PARAMETER;
  if (excludes_all(excluded)) return MAPI_E_INTERFACE_NOT_SUPPORTED;
  return copy_chosen(source, target, {IfComputed::pass_over, true},
                     [&](const PropertySet& all, Taken& taken) {
                       for (const Property& property : all) {
                         if (!is_own(property.tag) && !names_id(excluded.tags, property.tag.id()))
                           taken.values.push_back({property});
                       }
                       for (const PropertyTag part : source.properties.objects()) {
                         if (names_id(excluded.tags, part.id())) continue;
                         if (const HRESULT added = taken.add_part(source, part); added != S_OK) return added;
                       }
                       return HRESULT{S_OK};
                     });
}

Answer copy_props(const CopySource& source, LPSPropTagArray tags, const CopyTarget& target) {
  if (!tags || tags->cValues == 0) return MAPI_E_INVALID_PARAMETER;
  return copy_chosen(source, target, {IfComputed::report, false}, [&](const PropertySet& all, Taken& taken) {
    const std::vector<PropertyTag> objects = source.properties.objects();
    for (ULONG i = 0; i < tags->cValues; ++i) {
      const PropertyTag wanted(tags->aulPropTag[i]);
      const auto part = std::find_if(objects.begin(), objects.end(),
                                     [&](PropertyTag tag) { return tag.id() == wanted.id(); });
      if (part != objects.end()) {
        if (const HRESULT added = taken.add_part(source, *part); added != S_OK) return added;
      } else if (const Property* property = all.find_id(wanted.id())) {
        taken.values.push_back({*property, i});
      }
    }
    return HRESULT{S_OK};
  });
}

}  // namespace postroom::mapi
