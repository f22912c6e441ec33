// IMAPIStatus ("IMAPIStatus : IMAPIProp" in the Outlook MAPI reference; rows 33 to 36). Its properties are
// for reading. There is no dialog, no password that a client could change, and no queue.
#include <mapi/mapispi.h>
#include <mapi/mapitags.h>
#include <postroom/tags.h>

#include "base/try.h"
#include "mapi/objects.h"
#include "mapi/owned_bytes.h"
#include "mapi/property_object.h"
#include "mapi/provider_names.h"
#include "mapi/status_row.h"

namespace postroom::mapi {
namespace {

// Those of transports are for stores to ignore.
constexpr ULONG kKnownFlags = SUPPRESS_UI | CONFIG_CHANGED | ABORT_XP_HEADER_OPERATION | FORCE_XP_CONNECT |
                              FORCE_XP_DISCONNECT | PROCESS_XP_HEADER_CACHE | REFRESH_XP_HEADER_CACHE;

class StatusProperties final : public Properties {
 public:
  explicit StatusProperties(SharedContext context) : context_(std::move(context)) {}

  Result<PropertySet> all() override {
    const auto number = [](ULONG value) { return static_cast<std::int32_t>(value); };
    return PropertySet{
        {tag::object_type, number(MAPI_STATUS)},
        {tag::access_level, std::int32_t{0}},
        {tag::display_name, display_name(*context_)},
        {PropertyTag(PR_PROVIDER_DISPLAY_W), std::string(kProviderDisplay)},
        {PropertyTag(PR_PROVIDER_DLL_NAME_W), std::string(kProviderFile)},
        {PropertyTag(PR_RESOURCE_TYPE), number(MAPI_STORE_PROVIDER)},
        {PropertyTag(PR_RESOURCE_FLAGS), number(kResourceFlags)},
        {PropertyTag(PR_RESOURCE_METHODS), number(kResourceMethods)},
        {PropertyTag(PR_STATUS_CODE), number(context_->status_code())},
    };
  }
  bool is_writable() const override { return false; }
  Result<Problems> set(std::span<const Property>) override { return refused(); }
  Result<Problems> remove(std::span<const PropertyTag>) override { return refused(); }
  Result<std::unique_ptr<RandomAccess>> read(PropertyTag tag) override {
    TRY_SET(const PropertySet all, this->all());
    const auto* text = all.get<std::string>(PropertyTag(tag.id(), PropertyType::unicode));
    if (!text) return Error{Code::not_found, "The status has no such text.", {}};
    return std::unique_ptr<RandomAccess>(std::make_unique<OwnedBytes>(to_bytes(*text)));
  }
  Status write(PropertyTag, Source&) override { return refused(); }

 private:
  static Error refused() { return {Code::no_access, "The status of a store is for reading.", {}}; }

  const SharedContext context_;
};

class StatusObject final : public PropertyObject<IMAPIStatus, IID_IMAPIStatus> {
 public:
  explicit StatusObject(SharedContext context) : PropertyObject(context), properties_(std::move(context)) {}

  HRESULT ValidateState(ULONG_PTR, ULONG flags) override {
    return state_.call([&]() -> Answer {
      if ((flags & ~kKnownFlags) != 0) return MAPI_E_UNKNOWN_FLAGS;
      TRY(check_status(state_.context()));
      return S_OK;
    });
  }
  HRESULT SettingsDialog(ULONG_PTR, ULONG) override { return unsupported(); }
  HRESULT ChangePassword(LPTSTR, LPTSTR, ULONG) override { return unsupported(); }
  HRESULT FlushQueues(ULONG_PTR, ULONG, LPENTRYID, ULONG) override { return unsupported(); }

 protected:
  Properties& properties() override { return properties_; }

 private:
  HRESULT unsupported() {
    return state_.call([]() -> Answer { return MAPI_E_NO_SUPPORT; });
  }

  StatusProperties properties_;
};

}  // namespace

Ref<IMAPIStatus> make_status(SharedContext context) { return make_object<StatusObject>(std::move(context)); }

}  // namespace postroom::mapi
