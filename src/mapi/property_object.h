// The IMAPIProp part of every object.
#pragma once

#include <mapi/mapidefs.h>

#include "mapi/copying.h"
#include "mapi/names.h"
#include "mapi/object_state.h"
#include "mapi/open_stream.h"
#include "mapi/properties.h"
#include "mapi/property_methods.h"
#include "mapi/ref.h"

namespace postroom::mapi {

// `Interface` derives from IMAPIProp. The object implements Properties and is_same_object(); and save_changes() if it is
// transacted (rule C1).
template <class Interface, const IID&... kInterfaces>
class PropertyObject : public Unknown<Interface, IID_IMAPIProp, kInterfaces...> {
 public:
  explicit PropertyObject(std::shared_ptr<StoreContext> context) : state_(std::move(context)) {}
  PropertyObject(std::shared_ptr<StoreContext> context, ObjectLock lock)
      : state_(std::move(context), std::move(lock)) {}

  HRESULT GetLastError(HRESULT result, ULONG flags, LPMAPIERROR* error) override {
    return state_.get_last_error(result, flags, error);
  }
  HRESULT SaveChanges(ULONG flags) override {
    return state_.call([&] { return save_changes(flags); });
  }
  HRESULT GetProps(LPSPropTagArray tags, ULONG flags, ULONG* count, LPSPropValue* values) override {
    return state_.call([&] { return get_props(state_, properties(), tags, flags, count, values); });
  }
  HRESULT GetPropList(ULONG flags, LPSPropTagArray* tags) override {
    return state_.call([&] { return get_prop_list(state_, properties(), flags, tags); });
  }
  HRESULT OpenProperty(ULONG tag, LPCIID iid, ULONG options, ULONG flags, LPUNKNOWN* object) override {
    return state_.call([&]() -> Answer {
      if (!iid || !object) return MAPI_E_INVALID_PARAMETER;
      *object = nullptr;
      if (PROP_TYPE(tag) == PT_UNSPECIFIED) return MAPI_E_INVALID_PARAMETER;
      return open_property(PropertyTag(tag), *iid, options, flags, object);
    });
  }
  HRESULT SetProps(ULONG count, LPSPropValue values, LPSPropProblemArray* problems) override {
    return state_.call([&] { return set_props(state_, properties(), count, values, problems); });
  }
  HRESULT DeleteProps(LPSPropTagArray tags, LPSPropProblemArray* problems) override {
    return state_.call([&] { return delete_props(state_, properties(), tags, problems); });
  }
  HRESULT CopyTo(ULONG excluded_count, LPCIID excluded, LPSPropTagArray excluded_tags, ULONG_PTR window,
                 LPMAPIPROGRESS progress, LPCIID iid, LPVOID destination, ULONG flags,
                 LPSPropProblemArray* problems) override {
    return state_.call_unlocked([&] {
      return copy_to({state_, properties(), this}, {excluded_count, excluded, excluded_tags},
                     {window, progress, iid, destination, flags, problems});
    });
  }
  HRESULT CopyProps(LPSPropTagArray tags, ULONG_PTR window, LPMAPIPROGRESS progress, LPCIID iid, LPVOID destination,
                    ULONG flags, LPSPropProblemArray* problems) override {
    return state_.call_unlocked([&] {
      return copy_props({state_, properties(), this}, tags, {window, progress, iid, destination, flags, problems});
    });
  }
  HRESULT GetNamesFromIDs(LPSPropTagArray* tags, LPGUID set, ULONG flags, ULONG* count,
                          LPMAPINAMEID** names) override {
    return state_.call([&] { return get_names_from_ids(state_, tags, set, flags, count, names); });
  }
  HRESULT GetIDsFromNames(ULONG count, LPMAPINAMEID* names, ULONG flags, LPSPropTagArray* tags) override {
    return state_.call([&] { return get_ids_from_names(state_, count, names, flags, tags); });
  }

 protected:
  virtual Properties& properties() = 0;
  // Objects whose changes are permanent at once have nothing to do.
  virtual Answer save_changes(ULONG) { return S_OK; }
  // Streams on texts and binaries; objects that have tables or messages in them override it and call this for the rest.
  virtual Answer open_property(PropertyTag tag, REFIID iid, ULONG options, ULONG flags, LPUNKNOWN* object) {
    return open_stream(state_, properties(), *this, tag, iid, options, flags, object);
  }

  ObjectState state_;
};

}  // namespace postroom::mapi
