#include "mapi/conflict_setting.h"

namespace postroom::mapi {
namespace {

class ConflictSetting final : public Unknown<IPostroomLogon, IID_IPostroomLogon> {
 public:
  ConflictSetting(SharedContext context, Ref<IUnknown> owner)
      : context_(std::move(context)), owner_(std::move(owner)) {}

  HRESULT QueryInterface(REFIID iid, LPVOID* object) override {
    return iid == IID_IPostroomLogon ? Unknown::QueryInterface(iid, object)
                                     : owner_->QueryInterface(iid, object);
  }

  HRESULT SetConflictSink(IPostroomConflictSink* sink) override {
    const StoreContext::Use use(*context_);
    if (!context_->is_valid()) return MAPI_E_INVALID_OBJECT;
    context_->set_conflict_sink(Ref<IPostroomConflictSink>::share(sink));
    return S_OK;
  }

 private:
  const SharedContext context_;
  const Ref<IUnknown> owner_;
};

}  // namespace

HRESULT query_conflict_setting(const SharedContext& context, IUnknown& owner, REFIID iid, LPVOID* object) {
  if (iid != IID_IPostroomLogon) return E_NOINTERFACE;
  try {
    *object = make_object<ConflictSetting>(context, Ref<IUnknown>::share(&owner)).release();
    return S_OK;
  } catch (const std::bad_alloc&) {
    return E_OUTOFMEMORY;
  }
}

}  // namespace postroom::mapi
