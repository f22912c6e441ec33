// The object that CreateIProp makes: properties in memory, as an IMAPIProp whose owner decides what others
// may change.
#pragma once

#include <mapi/mapiutil.h>

#include <atomic>
#include <mutex>
#include <vector>

#include "mapiutil/held_properties.h"
#include "mapiutil/memory.h"

namespace postroom::mapiutil {

// Any thread may call any method. Text is held as it was set and given in the width that is asked for. What
// is set is there at once: SaveChanges has nothing to do. There are no named properties, and objects cannot
// be opened.
class PropertyData final : public IPropData {
 public:
  explicit PropertyData(const Memory& memory) : memory_(memory) {}

  HRESULT QueryInterface(REFIID riid, void** ppvObj) override;
  ULONG AddRef() override;
  ULONG Release() override;

  HRESULT GetLastError(HRESULT hResult, ULONG ulFlags, LPMAPIERROR* lppMAPIError) override;
  HRESULT SaveChanges(ULONG ulFlags) override;
  HRESULT GetProps(LPSPropTagArray lpPropTagArray, ULONG ulFlags, ULONG* lpcValues,
                   LPSPropValue* lppPropArray) override;
  HRESULT GetPropList(ULONG ulFlags, LPSPropTagArray* lppPropTagArray) override;
  HRESULT OpenProperty(ULONG ulPropTag, LPCIID lpiid, ULONG ulInterfaceOptions, ULONG ulFlags,
                       LPUNKNOWN* lppUnk) override;
  HRESULT SetProps(ULONG cValues, LPSPropValue lpPropArray, LPSPropProblemArray* lppProblems) override;
  HRESULT DeleteProps(LPSPropTagArray lpPropTagArray, LPSPropProblemArray* lppProblems) override;
  HRESULT CopyTo(ULONG ciidExclude, LPCIID rgiidExclude, LPSPropTagArray lpExcludeProps, ULONG_PTR ulUIParam,
                 LPMAPIPROGRESS lpProgress, LPCIID lpInterface, LPVOID lpDestObj, ULONG ulFlags,
                 LPSPropProblemArray* lppProblems) override;
  HRESULT CopyProps(LPSPropTagArray lpIncludeProps, ULONG_PTR ulUIParam, LPMAPIPROGRESS lpProgress,
                    LPCIID lpInterface, LPVOID lpDestObj, ULONG ulFlags,
                    LPSPropProblemArray* lppProblems) override;
  HRESULT GetNamesFromIDs(LPSPropTagArray* lppPropTags, LPGUID lpPropSetGuid, ULONG ulFlags,
                          ULONG* lpcPropNames, LPMAPINAMEID** lpppPropNames) override;
  HRESULT GetIDsFromNames(ULONG cPropNames, LPMAPINAMEID* lppPropNames, ULONG ulFlags,
                          LPSPropTagArray* lppPropTags) override;

  HRESULT HrSetObjAccess(ULONG ulAccess) override;
  HRESULT HrSetPropAccess(LPSPropTagArray lpPropTagArray, ULONG* rgulAccess) override;
  HRESULT HrGetPropAccess(LPSPropTagArray* lppPropTagArray, ULONG** lprgulAccess) override;
  HRESULT HrAddObjProps(LPSPropTagArray lpPropTagArray, LPSPropProblemArray* lppProblems) override;

 private:
  // A property on its way to another object; `index` is where the caller named it.
  struct Copied {
    ULONG index;
    ULONG tag;
    std::shared_ptr<const FlatValue> value;
  };
  struct Destination {
    LPCIID interface;
    LPVOID object;
    ULONG flags;
  };
  using Problems = std::vector<SPropProblem>;

  ~PropertyData() = default;

  HRESULT all_access(LPSPropTagArray* tags, ULONG** accesses) const;
  HRESULT give(const Problems& problems, LPSPropProblemArray* given) const;
  HRESULT copy(std::vector<Copied> copied, Problems problems, const Destination& destination,
               LPSPropProblemArray* given);
  HRESULT open_destination(const Destination& destination, LPMAPIPROP* opened);
  HRESULT leave_out_existing(std::vector<Copied>& copied, LPMAPIPROP destination) const;
  HRESULT send(const std::vector<Copied>& copied, LPMAPIPROP destination, Problems& problems) const;
  void take_away(const std::vector<Copied>& copied, Problems& problems);

  const Memory memory_;
  std::atomic<ULONG> references_{1};
  mutable std::mutex mutex_;  // for what follows; never held while others are called
  bool writable_ = true;
  HeldProperties held_;
};

}  // namespace postroom::mapiutil
